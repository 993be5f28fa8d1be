import { useLive } from "../../lib/live.js";
import { formatHash } from "../../lib/location.js";
import { createList } from "../../lib/list-data.js";
import { filtersOf, sizeOf, toQuery } from "../../lib/list-query.js";
import { phaseOf } from "../../lib/live.js";
import { useEffect, useMemo, useRef } from "../../lib/preact.js";
import { preferences } from "../../state/preferences.js";
import { namesOf } from "./spec.js";

/** @typedef {import("./spec.js").Params} Params */

const REFRESH = 10_000;
const RECOUNT = 30_000;
const AHEAD_AFTER = 400;
const AHEAD_LASTS = 30_000;

/**
 * The first call of a page that is probably opened next, by its question.
 * @type {Map<string, {answer: Promise<any>, at: number}>}
 */
const ahead = new Map();

/** @param {string} key */
function takeAhead(key) {
  const found = ahead.get(key);
  ahead.clear();
  return found && Date.now() - found.at < AHEAD_LASTS ? found.answer : undefined;
}

/**
 * The rows of the page in view, kept fresh; the rows of the page before stay until new ones are there.
 * @template R
 * @param {import("./spec.js").ListSpec<R>} spec
 * @param {Params} params
 */
export function useRows(spec, params) {
  const query = toQuery(params, namesOf(spec));
  const size = sizeOf(params);
  const key = keyOfQuery(spec.name, query, size);
  const list = useMemo(
    () => createList({ query, size, keyOf: spec.keyOf, ask: spec.ask, first: takeAhead(key) }),
    [key],
  );
  const every = preferences.value.auto_refresh ? REFRESH : 0;
  useEffect(() => list.start(every), [list, every]);
  const held = list.held.value;
  const state = list.state.value;
  useAhead(spec, query, size, held);
  const before = useRef(held);
  if (held.answer) before.current = held;
  const shown = held.answer || state.error ? held : before.current;
  const data = held.answer;
  const phase = data && !state.error ? "ready" : phaseOf({ ...state, data });
  return { ...state, phase, ...shown, size, refresh: list.refresh, showNew: list.showNew };
}

/** @param {string} name @param {Params} query @param {number} size */
const keyOfQuery = (name, query, size) =>
  formatHash({ path: `/${name}/${size}`, params: Object.fromEntries(Object.entries(query).sort()) });

/**
 * @param {import("./spec.js").ListSpec<any>} spec
 * @param {Params} query
 * @param {number} size
 * @param {{next: string | null, whole: boolean}} held
 */
function useAhead(spec, query, size, { next, whole }) {
  useEffect(() => {
    if (!next || !whole) return;
    const question = { ...query, cursor: next };
    const planned = setTimeout(() => {
      const answer = spec.ask(question);
      answer.catch(() => {}); // said when the page is opened, if it fails again then
      ahead.set(keyOfQuery(spec.name, question, size), { answer, at: Date.now() });
    }, AHEAD_AFTER);
    return () => clearTimeout(planned);
  }, [next, whole]);
}

/**
 * How many match, by tab and in all; null while nothing is known of it.
 * @param {import("./spec.js").ListSpec<any>} spec
 * @param {Params} params
 * @returns {{by: Record<string, number>, match: number, exact: boolean} | null}
 */
export function useCounts(spec, params) {
  const names = namesOf(spec).filter((name) => name !== spec.tabs?.key);
  const filters = filtersOf(params, names);
  const kept = spec.kept ? spec.kept(filters) : null;
  const ask = kept === null ? spec.count : undefined;
  const every = preferences.value.auto_refresh ? RECOUNT : 0;
  const key = ask ? formatHash({ path: "", params: filters }) : "";
  const live = useLive(key, async (signal) => (ask ? ask(filters, signal) : null), ask ? every : 0);
  const tab = (spec.tabs && params[spec.tabs.key]) ?? "";
  if (kept) return { by: kept, match: kept[tab] ?? 0, exact: true };
  if (!ask || !live.data) return null;
  /** @type {Record<string, number>} */
  const by = { ...live.data.by, "": live.data.total };
  return { by, match: by[tab] ?? 0, exact: live.data.exact };
}
