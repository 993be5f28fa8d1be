import { fill } from "../../lib/format.js";
import { inAddress, keptColumns, moved, resized, toggled } from "../../lib/list-columns.js";
import { html } from "../../lib/preact.js";
import { reasonOf } from "../../lib/words.js";
import { keepPreference, preferences } from "../../state/preferences.js";
import { tell } from "../../state/toasts.js";
import { text } from "../../text/list.js";
import { Segments } from "../choices.js";
import { Popover } from "../popover.js";
import { HEIGHTS } from "./rows.js";

const t = text.columns;

/** @typedef {import("./spec.js").ListColumn<any>} AnyColumn */
/** @typedef {import("./rows.js").Density} Density */

const densities = /** @type {[Density, string][]} */ (Object.entries(t.densities));

/**
 * Kept for the person; the page shows it either way. @param
 *   {import("../../state/preferences.js").PreferenceChange} changes
 */
export const keep = (changes) =>
  keepPreference(changes).catch((error) => tell(fill(t.notKept, { reason: reasonOf(error) }), { bad: true }));

/** @returns {Density} */
export function density() {
  const kept = /** @type {Density} */ (preferences.value.density);
  return Object.hasOwn(HEIGHTS, kept ?? "") ? kept : "normal";
}

/**
 * Which columns, in which order, how wide; and how high the rows are.
 * @param {{spec: import("./spec.js").ListSpec<any>, shown: AnyColumn[],
 *   change: (columns: AnyColumn[]) => void, reset: () => void}} props
 */
export const ColumnsMenu = ({
  spec,
  shown,
  change,
  reset,
}) => html`<${Popover} name=${t.title} label=${t.columns}
  buttonClass="btn ghost" panel=${() => html`
    <fieldset class="columnlist"><legend class="sr">${t.columns}</legend>
      ${[...shown, ...spec.columns.filter((column) => !shown.some(({ key }) => key === column.key))].map(
        (column) => Line({ column, spec, shown, change }),
      )}
    </fieldset>
    ${Segments({
      legend: t.density,
      name: "density",
      current: density(),
      choices: densities,
      choose: (one) => keep({ density: one }),
    })}
    <div class="acts"><button type="button" class="btn tight"
      onClick=${reset}>${t.reset}</button></div>`} />`;

/**
 * @param {{column: AnyColumn, spec: import("./spec.js").ListSpec<any>, shown: AnyColumn[], change: (columns:
 *   AnyColumn[]) => void}} props
 */
function Line({ column: { key, label, width }, spec, shown, change }) {
  const on = shown.some((column) => column.key === key);
  const wide = (/** @type {Event} */ event) =>
    change(resized(shown, key, Number(/** @type {HTMLInputElement} */ (event.target).value) || width));
  return html`<div class="row columnline" key=${key}>
    <label class="check"><input type="checkbox" checked=${on}
      onChange=${() => change(toggled(shown, spec.columns, key))} />
      <span class="clip">${label}</span></label>
    <span class="sp"></span>
    ${
      on &&
      html`<input class="input num" type="number" min="48" max="900" step="10" value=${Math.round(width)}
        aria-label=${fill(text.resize, { label })} onChange=${wide} />
      <button type="button" class="btn ghost tight icon" aria-label=${fill(t.earlier, { label })}
        onClick=${() => change(moved(shown, key, -1))}>↑</button>
      <button type="button" class="btn ghost tight icon" aria-label=${fill(t.later, { label })}
        onClick=${() => change(moved(shown, key, 1))}>↓</button>`
    }
  </div>`;
}

/**
 * Columns go into the address, so that a link shows the same, and into the preferences, so that they stay.
 * @param {string} name the list's
 * @param {AnyColumn[]} columns
 * @returns {string} for the address
 */
export function keepColumns(name, columns) {
  void keep({ columns: { [name]: keptColumns(columns) } });
  return inAddress(columns);
}
