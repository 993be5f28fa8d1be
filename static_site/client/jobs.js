import { http } from "./api.js";

/**
 * @typedef {{id: string, state: "running" | "done" | "failed" | "canceled", done: number, total: number,
 *   failed?: number, message?: string | null}} Job `done` counts the failed ones as well
 */

/** @param {string} id @param {AbortSignal} [signal] @returns {Promise<Job>} */
export const loadJob = (id, signal) => http.get(`/api/jobs/${encodeURIComponent(id)}`, { signal });
