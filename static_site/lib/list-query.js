/** @typedef {Record<string, string>} Params */
/** @typedef {import("../components/filters.words.js").FilterSpec} FilterSpec */

/** What a list's address may hold beside its filters; nothing of it narrows the rows. */
export const SIZES = [50, 100, 200, 500, 1000];
const DEFAULT_SIZE = 50;

/** The most rows that one call may bring. */
export const CALL_SIZE = 200;

/**
 * The parameters a filter lives in: a range has two, any other one.
 * @param {Pick<FilterSpec, "key" | "kind">} spec
 */
export const keysOf = ({ key, kind }) =>
  kind === "range" || kind === "numbers" ? [`${key}_from`, `${key}_to`] : [key];

/**
 * The set filters of an address, the tab's included; parameters the list does not know stay out.
 * @param {Params} params
 * @param {string[]} names
 * @returns {Params}
 */
export const filtersOf = (params, names) =>
  Object.fromEntries(names.filter((name) => params[name]).map((name) => [name, params[name]]));

/**
 * How many rows a page shows.
 * @param {Params} params
 */
export function sizeOf({ rows }) {
  const wanted = Number(rows);
  return SIZES.includes(wanted) ? wanted : DEFAULT_SIZE;
}

/**
 * The questions of one page: its filters and sort, `limit` rows a call.
 * @param {Params} params
 * @param {string[]} names
 * @returns {Params}
 */
export const toQuery = (params, names) => ({
  ...filtersOf(params, [...names, "sort", "cursor"]),
  limit: String(Math.min(CALL_SIZE, sizeOf(params))),
});

/**
 * Sorting by a column: up, down, then the list's own order again.
 * @param {string | undefined} sort "created" or "-created"
 * @param {string} by
 * @returns {string} "" for the list's own order
 */
export const nextSort = (sort, by) => (sort === by ? `-${by}` : sort === `-${by}` ? "" : by);

/**
 * @param {string | undefined} sort
 * @param {string | undefined} by
 * @returns {"ascending" | "descending" | "none"}
 */
export const sortState = (sort, by) =>
  by && sort === by ? "ascending" : by && sort === `-${by}` ? "descending" : "none";
