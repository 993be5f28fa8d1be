import { signal } from "./preact.js";
import { formatHash, parseHash } from "./location.js";

/** @typedef {import("./location.js").Place} Place */

/** Where the person is. The address bar is the only state: back, reload and a colleague's click give the same view. */
export const place = signal(parseHash(location.hash));

/** Asked before the person is taken elsewhere; what is typed into a form would be lost there. */
export const guard = {
  /** @type {(from: Place, to: Place) => boolean} */
  holds: () => false,
  /** @type {() => Promise<boolean>} */
  letGo: async () => true,
};

addEventListener("hashchange", read);
addEventListener("popstate", read);

function read() {
  const next = parseHash(location.hash);
  const here = place.peek();
  if (formatHash(next) === formatHash(here)) return;
  if (!guard.holds(here, next)) return void (place.value = next);
  // The browser has moved already: the address goes back until the person has answered.
  history.pushState(null, "", formatHash(here));
  leave(next, false);
}

/** @param {Place} next @param {boolean} replace */
async function leave(next, replace) {
  if (await guard.letGo()) move(next, replace);
}

/** @param {Place} next @param {boolean} replace */
function move(next, replace) {
  history[replace ? "replaceState" : "pushState"](null, "", formatHash(next));
  place.value = next;
}

/**
 * @param {Place} next
 * @param {{replace?: boolean}} [how] replace: typing into a filter is not a step to go back to
 */
export function navigate(next, { replace = false } = {}) {
  if (formatHash(next) === location.hash) return;
  if (guard.holds(place.peek(), next)) leave(next, replace);
  else move(next, replace);
}

/**
 * Change some parameters of the page in view; an empty value takes a parameter away.
 * @param {Record<string, string>} changes
 * @param {{replace?: boolean}} [how]
 */
export function setParams(changes, how) {
  const { path, params } = place.peek();
  navigate({ path, params: { ...params, ...changes } }, how);
}
