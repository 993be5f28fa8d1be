import { scrollTo, windowOf } from "../../lib/list-window.js";
import { nextSort, sortState } from "../../lib/list-query.js";
import { resized } from "../../lib/list-columns.js";
import { html, useEffect, useLayoutEffect, useMemo, useRef, useState } from "../../lib/preact.js";
import { isPicked, pageState } from "../../lib/selection.js";
import { fill } from "../../lib/format.js";
import { text } from "../../text/list.js";

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
 *   onCurrent: (key: string) => void, onResize: (columns: import("./spec.js").ListColumn<R>[]) => void}} RowsProps
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
  const listed = useMemo(() => rows.map((row) => /** @type {[string, R]} */ ([spec.keyOf(row), row])), [rows]);
  const { from, to, before, after } = useWindow(box, rows.length, HEIGHTS[density]);
  useFollow(box, listed, current, HEIGHTS[density], props.covered);
  const wide = PICK_WIDTH + columns.reduce((sum, { width }) => sum + width, 0);
  const span = columns.length + 1;
  return html`<div class="listbox" ref=${box} data-density=${density}>
    <table class=${busy ? "table rows busy" : "table rows"} role="table" aria-label=${spec.title} aria-busy=${busy}
      aria-rowcount=${rows.length + 1} style=${{ minWidth: `${wide}px` }}>
      <colgroup><col style=${{ width: `${PICK_WIDTH}px` }} />
        ${columns.map(({ key, width, grow }) => html`<col key=${key} data-key=${key}
          style=${{ width: grow ? "auto" : `${width}px` }} />`)}</colgroup>
      ${Head(props, listed)}
      <tbody role="rowgroup" onClick=${(/** @type {MouseEvent} */ event) => clicked(event, props)}>
        ${before > 0 && html`<tr class="space" role="presentation" key="before"><td colspan=${span}
          style=${{ height: `${before}px` }}></td></tr>`}
        ${listed.slice(from, to).map(([key, row], i) => html`<${Row} key=${key} id=${key} row=${row}
          at=${from + i + 2} columns=${columns} name=${spec.nameOf(row)} picked=${isPicked(selection, key)}
          current=${key === current} opens=${Boolean(spec.Detail)} />`)}
        ${after > 0 && html`<tr class="space" role="presentation" key="after"><td colspan=${span}
          style=${{ height: `${after}px` }}></td></tr>`}
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
      ${columns.map((c) => html`<td key=${c.key} role="cell" data-label=${c.label}
        class=${`${classOf(c)} ${c.card ?? "pair"}`}>${c.cell(row)}</td>`)}
    </tr>`,
    [row, at, columns, picked, current],
  );
}

/** @param {{num?: boolean, className?: string}} column */
const classOf = ({ num, className }) => [num && "num", className].filter(Boolean).join(" ");

/**
 * @template R
 * @param {RowsProps<R>} props
 * @param {[string, R][]} listed
 */
function Head({ columns, selection, sort, onSort, onPickPage, onResize }, listed) {
  const state = pageState(selection, listed);
  const box = (/** @type {HTMLInputElement | null} */ input) => {
    if (input) input.indeterminate = state === "some";
  };
  return html`<thead role="rowgroup"><tr role="row" aria-rowindex="1">
    <th role="columnheader" scope="col" class="pickcell"><input type="checkbox" ref=${box} checked=${state === "all"}
      aria-label=${text.pickPage} onChange=${onPickPage} /></th>
    ${columns.map((column) => {
      const { key, label, sort: by } = column;
      const arrow = { ascending: "↑", descending: "↓", none: "" }[sortState(sort, by)];
      const name = by
        ? html`<button type="button" class="sort" aria-label=${fill(text.sortBy, { label })}
            onClick=${() => onSort(nextSort(sort, by))}>${label} ${arrow}</button>`
        : label;
      return html`<th key=${key} role="columnheader" scope="col" class=${classOf(column)}
        aria-sort=${by ? sortState(sort, by) : undefined}>${name}<span class="grip" aria-hidden="true"
        onPointerDown=${(/** @type {PointerEvent} */ event) => drag(event, columns, key, onResize)}></span></th>`;
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
  const move = (/** @type {PointerEvent} */ at) => col && (col.style.width = `${Math.max(48, widthAt(at))}px`);
  const drop = (/** @type {PointerEvent} */ at) => {
    grip.removeEventListener("pointermove", move);
    onResize(resized(columns, key, widthAt(at)));
  };
  grip.setPointerCapture(event.pointerId);
  grip.addEventListener("pointermove", move);
  grip.addEventListener("pointerup", drop, { once: true });
  event.preventDefault();
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

/** A phone's rows are cards of any height, so there the browser skips what is out of sight (content-visibility). */
const asCards = matchMedia("(max-width: 640px)");

/** @param {{current: HTMLElement | null}} box @param {number} count @param {number} row px */
function useWindow(box, count, row) {
  const [view, setView] = useState({ top: 0, height: 1000 });
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    let planned = 0;
    const look = () => {
      planned = 0;
      setView((before) => sameRows(before, { top: element.scrollTop, height: element.clientHeight }, row));
    };
    const plan = () => (planned ||= requestAnimationFrame(look));
    const watch = new ResizeObserver(plan);
    element.addEventListener("scroll", plan, { passive: true });
    watch.observe(element);
    return () => {
      cancelAnimationFrame(planned);
      element.removeEventListener("scroll", plan);
      watch.disconnect();
    };
  }, [row]);
  return asCards.matches ? { from: 0, to: count, before: 0, after: 0 } : windowOf({ count, row, ...view });
}

/** The view before, unless other rows are seen now: then nothing is drawn again.
 * @param {{top: number, height: number}} before @param {{top: number, height: number}} after @param {number} row */
function sameRows(before, after, row) {
  const [old, next] = [before, after].map((view) => windowOf({ count: 1e9, row, ...view }));
  return old.from === next.from && old.to === next.to ? before : after;
}

/**
 * The row in hand stays in sight, and the focus goes to its link, so that a screen reader says it.
 * @param {{current: HTMLElement | null}} box
 * @param {[string, unknown][]} listed
 * @param {string | null} current
 * @param {number} row px
 * @param {boolean} covered a drawer lies beside; when it closes the focus comes back to the row in hand
 */
function useFollow(box, listed, current, row, covered) {
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || current === null || !follows.on) return;
    const at = listed.findIndex(([key]) => key === current);
    if (at < 0) return;
    const head = element.querySelector("thead")?.offsetHeight ?? 0;
    if (!asCards.matches)
      element.scrollTop = scrollTo({ at, row, top: element.scrollTop, height: element.clientHeight, head });
    return focusRow(element, current);
  }, [current, covered]);
}

/**
 * A row far away is drawn a frame or two after the scrolling.
 * @param {HTMLElement} box
 * @param {string} key
 * @returns {() => void} give up
 */
function focusRow(box, key) {
  let tries = 0;
  const look = () => {
    const line = /** @type {HTMLElement | null} */ (box.querySelector(`tr[data-key="${CSS.escape(key)}"]`));
    if (!line) return void (tries++ < 10 && (planned = requestAnimationFrame(look)));
    if (asCards.matches) line.scrollIntoView({ block: "nearest" });
    const link = /** @type {HTMLElement | null} */ (line.querySelector("[data-lead]"));
    if (!document.activeElement?.closest(".drawer")) link?.focus({ preventScroll: true });
  };
  let planned = requestAnimationFrame(look);
  return () => cancelAnimationFrame(planned);
}

/** Only keys move the view; a click leaves it where it is. */
export const follows = { on: false };
