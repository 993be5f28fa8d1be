/**
 * What is picked in a list: rows by key, kept while the person pages on; or all that a filter matched at one
 *   moment, which the API holds as a snapshot. Every function gives a new selection.
 * @template R
 * @typedef {{rows: ReadonlyMap<string, R>, anchor: string | null, all: Snapshot | null}} Selection
 *   `anchor`: where a range begins, the row picked last
 */
/** @typedef {{snapshot: string, count: number, expires_at?: string | null}} Snapshot */

/** @type {Selection<any>} */
export const NOTHING = { rows: new Map(), anchor: null, all: null };

/** @param {Selection<unknown>} selection */
export const sizeOf = ({ rows, all }) => (all ? all.count : rows.size);

/** @param {Selection<unknown>} selection @param {string} key */
export const isPicked = ({ rows, all }, key) => all !== null || rows.has(key);

/**
 * Pick a row, or let it go. From "all that match" on, picking begins anew with that row.
 * @template R
 * @param {Selection<R>} selection
 * @param {string} key
 * @param {R} row
 * @returns {Selection<R>}
 */
export function toggle({ rows, all }, key, row) {
  const next = new Map(all ? [] : rows);
  if (!next.delete(key)) next.set(key, row);
  return { rows: next, anchor: key, all: null };
}

/**
 * Pick everything between the row picked last and this one, both included; without one, this row alone.
 * @template R
 * @param {Selection<R>} selection
 * @param {[string, R][]} listed the rows in view, in their order
 * @param {string} key
 * @returns {Selection<R>}
 */
export function extend(selection, listed, key) {
  const at = (/** @type {string | null} */ one) => listed.findIndex(([each]) => each === one);
  const [anchor, here] = [at(selection.anchor), at(key)];
  if (here < 0) return selection;
  const from = anchor < 0 ? here : anchor;
  const between = listed.slice(Math.min(from, here), Math.max(from, here) + 1);
  const rows = new Map([...(selection.all ? [] : selection.rows), ...between]);
  return { rows, anchor: selection.anchor ?? key, all: null };
}

/**
 * The box in the head: picks every row in view, or lets them go when all of them are picked.
 * @template R
 * @param {Selection<R>} selection
 * @param {[string, R][]} listed
 * @returns {Selection<R>}
 */
export function togglePage({ rows, all }, listed) {
  if (all) return NOTHING;
  const next = new Map(rows);
  if (pageState({ rows, all, anchor: null }, listed) === "all") for (const [key] of listed) next.delete(key);
  else for (const [key, row] of listed) next.set(key, row);
  return { rows: next, anchor: null, all: null };
}

/**
 * @param {Selection<unknown>} selection
 * @param {[string, unknown][]} listed
 * @returns {"none" | "some" | "all"}
 */
export function pageState(selection, listed) {
  if (!listed.length) return "none";
  const picked = listed.filter(([key]) => isPicked(selection, key)).length;
  return picked === listed.length ? "all" : picked ? "some" : "none";
}

/** @param {Snapshot} snapshot @returns {Selection<any>} */
export const pickAll = (snapshot) => ({ rows: new Map(), anchor: null, all: snapshot });
