import { html, useLayoutEffect, useRef, useState } from "../lib/preact.js";

/** @typedef {import("../lib/preact.js").Child} Child */

/**
 * A button with a small panel under it (a sheet at the foot of a phone). Esc and a click elsewhere close it.
 * @param {{label: Child, name: string, buttonClass: string, onKeyDown?: (event: KeyboardEvent) => void,
 *   after?: Child,
 *   panel: (close: () => void) => Child}} props
 */
export function Popover({ label, name, buttonClass, onKeyDown, after, panel }) {
  const [open, setOpen] = useState(false);
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  const button = useRef(/** @type {HTMLElement | null} */ (null));
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  useLayoutEffect(() => {
    if (!open) return;
    const away = (/** @type {Event} */ event) =>
      box.current?.contains(/** @type {Node} */ (event.target)) || setOpen(false);
    document.addEventListener("pointerdown", away);
    /** @type {HTMLElement | null | undefined} */ (
      box.current?.querySelector(".panelpop :is(input, textarea, button)")
    )?.focus();
    return () => document.removeEventListener("pointerdown", away);
  }, [open]);
  const onEscape = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape" || !open) return;
    event.preventDefault();
    event.stopPropagation();
    close();
  };
  return html`<div class="pop" ref=${box} onKeyDown=${onEscape}>
    <button type="button" ref=${button} class=${buttonClass} aria-label=${name} aria-expanded=${open}
      onClick=${() => setOpen(!open)} onKeyDown=${onKeyDown}>${label}</button>
    ${after}
    ${open && html`<div class="panelpop" role="group" aria-label=${name}>${panel(close)}</div>`}
  </div>`;
}
