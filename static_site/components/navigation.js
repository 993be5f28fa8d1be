import { number, plural } from "../lib/format.js";
import { now } from "../lib/now.js";
import { html, useEffect } from "../lib/preact.js";
import { place } from "../lib/router.js";
import { GROUPS, pagesFor } from "../pages.js";
import { overview } from "../state/overview.js";
import { staff } from "../state/session.js";
import { refreshViews, viewLinks } from "../state/views.js";
import { text as common } from "../text/common.js";
import { text } from "../text/shell.js";

/** @typedef {import("../pages.js").PageEntry} PageEntry */

/** The pages that the person may open, with what waits for somebody on them, and the saved views of lists. */
export function Navigation() {
  useEffect(() => void refreshViews(), []);
  const pages = pagesFor(staff.value);
  return html`<nav class="nav" id="nav" aria-label=${common.navigation}>
    <a class="brand" href="#/"><img class="mark" src="./favicon.svg" alt="" />${common.product}</a>
    ${GROUPS.filter((group) => pages.some((page) => page.group === group)).map(
      (group) => html`<div key=${group}>
        ${group && html`<h2>${common.groups[group]}</h2>`}
        <ul>${pages.filter((page) => page.group === group).map((page) => Entry(page))}</ul>
      </div>`,
    )}
  </nav>`;
}

/** @param {PageEntry} page */
function Entry({ path, name }) {
  const here = place.value;
  const hot = waitingOn(name);
  const links = viewLinks(name, now.peek());
  const current = path === here.path && !links.some((link) => link.href === location.hash);
  return html`<li key=${path}>
    <a href=${"#" + path} aria-current=${current ? "page" : undefined}>${common.pages[name]}${
      hot && html`<b class="hot" title=${hot.words}>${number(hot.count)}<span class="sr"> ${hot.words}</span></b>`
    }</a>
    ${
      links.length > 0 &&
      html`<ul class="views" aria-label=${`${text.views}`.replace("{page}", common.pages[name])}>
        ${links.map(
          (link) => html`<li key=${link.id}><a href=${link.href}
            aria-current=${link.href === location.hash ? "page" : undefined}><span class="clip">${link.name}</span>${
              link.count !== undefined && html`<b>${number(link.count)}</b>`
            }</a></li>`,
        )}</ul>`
    }
  </li>`;
}

/** @param {import("../pages.js").PageName} name */
function waitingOn(name) {
  const waiting = overview.state.value.data?.waiting;
  const [count = 0, forms] =
    name === "orders"
      ? [waiting?.failed_orders, text.failed]
      : name === "sync"
        ? [waiting?.late_panels.length, text.behind]
        : [];
  return count && forms ? { count, words: plural(count, forms).replace(number(count), "").trim() } : null;
}
