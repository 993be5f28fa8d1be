/** @typedef {import("../client/session.js").Staff} Staff */
/** @typedef {"panels.add" | "panels.edit" | "sync.run" | "sync.control" | "sync.settings"} Action */

// What touches the whole installation is for those who see all of it.
const EVERYWHERE = ["panels.add", "sync.settings"];

/**
 * Whether to offer an act. The API decides; this only spares people a button that would refuse them.
 * @param {Staff | null | undefined} staff
 * @param {Action} action
 */
export function may(staff, action) {
  if (!staff) return false;
  if (staff.panels !== null && EVERYWHERE.includes(action)) return false;
  return staff.role === "admin" || (staff.permissions ?? []).includes(action);
}
