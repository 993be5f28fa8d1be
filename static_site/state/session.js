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

/** True once a running session has ended under the person's hands. */
export const ended = signal(false);

// The address stays as it is: the sign-in page takes the place of the page, and gives it back.
http.onSignedOut = () => {
  ended.value = Boolean(staff.peek());
  staff.value = null;
};

export async function start() {
  startError.value = null;
  try {
    staff.value = await loadSession();
  } catch (error) {
    if (staff.peek() === undefined) startError.value = error;
  }
}

/** @param {string} username @param {string} password */
export async function signIn(username, password) {
  staff.value = await enter(username, password);
  ended.value = false;
}

export async function signOut() {
  await leave();
  staff.value = null;
}

/** @param {import("../lib/rights.js").Action} action */
export const may = (action) => mayDo(staff.value, action);
