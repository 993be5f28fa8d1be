import { html } from "../lib/preact.js";
import { dismiss, toasts } from "../state/toasts.js";
import { text } from "../text/common.js";

/** Short news at the foot of the page; a screen reader hears it without losing its place. */
export function Toasts() {
  return html`<div class="toasts" role="status" aria-live="polite">
    ${toasts.value.map(
      (toast) => html`<div class=${toast.bad ? "toast bad" : "toast"} key=${toast.id}>
        <span>${toast.words}</span>
        <button type="button" aria-label=${text.dismiss} onClick=${() => dismiss(toast.id)}>×</button>
      </div>`,
    )}
  </div>`;
}
