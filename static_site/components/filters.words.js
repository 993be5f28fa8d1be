import { clockTime, fill, number, plural } from "../lib/format.js";
import { readIds } from "../lib/ids.js";
import { keysOf } from "../lib/list-query.js";
import { text } from "../text/common.js";

const t = text.filters;

/** @typedef {{value: string, label: string}} Choice */
/**
 * @typedef {{key: string, label: string, kind: "text" | "many" | "one" | "ids" | "range" |
 *   "numbers", choices?: Choice[], hint?: string}} FilterSpec
 *   A range of dates or numbers lives in two parameters, `{key}_from` and `{key}_to`; any other filter in
 * one,
 *   several values with commas.
 */

/**
 * The filter's value in words; "" when it is not set.
 * @param {FilterSpec} spec
 * @param {Record<string, string>} params
 */
export function valueInWords(spec, params) {
  const [value = "", until = ""] = keysOf(spec).map((key) => params[key]);
  if (spec.kind === "range") return rangeInWords(value, until);
  if (spec.kind === "numbers") return numbersInWords(value, until);
  if (!value) return "";
  const ids = spec.kind === "ids" ? readIds(value) : [];
  if (ids.length > 2) return plural(ids.length, t.idsMany);
  const names = value.split(",").map((one) => spec.choices?.find((c) => c.value === one)?.label ?? one);
  return names.join(", ");
}

/** @param {string} from @param {string} to */
function rangeInWords(from, to) {
  const words = [
    from && fill(t.since, { from: clockTime(Date.parse(from)) }),
    to && fill(t.until, { to: clockTime(Date.parse(to)) }),
  ];
  return words.filter(Boolean).join(", ");
}

/** @param {string} from @param {string} to */
const numbersInWords = (from, to) =>
  [from && `≥ ${number(from)}`, to && `≤ ${number(to)}`].filter(Boolean).join(", ");
