import { signal } from "./preact.js";
import { formatHash, parseHash } from "./location.js";

/** @typedef {import("./location.js").Place} Place */

/** Where the person is. The address bar is the only state: back, reload and a colleague's click give the same view. */
export const place = signal(parseHash(location.hash));

addEventListener("hashchange", read);
addEventListener("popstate", read);

function read() {
  const next = parseHash(location.hash);
  if (formatHash(next) !== formatHash(place.peek())) place.value = next;
}

/**
 * @param {Place} next
 * @param {{replace?: boolean}} [how] replace: typing into a filter is not a step to go back to
 */
export function navigate(next, { replace = false } = {}) {
  const hash = formatHash(next);
  if (hash === location.hash) return;
  history[replace ? "replaceState" : "pushState"](null, "", hash);
  place.value = next;
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
