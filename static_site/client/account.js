import { http } from "./api.js";

/**
 * The person's other sessions end.
 * @param {string} old_password
 * @param {string} new_password
 * @returns {Promise<void>}
 */
export const changePassword = (old_password, new_password) =>
  http.post("/api/account/password", { old_password, new_password });
