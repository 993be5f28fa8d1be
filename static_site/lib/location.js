/** @typedef {{path: string, params: Record<string, string>}} Place */

// The place is kept behind "#": any static host then answers every address with the one index.html.

/**
 * @param {string} hash as in `location.hash`
 * @returns {Place}
 */
export function parseHash(hash) {
  const [path, query = ""] = split(hash.replace(/^#/, ""));
  return {
    path: "/" + path.replace(/^\/+|\/+$/g, ""),
    params: Object.fromEntries(new URLSearchParams(query)),
  };
}

/**
 * @param {Place} place empty parameters are left out
 * @returns {string} "#/orders?status=pending"
 */
export function formatHash({ path, params }) {
  const set = Object.entries(params).filter(([, value]) => value !== "");
  return "#" + path + (set.length ? "?" + readable(new URLSearchParams(set)) : "");
}

/** Commas and colons stand for themselves in a fragment, and a link that people send each other should be readable.
 * @param {URLSearchParams} query */
const readable = (query) => String(query).replaceAll("%2C", ",").replaceAll("%3A", ":");

/** @param {string} text */
function split(text) {
  const at = text.indexOf("?");
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
