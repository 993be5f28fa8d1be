import { signal } from "../lib/preact.js";

/** What lies over the page: the palette with what was typed so far, or the list of keys.
 * @type {import("../vendor/signals-core-1.14.5.js").Signal<{kind: "palette", query: string} | {kind: "keys"} | null>} */
export const overlay = signal(null);

export const openPalette = (query = "") => (overlay.value = { kind: "palette", query });
export const openKeys = () => (overlay.value = { kind: "keys" });
export const closeOverlay = () => (overlay.value = null);

/**
 * The keys that work everywhere. Single letters are left to whatever is being typed.
 * @param {KeyboardEvent} event
 */
export function onGlobalKey(event) {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
    event.preventDefault();
    if (overlay.peek()?.kind === "palette") closeOverlay();
    else if (!document.querySelector("dialog[open]")) openPalette();
    return;
  }
  if (typedAhead(event)) return event.preventDefault();
  const target = /** @type {Element} */ (event.target);
  if (event.ctrlKey || event.metaKey || event.altKey || target.closest("input, textarea, select, [contenteditable], dialog"))
    return;
  if (event.key === "?") openKeys();
  else if (event.key === "/") focusSearch();
  else return;
  event.preventDefault();
}

/** Where there is no room for the field, the palette takes its place. */
function focusSearch() {
  const field = /** @type {HTMLElement | null} */ (document.querySelector("[data-search]"));
  if (field?.checkVisibility()) field.focus();
  else openPalette();
}

/**
 * The palette is fetched when it is first opened; what a quick person types meanwhile goes into it.
 * @param {KeyboardEvent} event
 */
function typedAhead({ key, ctrlKey, metaKey, altKey }) {
  const over = overlay.peek();
  if (over?.kind !== "palette" || document.querySelector("dialog.palette")) return false;
  if (key.length !== 1 || ctrlKey || metaKey || altKey) return false;
  openPalette(over.query + key);
  return true;
}
