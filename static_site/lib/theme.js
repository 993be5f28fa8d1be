import { signal } from "./preact.js";

/** @typedef {"light" | "dark" | "system"} Theme */

const KEY = "hyperpanel.theme"; // theme.js reads it before the first paint

/** @type {import("../vendor/signals-core-1.14.5.js").Signal<Theme>} */
export const theme = signal(/** @type {Theme} */ (document.documentElement.dataset.theme ?? "system"));

/** @param {Theme} next */
export function setTheme(next) {
  theme.value = next;
  if (next === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Storage can be forbidden; the choice then lasts as long as the page.
  }
}
