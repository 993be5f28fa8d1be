import { http } from "./api.js";

/** @typedef {{sync: boolean, sending: boolean, ai: boolean, read_only: boolean}} Switches */
/**
 * @typedef {{code: string, name: string, base_url: string, currency: string | null, rate_limit: number,
 *   admin_api_key_last4: string,
 *   services_api_key_last4: string | null, switches: Switches, simulated: boolean, created_at: string,
 *   updated_at: string}} Panel
 */
/** @typedef {{resource: string, ok: boolean, rows?: number | null, message?: string | null}} ConnectStep */
/** @typedef {{ok: boolean, steps: ConnectStep[]}} ConnectTest */
/**
 * @typedef {{code?: string, name?: string, base_url?: string, admin_api_key?: string,
 *   services_api_key?: string, currency?: string,
 *   rate_limit?: number, switches?: Partial<Switches>, save_anyway?: boolean}} PanelFields
 */

/** @param {AbortSignal} [signal] @returns {Promise<Panel[]>} */
export async function listPanels(signal) {
  return (await http.get("/api/panels", { signal })).items;
}

/** @param {PanelFields} fields @returns {Promise<{panel: Panel, connect_test: ConnectTest}>} */
export const addPanel = (fields) => http.post("/api/panels", fields);

/** @param {string} code @param {PanelFields} fields @returns {Promise<unknown>} */
export const changePanel = (code, fields) => http.patch(`/api/panels/${code}`, fields);

/** @param {string} code @returns {Promise<void>} */
export const removePanel = (code) => http.delete(`/api/panels/${code}`);

/** @returns {Promise<void>} */
export const removeSimulatedPanels = () => http.delete("/api/panels", { simulated: 1 });

/** @param {string} code @returns {Promise<ConnectTest>} */
export const testPanel = (code) => http.post(`/api/panels/${code}/connect-test`);
