import { fill, plural } from "../lib/format.js";
import { readIds } from "../lib/ids.js";
import { now } from "../lib/now.js";
import { keysOf } from "../lib/list-query.js";
import { html, useState } from "../lib/preact.js";
import { fromLocal, presetStart, PRESETS, toLocal } from "../lib/range.js";
import { text } from "../text/common.js";
import { text as list } from "../text/list.js";
import { valueInWords } from "./filters.words.js";
import { readForm } from "./form.js";
import { Popover } from "./popover.js";

const t = text.filters;

/** @typedef {import("../lib/preact.js").Child} Child */
/** @typedef {import("./filters.words.js").FilterSpec} FilterSpec */
/** @typedef {(changes: Record<string, string>) => void} Change */
/**
 * @typedef {{spec: FilterSpec, params: Record<string, string>, change: Change,
 *   close: () => void}} EditorProps
 */

/** @param {{specs: FilterSpec[], params: Record<string, string>, change: Change, children?: Child}} props */
export function FilterBar({ specs, params, change, children }) {
  const anySet = specs.some((spec) => valueInWords(spec, params));
  const clear = () => change(Object.fromEntries(specs.flatMap(keysOf).map((key) => [key, ""])));
  return html`<div class="filters">
    ${specs.map((spec) => html`<${Filter} key=${spec.key} spec=${spec} params=${params} change=${change} />`)}
    ${anySet && html`<button type="button" class="btn ghost tight" onClick=${clear}>${t.clear}</button>`}
    <span class="sp"></span>
    ${children}
  </div>`;
}

/** @param {{spec: FilterSpec, params: Record<string, string>, change: Change}} props */
function Filter({ spec, params, change }) {
  const words = valueInWords(spec, params);
  const clear = () => change(Object.fromEntries(keysOf(spec).map((key) => [key, ""])));
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    if (words && (event.key === "Delete" || event.key === "Backspace")) clear();
  };
  const remove =
    words &&
    html`<button type="button" class="f set off" aria-label=${fill(t.remove, { label: spec.label })}
      onClick=${clear}>✕</button>`;
  return html`<${Popover}
    name=${words ? `${spec.label}: ${words}` : fill(t.add, { label: spec.label })}
    label=${html`<span class="clip">${words ? `${spec.label}: ${words}` : spec.label}</span>`}
    buttonClass=${words ? "f set open-side" : "f"}
    onKeyDown=${onKeyDown}
    after=${remove}
    panel=${(/** @type {() => void} */ close) => html`<${EDITORS[spec.kind]} spec=${spec} params=${params}
      change=${change} close=${close} />`}
  />`;
}

/** @param {EditorProps} props */
function TextEditor({ spec, params, change, close }) {
  const submit = (/** @type {Event} */ event) => (
    change({ [spec.key]: readForm(event).value ?? "" }),
    close()
  );
  return html`<form class="form" onSubmit=${submit}>
    <label class="field"><span class="label">${spec.label}</span><input class="input" name="value"
      value=${params[spec.key] ?? ""} autocomplete="off" />
      ${spec.hint && html`<span class="hint">${spec.hint}</span>`}</label>
    <div class="acts"><button class="btn pri">${t.apply}</button></div>
  </form>`;
}

/** @param {EditorProps} props */
function ManyEditor({ spec, params, change }) {
  const chosen = (params[spec.key] ?? "").split(",").filter(Boolean);
  const toggle = (/** @type {string} */ value) =>
    change({
      [spec.key]: (chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]).join(
        ",",
      ),
    });
  return html`<div class="choices">
    ${spec.choices?.map(
      ({ value, label }) => html`<label class="check" key=${value}><input type="checkbox"
      checked=${chosen.includes(value)} onChange=${() => toggle(value)} /> ${label}</label>`,
    )}
  </div>`;
}

/** @param {EditorProps} props */
function OneEditor({ spec, params, change, close }) {
  const choices = [{ value: "", label: t.any }, ...(spec.choices ?? [])];
  const pick = (/** @type {string} */ value) => (change({ [spec.key]: value }), close());
  return html`<div class="choices">
    ${choices.map(
      ({ value, label }) => html`<label class="check" key=${value}><input type="radio"
      name=${spec.key} checked=${(params[spec.key] ?? "") === value}
      onChange=${() => pick(value)} /> ${label}</label>`,
    )}
  </div>`;
}

/** @param {EditorProps} props */
function IdsEditor({ spec, params, change, close }) {
  const [pasted, setPasted] = useState(params[spec.key] ?? "");
  const ids = readIds(pasted);
  const submit = (/** @type {Event} */ event) => (
    event.preventDefault(),
    change({ [spec.key]: ids.join(",") }),
    close()
  );
  const onInput = (/** @type {Event} */ event) =>
    setPasted(/** @type {HTMLTextAreaElement} */ (event.target).value);
  return html`<form class="form" onSubmit=${submit}>
    <label class="field"><span class="label">${spec.label}</span><textarea class="input" value=${pasted}
      onInput=${onInput}></textarea>
      <span class="hint" aria-live="polite">
        ${ids.length ? plural(ids.length, t.idsFound) : t.idsHint}</span></label>
    <div class="acts"><button class="btn pri">${t.apply}</button></div>
  </form>`;
}

/** @param {EditorProps} props */
function RangeEditor({ spec, params, change, close }) {
  const [from, to] = keysOf(spec);
  const submit = (/** @type {Event} */ event) => {
    const fields = readForm(event);
    change({ [from]: fromLocal(fields.from ?? ""), [to]: fromLocal(fields.to ?? "") });
    close();
  };
  const preset = (/** @type {import("../lib/range.js").Preset} */ name) => (
    change({ [from]: presetStart(name, now.peek()), [to]: "" }),
    close()
  );
  return html`<form class="form" onSubmit=${submit}>
    <div class="presets">${PRESETS.map(
      (name) => html`<button type="button" class="btn tight" key=${name}
      onClick=${() => preset(name)}>${t.presets[name]}</button>`,
    )}</div>
    <label class="field"><span class="label">${t.from}</span><input class="input" type="datetime-local"
      name="from" value=${toLocal(params[from])} /></label>
    <label class="field"><span class="label">${t.to}</span><input class="input" type="datetime-local"
      name="to" value=${toLocal(params[to])} /></label>
    <div class="acts"><button class="btn pri">${t.apply}</button></div>
  </form>`;
}

/** @param {EditorProps} props */
function NumbersEditor({ spec, params, change, close }) {
  const [from, to] = keysOf(spec);
  const submit = (/** @type {Event} */ event) => {
    const fields = readForm(event);
    change({ [from]: fields.from ?? "", [to]: fields.to ?? "" });
    close();
  };
  return html`<form class="form" onSubmit=${submit}>
    <label class="field"><span class="label">${list.numbersFrom}</span><input class="input num" type="number"
      step="any" name="from" value=${params[from] ?? ""} /></label>
    <label class="field"><span class="label">${list.numbersTo}</span><input class="input num" type="number"
      step="any" name="to" value=${params[to] ?? ""} /></label>
    <div class="acts"><button class="btn pri">${t.apply}</button></div>
  </form>`;
}

const EDITORS = {
  text: TextEditor,
  many: ManyEditor,
  one: OneEditor,
  ids: IdsEditor,
  range: RangeEditor,
  numbers: NumbersEditor,
};
