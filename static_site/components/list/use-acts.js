import { stepFrom } from "../../lib/list-keys.js";
import { setParams } from "../../lib/router.js";
import { sizeOf } from "../../lib/selection.js";
import { useKeys } from "./use-keys.js";

/** @typedef {import("./spec.js").Params} Params */
/** @typedef {ReturnType<typeof import("./use-picks.js").usePicks<any>>} Picks */
/** @typedef {ReturnType<typeof import("./use-rows.js").useRows<any>>} Live */

/**
 * @param {{spec: import("./spec.js").ListSpec<any>, live: Live, picks: Picks, params: Params,
 *   open: (key: string) => void}} list
 */
export function useListKeys({ spec, live, picks, params, open }) {
  const { current } = picks;
  const step = (/** @type {import("../../lib/list-keys.js").Act} */ act) => {
    const to = stepFrom(picks.keys, current, act);
    if (to === null) return false;
    if (act.startsWith("extend")) picks.extendTo(current ?? to, to);
    picks.follow(to);
    if (params.open && spec.Detail) setParams({ open: to }, { replace: true });
    return true;
  };
  const press = (/** @type {string} */ selector) => {
    const button = /** @type {HTMLButtonElement | null} */ (document.querySelector(selector));
    button?.click();
    return Boolean(button);
  };
  useKeys((act) => {
    switch (act) {
      case "pick":
      case "pickRange":
        return current !== null && (picks.pick(current, act === "pickRange"), true);
      case "open":
        return current !== null && (open(current), true);
      case "leave":
        if (params.open) return (setParams({ open: "", full: "" }), true);
        return sizeOf(picks.selection) > 0 && (picks.clear(), true);
      case "pickPage":
        return (picks.page(), true);
      case "showNew":
        return live.arrived > 0 && (live.showNew(), true);
      case "refresh":
        return (live.refresh(), true);
      case "pickAll":
        return press(".bulk [data-all]:enabled");
      case "copy":
        return press(".bulk [data-copy]:enabled");
      case "filter":
        return press(".filters .f");
      case "pageNext":
        return press(".pager [data-go=next]:enabled");
      case "pagePrevious":
        return press(".pager [data-go=previous]:enabled");
      default:
        return step(act);
    }
  });
}
