import { fill, number, plural } from "../../lib/format.js";
import { formatHash } from "../../lib/location.js";
import { filtersOf, SIZES } from "../../lib/list-query.js";
import { html } from "../../lib/preact.js";
import { setParams } from "../../lib/router.js";
import { preferences } from "../../state/preferences.js";
import { text } from "../../text/list.js";
import { icons } from "../icons.js";
import { Pager } from "../pager.js";
import { Empty } from "../states.js";
import { Tabs } from "../tabs.js";
import { keep } from "./columns-menu.js";
import { namesOf } from "./spec.js";

/** @typedef {import("./spec.js").Params} Params */
/** @typedef {ReturnType<typeof import("./use-rows.js").useRows<any>>} Live */

export function LiveSwitch() {
  const on = preferences.value.auto_refresh;
  return html`<button type="button" class="btn ghost live" aria-pressed=${on} aria-label=${text.live}
    title=${text.live} onClick=${() => keep({ auto_refresh: !on })}><i class="dot ${on ? "ok" : "off"}"></i>
    <span class="wide">${on ? text.live : text.liveOff}</span></button>`;
}

/** @param {{match: number, exact: boolean}} counts */
export const matching = ({ match, exact }) =>
  exact
    ? plural(match, text.match)
    : fill(text.match.other, { count: fill(text.atLeast, { count: number(match) }) });

/**
 * @param {import("./spec.js").ListSpec<any>} spec
 * @param {Params} params
 * @param {{by: Record<string, number>} | null} counts
 */
export function StatusTabs({ path, tabs }, params, counts) {
  const { key, label, values } = /** @type {NonNullable<import("./spec.js").ListSpec<any>["tabs"]>} */ (tabs);
  const all = [{ value: "", label: text.all }, ...values].map((tab) => ({
    key: tab.value,
    label: tab.label,
    href: formatHash({ path, params: { ...params, [key]: tab.value, cursor: "", open: "" } }),
    count: counts ? (counts.by[tab.value] ?? 0) : undefined,
    current: (params[key] ?? "") === tab.value,
  }));
  return Tabs({ label, tabs: all });
}

/** @param {import("./spec.js").ListSpec<any>} spec @param {Params} params */
export function Nothing(spec, params) {
  const { title, words, everTitle, ever, act } = spec.empty;
  if (!Object.keys(filtersOf(params, namesOf(spec))).length)
    return Empty({ title: everTitle, words: ever, children: act });
  const children = html`<a class="btn" href=${formatHash({ path: spec.path, params: {} })}>${text.clear}</a>`;
  return Empty({ title, words, icon: icons.search, children });
}

/** @param {Params} params @param {Live} live */
export function Foot(params, { rows, next, whole, size }) {
  const go = (/** @type {string} */ cursor) => setParams({ cursor, open: "" });
  const resize = (/** @type {Event} */ event) =>
    setParams({ rows: /** @type {HTMLSelectElement} */ (event.target).value, open: "" });
  const words = { done: number(rows.length), size: number(size) };
  const loading = !whole && rows.length < size;
  return html`<${Pager} cursor=${params.cursor ?? ""} next=${whole ? next : null} go=${go}>
    <span class="soft tab"
      role="status">${loading ? fill(text.more, words) : plural(rows.length, text.shown)}</span>
    <select class="input size" aria-label=${text.rowsPerPage} onChange=${resize}>
      ${SIZES.map((one) => html`<option key=${one} value=${one} selected=${one === size}>
        ${number(one)}</option>`)}
    </select>
  <//>`;
}

/** @param {(string | number)[]} ids */
export const Unknown = (ids) => html`<div class="notice" role="status"><p class="tab">
  ${fill(plural(ids.length, text.unknownIds), { ids: ids.join(", ") })}</p></div>`;
