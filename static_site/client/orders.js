import { http } from "./api.js";

/** @typedef {import("../lib/format.js").Money} Money */
/** @typedef {import("../lib/format.js").Amount} Amount */
/** @typedef {string | number} Id ids are names, not quantities: never counted with, never rounded */
/**
 * @typedef {{panel: string, id: Id, external_id: string | null, user: string | null,
 *   creation_type: string | null, charge: Money | null,
 *   provider_charge: Money | null, provider_currency_charge: Money | null, link: string | null, start_count:
 *   Amount | null, quantity: Amount | null,
 *   service_id: Id | null, service_type: string | null, service_name: string | null, provider: string |
 *   null, status: string, remains: Amount | null,
 *   created: string, created_timestamp: number, mode: string | null, ip_address: string | null, gone_at?:
 *   string | null}} Order
 */
/** @typedef {Record<string, {at: string | null, state: import("./overview.js").SyncState}>} AsOf */
/** @typedef {{items: Order[], next: string | null, as_of: AsOf, unknown_ids?: Id[]}} OrderPage */
/**
 * @typedef {{at: string, status: string, remains: Amount | null, start_count: Amount | null}} HistoryEntry
 */
/**
 * @typedef {{order: Order, history: HistoryEntry[], finished_at: string | null,
 *   finished_after: string | null, gone_at: string | null,
 *   first_seen_at: string | null, as_of: unknown}} OrderDetail
 */

export const STATUSES = [
  "pending",
  "in_progress",
  "processing",
  "completed",
  "partial",
  "canceled",
  "error",
  "fail",
];

/**
 * @param {Record<string, string>} query the filters of GET /api/orders, with `limit` and `cursor`
 * @param {AbortSignal} [signal]
 * @returns {Promise<OrderPage>}
 */
export const listOrders = (query, signal) => http.get("/api/orders", { query, signal });

/** @param {string} panel @param {string} id @param {AbortSignal} [signal] @returns {Promise<OrderDetail>} */
export const loadOrder = (panel, id, signal) =>
  http.get(`/api/orders/${encodeURIComponent(panel)}/${encodeURIComponent(id)}`, { signal });

/**
 * @typedef {{total: number, exact: boolean, by_status: Record<string, number>}} OrderCount
 *   not exact: counting was given up, there are at least so many
 */
/** @typedef {{panel: string, id: Id, external_id: string | null, link: string | null}} OrderName */

/** @param {Record<string, string>} filters @param {AbortSignal} [signal] @returns {Promise<OrderCount>} */
export const countOrders = (filters, signal) => http.get("/api/orders/count", { query: filters, signal });

/**
 * Hold the ids of what matches now, so that a later act means these and no others.
 * @param {Record<string, string>} filters
 * @returns {Promise<{snapshot: string, count: number, expires_at: string}>}
 */
export const snapshotOrders = (filters) => http.post("/api/orders/snapshot", { filters });

/**
 * @param {string} snapshot
 * @param {string} cursor
 * @returns {Promise<{ids: OrderName[], next: string | null}>}
 */
export const loadSnapshot = (snapshot, cursor) =>
  http.get(`/api/orders/snapshot/${encodeURIComponent(snapshot)}`, { query: { cursor } });

/**
 * One part of the CSV of all that match.
 * @param {Record<string, string>} query filters, `columns`, `cursor`
 * @param {AbortSignal} [signal]
 * @returns {Promise<{text: string, next: string | null}>}
 */
export async function exportOrders(query, signal) {
  const { text, headers } = await http.text("/api/orders/export", { query, signal });
  return { text, next: headers.get("X-Next-Cursor") || null };
}
