/**
 * @typedef {{key: string, width: number, off?: boolean}} Base a column as its page describes it; width in px
 */
/** @typedef {{key: string, width: number}} Shown */

const NARROWEST = 48;
const WIDEST = 900;

/**
 * The columns to show, in their order: as the address says, else as the person likes them, else as described.
 * What neither knows any more is left out; something is always shown.
 * @template {Base} C
 * @param {C[]} columns
 * @param {string | undefined} fromAddress "id,user"
 * @param {string[] | undefined} kept "id:120" each; the width is the person's own also for columns of an
 * address
 * @returns {C[]} with the width in force
 */
export function shownColumns(columns, fromAddress, kept) {
  const liked = (kept ?? []).map(parse);
  const widths = new Map(liked.map(({ key, width }) => [key, width]));
  const keys = fromAddress ? fromAddress.split(",") : liked.map(({ key }) => key);
  const known = [...new Set(keys)].flatMap((key) => columns.filter((column) => column.key === key));
  const chosen = known.length ? known : columns.filter(({ off }) => !off);
  return chosen.map((column) => ({ ...column, width: widths.get(column.key) || column.width }));
}

/** @param {string} text "id:120" or "id" @returns {Shown} width 0: none of its own */
function parse(text) {
  const [key, width] = text.split(":");
  return { key, width: Number(width) > 0 ? clamp(Number(width)) : 0 };
}

/** @param {Shown[]} columns @returns {string[]} what the preferences keep */
export const keptColumns = (columns) => columns.map(({ key, width }) => `${key}:${Math.round(width)}`);

/** @param {Shown[]} columns @returns {string} what the address holds */
export const inAddress = (columns) => columns.map(({ key }) => key).join(",");

/**
 * @template {Shown} C
 * @param {C[]} shown
 * @param {string} key
 * @param {number} width px
 * @returns {C[]}
 */
export const resized = (shown, key, width) =>
  shown.map((column) => (column.key === key ? { ...column, width: clamp(width) } : column));

/** @param {number} width */
const clamp = (width) => Math.min(WIDEST, Math.max(NARROWEST, width));

/**
 * @template {Shown} C
 * @param {C[]} shown
 * @param {string} key
 * @param {-1 | 1} by
 * @returns {C[]} the same when it is at the end already
 */
export function moved(shown, key, by) {
  const from = shown.findIndex((column) => column.key === key);
  const to = from + by;
  if (from < 0 || to < 0 || to >= shown.length) return shown;
  const next = [...shown];
  [next[from], next[to]] = [next[to], next[from]];
  return next;
}

/**
 * Show a column where its description has it among the shown ones, or hide it; the last one stays.
 * @template {Base} C
 * @param {C[]} shown
 * @param {C[]} all
 * @param {string} key
 * @returns {C[]}
 */
export function toggled(shown, all, key) {
  if (shown.some((column) => column.key === key))
    return shown.length > 1 ? shown.filter((column) => column.key !== key) : shown;
  const rank = (/** @type {Base} */ { key: one }) => all.findIndex((column) => column.key === one);
  const added = all.find((column) => column.key === key);
  if (!added) return shown;
  const at = shown.findIndex((column) => rank(column) > rank(added));
  return at < 0 ? [...shown, added] : [...shown.slice(0, at), added, ...shown.slice(at)];
}
