import { changeView, listViews, removeView, saveView } from "../client/views.js";
import { fromView } from "../lib/list-views.js";
import { formatHash } from "../lib/location.js";
import { signal } from "../lib/preact.js";

/** @typedef {import("../client/views.js").View} View */

/** The saved views of all lists, one's own and the shared; undefined until they are known.
 * @type {import("../vendor/signals-core-1.14.5.js").Signal<View[] | undefined>} */
export const views = signal(undefined);

/**
 * Why they are not known, or not any more. @type {import("../vendor/signals-core-1.14.5.js").Signal<unknown>}
 */
export const viewsError = signal(null);

export async function refreshViews() {
  try {
    views.value = await listViews();
    viewsError.value = null;
  } catch (error) {
    viewsError.value = error;
  }
}

/**
 * A page's views as links for the navigation: the shared first, each with its count where one is kept.
 * @param {string} page the list's name
 * @param {number} now epoch ms; "since yesterday" becomes a moment
 * @returns {{id: string, name: string, href: string, count: number | undefined, shared: boolean}[]}
 */
export const viewLinks = (page, now) =>
  (views.value ?? [])
    .filter((view) => view.page === page)
    .map((view) => ({
      id: view.id,
      name: view.name,
      href: hrefOf(view, now),
      count: view.count ?? undefined,
      shared: view.shared,
    }));

/** @param {Pick<View, "page" | "query">} view @param {number} now */
export const hrefOf = ({ page, query }, now) =>
  formatHash({ path: `/${page}`, params: fromView(query, now) });

/** @param {{name: string, page: string, query: string, shared?: boolean}} view */
export async function addView(view) {
  await saveView(view);
  await refreshViews();
}

/** @param {string} id @param {Partial<View>} changes */
export async function updateView(id, changes) {
  await changeView(id, changes);
  await refreshViews();
}

/** @param {string} id */
export async function dropView(id) {
  await removeView(id);
  views.value = views.peek()?.filter((view) => view.id !== id);
}
