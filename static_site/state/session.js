import { http } from "../client/api.js";
import { loadSession, signIn as enter, signOut as leave } from "../client/session.js";
import { signal } from "../lib/preact.js";
import { may as mayDo } from "../lib/rights.js";

/** @typedef {import("../client/session.js").Staff} Staff */

/** Who is signed in; null: nobody; undefined: not known yet.
 * @type {import("../vendor/signals-core-1.14.5.js").Signal<Staff | null | undefined>} */
export const staff = signal(undefined);

/** Why it is not known yet, when the first call failed.
 * @type {import("../vendor/signals-core-1.14.5.js").Signal<unknown>} */
export const startError = signal(null);

/** True while a session has ended under the person's hands: the page stays as it is, with all that was typed. */
export const ended = signal(false);

http.onSignedOut = () => {
  if (staff.peek()) ended.value = true;
  else staff.value = null;
};

export async function start() {
  startError.value = null;
  try {
    staff.value = await loadSession();
  } catch (error) {
    if (staff.peek() === undefined) startError.value = error;
  }
}

/**
 * The same person goes on where they were; another one gets a page of their own.
 * @param {string} username
 * @param {string} password
 */
export async function signIn(username, password) {
  const before = staff.peek();
  const now = await enter(username, password);
  if (before && before.username !== now.username) return location.reload();
  staff.value = now;
  ended.value = false;
  dispatchEvent(new Event("hyperpanel:again"));
}

export async function signOut() {
  if (!ended.peek()) await leave();
  ended.value = false;
  staff.value = null;
}

/** @param {import("../lib/rights.js").Action} action */
export const may = (action) => mayDo(staff.value, action);
