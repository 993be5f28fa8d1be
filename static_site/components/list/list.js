import { fill, number, plural } from "../../lib/format.js";
import { formatHash } from "../../lib/location.js";
import { shownColumns } from "../../lib/list-columns.js";
import { stepFrom } from "../../lib/list-keys.js";
import { filtersOf, SIZES } from "../../lib/list-query.js";
import { html, useEffect, useMemo, useState } from "../../lib/preact.js";
import { place, setParams } from "../../lib/router.js";
import { extend, NOTHING, pickAll, sizeOf, toggle, togglePage } from "../../lib/selection.js";
import { preferences, startPreferences } from "../../state/preferences.js";
import { tell } from "../../state/toasts.js";
import { text } from "../../text/list.js";
import { FilterBar } from "../filters.js";
import { icons } from "../icons.js";
import { Pager } from "../pager.js";
import { Empty, Failure, Skeleton, Stale } from "../states.js";
import { Tabs } from "../tabs.js";
import { BulkBar } from "./bulk.js";
import { ColumnsMenu, density, keep, keepColumns } from "./columns-menu.js";
import { ExportLine, useExport } from "./export.js";
import { AsOfLine, Behind } from "./freshness.js";
import { follows, Rows } from "./rows.js";
import { csvNames, namesOf } from "./spec.js";
import { useKeys, usePaste } from "./use-keys.js";
import { useCounts, useRows } from "./use-rows.js";
import { ViewsMenu } from "./views-menu.js";

/** @typedef {import("./spec.js").Params} Params */
/** @typedef {ReturnType<typeof useRows<any>>} Live */
/** @typedef {import("./spec.js").ListColumn<any>} AnyColumn */

/**
 * A whole list page from its description.
 * @template R
 * @param {{spec: import("./spec.js").ListSpec<R>}} props
 */
export function List({ spec }) {
  const params = place.value.params;
  const live = useRows(spec, params);
  const counts = useCounts(spec, params);
  const csv = useExport(spec);
  const picks = usePicks(spec, params, live.rows);
  useEffect(() => void startPreferences(), []);
  const columns = useColumns(spec, params);
  const change = (/** @type {Params} */ changes) => setParams({ ...changes, cursor: "", open: "" });
  const columnsTo = (/** @type {AnyColumn[]} */ next) => setParams({ columns: keepColumns(spec.name, next) }, { replace: true });
  const reset = () => (keep({ columns: { [spec.name]: null } }), setParams({ columns: "" }, { replace: true }));
  const exportAll = () =>
    csv.start({ ...filtersOf(params, namesOf(spec)), columns: csvNames(columns).join(",") });
  const open = (/** @type {string} */ key) => (picks.setCurrent(key), spec.Detail && setParams({ open: key }));
  useListKeys({ spec, live, picks, params, open });
  usePaste(
    (ids) => (tell(plural(ids.length, text.pasted)), change({ ids: ids.join(",") })),
    spec.filters().some(({ kind }) => kind === "ids"),
  );
  const asOf = live.answer?.as_of;
  const Detail = spec.Detail;
  return html`<div class="list">
    <div class="pagehead">
      <div class="hl"><h1>${spec.title}</h1>${asOf && html`<${AsOfLine} asOf=${asOf} />`}<span class="sp"></span>
        ${LiveSwitch()}
        <${ViewsMenu} spec=${spec} params=${params} />
        <${ColumnsMenu} spec=${spec} shown=${columns} change=${columnsTo} reset=${reset} />
        ${spec.csv && html`<button type="button" class="btn" onClick=${exportAll}
          title=${text.csv.title}>${text.csv.start}</button>`}
      </div>
      ${spec.tabs && StatusTabs(spec, params, counts)}
    </div>
    ${csv.running && html`<${ExportLine} running=${csv.running} />`}
    ${asOf && html`<${Behind} asOf=${asOf} />`}
    ${live.phase === "stale" && Stale({ error: live.error, at: live.at, retry: live.refresh })}
    ${Boolean(live.answer?.unknown_ids?.length) && Unknown(live.answer?.unknown_ids ?? [])}
    <${FilterBar} specs=${spec.filters()} params=${params} change=${change}>
      ${counts && html`<span class="soft tab">${matching(counts)}</span>`}
      ${live.arrived > 0 && html`<button type="button" class="btn tight" onClick=${live.showNew}>
        ${plural(live.arrived, text.fresh)} ↑</button>`}
    <//>
    ${Content({ spec, live, params, picks, columns, change, columnsTo, open })}
    ${live.rows.length > 0 && Foot(params, live)}
    ${sizeOf(picks.selection) > 0 && html`<${BulkBar} spec=${spec} selection=${picks.selection} columns=${columns}
      match=${counts?.match ?? null} exact=${counts?.exact ?? true} at=${picks.at} onAll=${picks.all}
      onExportAll=${exportAll} clear=${picks.clear} />`}
  </div>
  ${Detail && params.open && html`<${Detail} open=${params.open} onClose=${() => setParams({ open: "", full: "" })} />`}`;
}

