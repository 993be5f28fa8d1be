import { toMs } from "./format.js";

/** @typedef {import("../components/list/spec.js").AsOf} AsOf */
/** @typedef {{panel: string, at: number | null, state: string}} Read */

/**
 * How fresh the rows are: the oldest read of the panels in time, and each panel that is behind, by name.
 * @param {AsOf} asOf
 * @returns {{at: number | null, behind: Read[]}}
 */
export function freshness(asOf) {
  const panels = Object.entries(asOf).map(([panel, { at, state }]) => ({ panel, at: toMs(at), state }));
  const inTime = panels.filter(({ state, at }) => state === "fresh" && at !== null);
  return {
    at: inTime.length ? Math.min(...inTime.map(({ at }) => Number(at))) : null,
    behind: panels.filter(({ state }) => state !== "fresh"),
  };
}
