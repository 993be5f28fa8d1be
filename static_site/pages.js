// Every page of the dashboard: where it is, what it is called, and how it is fetched when it is first opened.
/** @typedef {() => import("./lib/preact.js").Child} PageComponent */
/** @typedef {"overview" | "orders" | "panels" | "sync" | "sessions"} PageName */
/**
 * @typedef {{path: string, name: PageName, group: "" | "work" | "mine" | "settings",
 *   load: () => Promise<{Page: PageComponent}>}} PageEntry
 */

/** @type {PageEntry[]} */
export const PAGES = [
  { path: "/", name: "overview", group: "", load: () => import("./pages/overview.js") },
  { path: "/orders", name: "orders", group: "work", load: () => import("./pages/orders.js") },
  { path: "/sessions", name: "sessions", group: "mine", load: () => import("./pages/sessions.js") },
  { path: "/panels", name: "panels", group: "settings", load: () => import("./pages/panels.js") },
  { path: "/sync", name: "sync", group: "settings", load: () => import("./pages/sync.js") },
];

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

/** @param {string} name */
export function loadStyles(name) {
  return new Promise((resolve, reject) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = new URL(`./pages/${name}.css`, import.meta.url).href;
    link.onload = resolve;
    link.onerror = () => reject(new Error(link.href));
    document.head.append(link);
  });
}
