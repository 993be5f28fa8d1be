import { html, useId, useLayoutEffect, useRef } from "../lib/preact.js";
import { text } from "../text/common.js";
import { icons } from "./icons.js";

export { ask } from "./dialog.js";

/** @typedef {import("../lib/preact.js").Child} Child */

/**
 * A side sheet for one object. The list behind it stays in reach; Esc closes, and focus goes back where it
 *   was.
 * @param {{title: Child, onClose: () => void, children: Child, foot?: Child, tools?: Child, full?: boolean}} props
 *   `full`: it takes the place of the page
 */
export function Drawer({ title, onClose, children, foot, tools, full = false }) {
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  const id = useId();
  useLayoutEffect(() => {
    const before = /** @type {HTMLElement | null} */ (document.activeElement);
    const first = /** @type {HTMLElement | null} */ (
      box.current?.querySelector("[data-first]") ?? box.current
    );
    first?.focus();
    return () => {
      if (before?.isConnected && (document.activeElement === document.body || !document.activeElement))
        before.focus();
    };
  }, []);
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    // Left alone, the same key would close the question that closing may raise.
    event.preventDefault();
    event.stopPropagation();
    onClose();
  };
  return html`<div class=${full ? "drawer full" : "drawer"} role="dialog" aria-labelledby=${id} tabindex="-1" ref=${box}
    onKeyDown=${onKeyDown}>
    <div class="inside">
      <div class="dhead">
        <h2 id=${id}>${title}</h2>
        <span class="sp"></span>
        ${tools}
        <button type="button" class="btn ghost icon" aria-label=${text.close} onClick=${onClose}>
          ${icons.no()}</button>
      </div>
      <div class="dbody">${children}</div>
      ${foot && html`<div class="dfoot">${foot}</div>`}
    </div>
  </div>`;
}
