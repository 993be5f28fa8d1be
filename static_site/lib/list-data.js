import { createLive } from "./live.js";
import { signal } from "./preact.js";

/**
 * @template R
 * @typedef {{items: R[], next: string | null}} Answer
 */
/**
 * @template R
 * @template {Answer<R>} A
 * @typedef {{rows: R[], next: string | null, arrived: number, whole: boolean, answer: A | undefined}} Held
 *   `arrived`: rows the API has on top that wait to be shown; `whole`: the page has all its rows
 */

/**
 * One page of a list, `size` rows in calls of `limit`. Asked again, known rows change where they stand and
 * new
 * ones are only counted; of a page of many calls the first and, in turn, one other is asked again.
 * @template R
 * @template {Answer<R>} A
 * @param {{query: Record<string, string>, size: number, keyOf: (row: R) => string,
 *   ask: (query: Record<string, string>, signal?: AbortSignal) => Promise<A>,
 *   first?: Promise<A>}} list `first`: the first answer, when it was fetched ahead
 * @param {Parameters<typeof createLive>[1]} [seams]
 */
export function createList({ query, size, keyOf, ask, first }, seams) {
  /** @type {{cursor: string, items: R[]}[]} */
  let calls = [];
  let turn = 0;
  let ahead = first;
  /** @type {import("../vendor/signals-core-1.14.5.js").Signal<Held<R, A>>} */
  const held = signal({ rows: [], next: null, arrived: 0, whole: false, answer: undefined });
  const live = createLive((signal) => (calls.length ? again(signal) : begin(signal)), seams);

  /** @param {AbortSignal} signal */
  async function begin(signal) {
    const answer = await (ahead ?? ask(query, signal)).catch(() => ask(query, signal));
    ahead = undefined;
    calls = [{ cursor: query.cursor ?? "", items: answer.items }];
    put(answer, answer.next, 0);
    await fill(signal);
    return answer;
  }

  /** @param {AbortSignal} signal */
  async function fill(signal) {
    let { next } = held.peek();
    while (next && rowsOf() < size) {
      /** @type {A} */
      const more = await ask({ ...query, cursor: next }, signal);
      calls.push({ cursor: next, items: more.items });
      next = more.next;
      put(held.peek().answer, next, 0);
    }
    held.value = { ...held.peek(), whole: true };
  }

  /** @param {AbortSignal} signal */
  async function again(signal) {
    const top = await ask(query, signal);
    const known = new Set(calls.flatMap(({ items }) => items.map(keyOf)));
    change(calls[0], top.items);
    const other = calls.length > 1 ? calls[1 + (turn++ % (calls.length - 1))] : undefined;
    if (other) change(other, (await ask({ ...query, cursor: other.cursor }, signal)).items);
    put(top, held.peek().next, top.items.filter((row) => !known.has(keyOf(row))).length);
    if (!held.peek().whole) await fill(signal);
    return top;
  }

  /** @param {{items: R[]}} call @param {R[]} fresh */
  function change(call, fresh) {
    const byKey = new Map(fresh.map((row) => [keyOf(row), row]));
    call.items = call.items.length ? call.items.map((row) => byKey.get(keyOf(row)) ?? row) : fresh;
  }

  /** @param {A | undefined} answer @param {string | null} next @param {number} arrived */
  function put(answer, next, arrived) {
    const rows = calls.flatMap(({ items }) => items);
    held.value = {
      rows,
      next,
      arrived: calls[0].items.length ? arrived : 0,
      whole: held.peek().whole,
      answer,
    };
  }

  const rowsOf = () => calls.reduce((sum, { items }) => sum + items.length, 0);

  /** Show what has come on top: the page begins anew, its rows stay until the new ones are there. */
  function showNew() {
    calls = [];
    return live.refresh();
  }

  return { held, state: live.state, start: live.start, refresh: live.refresh, showNew };
}
