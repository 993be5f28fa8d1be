import { clockTime, dateTime, fill, relative, toMs } from "../lib/format.js";
import { now } from "../lib/now.js";
import { html } from "../lib/preact.js";
import { text } from "../text/common.js";

/** @typedef {"ok" | "info" | "warn" | "bad" | "odd" | "off"} Tone */

/** @type {Record<string, Tone>} */
export const ORDER_TONES = {
  pending: "warn",
  in_progress: "info",
  processing: "info",
  completed: "ok",
  partial: "odd",
  canceled: "off",
  error: "bad",
  fail: "bad",
};

/** @type {Record<string, Tone>} */
export const SYNC_TONES = {
  fresh: "ok",
  late: "warn",
  backing_off: "warn",
  down: "bad",
  needs_key: "bad",
  paused: "off",
  waiting: "info",
};

/** A dot and a word: the colour never carries the meaning alone.
 * @param {{tone: Tone, word: string, title?: string}} props */
export const Status = ({ tone, word, title }) =>
  html`<span class="st ${tone}" title=${title}><span>${word}</span></span>`;

/** A status that no contract knows is shown as the panel wrote it.
 * @param {{status: string}} props */
export const OrderStatus = ({ status }) =>
  Status({ tone: ORDER_TONES[status] ?? "off", word: named(text.statuses, status) });

/** @param {{state: string, error?: string | null}} props */
export const SyncStatus = ({ state, error }) =>
  Status({
    tone: SYNC_TONES[state] ?? "off",
    word: named(text.syncStates, state),
    title: error || named(text.syncReasons, state),
  });

/** @param {Record<string, string>} names @param {string} key */
export const named = (names, key) => (Object.hasOwn(names, key) ? names[key] : key);

/** @param {{code: string}} props */
export const PanelCode = ({ code }) => html`<span class="pan">${code}</span>`;

/** How long ago, with the exact time under the pointer.
 * @param {{at: string | number | null | undefined, exact?: boolean}} props */
export function Age({ at, exact = false }) {
  const ms = toMs(at);
  if (ms === null) return html`<span class="soft">–</span>`;
  const words = exact ? clockTime(ms, now.value) : relative(ms, now.value);
  return html`<time class="tab" datetime=${new Date(ms).toISOString()} title=${dateTime(ms)}>${words}</time>`;
}

/**
 * A hair line of progress. The width is set through the style object (CSSOM), which the
 *   Content-Security-Policy allows.
 * @param {{share: number, tone?: Tone, wide?: boolean, label?: string}} props `share` 0 to 1
 */
export function Bar({ share, tone = "info", wide = false, label }) {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10;
  const words = label ?? fill(text.delivered, { share: Math.floor(percent) });
  return html`<span class="bar ${tone} ${wide ? "wide" : ""}" role="img" aria-label=${words}><i
    style=${{ inlineSize: `${percent}%` }}></i></span>`;
}
