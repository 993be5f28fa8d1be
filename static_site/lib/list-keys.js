/**
 * @typedef {"next" | "previous" | "extendNext" | "extendPrevious" | "first" | "last" | "pick" | "pickRange" |
 *   "pickPage" | "pickAll" | "copy" | "open" | "leave" | "pageNext" | "pagePrevious" | "showNew" | "filter"
 * | "refresh"} Act
 */

/** @type {Record<string, Act>} */
const PLAIN = {
  j: "next",
  ArrowDown: "next",
  k: "previous",
  ArrowUp: "previous",
  Home: "first",
  End: "last",
  x: "pick",
  a: "pickPage",
  c: "copy",
  Enter: "open",
  Escape: "leave",
  "]": "pageNext",
  "[": "pagePrevious",
  n: "showNew",
  f: "filter",
  r: "refresh",
};
/** @type {Record<string, Act>} */
const SHIFTED = {
  J: "extendNext",
  ArrowDown: "extendNext",
  K: "extendPrevious",
  ArrowUp: "extendPrevious",
  X: "pickRange",
  A: "pickAll",
};

/**
 * For the page's list of keys, in the order they are told. @type {[string, Exclude<Act, "first" | "last">][]}
 */
export const KEYS = [
  ["j", "next"],
  ["k", "previous"],
  ["Enter", "open"],
  ["x", "pick"],
  ["Shift+X", "pickRange"],
  ["Shift+J", "extendNext"],
  ["Shift+K", "extendPrevious"],
  ["a", "pickPage"],
  ["Shift+A", "pickAll"],
  ["c", "copy"],
  ["Esc", "leave"],
  ["f", "filter"],
  ["n", "showNew"],
  ["r", "refresh"],
  ["]", "pageNext"],
  ["[", "pagePrevious"],
];

/**
 * What a key does in a list; null: nothing of ours. Keys with Ctrl, Alt or Meta are the browser's.
 * @param {{key: string, shiftKey: boolean, ctrlKey: boolean, altKey: boolean, metaKey: boolean}} event
 * @returns {Act | null}
 */
export function actOf({ key, shiftKey, ctrlKey, altKey, metaKey }) {
  if (ctrlKey || altKey || metaKey) return null;
  const acts = shiftKey ? SHIFTED : PLAIN;
  return Object.hasOwn(acts, key) ? acts[key] : null;
}

/**
 * Where j and k lead. With nothing in hand, j begins at the top and k at the end.
 * @param {string[]} keys of the rows in view
 * @param {string | null} current
 * @param {Act} act
 * @returns {string | null} null when there are no rows
 */
export function stepFrom(keys, current, act) {
  if (!keys.length) return null;
  const at = current === null ? -1 : keys.indexOf(current);
  if (act === "first") return keys[0];
  if (act === "last") return keys[keys.length - 1];
  if (act === "next" || act === "extendNext") return keys[Math.min(keys.length - 1, at + 1)];
  return keys[at < 0 ? keys.length - 1 : Math.max(0, at - 1)];
}
