import { html } from "../lib/preact.js";
import { text } from "../text/common.js";

const t = text.pager;

/**
 * Cursors point forward only, so the way back is remembered as it is walked; somebody who came by a link is
 *   offered the first page.
 * @type {Map<string, string>}
 */
const before = new Map();

/**
 * @param {{cursor: string, next: string | null, go: (cursor: string) => void,
 *   children?: import("../lib/preact.js").Child}} props
 */
export function Pager({ cursor, next, go, children }) {
  const forward = () => {
    before.set(String(next), cursor);
    go(String(next));
  };
  const previous = before.get(cursor);
  return html`<nav class="pager" aria-label=${t.label}>
    ${children}
    <span class="sp"></span>
    ${cursor && previous !== "" && html`<button type="button" class="btn ghost" onClick=${() => go("")}>
      ${t.first}</button>`}
    <button type="button" class="btn" data-go="previous" disabled=${!cursor} onClick=${() => go(previous ?? "")}>
      ${t.previous}</button>
    <button type="button" class="btn" data-go="next" disabled=${!next} onClick=${forward}>${t.next}</button>
  </nav>`;
}
