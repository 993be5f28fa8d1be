import { fill, money, relative, toMs } from "../lib/format.js";
import { formatHash } from "../lib/location.js";
import { now } from "../lib/now.js";
import { html, useState } from "../lib/preact.js";
import { overview } from "../state/overview.js";
import { text as common } from "../text/common.js";
import { text } from "../text/shell.js";
import { worstOf } from "./chips.view.js";
import { SYNC_TONES } from "./status.js";

/** @typedef {import("../client/overview.js").PanelOverview} PanelOverview */
/** @typedef {{title: string, lines: string[], at: DOMRect} | null} Tip */

/** A chip per panel: today's revenue in its currency, and a dot that says in words why it is not green. */
export function Chips() {
  const [tip, setTip] = useState(/** @type {Tip} */ (null));
  const { panels = [], waiting, revenue_today } = overview.state.value.data ?? {};
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => event.key === "Escape" && setTip(null);
  return html`<div class="chips" role="group" aria-label=${common.chips} onScroll=${() => setTip(null)}
    onPointerLeave=${() => setTip(null)} onFocusOut=${() => setTip(null)} onKeyDown=${onKeyDown}>
    ${panels.map((panel) =>
      Chip({ panel, told: wordsOf(panel, waiting, revenue_today?.[panel.code]), show: setTip }),
    )}
    ${tip && html`<${TipBox} ...${tip} />`}
  </div>`;
}

/**
 * @param {{panel: PanelOverview, told: ReturnType<typeof wordsOf>, show: (tip: Tip) => void}} props
 */
function Chip({ panel, told, show }) {
  const { tone, amount, lines } = told;
  const open = (/** @type {Event} */ event) =>
    show({
      title: panel.name || panel.code,
      lines,
      at: /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect(),
    });
  return html`<a class="chip" key=${panel.code} href=${formatHash({ path: "/orders", params: { panel: panel.code } })}
    onPointerEnter=${open} onFocus=${open}>
    <i class="dot ${tone}"></i><b>${panel.code}</b>${amount && html`<span class="tab amount">${amount}</span>`}
    <span class="sr">${[panel.name, ...lines].filter(Boolean).join(". ")}</span>
  </a>`;
}

/** Under its chip; what it says is in the chip as well, for those who hear it. @param {NonNullable<Tip>} props */
const TipBox = ({ title, lines, at }) => html`<div class="tip" aria-hidden="true"
  style=${{ insetBlockStart: `${at.bottom + 4}px`, insetInlineStart: `${startOf(at)}px` }}>
  <b>${title}</b>${lines.map((line) => html`<span key=${line}>${line}</span>`)}</div>`;

/** @param {DOMRect} at */
const startOf = (at) =>
  Math.max(8, Math.min(document.dir === "rtl" ? innerWidth - at.right : at.left, innerWidth - 300));

/**
 * @param {PanelOverview} panel
 * @param {import("../client/overview.js").Waiting | undefined} waiting
 * @param {{amount: string, currency: string} | undefined} today
 */
function wordsOf(panel, waiting, today) {
  const { resource, state, reason } = worstOf(panel, waiting);
  const at = toMs(panel.resources.orders?.as_of);
  const amount = today ? money({ value: today.amount, currency_code: today.currency }) : "";
  const why = fill(text.chipReason, { resource: common.resources[resource], reason: reason || common.syncReasons[state] });
  const lines = [
    amount && fill(text.revenue, { amount }),
    common.syncStates[state],
    state !== "fresh" && why,
    at === null ? common.neverRead : fill(common.readAt, { age: relative(at, now.value) }),
  ].filter((line) => typeof line === "string" && line !== "");
  return { tone: SYNC_TONES[state] ?? "off", amount, lines: /** @type {string[]} */ (lines) };
}
