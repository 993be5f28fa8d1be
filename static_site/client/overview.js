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
/**
 * @typedef {{panel: string, currency: string, day: string, amount: string, orders: number}} DayRevenue
 *   one panel's orders of one UTC day, "2026-11-20"; the amount as exact decimal digits
 */
/** @typedef {{panel: string, resource: Resource, state: SyncState, reason: string | null}} LateResource */
/**
 * @typedef {{failed_orders: number, waiting_tickets: number, late_panels: LateResource[]}} Waiting
 *   what a person has to look at
 */
/**
 * @typedef {{panels: PanelOverview[], totals: Counts, orders_by_status: Counts,
 *   revenue_by_day?: DayRevenue[], revenue_today?: Record<string, {amount: string, currency: string}>, waiting?: Waiting}} Overview
 */

/** @type {Resource[]} */
export const RESOURCES = ["orders", "payments", "users", "tickets", "services"];

/** @param {AbortSignal} [signal] @returns {Promise<Overview>} */
export const loadOverview = (signal) => http.get("/api/overview", { signal });
