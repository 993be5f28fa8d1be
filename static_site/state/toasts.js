import { signal } from "../lib/preact.js";
import { reasonOf } from "../lib/words.js";

/** @typedef {{id: number, words: string, bad: boolean}} Toast */

/** @type {import("../vendor/signals-core-1.14.5.js").Signal<Toast[]>} */
export const toasts = signal([]);

let last = 0;
const STAYS = 6000;
/** @type {Map<number, ReturnType<typeof setTimeout>>} */
const timers = new Map();

/** Bad news stays until it is dismissed. @param {string} words @param {{bad?: boolean}} [how] */
export function tell(words, { bad = false } = {}) {
  const id = ++last;
  toasts.value = [...toasts.peek().filter((toast) => toast.words !== words).slice(-2), { id, words, bad }];
  if (!bad) timers.set(id, setTimeout(() => dismiss(id), STAYS));
}

/** @param {number} id */
export function dismiss(id) {
  clearTimeout(timers.get(id));
  timers.delete(id);
  toasts.value = toasts.peek().filter((toast) => toast.id !== id);
}

/** While somebody reads or reaches for a toast, none goes away. */
export function holdToasts() {
  for (const timer of timers.values()) clearTimeout(timer);
}

export function letToastsGo() {
  for (const id of timers.keys()) timers.set(id, setTimeout(() => dismiss(id), STAYS));
}

/**
 * Do something and tell how it went.
 * @param {() => Promise<unknown>} act
 * @param {string} done what to say when it worked
 * @returns {Promise<boolean>}
 */
export async function doAndTell(act, done) {
  try {
    await act();
    tell(done);
    return true;
  } catch (error) {
    tell(reasonOf(error), { bad: true });
    return false;
  }
}
