import { RESOURCES } from "../client/overview.js";

/** @typedef {import("../client/sync.js").SyncItem} SyncItem */

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
 * @param {Record<string, string>} form `orders_min`, `orders_max`, …, `look_back`, in seconds
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
  const lookBack = Number(form.look_back ?? before.look_back);
  return {
    ...(Object.keys(intervals).length && { intervals }),
    ...(lookBack !== before.look_back && { look_back: lookBack }),
  };
}
