import { withRecent } from "../components/palette.view.js";

/** @typedef {import("../components/palette.view.js").Target} Target */

const KEY = "hyperpanel.recent";

/** Where the person went last from the palette, on this machine. @returns {Target[]} */
export function recentTargets() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return kept.filter((/** @type {Target} */ one) => one.key && one.title && one.href.startsWith("#/"));
  } catch {
    return [];
  }
}

/** @param {Target} target */
export function rememberTarget(target) {
  try {
    localStorage.setItem(KEY, JSON.stringify(withRecent(recentTargets(), target)));
  } catch {
    // Storage can be forbidden; the palette then remembers nothing.
  }
}
