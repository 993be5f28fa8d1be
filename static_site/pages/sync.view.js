import { RESOURCES } from "../client/overview.js";

/** @typedef {import("../client/sync.js").SyncItem} SyncItem */

/** The states a person has to look at; `late` in the address stands for all of them. */
const LATE = ["late", "backing_off", "down", "needs_key"];

/** As the overview counts: a panel without a services key is complete all the same. @param {SyncItem} item */
const isLate = ({ resource, state }) =>
  LATE.includes(state) && !(resource === "services" && state === "needs_key");

/**
 * What the address asks for: one panel's lines, or those in a state, or both.
 * @param {SyncItem[]} items
 * @param {{panel?: string, state?: string}} wanted
 * @returns {SyncItem[]}
 */
export function filterItems(items, { panel, state }) {
  const fits = (/** @type {SyncItem} */ item) =>
    !state || (state === "late" ? isLate(item) : item.state === state);
  return items.filter((item) => (!panel || item.panel === panel) && fits(item));
}

/**
 * The tabs of the page: all, those to look at, paused ones; each with how many lines it holds.
 * @param {SyncItem[]} items
 * @returns {{state: "" | "late" | "paused" | "fresh" | "waiting", count: number}[]}
 */
export const stateTabs = (items) =>
  /** @type {const} */ (["", "late", "fresh", "waiting", "paused"]).map((state) => ({
    state,
    count: filterItems(items, { state }).length,
  }));

/**
 * Panels in the order they come, each with its resources in their usual order.
 * @param {SyncItem[]} items
 * @returns {{panel: string, items: SyncItem[]}[]}
 */
export function byPanel(items) {
  const panels = [...new Set(items.map((item) => item.panel))];
  const rank = (/** @type {SyncItem} */ item) => RESOURCES.indexOf(item.resource);
  return panels.map((panel) => ({
    panel,
    items: items.filter((item) => item.panel === panel).sort((a, b) => rank(a) - rank(b)),
  }));
}

/**
 * The settings as a form holds them, back as the API takes them; only what differs is sent.
 * @param {Record<string, string>} form `orders_min`, `orders_max`, `orders_rows`, …, `look_back`, in seconds,
 *   and `verify_hours`
 * @param {import("../client/sync.js").SyncSettings} before
 * @returns {Partial<import("../client/sync.js").SyncSettings>}
 */
export function changedSettings(form, before) {
  /** @type {Record<string, import("../client/sync.js").Limits>} */
  const intervals = {};
  for (const [resource, { min, max }] of Object.entries(before.intervals)) {
    const next = { min: Number(form[`${resource}_min`] ?? min), max: Number(form[`${resource}_max`] ?? max) };
    if (next.min !== min || next.max !== max) intervals[resource] = next;
  }
  const rows = Object.entries(before.rows_per_fetch ?? {})
    .map(
      ([resource, count]) =>
        /** @type {const} */ ([resource, Number(form[`${resource}_rows`] ?? count), count]),
    )
    .filter(([, next, count]) => next !== count)
    .map(([resource, next]) => [resource, next]);
  const lookBack = Number(form.look_back ?? before.look_back);
  const verify =
    form.verify_hours === undefined ? before.verify_every : Math.round(Number(form.verify_hours) * 3600);
  return {
    ...(Object.keys(intervals).length && { intervals }),
    ...(rows.length && { rows_per_fetch: Object.fromEntries(rows) }),
    ...(lookBack !== before.look_back && { look_back: lookBack }),
    ...(verify !== before.verify_every && { verify_every: verify }),
  };
}
