/** @typedef {"hour" | "today" | "yesterday" | "week" | "month"} Preset */

const HOUR = 3_600_000;

/** @type {Preset[]} */
export const PRESETS = ["hour", "today", "yesterday", "week", "month"];

/**
 * Where a preset begins, in the person's own zone, as a fixed moment: a link sent to a colleague in another
 *   zone means the same.
 * @param {Preset} preset
 * @param {number} now epoch ms
 * @returns {string} ISO 8601 UTC, to the minute
 */
export function presetStart(preset, now) {
  const day = new Date(now);
  day.setHours(0, 0, 0, 0);
  if (preset === "hour") return moment(now - HOUR);
  if (preset === "yesterday") day.setDate(day.getDate() - 1);
  if (preset === "week") day.setDate(day.getDate() - 7);
  if (preset === "month") day.setDate(day.getDate() - 30);
  return moment(day.getTime());
}

/**
 * @param {string} local what a datetime-local field holds, in the person's zone
 * @returns {string} ISO 8601 UTC to the minute, or "" for an empty or unreadable field
 */
export function fromLocal(local) {
  const ms = Date.parse(local);
  return Number.isNaN(ms) ? "" : moment(ms);
}

/**
 * @param {string | undefined} iso
 * @returns {string} for a datetime-local field
 */
export function toLocal(iso) {
  const ms = Date.parse(iso ?? "");
  if (Number.isNaN(ms)) return "";
  return new Date(ms - new Date(ms).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** @param {number} ms */
const moment = (ms) => new Date(ms).toISOString().slice(0, 16) + "Z";
