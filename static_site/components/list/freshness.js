import { clockTime, fill, plural, toMs } from "../../lib/format.js";
import { freshness } from "../../lib/freshness.js";
import { html } from "../../lib/preact.js";
import { text as common } from "../../text/common.js";
import { text } from "../../text/list.js";
import { named } from "../status.js";

/** @typedef {import("./spec.js").AsOf} AsOf */
/** "as of 12:03:41 · SGP 12:01:10" @param {{asOf: AsOf}} props */
export function AsOfLine({ asOf }) {
  const { at, behind } = freshness(asOf);
  const parts = behind.map(({ panel, at: read }) =>
    fill(text.asOfPanel, { panel, time: read === null ? text.neverRead : clockTime(read) }),
  );
  if (at !== null) parts.unshift(fill(text.asOf, { time: clockTime(at) }));
  const each = Object.entries(asOf).map(([panel, { at: read }]) => {
    const ms = toMs(read);
    return fill(text.asOfPanel, { panel, time: ms === null ? text.neverRead : clockTime(ms) });
  });
  return html`<span class="lead tab" title=${each.join(" · ")}>${parts.join(" · ")}</span>`;
}

/** The page is current, what a panel last said is not. @param {{asOf: AsOf}} props */
export function Behind({ asOf }) {
  const behind = freshness(asOf).behind.filter(({ state }) => state !== "waiting");
  if (!behind.length) return null;
  const bad = behind.some(({ state }) => state === "down" || state === "needs_key");
  const states = [...new Set(behind.map(({ state }) => named(common.syncStates, state).toLowerCase()))];
  const words = { panels: behind.map(({ panel }) => panel).join(", "), states: states.join(", ") };
  return html`<div class=${bad ? "notice bad" : "notice"} role="status">
    <p>${fill(plural(behind.length, text.late), words)}</p>
    <a class="btn tight" href="#/sync">${text.toSync}</a>
  </div>`;
}
