import { http } from "./api.js";

/**
 * @typedef {{language: string | null, theme: string | null, density: string | null,
 *   columns: Record<string, string[]>, auto_refresh: boolean}} Preferences
 *   null: never chosen; `columns` by list, each as "id:120"
 */
/**
 * @typedef {Partial<Omit<Preferences, "columns">> & {columns?: Record<string, string[] | null>}}
 *   PreferenceChange
 */

/** @returns {Promise<Preferences>} */
export const loadPreferences = () => http.get("/api/preferences");

/** What is not named stays. @param {PreferenceChange} changes @returns {Promise<Preferences>} */
export const changePreferences = (changes) => http.put("/api/preferences", changes);
