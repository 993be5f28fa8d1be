import { clockTime, fill } from "../lib/format.js";
import { html } from "../lib/preact.js";
import { reasonOf } from "../lib/words.js";
import { text } from "../text/common.js";
import { icons } from "./icons.js";

/** @typedef {import("../lib/preact.js").Child} Child */

/** Loading: the shape of what comes. @param {{lines?: number}} props */
export const Skeleton = ({
  lines = 8,
}) => html`<div class="skeleton" role="status" aria-label=${text.loading}>
  ${Array.from({ length: lines }, (_, i) => html`<div class="line" key=${i}>
    ${[0, 1, 2, 3, 4].map((n) => html`<span class="skel" key=${n}></span>`)}</div>`)}
</div>`;

/** Empty: what it means and what to do next.
 * @param {{title: string, words: string, icon?: () => Child, children?: Child}} props */
export const Empty = ({ title, words, icon = icons.inbox, children }) => html`<div class="blank">
  <span class="sign">${icon()}</span>
  <h2>${title}</h2>
  <p>${words}</p>
  <div class="acts">${children}</div>
</div>`;

/** Error: what failed, in words, and a way to try again.
 * @param {{error: unknown, retry: () => void, title?: string}} props */
export const Failure = ({
  error,
  retry,
  title = text.failedTitle,
}) => html`<div class="blank bad" role="alert">
  <span class="sign">${icons.warning()}</span>
  <h2>${title}</h2>
  <p>${reasonOf(error)}</p>
  <div class="acts"><button type="button" class="btn" onClick=${retry}>${text.retry}</button></div>
</div>`;

/** Stale: the last good data stays, and says how old it is.
 * @param {{error: unknown, at: number, retry: () => void}} props */
export const Stale = ({ error, at, retry }) => html`<div class="notice" role="status">
  <p>${fill(text.staleNow, { reason: reasonOf(error), time: clockTime(at) })}</p>
  <button type="button" class="btn tight" onClick=${retry}>${text.retry}</button>
</div>`;

/**
 * The four states around a page's content, from what `useLive` returns.
 * @template T
 * @param {{live: {phase: import("../lib/live.js").Phase, data: T | undefined, error: unknown, at: number,
 *   refresh: () => void},
 *   skeleton?: () => Child, show: (data: T) => Child}} props
 */
export function Loaded({ live, skeleton = () => Skeleton({}), show }) {
  if (live.phase === "loading") return skeleton();
  if (live.phase === "failed") return Failure({ error: live.error, retry: live.refresh });
  const old = live.phase === "stale" && Stale({ error: live.error, at: live.at, retry: live.refresh });
  return html`${old}${show(/** @type {T} */ (live.data))}`;
}
