import { PRESETS, presetStart } from "./range.js";

/** @typedef {Record<string, string>} Params */

// A view with "since yesterday" in it should mean yesterday of the day it is opened, so a moment that a
// preset
// gives today is kept as the preset's name. In the address itself it stays a moment: a link means one thing.
const MOVING = /_from$/;

/**
 * What a saved view keeps of an address.
 * @param {Params} params
 * @param {string[]} names the list's filters
 * @param {number} now epoch ms
 * @returns {string} a query string, names in their order
 */
export function toView(params, names, now) {
  const kept = [...names, "sort", "columns", "rows"].filter((name) => params[name]);
  return String(new URLSearchParams(kept.map((name) => [name, moving(name, params[name], now)])));
}

/** @param {string} name @param {string} value @param {number} now */
function moving(name, value, now) {
  if (!MOVING.test(name)) return value;
  const preset = PRESETS.find((one) => presetStart(one, now) === value);
  return preset ?? value;
}

/**
 * The address a saved view opens at this moment.
 * @param {string} query
 * @param {number} now epoch ms
 * @returns {Params}
 */
export function fromView(query, now) {
  const entries = [...new URLSearchParams(query)].map(([name, value]) => {
    const preset = MOVING.test(name) && PRESETS.find((one) => one === value);
    return [name, preset ? presetStart(preset, now) : value];
  });
  return Object.fromEntries(entries);
}

/**
 * Whether the address shows what the view keeps (a page further on, or an open row, is still that view).
 * @param {string} query
 * @param {Params} params
 * @param {string[]} names
 * @param {number} now
 */
export const isView = (query, params, names, now) =>
  toView(fromView(query, now), names, now) === toView(params, names, now);