/** The columns in force stay the same object while nothing about them changes, so rows need not be drawn again.
 * @param {import("./spec.js").ListSpec<any>} spec @param {Params} params @returns {AnyColumn[]} */
function useColumns(spec, params) {
  const kept = preferences.value.columns[spec.name];
  return useMemo(() => shownColumns(spec.columns, params.columns, kept), [spec.columns, params.columns, kept]);
}

/**
 * What is picked and which row is in hand. Other filters mean other rows, so picking begins anew; a page further on
 * does not.
 * @template R
 * @param {import("./spec.js").ListSpec<R>} spec
 * @param {Params} params
 * @param {R[]} rows
 */
function usePicks(spec, params, rows) {
  const [selection, setSelection] = useState(/** @type {import("../../lib/selection.js").Selection<R>} */ (NOTHING));
  const [hand, setHand] = useState(/** @type {string | null} */ (null));
  const [at, setAt] = useState(0);
  const filters = filtersOf(params, namesOf(spec));
  useEffect(() => setSelection(NOTHING), [formatHash({ path: "", params: filters })]);
  const listed = useMemo(() => rows.map((row) => /** @type {[string, R]} */ ([spec.keyOf(row), row])), [rows]);
  const keys = useMemo(() => listed.map(([key]) => key), [listed]);
  const current = params.open && keys.includes(params.open) ? params.open : hand;
  const pick = (/** @type {string} */ key, /** @type {boolean} */ range) => {
    const row = listed.find(([one]) => one === key)?.[1];
    if (row === undefined) return;
    setSelection(range ? extend(selection, listed, key) : toggle(selection, key, row));
  };
  const all = async () => {
    const held = await spec.snapshot?.(filters);
    if (!held) return;
    setAt(Date.now());
    setSelection(pickAll(held));
  };
  return {
    selection,
    current: current !== null && keys.includes(current) ? current : null,
    keys,
    at,
    pick,
    all,
    setCurrent: (/** @type {string | null} */ key) => ((follows.on = false), setHand(key)),
    follow: (/** @type {string | null} */ key) => ((follows.on = true), setHand(key)),
    page: () => setSelection(togglePage(selection, listed)),
    extendTo: (/** @type {string} */ from, /** @type {string} */ to) => {
      const row = listed.find(([one]) => one === from)?.[1];
      const base = selection.anchor === null && row !== undefined ? toggle(selection, from, row) : selection;
      setSelection(extend(base, listed, to));
    },
    clear: () => setSelection(NOTHING),
  };
}

/** @typedef {ReturnType<typeof usePicks<any>>} Picks */

/**
 * @param {{spec: import("./spec.js").ListSpec<any>, live: Live, picks: Picks, params: Params,
 *   open: (key: string) => void}} list
 */
function useListKeys({ spec, live, picks, params, open }) {
  const { current } = picks;
  const step = (/** @type {import("../../lib/list-keys.js").Act} */ act) => {
    const to = stepFrom(picks.keys, current, act);
    if (to === null) return false;
    if (act.startsWith("extend")) picks.extendTo(current ?? to, to);
    picks.follow(to);
    if (params.open && spec.Detail) setParams({ open: to }, { replace: true });
    return true;
  };
  const press = (/** @type {string} */ selector) => {
    const button = /** @type {HTMLButtonElement | null} */ (document.querySelector(selector));
    button?.click();
    return Boolean(button);
  };
  useKeys((act) => {
    switch (act) {
      case "pick":
      case "pickRange":
        return current !== null && (picks.pick(current, act === "pickRange"), true);
      case "open":
        return current !== null && (open(current), true);
      case "leave":
        if (params.open) return setParams({ open: "", full: "" }), true;
        return sizeOf(picks.selection) > 0 && (picks.clear(), true);
      case "pickPage":
        return picks.page(), true;
      case "showNew":
        return live.arrived > 0 && (live.showNew(), true);
      case "refresh":
        return live.refresh(), true;
      case "pickAll":
        return press(".bulk [data-all]:enabled");
      case "copy":
        return press(".bulk [data-copy]:enabled");
      case "filter":
        return press(".filters .f");
      case "pageNext":
        return press(".pager [data-go=next]:enabled");
      case "pagePrevious":
        return press(".pager [data-go=previous]:enabled");
      default:
        return step(act);
    }
  });
}

