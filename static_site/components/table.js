import { html } from "../lib/preact.js";

/** @typedef {import("../lib/preact.js").Child} Child */
/**
 * @template R
 * @typedef {{key: string, label: string, cell: (row: R) => Child, num?: boolean, className?: string,
 *   card?: "lead" | "side" | "start" | "named" | "end" | "line" | "pair" | "hide"}} Column
 *   `card`: where the cell goes when a row becomes a card on a phone: lead and side share the first line,
 *   start (or named, with
 *   its label) and end share another, a line stands alone, a pair (the default) is a label and its value.
 */

/**
 * The table role is written out, because the card layout of a phone would take it away.
 * @template R
 * @param {{label: string, columns: Column<R>[], rows: R[], keyOf: (row: R) => string, current?: string,
 *   onOpen?: (row: R) => void, busy?: boolean}} props `onOpen` is a comfort for the pointer: a row also
 *   carries a link
 */
export function Table({ label, columns, rows, keyOf, current, onOpen, busy = false }) {
  return html`<table class=${busy ? "table busy" : "table"} role="table" aria-label=${label}
    aria-busy=${busy}>
    <thead role="rowgroup">
      <tr role="row">${columns.map((c) => html`<th key=${c.key} role="columnheader" scope="col"
        class=${headClass(c)}>${c.label}</th>`)}</tr>
    </thead>
    <tbody role="rowgroup">
      ${rows.map((row) => Row({ row, columns, id: keyOf(row), current, onOpen }))}</tbody>
  </table>`;
}

/**
 * @template R
 * @param {{row: R, columns: Column<R>[], id: string, current?: string, onOpen?: (row: R) => void}} props
 */
function Row({ row, columns, id, current, onOpen }) {
  const open = onOpen && ((/** @type {MouseEvent} */ event) => isPlainClick(event) && onOpen(row));
  return html`<tr key=${id} role="row"
    class=${[onOpen && "opens", id === current && "cur"].filter(Boolean).join(" ")} onClick=${open}>
    ${columns.map((c) => html`<td key=${c.key} role="cell" data-label=${c.label}
      class=${`${headClass(c)} ${c.card ?? "pair"}`}>${c.cell(row)}</td>`)}
  </tr>`;
}

/** @param {Column<any>} column */
const headClass = ({ num, className }) => [num && "num", className].filter(Boolean).join(" ");

/** A click on a link or button is theirs, and marking text is no click. @param {MouseEvent} event */
function isPlainClick(event) {
  const target = /** @type {Element} */ (event.target);
  return !target.closest("a, button, input, label") && !String(getSelection());
}
