import { may } from "./lib/rights.js";

// Every page of the dashboard: where it is, what it is called, and how it is fetched when it is first opened.
/** @typedef {() => import("./lib/preact.js").Child} PageComponent */
/** @typedef {"overview" | "orders" | "panels" | "sync" | "account"} PageName */
/**
 * @typedef {{path: string, name: PageName, group: "" | "work" | "mine" | "settings",
 *   needs?: import("./lib/rights.js").Action, load: () => Promise<{Page: PageComponent}>}} PageEntry
 */

/** @type {PageEntry[]} */
export const PAGES = [
  { path: "/", name: "overview", group: "", load: () => import("./pages/overview.js") },
  { path: "/orders", name: "orders", group: "work", load: () => import("./pages/orders.js") },
  { path: "/account", name: "account", group: "mine", load: () => import("./pages/account.js") },
  { path: "/panels", name: "panels", group: "settings", load: () => import("./pages/panels.js") },
  { path: "/sync", name: "sync", group: "settings", load: () => import("./pages/sync.js") },
];

export const GROUPS = /** @type {const} */ (["", "work", "mine", "settings"]);

/**
 * The pages a person may open. Reading is everybody's; a page that only acts names the right to it.
 * @param {import("./client/session.js").Staff | null | undefined} staff
 */
export const pagesFor = (staff) => PAGES.filter((page) => !page.needs || may(staff, page.needs));

/** @type {Map<string, Promise<{Page: PageComponent}>>} */
const opened = new Map();

/**
 * A page's module and its stylesheet, fetched side by side the first time; it is shown when both are there.
 * @param {PageEntry} page
 */
export function openPage(page) {
  const waiting =
    opened.get(page.path) ?? Promise.all([page.load(), loadStyles(page.name)]).then(([module]) => module);
  opened.set(page.path, waiting);
  waiting.catch(() => opened.delete(page.path));
  return waiting;
}

/** @param {string} name @param {"pages" | "components"} [folder] */
export function loadStyles(name, folder = "pages") {
  return new Promise((resolve, reject) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = new URL(`./${folder}/${name}.css`, import.meta.url).href;
    link.onload = resolve;
    link.onerror = () => reject(new Error(link.href));
    document.head.append(link);
  });
}
