import { html, useId } from "../lib/preact.js";
import { text } from "../text/common.js";

/**
 * A label, its control, a hint, and the API's complaint about it.
 * @param {{name: string, label: string, hint?: string, error?: string, optional?: boolean,
 *   as?: "input" | "textarea" | "select",
 *   children?: import("../lib/preact.js").Child, [attribute: string]: unknown}} props
 */
export function Field({ name, label, hint, error, optional = false, as = "input", children, ...attributes }) {
  const id = useId();
  const about = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined;
  return html`<div class="field">
    <label for=${id}>${label} ${optional && html`<span class="opt">· ${text.optional}</span>`}</label>
    <${as} id=${id} name=${name} class="input" aria-describedby=${about}
      aria-invalid=${error ? "true" : undefined} ...${attributes}>${children}<//>
    ${hint && html`<p class="hint" id=${`${id}-hint`}>${hint}</p>`}
    ${error && html`<p class="wrong" id=${`${id}-error`} role="alert">${error}</p>`}
  </div>`;
}

/**
 * @param {{label: string, hint?: string, checked: boolean, disabled?: boolean,
 *   onChange: (on: boolean) => void}} props
 */
export function Switch({ label, hint, checked, disabled, onChange }) {
  const id = useId();
  const change = (/** @type {Event} */ event) =>
    onChange(/** @type {HTMLInputElement} */ (event.target).checked);
  return html`<label class="switch">
    <span>${label}</span>
    <input type="checkbox" role="switch" checked=${checked} disabled=${disabled} onChange=${change}
      aria-describedby=${hint ? id : undefined} />
    ${hint && html`<span class="hint" id=${id}>${hint}</span>`}
  </label>`;
}

/**
 * What a form holds, trimmed; empty fields are left out.
 * @param {Event} event a form's submit
 * @returns {Record<string, string>}
 */
export function readForm(event) {
  event.preventDefault();
  const entries = [...new FormData(/** @type {HTMLFormElement} */ (event.currentTarget))];
  return Object.fromEntries(
    entries.map(([name, value]) => [name, String(value).trim()]).filter(([, value]) => value !== ""),
  );
}
