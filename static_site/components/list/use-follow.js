import { scrollTo } from "../../lib/list-window.js";
import { useLayoutEffect } from "../../lib/preact.js";
import { asCards } from "./use-window.js";

/**
 * The row in hand stays in sight, and the focus goes to its link, so that a screen reader says it.
 * @param {{current: HTMLElement | null}} box
 * @param {[string, unknown][]} listed
 * @param {string | null} current
 * @param {number} row px
 * @param {boolean} covered a drawer lies beside; when it closes the focus comes back to the row in hand
 */
export function useFollow(box, listed, current, row, covered) {
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || current === null || !follows.on) return;
    const at = listed.findIndex(([key]) => key === current);
    if (at < 0) return;
    const head = element.querySelector("thead")?.offsetHeight ?? 0;
    if (!asCards.matches)
      element.scrollTop = scrollTo({ at, row, top: element.scrollTop, height: element.clientHeight, head });
    return focusRow(element, current);
  }, [current, covered]);
}

/**
 * A row far away is drawn a frame or two after the scrolling.
 * @param {HTMLElement} box
 * @param {string} key
 * @returns {() => void} give up
 */
function focusRow(box, key) {
  let tries = 0;
  const look = () => {
    const line = /** @type {HTMLElement | null} */ (box.querySelector(`tr[data-key="${CSS.escape(key)}"]`));
    if (!line) return void (tries++ < 10 && (planned = requestAnimationFrame(look)));
    if (asCards.matches) line.scrollIntoView({ block: "nearest" });
    const link = /** @type {HTMLElement | null} */ (line.querySelector("[data-lead]"));
    if (!document.activeElement?.closest(".drawer")) link?.focus({ preventScroll: true });
  };
  let planned = requestAnimationFrame(look);
  return () => cancelAnimationFrame(planned);
}

/** Only keys move the view; a click leaves it where it is. */
export const follows = { on: false };
