import { ask } from "../components/dialog.js";
import { useLayoutEffect, useRef } from "../lib/preact.js";
import { guard } from "../lib/router.js";
import { text } from "../text/common.js";

/** @typedef {import("../lib/location.js").Place} Place */

/** The parameters that open an object or a form over a page; a filter that changes leaves a form where it is. */
const OPENERS = ["open", "add", "edit"];

/** Who holds unsaved changes now. @type {Set<object>} */
const holders = new Set();

guard.holds = (from, to) => holders.size > 0 && leaves(from, to);
guard.letGo = async () => {
  const yes = await ask({ ...text.unsaved, danger: true });
  if (yes) holders.clear();
  return yes;
};

addEventListener("beforeunload", (event) => {
  if (holders.size) event.preventDefault();
});

/**
 * Whether going from one place to another would close what is being edited.
 * @param {Place} from
 * @param {Place} to
 */
function leaves(from, to) {
  return from.path !== to.path || OPENERS.some((key) => (from.params[key] ?? "") !== (to.params[key] ?? ""));
}

/**
 * While `dirty`, the person is asked before the page is left or closed.
 * @param {boolean} dirty
 * @returns {() => void} call it when all is saved, before going elsewhere
 */
export function useUnsaved(dirty) {
  const me = useRef({});
  useLayoutEffect(() => {
    if (dirty) holders.add(me.current);
    return () => void holders.delete(me.current);
  }, [dirty]);
  return () => void holders.delete(me.current);
}
