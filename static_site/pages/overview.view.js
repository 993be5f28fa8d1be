import { STATUSES } from "../client/orders.js";

/** @typedef {import("../client/overview.js").Overview} Overview */
/**
 * @typedef {{status: string, total: number, share: number, length: number, panels: {code: string,
 *   count: number}[]}} StatusLine
 */

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

/** @param {number[]} values */
const sum = (values) => values.reduce((a, b) => a + b, 0);
