import { http } from "./api.js";

/** @typedef {import("./overview.js").Resource} Resource */
/**
 * @typedef {{new: number, changed: number, same: number, bad?: number, gone?: number, calls?: number,
 *   at?: string}} LastPass
 */
/**
 * @typedef {{panel: string, resource: Resource, state: import("./overview.js").SyncState, interval: number,
 *   rows_per_fetch: number,
 *   rows_cached: number, last_fetched: string | null, next_due: string | null, last_pass: LastPass | null,
 *   last_error: string | null,
 *   backfill: {done: boolean, rows: number, reached: string | null} | null, paused: boolean,
 *   quarantined: number, unknown_fields?: Record<string, number>}} SyncItem
 */
/**
 * @typedef {{days: number | null, pending: {days: number | null, rows: number,
 *   effective_at: string} | null}} Retention
 */
/** @typedef {{min: number, max: number}} Limits seconds */
/**
 * @typedef {{intervals: Record<string, Limits>, rows_per_fetch: Record<string, number>, look_back: number,
 *   verify_every: number, retention: Record<string, Retention>}} SyncSettings times in seconds
 */
/** @typedef {{items: SyncItem[], settings: SyncSettings}} SyncPage */
/**
 * @typedef {{id: string | number | null, reason: string, raw: string, first_seen_at: string,
 *   last_seen_at: string, times: number}} BadRow
 */

/**
 * @typedef {{id: string, panel: string, resource: string, due_at: string | null, received: number,
 *   first_sent_at: string | null, reason?: string | null}} DeadLetter
 */
/** @typedef {{items: DeadLetter[], count: number}} DeadLetters */

/** @param {AbortSignal} [signal] @returns {Promise<SyncPage>} */
export const loadSync = (signal) => http.get("/api/sync", { signal });

/** @param {string} panel @param {string} resource */
const at = (panel, resource) => `/api/sync/${encodeURIComponent(panel)}/${encodeURIComponent(resource)}`;

/**
 * @param {string} panel
 * @param {string} resource
 * @param {{paused?: boolean, rows_per_fetch?: number}} changes
 * @returns {Promise<unknown>}
 */
export const changeSync = (panel, resource, changes) => http.patch(at(panel, resource), changes);

/** @param {string} panel @param {string} resource @returns {Promise<unknown>} */
export const syncNow = (panel, resource) => http.post(`${at(panel, resource)}/now`);

/** @param {string} panel @param {string} resource @returns {Promise<unknown>} */
export const resetSync = (panel, resource) => http.post(`${at(panel, resource)}/reset`);

/**
 * @param {string} panel
 * @param {string} resource
 * @param {AbortSignal} [signal]
 * @returns {Promise<BadRow[]>}
 */
export async function listQuarantine(panel, resource, signal) {
  return (await http.get(`${at(panel, resource)}/quarantine`, { signal })).items;
}

/** @param {Partial<SyncSettings>} settings @returns {Promise<unknown>} */
export const changeSyncSettings = (settings) => http.patch("/api/sync/settings", settings);

/**
 * @param {string} resource
 * @param {number | null} days
 * @returns {Promise<{rows: number, effective_at: string}>}
 */
export const askRetention = (resource, days) => http.post("/api/sync/retention", { resource, days });

/** @param {string} resource @returns {Promise<void>} */
export const takeBackRetention = (resource) =>
  http.delete(`/api/sync/retention/${encodeURIComponent(resource)}`);

/** @param {AbortSignal} [signal] @returns {Promise<DeadLetters>} */
export const listDeadLetters = (signal) => http.get("/api/sync/dead-letters", { signal });

/**
 * Send dead letters again: some by their ids, or all of them.
 * @param {{ids: string[]} | {all: true}} which
 * @returns {Promise<{replayed: number}>}
 */
export const replayDeadLetters = (which) => http.post("/api/sync/dead-letters/replay", which);
