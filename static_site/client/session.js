import { http } from "./api.js";

/**
 * @typedef {{username: string, role: "admin" | "staff", panels: string[] | null,
 *   permissions?: string[]}} Staff
 */
/** @typedef {{staff: Staff, csrf_token: string, expires_at?: string}} SignedIn */
/**
 * @typedef {{id: string, created_at: string, last_seen_at: string, address: string, device: string,
 *   current: boolean}} Session
 */

/**
 * @param {string} username
 * @param {string} password
 * @returns {Promise<Staff>}
 */
export async function signIn(username, password) {
  return enter(await http.post("/api/session", { username, password }));
}

/** @returns {Promise<Staff>} the person whose session this is; 401 when there is none */
export async function loadSession() {
  return enter(await http.get("/api/session"));
}

/** @returns {Promise<void>} */
export const signOut = () => http.delete("/api/session");

/** @param {AbortSignal} [signal] @returns {Promise<Session[]>} */
export async function listSessions(signal) {
  return (await http.get("/api/sessions", { signal })).items;
}

/** @param {string} id @returns {Promise<void>} */
export const revokeSession = (id) => http.delete(`/api/sessions/${encodeURIComponent(id)}`);

/** @param {SignedIn} answer */
function enter(answer) {
  http.csrfToken = answer.csrf_token;
  return answer.staff;
}
