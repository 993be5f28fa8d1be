import { STATUSES } from "../client/orders.js";
import { addAmounts } from "../lib/amounts.js";

/** @typedef {import("../client/overview.js").Overview} Overview */
/** @typedef {import("../client/overview.js").DayRevenue} DayRevenue */
/**
 * @typedef {{status: string, total: number, share: number, length: number, panels: {code: string,
 *   count: number}[]}} StatusLine
 */

/** What counts as a failed order: the panel's own failure, and the provider's. */
export const FAILED = "error,fail";
/** What counts as a waiting ticket: a customer has written and nobody has answered. */
export const WAITING = "pending,open";

/**
 * One line per status: all panels together, then each. `share` of all orders; `length` of the bar, against
 *   the longest line, 0 to 1.
 * Known statuses come in their usual order, even when none is there; unknown ones after them.
 * @param {Overview} overview
 * @returns {StatusLine[]}
 */
export function statusLines({ panels, orders_by_status: counts }) {
  const statuses = [
    ...STATUSES,
    ...Object.keys(counts)
      .filter((status) => !STATUSES.includes(status))
      .sort(),
  ];
  const all = sum(Object.values(counts));
  const most = Math.max(1, ...Object.values(counts));
  return statuses.map((status) => {
    const total = counts[status] ?? 0;
    const each = panels.map((panel) => ({ code: panel.code, count: panel.orders_by_status[status] ?? 0 }));
    return { status, total, share: all ? total / all : 0, length: total / most, panels: each };
  });
}

/** Panels that cannot be read at all, for the notice on top.
 * @param {Overview} overview
 * @returns {{code: string, state: "down" | "needs_key"}[]} */
export function unreadable({ panels }) {
  return panels.flatMap(({ code, resources }) => {
    const states = Object.values(resources).map((resource) => resource?.state);
    /** @type {"needs_key" | "down" | undefined} */
    const state = states.includes("down")
      ? "down"
      : resources.orders?.state === "needs_key"
        ? "needs_key"
        : undefined;
    return state ? [{ code, state }] : [];
  });
}

/**
 * @typedef {{panel: string, currency: string, amounts: (string | null)[], total: string,
 *   orders: number}} PanelRevenue `amounts` day by day, null where nothing is known
 */

/**
 * Revenue as lines of a chart: one per panel and currency, all over the same days, oldest first. Amounts of
 *   two currencies are never added.
 * @param {DayRevenue[]} rows
 * @returns {{days: string[], lines: PanelRevenue[]}}
 */
export function revenueLines(rows) {
  const days = daysBetween(rows.map((row) => row.day).sort());
  const keys = [...new Set(rows.map((row) => `${row.panel} ${row.currency}`))].sort();
  const lines = keys.map((key) => {
    const [panel, currency] = key.split(" ");
    const own = rows.filter((row) => row.panel === panel && row.currency === currency);
    const byDay = new Map(own.map((row) => [row.day, row.amount]));
    const amounts = days.map((day) => byDay.get(day) ?? null);
    const total = addAmounts(own.map((row) => row.amount));
    return { panel, currency, amounts, total, orders: sum(own.map((row) => row.orders)) };
  });
  return { days, lines };
}

/** Every day from the first to the last: a day without orders is a day too.
 * @param {string[]} days sorted */
function daysBetween(days) {
  if (!days.length) return [];
  const found = [];
  for (let at = startOf(days[0]); at <= startOf(days[days.length - 1]); at += 86_400_000)
    found.push(new Date(at).toISOString().slice(0, 10));
  return found;
}

/** @param {string} day a UTC day @returns {number} epoch ms */
export const startOf = (day) => Date.parse(`${day}T00:00:00Z`);

/**
 * The filter that shows the orders behind one number: those of one panel from the first to the last UTC day.
 * @param {string} panel
 * @param {string[]} days oldest first
 */
export const ordersOfDays = (panel, days) => ({
  panel,
  created_from: `${days[0]}T00:00:00Z`,
  created_to: `${days[days.length - 1]}T23:59:59Z`,
});

/**
 * What is late, panel by panel in the order it came; of one panel the resources that share a reason share
 *   a line.
 * @param {import("../client/overview.js").LateResource[]} late
 * @returns {{panel: string, state: string, reason: string | null,
 *   resources: import("../client/overview.js").Resource[]}[]}
 */
export function lateLines(late) {
  /** @type {Map<string, ReturnType<typeof lateLines>[number]>} */
  const lines = new Map();
  for (const { panel, resource, state, reason } of late) {
    const key = JSON.stringify([panel, state, reason]);
    const line = lines.get(key) ?? { panel, state, reason, resources: [] };
    line.resources.push(resource);
    lines.set(key, line);
  }
  return [...lines.values()];
}

/** How many panels are late, not how many resources.
 * @param {import("../client/overview.js").LateResource[]} late */
export const latePanels = (late) => new Set(late.map((one) => one.panel)).size;

/** @param {number[]} values */
const sum = (values) => values.reduce((a, b) => a + b, 0);
