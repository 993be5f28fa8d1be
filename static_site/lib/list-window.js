/**
 * Below so many rows all of them are drawn: nothing is won by less, and the browser's own search finds them.
 */
export const WINDOW_FROM = 120;
const STEP = 4;
const SPARE = 8;

/**
 * @typedef {{from: number, to: number, before: number, after: number}} Window rows [from, to), space around
 *   in px
 */

/**
 * Which rows to draw. It moves in steps of four rows, so a slowly scrolled frame draws nothing new.
 * @param {{count: number, row: number, top: number, height: number}} view row height, how far scrolled and
 * how
 *   high the view is, in px
 * @returns {Window}
 */
export function windowOf({ count, row, top, height }) {
  if (count <= WINDOW_FROM || row <= 0) return { from: 0, to: count, before: 0, after: 0 };
  const first = Math.floor(Math.max(0, top) / row / STEP) * STEP - SPARE;
  const visible = Math.ceil(height / row / STEP) * STEP + STEP;
  const from = Math.min(Math.max(0, first), Math.max(0, count - visible));
  const to = Math.min(count, Math.max(0, first) + visible + 2 * SPARE);
  return { from, to, before: from * row, after: (count - to) * row };
}

/**
 * How far to scroll so that a row stands in view; the same when it does already.
 * @param {{at: number, row: number, top: number, height: number, head: number}} view `head`: px that the
 * sticky
 *   head covers
 */
export function scrollTo({ at, row, top, height, head }) {
  const start = at * row;
  if (start < top) return start;
  const end = start + row + head;
  return end > top + height ? end - height : top;
}
