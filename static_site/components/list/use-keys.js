import { actOf, KEYS } from "../../lib/list-keys.js";
import { asPasted } from "../../lib/ids.js";
import { useEffect, useRef } from "../../lib/preact.js";
import { pageKeys } from "../../state/page-keys.js";
import { text } from "../../text/list.js";

/** @typedef {import("../../lib/list-keys.js").Act} Act */

/**
 * The list's keys, wherever the focus is, but not while somebody types or a dialog asks something.
 * @param {(act: Act, event: KeyboardEvent) => boolean} does false: it had nothing to do, the browser may
 */
export function useKeys(does) {
  const latest = useRef(does);
  latest.current = does;
  useEffect(() => {
    const onKey = (/** @type {KeyboardEvent} */ event) => {
      const act = event.defaultPrevented || isBusy(event) ? null : actOf(event);
      if (act && latest.current(act, event)) event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    pageKeys.value = KEYS.map(([keys, act]) => ({ keys, words: text.keys[act] }));
    return () => {
      document.removeEventListener("keydown", onKey);
      pageKeys.value = [];
    };
  }, []);
}

const TYPING = "input:not([type=checkbox]), textarea, select, [contenteditable]";
const OWN = ":modal, [popover]:popover-open, .panelpop";

/** @param {KeyboardEvent} event */
function isBusy(event) {
  const at = /** @type {Element} */ (event.target);
  if (document.querySelector(":modal") || at.closest(`${TYPING}, ${OWN}`)) return true;
  // Enter on a link or button is theirs; arrows inside the drawer scroll it.
  if (event.key === "Enter" && at.closest("a, button, summary, input")) return true;
  return event.key.startsWith("Arrow") && Boolean(at.closest(".drawer"));
}

/**
 * Ids pasted anywhere on the page, as messy as they are.
 * @param {(ids: string[]) => void} found
 * @param {boolean} on
 */
export function usePaste(found, on) {
  const latest = useRef(found);
  latest.current = found;
  useEffect(() => {
    if (!on) return;
    const onPaste = (/** @type {ClipboardEvent} */ event) => {
      if (/** @type {Element} */ (event.target).closest?.(TYPING)) return;
      const ids = asPasted(event.clipboardData?.getData("text/plain") ?? "");
      if (ids.length) latest.current(ids);
    };
    document.addEventListener("paste", onPaste);
    return () => document.removeEventListener("paste", onPaste);
  }, [on]);
}
