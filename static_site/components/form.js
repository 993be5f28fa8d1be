import { html, useId, useLayoutEffect, useRef, useState } from "../lib/preact.js";
import { reasonOf } from "../lib/words.js";
import { useUnsaved } from "../state/unsaved.js";
import { text } from "../text/common.js";

/** @typedef {import("../lib/preact.js").Child} Child */

/**
 * A label, its control, a hint, and the API's complaint about it.
 * @param {{name: string, label: string, hint?: string, error?: string, optional?: boolean,
 *   as?: "input" | "textarea" | "select",
 *   children?: Child, [attribute: string]: unknown}} props
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

/** @typedef {import("../lib/http.js").ApiError} ApiError */

/**
 * A whole form: it sends what it holds, shows the API's complaint beside the field it names (else above the
 *   button), takes the focus there, and is not left with unsaved changes unasked.
 * @param {{label?: string, submit: string, busy?: string, empty?: boolean, acts?: Child,
 *   send: (fields: Record<string, string>) => Promise<unknown>,
 *   children: (errorOf: (field: string) => string | undefined) => Child}} props `send` throws what goes wrong; `empty`: the
 *   form is cleared when it was sent
 */
export function Form({ label, submit, busy, empty = false, acts, send, children }) {
  const form = useRef(/** @type {HTMLFormElement | null} */ (null));
  const [state, setState] = useState(/** @type {{sending: boolean, error: ApiError | null}} */ (READY));
  const [dirty, setDirty] = useState(false);
  const saved = useUnsaved(dirty);
  useLayoutEffect(() => {
    /** @type {HTMLElement | null | undefined} */ (form.current?.querySelector("[aria-invalid=true]"))?.focus();
  }, [state.error]);
  const onSubmit = async (/** @type {Event} */ event) => {
    const fields = readForm(event);
    setState({ sending: true, error: null });
    try {
      await send(fields);
      saved();
      setDirty(false);
      setState(READY);
      if (empty) form.current?.reset();
    } catch (error) {
      setState({ sending: false, error: /** @type {ApiError} */ (error) });
    }
  };
  const { sending, error } = state;
  const errorOf = (/** @type {string} */ field) => (error?.field === field ? reasonOf(error) : undefined);
  const shown = error?.field && form.current?.elements.namedItem(error.field);
  return html`<form class="form" ref=${form} aria-label=${label} onSubmit=${onSubmit} onInput=${() => setDirty(true)}>
    ${children(errorOf)}
    ${error && !shown && html`<p class="text-bad" role="alert">${reasonOf(error)}</p>`}
    <div class="row wrap">
      <button class="btn pri" disabled=${sending}>${sending && busy ? busy : submit}</button>${acts}</div>
  </form>`;
}

const READY = { sending: false, error: null };
