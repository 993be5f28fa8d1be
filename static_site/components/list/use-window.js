import { windowOf } from "../../lib/list-window.js";
import { useEffect, useState } from "../../lib/preact.js";

/**
 * A phone's rows are cards of any height, so there the browser skips what is out of sight
 *   (content-visibility).
 */
export const asCards = matchMedia("(max-width: 640px)");

/** @param {{current: HTMLElement | null}} box @param {number} count @param {number} row px */
export function useWindow(box, count, row) {
  const [view, setView] = useState({ top: 0, height: 1000 });
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    let planned = 0;
    const look = () => {
      planned = 0;
      setView((before) => sameRows(before, { top: element.scrollTop, height: element.clientHeight }, row));
    };
    const plan = () => (planned ||= requestAnimationFrame(look));
    const watch = new ResizeObserver(plan);
    element.addEventListener("scroll", plan, { passive: true });
    watch.observe(element);
    return () => {
      cancelAnimationFrame(planned);
      element.removeEventListener("scroll", plan);
      watch.disconnect();
    };
  }, [row]);
  return asCards.matches ? { from: 0, to: count, before: 0, after: 0 } : windowOf({ count, row, ...view });
}

/** The view before, unless other rows are seen now: then nothing is drawn again.
 * @param {{top: number, height: number}} before @param {{top: number, height: number}} after @param {number}
 * row */
function sameRows(before, after, row) {
  const [old, next] = [before, after].map((view) => windowOf({ count: 1e9, row, ...view }));
  return old.from === next.from && old.to === next.to ? before : after;
}
