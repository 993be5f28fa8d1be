import { formatHash } from "../../lib/location.js";
import { filtersOf } from "../../lib/list-query.js";
import { useEffect, useMemo, useState } from "../../lib/preact.js";
import { extend, NOTHING, pickAll, toggle, togglePage } from "../../lib/selection.js";
import { follows } from "./use-follow.js";
import { namesOf } from "./spec.js";

/** @typedef {import("./spec.js").Params} Params */

/**
 * What is picked and which row is in hand. Other filters mean other rows, so picking begins anew; a page
 * further on
 * does not.
 * @template R
 * @param {import("./spec.js").ListSpec<R>} spec
 * @param {Params} params
 * @param {R[]} rows
 */
export function usePicks(spec, params, rows) {
  const [selection, setSelection] = useState(
    /** @type {import("../../lib/selection.js").Selection<R>} */ (NOTHING),
  );
  const [hand, setHand] = useState(/** @type {string | null} */ (null));
  const [at, setAt] = useState(0);
  const filters = filtersOf(params, namesOf(spec));
  useEffect(() => setSelection(NOTHING), [formatHash({ path: "", params: filters })]);
  const listed = useMemo(
    () => rows.map((row) => /** @type {[string, R]} */ ([spec.keyOf(row), row])),
    [rows],
  );
  const keys = useMemo(() => listed.map(([key]) => key), [listed]);
  const current = params.open && keys.includes(params.open) ? params.open : hand;
  const pick = (/** @type {string} */ key, /** @type {boolean} */ range) => {
    const row = listed.find(([one]) => one === key)?.[1];
    if (row === undefined) return;
    setSelection(range ? extend(selection, listed, key) : toggle(selection, key, row));
  };
  const all = async () => {
    const held = await spec.snapshot?.(filters);
    if (!held) return;
    setAt(Date.now());
    setSelection(pickAll(held));
  };
  return {
    selection,
    current: current !== null && keys.includes(current) ? current : null,
    keys,
    at,
    pick,
    all,
    setCurrent: (/** @type {string | null} */ key) => ((follows.on = false), setHand(key)),
    follow: (/** @type {string | null} */ key) => ((follows.on = true), setHand(key)),
    page: () => setSelection(togglePage(selection, listed)),
    extendTo: (/** @type {string} */ from, /** @type {string} */ to) => {
      const row = listed.find(([one]) => one === from)?.[1];
      const base = selection.anchor === null && row !== undefined ? toggle(selection, from, row) : selection;
      setSelection(extend(base, listed, to));
    },
    clear: () => setSelection(NOTHING),
  };
}
