import { http } from "./api.js";

/** @typedef {{sync: boolean, sending: boolean, ai: boolean, read_only: boolean}} Switches */
/**
 * @typedef {{code: string, name: string, base_url: string, currency: string | null, rate_limit: number,
 *   admin_api_key_last4: string,
 *   services_api_key_last4: string | null, switches: Switches, simulated: boolean, created_at: string,
 *   updated_at: string}} Panel
 */
/**
 * @typedef {{resource: string, ok: boolean, rows?: number | null, message?: string | null,
 *   reached?: boolean}} ConnectStep `reached` false: the panel cannot be spoken with at all
 */
/** @typedef {{ok: boolean, steps: ConnectStep[]}} ConnectTest */
/** @typedef {import("./overview.js").Resource} Resource */
/**
 * @typedef {{code?: string, name?: string, base_url?: string, admin_api_key?: string,
 *   services_api_key?: string | null, currency?: string,
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

/**
 * One step of the connect test of a panel that is there.
 * @param {string} code
 * @param {Resource} resource
 * @returns {Promise<ConnectStep>}
 */
export const testPanel = async (code, resource) =>
  (await http.post(`/api/panels/${code}/connect-test`, { resource })).steps[0];

/**
 * One step of the connect test of a panel that is not kept yet.
 * @param {PanelFields} fields
 * @param {Resource} resource
 * @returns {Promise<ConnectStep>}
 */
export const tryPanel = async (fields, resource) =>
  (await http.post("/api/panels/connect-test", { ...fields, resource })).steps[0];
