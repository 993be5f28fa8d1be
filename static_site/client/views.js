import { http } from "./api.js";

/**
 * @typedef {{id: string, name: string, page: string, query: string, shared: boolean, mine: boolean,
 *   count?: number | null}} View
 */

/**
 * @param {string} [page] one list's, or those of all @param {AbortSignal} [signal] @returns {Promise<View[]>}
 */
export const listViews = async (page, signal) =>
  (await http.get("/api/views", { query: { page }, signal })).items;

/** @param {{name: string, page: string, query: string, shared?: boolean}} view @returns {Promise<View>} */
export const saveView = (view) => http.post("/api/views", view);

/** @param {string} id @param {Partial<View>} changes @returns {Promise<unknown>} */
export const changeView = (id, changes) => http.patch(`/api/views/${encodeURIComponent(id)}`, changes);

/** @param {string} id @returns {Promise<void>} */
export const removeView = (id) => http.delete(`/api/views/${encodeURIComponent(id)}`);
