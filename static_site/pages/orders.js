import { listOrders, STATUSES } from "../client/orders.js";
import { FilterBar } from "../components/filters.js";
import { icons } from "../components/icons.js";
import { Pager } from "../components/pager.js";
import { Empty, Failure, Skeleton, Stale } from "../components/states.js";
import { named } from "../components/status.js";
import { Table } from "../components/table.js";
import { Tabs } from "../components/tabs.js";
import { clockTime, fill, plural } from "../lib/format.js";
import { useLive } from "../lib/live.js";
import { formatHash } from "../lib/location.js";
import { html, useRef } from "../lib/preact.js";
import { place, setParams } from "../lib/router.js";
import { overview } from "../state/overview.js";
import { text as common } from "../text/common.js";
import { text } from "../text/orders.js";
import { OrderDrawer } from "./order-drawer.js";
import { columns, filterSpecs } from "./orders.columns.js";
import { freshness, hasFilters, keyOf, refreshInPlace, tabCounts, toQuery } from "./orders.view.js";

/** @typedef {import("../client/orders.js").Order} Order */
/** @typedef {import("../client/orders.js").OrderPage} OrderPage */
/** @typedef {import("./orders.view.js").Params} Params */

const REFRESH = 10_000;

export function Page() {
  const params = place.value.params;
  const { live, rows, next, arrived, showNew } = useOrders(params);
  const page = live.data ?? live.previous;
  const change = (/** @type {Params} */ changes) => setParams({ ...changes, cursor: "", open: "" });
  return html`<div class="pagehead orders">
      <div class="hl"><h1>${text.title}</h1>${page && AsOfLine(page)}</div>
      ${StatusTabs(params)}
    </div>
    ${page && Behind(page)}
    ${live.phase === "stale" && Stale({ error: live.error, at: live.at, retry: live.refresh })}
    ${Boolean(page?.unknown_ids?.length) && Unknown(page?.unknown_ids ?? [])}
    <${FilterBar} specs=${filterSpecs(overview.state.value.data?.panels ?? [])} params=${params}
      change=${change}>
      ${arrived > 0 && html`<button type="button" class="btn tight" onClick=${showNew}>
        ${plural(arrived, text.fresh)} ↑</button>`}
    <//>
    ${Rows({ live, rows, params })}
    ${
      rows.length > 0 &&
      html`<${Pager} cursor=${params.cursor ?? ""} next=${next}
        go=${(/** @type {string} */ cursor) => setParams({ cursor, open: "" })}>
      <span class="soft tab">${plural(rows.length, text.shown)}</span>
    <//>`
    }
    ${params.open && html`<${OrderDrawer} key=${params.open} open=${params.open}
      onClose=${() => setParams({ open: "" })} />`}`;
}

/**
 * The rows in view. Asked again every few seconds, they change where they stand; new orders wait behind a
 *   button.
 * @param {Params} params
 */
function useOrders(params) {
  const query = toQuery(params);
  const key = formatHash({ path: "", params: query });
  const live = useLive(key, (signal) => listOrders(query, signal), REFRESH);
  const held = useRef({
    key: "",
    items: /** @type {Order[]} */ ([]),
    next: /** @type {string | null} */ (null),
  });
  const showNew = () => {
    held.current.key = "";
    live.refresh();
  };
  if (!live.data)
    return { live, rows: live.error ? [] : held.current.items, next: null, arrived: 0, showNew };
  if (held.current.key !== key || !held.current.items.length)
    held.current = { key, items: live.data.items, next: live.data.next };
  const { rows, arrived } = refreshInPlace(held.current.items, live.data.items);
  held.current.items = rows;
  return { live, rows, next: held.current.next, arrived, showNew };
}

/**
 * @param {{live: {phase: import("../lib/live.js").Phase, error: unknown, refresh: () => void},
 *   rows: Order[], params: Params}} props
 */
function Rows({ live, rows, params }) {
  if (live.phase === "failed") return Failure({ error: live.error, retry: live.refresh });
  if (live.phase === "loading" && !rows.length) return Skeleton({ lines: 16 });
  if (!rows.length) return Nothing(params);
  const open = (/** @type {Order} */ order) => setParams({ open: keyOf(order) });
  return html`<div class="scroll">
    ${Table({ label: text.title, columns, rows, keyOf, current: params.open, onOpen: open, busy: live.phase === "loading" })}
  </div>`;
}

/** @param {Params} params */
function Nothing(params) {
  if (!hasFilters(params)) {
    return Empty({
      title: text.emptyEverTitle,
      words: text.emptyEver,
      children: html`<a class="btn" href="#/sync">${text.toSync}</a>`,
    });
  }
  return Empty({
    title: text.emptyTitle,
    words: text.emptyWords,
    icon: icons.search,
    children: html`<a class="btn" href="#/orders">${text.clear}</a>`,
  });
}

/** @param {Params} params */
function StatusTabs(params) {
  const counts = tabCounts(overview.state.value.data, params);
  const tabs = ["", ...STATUSES].map((status) => ({
    key: status,
    label: status ? named(common.statuses, status) : text.all,
    href: formatHash({ path: "/orders", params: { ...params, status, cursor: "", open: "" } }),
    count: counts ? (counts[status] ?? 0) : undefined,
    current: (params.status ?? "") === status,
  }));
  return Tabs({ label: text.statusTabs, tabs });
}

/** @param {OrderPage} page */
function AsOfLine({ as_of }) {
  const { at, behind } = freshness(as_of);
  const parts = behind.map(({ panel, at: read }) =>
    fill(text.asOfPanel, { panel, time: read === null ? text.neverRead : clockTime(read) }),
  );
  if (at !== null) parts.unshift(fill(text.asOf, { time: clockTime(at) }));
  return html`<span class="lead tab">${parts.join(" · ")}</span>`;
}

/**
 * The stale state of the data itself: the page is current, what a panel last said is not.
 * @param {OrderPage} page
 */
function Behind({ as_of }) {
  const behind = freshness(as_of).behind.filter(({ state }) => state !== "waiting");
  if (!behind.length) return null;
  const bad = behind.some(({ state }) => state === "down" || state === "needs_key");
  const states = [...new Set(behind.map(({ state }) => named(common.syncStates, state).toLowerCase()))].join(
    ", ",
  );
  return html`<div class=${bad ? "notice bad" : "notice"} role="status">
    <p>${fill(plural(behind.length, text.late), { panels: behind.map(({ panel }) => panel).join(", "), states })}</p>
    <a class="btn tight" href="#/sync">${text.toSync}</a>
  </div>`;
}

/** @param {import("../client/orders.js").Id[]} ids */
const Unknown = (ids) =>
  html`<div class="notice" role="status"><p class="tab">
    ${fill(plural(ids.length, text.unknownIds), { ids: ids.join(", ") })}</p></div>`;
