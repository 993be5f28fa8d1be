import { http } from "./api.js";

/** @typedef {"orders" | "payments" | "users" | "tickets" | "services"} Resource */
/** @typedef {"fresh" | "late" | "backing_off" | "down" | "needs_key" | "paused" | "waiting"} SyncState */
/** @typedef {{state: SyncState, as_of: string | null, rows: number}} Freshness */
/** @typedef {Record<string, number>} Counts */
/**
 * @typedef {{code: string, name: string, currency: string | null, simulated: boolean,
 *   resources: Partial<Record<Resource, Freshness>>,
 *   orders_by_status: Counts, totals: Counts}} PanelOverview
 */
/** @typedef {{panels: PanelOverview[], totals: Counts, orders_by_status: Counts}} Overview */

/** @type {Resource[]} */
export const RESOURCES = ["orders", "payments", "users", "tickets", "services"];

/** @param {AbortSignal} [signal] @returns {Promise<Overview>} */
export const loadOverview = (signal) => http.get("/api/overview", { signal });