function LiveSwitch() {
  const on = preferences.value.auto_refresh;
  return html`<button type="button" class="btn ghost live" aria-pressed=${on} aria-label=${text.live}
    title=${text.live} onClick=${() => keep({ auto_refresh: !on })}><i class="dot ${on ? "ok" : "off"}"></i>
    <span class="wide">${on ? text.live : text.liveOff}</span></button>`;
}

/** @param {{match: number, exact: boolean}} counts */
const matching = ({ match, exact }) =>
  exact
    ? plural(match, text.match)
    : fill(text.match.other, { count: fill(text.atLeast, { count: number(match) }) });

/**
 * @param {import("./spec.js").ListSpec<any>} spec
 * @param {Params} params
 * @param {{by: Record<string, number>} | null} counts
 */
function StatusTabs({ path, tabs }, params, counts) {
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

/**
 * @param {{spec: import("./spec.js").ListSpec<any>, live: Live, params: Params, picks: Picks, columns: AnyColumn[],
 *   change: (changes: Params) => void, columnsTo: (columns: AnyColumn[]) => void, open: (key: string) => void}} props
 */
function Content({ spec, live, params, picks, columns, change, columnsTo, open }) {
  if (live.phase === "failed") return Failure({ error: live.error, retry: live.refresh });
  if (live.phase === "loading" && !live.rows.length) return Skeleton({ lines: 16 });
  if (!live.rows.length) return Nothing(spec, params);
  return html`<${Rows} spec=${spec} columns=${columns} rows=${live.rows} selection=${picks.selection}
    current=${picks.current} density=${density()} busy=${live.phase === "loading"} covered=${Boolean(params.open)} sort=${params.sort}
    onSort=${(/** @type {string} */ sort) => change({ sort })} onPick=${picks.pick} onPickPage=${picks.page}
    onOpen=${open} onCurrent=${picks.setCurrent} onResize=${columnsTo} />`;
}

/** @param {import("./spec.js").ListSpec<any>} spec @param {Params} params */
function Nothing(spec, params) {
  const { title, words, everTitle, ever, act } = spec.empty;
  if (!Object.keys(filtersOf(params, namesOf(spec))).length)
    return Empty({ title: everTitle, words: ever, children: act });
  const children = html`<a class="btn" href=${formatHash({ path: spec.path, params: {} })}>${text.clear}</a>`;
  return Empty({ title, words, icon: icons.search, children });
}

/** @param {Params} params @param {Live} live */
function Foot(params, { rows, next, whole, size }) {
  const go = (/** @type {string} */ cursor) => setParams({ cursor, open: "" });
  const resize = (/** @type {Event} */ event) =>
    setParams({ rows: /** @type {HTMLSelectElement} */ (event.target).value, open: "" });
  const words = { done: number(rows.length), size: number(size) };
  return html`<${Pager} cursor=${params.cursor ?? ""} next=${whole ? next : null} go=${go}>
    <span class="soft tab" role="status">${whole || rows.length >= size ? plural(rows.length, text.shown) : fill(text.more, words)}</span>
    <select class="input size" aria-label=${text.rowsPerPage} onChange=${resize}>
      ${SIZES.map((one) => html`<option key=${one} value=${one} selected=${one === size}>${number(one)}</option>`)}
    </select>
  <//>`;
}

/** @param {(string | number)[]} ids */
const Unknown = (ids) => html`<div class="notice" role="status"><p class="tab">
  ${fill(plural(ids.length, text.unknownIds), { ids: ids.join(", ") })}</p></div>`;
