import { toMs } from "../lib/format.js";

/** @typedef {import("../lib/format.js").Amount} Amount */
/** @typedef {import("../client/orders.js").HistoryEntry} HistoryEntry */

/** @param {{panel: string, id: import("../client/orders.js").Id}} order */
export const keyOf = ({ panel, id }) => `${panel}:${id}`;

/**
 * The counts that the sync keeps anyway; null where none exists for what is asked (any filter but the
 * panel's).
 * @param {import("../client/overview.js").Overview | undefined} overview
 * @param {Record<string, string>} filters
 * @returns {Record<string, number> | null | undefined} by status, "" for all; undefined before the overview
 * is there
 */
export function keptCounts(overview, filters) {
  if (Object.keys(filters).some((name) => name !== "panel")) return null;
  if (!overview) return undefined;
  const wanted = filters.panel?.split(",");
  /** @type {Record<string, number>} */
  const counts = { "": 0 };
  for (const panel of overview.panels.filter(({ code }) => !wanted || wanted.includes(code))) {
    for (const [status, count] of Object.entries(panel.orders_by_status)) {
      counts[status] = (counts[status] ?? 0) + count;
      counts[""] += count;
    }
  }
  return counts;
}

/**
 * What share of the order is delivered, 0 to 1; null when it cannot be told.
 * @param {{quantity: Amount | null, remains: Amount | null}} order
 */
export function delivered({ quantity, remains }) {
  const all = Number(quantity ?? 0);
  if (remains === null || remains === undefined || !(all > 0)) return null;
  return Math.min(1, Math.max(0, 1 - Number(remains) / all));
}

/** @typedef {{at: number, value: number}} Point epoch seconds, delivered quantity */

/**
 * The delivery over the order's life. What was seen holds its last value until `until`; how it got to the
 * first
 * thing seen is not known, so that part is a line of its own, to be drawn as a guess.
 * @param {{quantity: Amount | null, created: number, history: HistoryEntry[], until: number}} order
 * `created` and
 *   `until` in epoch ms
 * @returns {{guess: Point[], seen: Point[]}} both empty when there is nothing to draw
 */
export function deliveryCurve({ quantity, created, history, until }) {
  const all = Number(quantity ?? 0);
  const seen = history
    .map(({ at, remains }) => ({ at: toMs(at) ?? created, share: delivered({ quantity, remains }) }))
    .filter(({ share }) => share !== null)
    .map(({ at, share }) => ({
      at: Math.round(Math.max(at, created) / 1000),
      value: Math.round(Number(share) * all),
    }))
    .sort((a, b) => a.at - b.at);
  const end = Math.round(until / 1000);
  const start = Math.round(created / 1000);
  if (!seen.length || Math.max(end, seen[seen.length - 1].at) <= start) return { guess: [], seen: [] };
  const last = seen[seen.length - 1];
  const guess = seen[0].at > start ? [{ at: start, value: 0 }, seen[0]] : [];
  return { guess, seen: last.at < end ? [...seen, { at: end, value: last.value }] : seen };
}

/**
 * A cell of the CSV as the API writes it: an amount and its currency are columns of their own.
 * @param {import("../client/orders.js").Order} order
 * @param {string} name
 */
export function csvCell(order, name) {
  const fields = /** @type {Record<string, any>} */ (order);
  if (name.endsWith("_currency")) return fields[name.slice(0, -9)]?.currency_code;
  if (name === "created") return new Date(order.created_timestamp * 1000).toISOString().replace(".000", "");
  return fields[name]?.currency_code ? fields[name].value : fields[name];
}
