import { fill } from "../../lib/format.js";
import { resized } from "../../lib/list-columns.js";
import { nextSort, sortState } from "../../lib/list-query.js";
import { html } from "../../lib/preact.js";
import { pageState } from "../../lib/selection.js";
import { text } from "../../text/list.js";

/** @param {{num?: boolean, className?: string}} column */
export const classOf = ({ num, className }) => [num && "num", className].filter(Boolean).join(" ");

/**
 * @template R
 * @param {import("./rows.js").RowsProps<R>} props
 * @param {[string, R][]} listed
 */
export function Head({ columns, selection, sort, onSort, onPickPage, onResize }, listed) {
  const state = pageState(selection, listed);
  const box = (/** @type {HTMLInputElement | null} */ input) => {
    if (input) input.indeterminate = state === "some";
  };
  return html`<thead role="rowgroup"><tr role="row" aria-rowindex="1">
    <th role="columnheader" scope="col" class="pickcell"><input type="checkbox" ref=${box}
      checked=${state === "all"}
      aria-label=${text.pickPage} onChange=${onPickPage} /></th>
    ${columns.map((column) => {
      const { key, label, sort: by } = column;
      const arrow = { ascending: "↑", descending: "↓", none: "" }[sortState(sort, by)];
      const name = by
        ? html`<button type="button" class="sort" aria-label=${fill(text.sortBy, { label })}
            onClick=${() => onSort(nextSort(sort, by))}>${label} ${arrow}</button>`
        : label;
      const grab = (/** @type {PointerEvent} */ event) => drag(event, columns, key, onResize);
      return html`<th key=${key} role="columnheader" scope="col" class=${classOf(column)}
        aria-sort=${by ? sortState(sort, by) : undefined}>${name}<span class="grip" aria-hidden="true"
        onPointerDown=${grab}></span></th>`;
    })}
  </tr></thead>`;
}

/**
 * While a column is dragged its width is set on the page alone; letting go makes it the person's.
 * @template {import("./spec.js").ListColumn<any>} C
 * @param {PointerEvent} event
 * @param {C[]} columns
 * @param {string} key
 * @param {(columns: C[]) => void} onResize
 */
function drag(event, columns, key, onResize) {
  const grip = /** @type {HTMLElement} */ (event.currentTarget);
  const start = grip.closest("th")?.getBoundingClientRect().width ?? 0;
  const col = /** @type {HTMLElement | undefined} */ (
    [...(grip.closest("table")?.querySelectorAll("col") ?? [])].find((one) => one.dataset.key === key)
  );
  const sign = getComputedStyle(grip).direction === "rtl" ? -1 : 1;
  const widthAt = (/** @type {PointerEvent} */ at) => start + sign * (at.clientX - event.clientX);
  const move = (/** @type {PointerEvent} */ at) =>
    col && (col.style.width = `${Math.max(48, widthAt(at))}px`);
  const drop = (/** @type {PointerEvent} */ at) => {
    grip.removeEventListener("pointermove", move);
    onResize(resized(columns, key, widthAt(at)));
  };
  grip.setPointerCapture(event.pointerId);
  grip.addEventListener("pointermove", move);
  grip.addEventListener("pointerup", drop, { once: true });
  event.preventDefault();
}
