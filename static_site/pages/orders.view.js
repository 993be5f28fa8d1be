import { toMs } from "../lib/format.js";

/** @typedef {import("../client/orders.js").Order} Order */
/** @typedef {import("../client/orders.js").AsOf} AsOf */
/** @typedef {import("../client/orders.js").HistoryEntry} HistoryEntry */
/** @typedef {Record<string, string>} Params */

export const PAGE_SIZE = 50;

const FILTERS = [
  "panel",
  "service_id",
  "user",
  "provider",
  "mode",
  "creation_type",
  "created_from",
  "created_to",
  "link",
  "ids",
  "external_id",
];

/**
 * What the address asks of the API: filters it does not know stay out of the question.
 * @param {Params} params
 * @returns {Params}
 */
export function toQuery(params) {
  const names = ["status", ...FILTERS, "cursor"].filter((name) => params[name]);
  return { ...Object.fromEntries(names.map((name) => [name, params[name]])), limit: String(PAGE_SIZE) };
}

/** @param {Params} params */
export const hasFilters = (params) => ["status", ...FILTERS].some((name) => params[name]);

/**
 * The counts behind the status tabs; null where no counter exists for what is asked (any filter but the
 *   panel's).
 * @param {import("../client/overview.js").Overview | undefined} overview
 * @param {Params} params
 * @returns {Record<string, number> | null} by status, "" for all
 */
export function tabCounts(overview, params) {
  if (!overview || FILTERS.some((name) => name !== "panel" && params[name])) return null;
  const wanted = params.panel?.split(",");
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

/** @param {{panel: string, id: import("../client/orders.js").Id}} order */
export const keyOf = ({ panel, id }) => `${panel}:${id}`;

/**
 * Bring the rows in view up to date without moving one: known rows take their new values in place, new ones
 *   are counted only.
 * @param {Order[]} shown
 * @param {Order[]} fresh the same page, asked again
 * @returns {{rows: Order[], arrived: number}}
 */
export function refreshInPlace(shown, fresh) {
  const byKey = new Map(fresh.map((order) => [keyOf(order), order]));
  const known = new Set(shown.map(keyOf));
  return {
    rows: shown.map((order) => byKey.get(keyOf(order)) ?? order),
    arrived: fresh.filter((order) => !known.has(keyOf(order))).length,
  };
}

/**
 * What share of the order is delivered, 0 to 1; null when it cannot be told.
 * @param {{quantity: import("../lib/format.js").Amount | null,
 *   remains: import("../lib/format.js").Amount | null}} order
 */
export function delivered({ quantity, remains }) {
  const all = Number(quantity ?? 0);
  if (remains === null || remains === undefined || !(all > 0)) return null;
  return Math.min(1, Math.max(0, 1 - Number(remains) / all));
}

/**
 * How fresh the rows are: the oldest read of the panels in time, and each panel that is behind, by name.
 * @param {AsOf} asOf
 * @returns {{at: number | null, behind: {panel: string, at: number | null,
 *   state: import("../client/overview.js").SyncState}[]}}
 */
export function freshness(asOf) {
  const panels = Object.entries(asOf).map(([panel, { at, state }]) => ({ panel, at: toMs(at), state }));
  const inTime = panels
    .filter(({ state, at }) => state === "fresh" && at !== null)
    .map(({ at }) => Number(at));
  return {
    at: inTime.length ? Math.min(...inTime) : null,
    behind: panels.filter(({ state }) => state !== "fresh"),
  };
}

/** @typedef {{x: number, y: number}} Point both 0 to 1 */

/**
 * The delivery over the order's life. What was seen is a step line that holds its last value until `until`; how it got
 * to the first thing seen is not known, so that part is a straight line of its own, to be drawn as a guess.
 * @param {{quantity: import("../lib/format.js").Amount | null, created: number, history: HistoryEntry[], until: number}} order
 *   times in epoch ms
 * @returns {{guess: Point[], seen: Point[]}} both empty when there is nothing to draw
 */
export function deliverySteps({ quantity, created, history, until }) {
  const known = history
    .map((entry) => ({ at: toMs(entry.at) ?? created, share: delivered({ quantity, remains: entry.remains }) }))
    .filter((entry) => entry.share !== null)
    .sort((a, b) => a.at - b.at);
  const end = Math.max(until, ...known.map(({ at }) => at));
  if (!known.length || end <= created) return { guess: [], seen: [] };
  const points = known.map(({ at, share }) => ({
    x: Math.max(0, (at - created) / (end - created)),
    y: Number(share),
  }));
  const steps = points.flatMap((point, i) => (i ? [{ x: point.x, y: points[i - 1].y }, point] : [point]));
  return { guess: [{ x: 0, y: 0 }, points[0]], seen: [...steps, { x: 1, y: steps[steps.length - 1].y }] };
}
