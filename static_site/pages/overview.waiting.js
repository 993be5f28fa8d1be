import { Behind } from "../components/behind.js";
import { named, PanelCode, SyncStatus } from "../components/status.js";
import { fill, number } from "../lib/format.js";
import { formatHash } from "../lib/location.js";
import { html } from "../lib/preact.js";
import { text as common } from "../text/common.js";
import { text } from "../text/overview.js";
import { FAILED, lateLines, latePanels, WAITING } from "./overview.view.js";

const t = text.waiting;

/** @typedef {import("../client/overview.js").Overview} Overview */

/** What waits for a person: failed orders, waiting tickets, panels that are late and why.
 * @param {Overview} data */
export function WaitingFor({ waiting }) {
  if (!waiting) return null;
  const { failed_orders: orders, waiting_tickets: tickets, late_panels: late } = waiting;
  const calm = !orders && !tickets && !late.length;
  return html`<section class="card" aria-labelledby="waiting">
    <header><h2 id="waiting">${t.title}</h2>${calm && html`<span class="soft">${t.calm}</span>`}</header>
    <div class="waits">
      ${Wait({ name: t.failed, count: orders, path: "/orders", params: { status: FAILED }, bad: true })}
      ${Wait({ name: t.tickets, count: tickets, path: "/tickets", params: { status: WAITING } })}
      ${Wait({
        name: t.late,
        count: latePanels(late),
        path: "/sync",
        params: { state: "late" },
        children: Late(late),
      })}
    </div>
  </section>`;
}

/**
 * @param {{name: string, count: number, path: string, params: Record<string, string>, bad?: boolean,
 *   children?: import("../lib/preact.js").Child}} props
 */
const Wait = ({ name, count, path, params, bad = false, children }) => html`<div class="total">
  <h3>${name}</h3>
  <${Behind} path=${path} params=${params} label=${`${name}: ${number(count)}`}
    className=${`big tab ${count ? (bad ? "text-bad" : "text-warn") : "soft"}`}>${number(count)}<//>
  ${children}
</div>`;

/** @param {import("../client/overview.js").LateResource[]} late */
const Late = (late) => {
  const lines = lateLines(late);
  if (!lines.length) return null;
  return html`<ul class="late">${lines.map(
    ({ panel, state, reason, resources }) => html`<li key=${panel + state + reason}>
      <a class="plain" href=${formatHash({ path: "/sync", params: { panel } })}>
        ${PanelCode({ code: panel })} ${SyncStatus({ state })}<span class="sr">${fill(t.openLate, { panel })}</span></a>
      <span class="soft">${resources.map((resource) => named(common.resources, resource)).join(" · ")}</span>
      <bdi class="why">${reason || named(common.syncReasons, state)}</bdi>
    </li>`,
  )}</ul>`;
};
