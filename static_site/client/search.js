import { http } from "./api.js";

/**
 * @typedef {{kind: "order" | "user" | "ticket" | "panel", panel: string, id: string | number, title: string,
 *   subtitle?: string | null}} Found
 */

/**
 * What an id, a name or an address belongs to, over all panels the person may see.
 * @param {string} q
 * @param {AbortSignal} [signal]
 * @returns {Promise<Found[]>}
 */
export const search = async (q, signal) => (await http.get("/api/search", { query: { q }, signal })).items;
