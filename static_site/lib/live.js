import { signal, useEffect, useMemo, useRef } from "./preact.js";

/**
 * @template T
 * @typedef {{data: T | undefined, error: Error | undefined, busy: boolean, at: number}} LiveState
 *   `at`: when `data` came, epoch ms. `error` beside `data`: the data is shown, and said to be old.
 */

/** @typedef {"loading" | "ready" | "failed" | "stale"} Phase */

/**
 * Which of the four designed states a page is in (empty is the page's own to tell).
 * @param {LiveState<unknown>} state
 * @returns {Phase}
 */
export function phaseOf({ data, error }) {
  if (error) return data === undefined ? "failed" : "stale";
  return data === undefined ? "loading" : "ready";
}

/**
 * @typedef {{set: (run: () => void, ms: number) => unknown, clear: (id: any) => void,
 *   now: () => number}} Timer
 */
/** @typedef {{visible: () => boolean, onChange: (run: () => void) => () => void}} Sight */

/** @type {Timer} */
const clock = {
  set: (run, ms) => setTimeout(run, ms),
  clear: (id) => clearTimeout(id),
  now: () => Date.now(),
};
/** @type {Sight} */
const screen = {
  visible: () => document.visibilityState === "visible",
  onChange: (run) => {
    // "again": the network is back, or the person has signed in again.
    document.addEventListener("visibilitychange", run);
    addEventListener("hyperpanel:again", run);
    return () => {
      document.removeEventListener("visibilitychange", run);
      removeEventListener("hyperpanel:again", run);
    };
  },
};

/**
 * Data that keeps itself fresh while somebody looks at it.
 *
 * The next call is planned when the last one has ended, so a slow API is never asked twice at once; a hidden
 *   tab asks
 * nothing and asks at once when it is seen again. An answer that was overtaken by a later question is
 *   dropped.
 * @template T
 * @param {(signal: AbortSignal) => Promise<T>} load
 * @param {{timer?: Timer, sight?: Sight}} [seams]
 */
export function createLive(load, { timer = clock, sight = screen } = {}) {
  /** @type {import("../vendor/signals-core-1.14.5.js").Signal<LiveState<T>>} */
  const state = signal({ data: undefined, error: undefined, busy: false, at: 0 });
  let round = 0;
  let abort = new AbortController();
  /** @type {unknown} */
  let planned;
  let every = 0;

  async function refresh() {
    timer.clear(planned);
    abort.abort();
    abort = new AbortController();
    const mine = ++round;
    state.value = { ...state.peek(), busy: true };
    try {
      const data = await load(abort.signal);
      if (mine === round) state.value = { data, error: undefined, busy: false, at: timer.now() };
    } catch (error) {
      if (mine === round) state.value = { ...state.peek(), error: /** @type {Error} */ (error), busy: false };
    }
    if (mine === round) plan();
  }

  function plan() {
    timer.clear(planned);
    if (every && sight.visible()) planned = timer.set(refresh, every);
  }

  /**
   * Load now, then again every `ms` while visible (0: once).
   * @param {number} ms
   * @returns {() => void} stop
   */
  function start(ms) {
    every = ms;
    const leave = sight.onChange(() => {
      if (every && sight.visible()) refresh();
    });
    refresh();
    return () => {
      every = 0;
      round++;
      timer.clear(planned);
      abort.abort();
      leave();
    };
  }

  return { state, refresh, start };
}

/**
 * A component's live data. While a new `key` loads, the data of the last one stays in `previous`.
 * @template T
 * @param {string} key what the data depends on
 * @param {(signal: AbortSignal) => Promise<T>} load
 * @param {number} [every] ms between calls; 0: once
 */
export function useLive(key, load, every = 0) {
  const live = useMemo(() => createLive(load), [key]);
  useEffect(() => live.start(every), [live, every]);
  const state = live.state.value;
  const previous = useRef(/** @type {T | undefined} */ (undefined));
  if (state.data !== undefined) previous.current = state.data;
  return { ...state, phase: phaseOf(state), previous: previous.current, refresh: live.refresh };
}
