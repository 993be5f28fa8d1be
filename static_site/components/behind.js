import { formatHash } from "../lib/location.js";
import { html } from "../lib/preact.js";
import { PAGES } from "../pages.js";

/**
 * A number that opens the list behind it, with exactly the filter it was counted by. Where the dashboard has
 *   no such list, it is a number.
 * @param {{path: string, params?: Record<string, string>, label?: string, className?: string,
 *   children: import("../lib/preact.js").Child}} props `label` says what the number counts, for those who
 *   hear it without its place in a table
 */
export function Behind({ path, params = {}, label, className = "", children }) {
  if (!PAGES.some((page) => page.path === path)) return html`<span class=${className}>${children}</span>`;
  return html`<a class="plain ${className}" href=${formatHash({ path, params })} aria-label=${label}>
    ${children}</a>`;
}
