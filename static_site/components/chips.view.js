/** @typedef {import("../client/overview.js").PanelOverview} PanelOverview */
/** @typedef {import("../client/overview.js").Resource} Resource */
/** @typedef {import("../client/overview.js").SyncState} SyncState */
/** @typedef {import("../client/overview.js").Waiting} Waiting */

/** The worse, the earlier. @type {SyncState[]} */
const BY_WEIGHT = ["down", "needs_key", "backing_off", "late", "paused", "waiting", "fresh"];

/**
 * What a panel's dot tells: its worst resource, with the panel's own words where there are some. Services may
 *   lack their key for good, which is no news.
 * @param {PanelOverview} panel
 * @param {Waiting | undefined} waiting
 * @returns {{resource: Resource, state: SyncState, reason: string | null}}
 */
export function worstOf({ code, resources }, waiting) {
  const states = /** @type {[Resource, {state: SyncState}][]} */ (Object.entries(resources))
    .filter(([resource, { state }]) => !(resource === "services" && state === "needs_key"))
    .map(([resource, { state }]) => ({ resource, state }));
  const weight = (/** @type {SyncState} */ state) => (BY_WEIGHT.indexOf(state) + 8) % 8;
  const [worst = { resource: /** @type {const} */ ("orders"), state: /** @type {const} */ ("waiting") }] =
    states.sort((a, b) => weight(a.state) - weight(b.state));
  const told = waiting?.late_panels.find((late) => late.panel === code && late.resource === worst.resource);
  return { ...worst, reason: told?.reason ?? null };
}
