import { fill } from "../../lib/format.js";
import { html, useMemo, useRef } from "../../lib/preact.js";
import { isPicked } from "../../lib/selection.js";
import { text } from "../../text/list.js";
import { classOf, Head } from "./head.js";
import { useFollow } from "./use-follow.js";
import { useWindow } from "./use-window.js";

/** Row heights by density, in px; the stylesheet's own are the same. */
export const HEIGHTS = /** @type {const} */ ({ compact: 26, normal: 32, roomy: 40 });
const PICK_WIDTH = 40;

/** @typedef {keyof typeof HEIGHTS} Density */
/**
 * @template R
 * @typedef {{spec: import("./spec.js").ListSpec<R>, columns: import("./spec.js").ListColumn<R>[], rows: R[],
 *   selection: import("../../lib/selection.js").Selection<R>, current: string | null, density: Density,
 *   busy: boolean, covered: boolean, sort: string | undefined, onSort: (sort: string) => void,
 *   onPick: (key: string, range: boolean) => void, onPickPage: () => void, onOpen: (key: string) => void,
 *   onCurrent: (key: string) => void, onResize: (columns: import("./spec.js").ListColumn<R>[]) => void}}
 * RowsProps
 */

/**
 * The table. Of many rows only those around the view are in the page; what a row did is told by its key, so a
 * row that did not change is not drawn again.
 * @template R
 * @param {RowsProps<R>} props
 */
export function Rows(props) {
  const { spec, columns, rows, selection, current, density, busy } = props;
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  const listed = useMemo(
    () => rows.map((row) => /** @type {[string, R]} */ ([spec.keyOf(row), row])),
    [rows],
  );
  const { from, to, before, after } = useWindow(box, rows.length, HEIGHTS[density]);
  useFollow(box, listed, current, HEIGHTS[density], props.covered);
  const wide = PICK_WIDTH + columns.reduce((sum, { width }) => sum + width, 0);
  const span = columns.length + 1;
  return html`<div class="listbox" ref=${box} data-density=${density}>
    <table class=${busy ? "table rows busy" : "table rows"} role="table" aria-label=${spec.title}
      aria-busy=${busy}
      aria-rowcount=${rows.length + 1} style=${{ minWidth: `${wide}px` }}>
      <colgroup><col style=${{ width: `${PICK_WIDTH}px` }} />
        ${columns.map(
          ({ key, width, grow }) => html`<col key=${key} data-key=${key}
          style=${{ width: grow ? "auto" : `${width}px` }} />`,
        )}</colgroup>
      ${Head(props, listed)}
      <tbody role="rowgroup" onClick=${(/** @type {MouseEvent} */ event) => clicked(event, props)}>
        ${
          before > 0 &&
          html`<tr class="space" role="presentation" key="before"><td colspan=${span}
          style=${{ height: `${before}px` }}></td></tr>`
        }
        ${listed.slice(from, to).map(
          ([key, row], i) => html`<${Row} key=${key} id=${key} row=${row}
          at=${from + i + 2} columns=${columns} name=${spec.nameOf(row)} picked=${isPicked(selection, key)}
          current=${key === current} opens=${Boolean(spec.Detail)} />`,
        )}
        ${
          after > 0 &&
          html`<tr class="space" role="presentation" key="after"><td colspan=${span}
          style=${{ height: `${after}px` }}></td></tr>`
        }
      </tbody>
    </table>
  </div>`;
}

/**
 * @template R
 * @param {{id: string, row: R, at: number, columns: import("./spec.js").ListColumn<R>[], name: string,
 *   picked: boolean, current: boolean, opens: boolean}} props
 */
function Row({ id, row, at, columns, name, picked, current, opens }) {
  const look = [opens && "opens", picked && "sel", current && "cur"].filter(Boolean).join(" ");
  return useMemo(
    () => html`<tr role="row" data-key=${id} aria-rowindex=${at} aria-selected=${picked} class=${look}>
      <td role="cell" class="pickcell"><input type="checkbox" checked=${picked} tabindex="-1"
        aria-label=${fill(text.pick, { name })} /></td>
      ${columns.map(
        (c) => html`<td key=${c.key} role="cell" data-label=${c.label}
        class=${`${classOf(c)} ${c.card ?? "pair"}`}>${c.cell(row)}</td>`,
      )}
    </tr>`,
    [row, at, columns, picked, current],
  );
}

/**
 * One listener for all rows. A click on a link is the link's, and marking text is no click.
 * @param {MouseEvent} event
 * @param {Pick<RowsProps<any>, "onPick" | "onOpen" | "onCurrent">} acts
 */
function clicked(event, { onPick, onOpen, onCurrent }) {
  const target = /** @type {Element} */ (event.target);
  const key = /** @type {HTMLElement | null} */ (target.closest("tr"))?.dataset.key;
  if (!key) return;
  if (target.closest(".pickcell")) {
    onPick(key, event.shiftKey);
    onCurrent(key);
  } else if (!target.closest("a, button, input, label") && !String(getSelection())) onOpen(key);
  else onCurrent(key);
}
