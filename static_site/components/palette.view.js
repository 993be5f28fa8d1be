import { formatHash } from "../lib/location.js";

/** @typedef {{key: string, title: string, note?: string, code?: string, href: string}} Target */
/** @typedef {{name: "recent" | "pages" | "panels" | "found" | "pasted", items: Target[]}} Group */
/** @typedef {import("../client/search.js").Found} Found */

const MOST = 6;

/**
 * Whether every word that was typed begins a word of the text, whatever its case or accents.
 * @param {string} text
 * @param {string} query
 */
export function matches(text, query) {
  const words = plain(text).split(/[^\p{L}\p{N}]+/u);
  return plain(query)
    .split(/\s+/)
    .filter(Boolean)
    .every((part) => words.some((word) => word.startsWith(part)));
}

/** "İ" and "i", "ş" and "s" are the same to somebody who is in a hurry. @param {string} text */
const plain = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ı", "i");

/**
 * Where a found thing is looked at. A ticket is read on its own page where there is one, else among its user's orders.
 * @param {Found} found
 * @param {Set<string>} paths the pages there are
 * @returns {string | null}
 */
export function hrefOf({ kind, panel, id, title, subtitle }, paths) {
  if (kind === "order") return formatHash({ path: "/orders", params: { open: `${panel}:${id}` } });
  if (kind === "panel") return formatHash({ path: "/orders", params: { panel } });
  const own = { user: "/users", ticket: "/tickets" }[kind];
  if (!own) return null;
  if (paths.has(own)) return formatHash({ path: own, params: { open: `${panel}:${id}` } });
  // A ticket's subtitle begins with its user: "farhad · pending".
  const user = kind === "user" ? title : subtitle?.split(" · ")[0];
  return user ? formatHash({ path: "/orders", params: { panel, user } }) : null;
}

/**
 * What the palette offers for what was typed: the last places while nothing is, else what matches. What the API finds
 *   comes last, so that its answer never moves the choice from under the Enter key.
 * @param {{query: string, pages: Target[], panels: Target[], recent: Target[], found: Target[], pasted: Target | null}} all
 * @returns {Group[]}
 */
export function offer({ query, pages, panels, recent, found, pasted }) {
  const fits = (/** @type {Target} */ { title, code }) => matches(`${title} ${code ?? ""}`, query);
  /** @type {Group[]} */
  const groups = query.trim()
    ? [
        { name: "pasted", items: pasted ? [pasted] : [] },
        { name: "pages", items: pages.filter(fits) },
        { name: "panels", items: panels.filter(fits).slice(0, MOST * 2) },
        { name: "found", items: found },
      ]
    : [
        { name: "recent", items: recent },
        { name: "pages", items: pages },
        { name: "panels", items: panels.slice(0, MOST * 2) },
      ];
  const seen = new Set();
  const once = (/** @type {Target} */ { href }) => !seen.has(href) && seen.add(href);
  return groups
    .map(({ name, items }) => ({ name, items: items.filter(once) }))
    .filter(({ items }) => items.length > 0);
}

/**
 * The chosen place first, each once, the last few.
 * @param {Target[]} before
 * @param {Target} chosen
 */
export const withRecent = (before, chosen) =>
  [chosen, ...before.filter(({ href }) => href !== chosen.href)].slice(0, MOST);
