import { number } from "../lib/format.js";
import { html } from "../lib/preact.js";

/**
 * One of many as links, each with its count where one is known.
 * @param {{label: string, tabs: {key: string, label: string, href: string, count?: number,
 *   current: boolean}[]}} props
 */
export const Tabs = ({ label, tabs }) => html`<nav class="tabs" aria-label=${label}>
  ${tabs.map(
    ({ key, label: name, href, count, current }) =>
      html`<a key=${key} href=${href} aria-current=${current ? "true" : undefined}>
        ${name} ${count !== undefined && html`<b>${number(count)}</b>`}</a>`,
  )}
</nav>`;
