import { html, useLayoutEffect, useRef } from "../lib/preact.js";
import { dismiss, holdToasts, letToastsGo, toasts } from "../state/toasts.js";
import { text } from "../text/common.js";

/**
 * Short news at the foot of the page, over dialogs as well; a screen reader hears it without losing its place, bad
 *   news at once.
 */
export function Toasts() {
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  const all = toasts.value;
  useLayoutEffect(() => {
    const shown = box.current?.matches(":popover-open");
    // Shown anew, it comes to lie over a dialog that was opened since.
    if (shown && all.length && document.querySelector("dialog[open]")) box.current?.hidePopover();
    if (!box.current?.matches(":popover-open")) box.current?.showPopover();
  }, [all]);
  const list = (/** @type {boolean} */ bad) => all.filter((toast) => toast.bad === bad).map(Toast);
  return html`<div class="toasts" popover="manual" ref=${box} onPointerEnter=${holdToasts} onPointerLeave=${letToastsGo}
    onFocusIn=${holdToasts} onFocusOut=${letToastsGo}>
    <div role="status" aria-live="polite">${list(false)}</div>
    ${all.some((toast) => toast.bad) && html`<div role="alert">${list(true)}</div>`}
  </div>`;
}

/** @param {import("../state/toasts.js").Toast} toast */
const Toast = ({ id, words, bad }) => html`<div class=${bad ? "toast bad" : "toast"} key=${id}>
  <span>${words}</span>
  <button type="button" aria-label=${text.dismiss} onClick=${() => dismiss(id)}>×</button>
</div>`;
