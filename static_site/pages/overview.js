import { RESOURCES } from "../client/overview.js";
import { Behind } from "../components/behind.js";
import { icons } from "../components/icons.js";
import { Empty, Loaded } from "../components/states.js";
import { Age, Bar, named, ORDER_TONES, OrderStatus, PanelCode, SyncStatus } from "../components/status.js";
import { Table } from "../components/table.js";
import { clockTime, fill, number, plural } from "../lib/format.js";
import { phaseOf } from "../lib/live.js";
import { html } from "../lib/preact.js";
import { overview } from "../state/overview.js";
import { may } from "../state/session.js";
import { text as common } from "../text/common.js";
import { text } from "../text/overview.js";
import { Revenue } from "./overview.revenue.js";
import { statusLines, unreadable } from "./overview.view.js";
import { WaitingFor } from "./overview.waiting.js";

/** @typedef {import("../client/overview.js").Overview} Overview */
/** @typedef {import("../client/overview.js").PanelOverview} PanelOverview */
/** @typedef {import("../client/overview.js").Resource} Resource */

export function Page() {
  const state = overview.state.value;
  const live = { ...state, phase: phaseOf(state), refresh: overview.refresh };
  return html`<div class="pagehead"><div class="hl">
      <h1>${text.title}</h1>
      ${
        state.data &&
        html`<span class="lead tab">
        ${plural(state.data.panels.length, text.lead)} ·
        ${" "}${fill(text.refreshed, { time: clockTime(state.at) })}</span>`
      }
    </div></div>
    <${Loaded} live=${live}
      show=${(/** @type {Overview} */ data) => (data.panels.length ? Content(data) : NoPanel())} />`;
}

const NoPanel = () =>
  Empty({
    title: text.emptyTitle,
    words: may("panels.add") ? text.emptyWords : text.emptyStaff,
    icon: icons.plug,
    children: may("panels.add") && html`<a class="btn pri" href="#/panels?add=1">${text.add}</a>`,
  });

/** @param {Overview} data */
const Content = (data) => html`${Unreadable(data)}
  <div class="pagebody overview">
    ${WaitingFor(data)} ${Totals(data)}
    <${Revenue} rows=${data.revenue_by_day ?? []} />
    ${ByStatus(data)} ${FreshnessTable(data)}
  </div>`;

/** @param {Overview} data */
function Unreadable(data) {
  const panels = unreadable(data);
  if (!panels.length) return null;
  const reason = common.syncReasons[panels[0].state];
  return html`<div class="notice bad" role="status">
    <p>${fill(text.down, { panels: panels.map((panel) => panel.code).join(", "), words: reason })}</p>
    <a class="btn tight" href="#/sync">${text.see}</a>
  </div>`;
}

/** @param {Overview} data */
const Totals = ({ totals }) => html`<section class="card totals" aria-label=${text.totals}>
  ${RESOURCES.map(
    (resource) => html`<div key=${resource} class="total">
      <h3>${common.resources[resource]}</h3>
      <${Behind} path=${`/${resource}`} className="big tab">${number(totals[resource] ?? 0)}<//>
    </div>`,
  )}
</section>`;

/** @param {Overview} data */
function ByStatus(data) {
  const lines = statusLines(data);
  const codes = data.panels.map((panel) => panel.code);
  return html`<section class="card" aria-labelledby="by-status">
    <header><h2 id="by-status">${text.byStatus}</h2></header>
    <div class="scroll">${Table({
      label: text.byStatus,
      columns: statusColumns(codes),
      rows: lines,
      keyOf: (line) => line.status,
    })}</div>
  </section>`;
}

/** @typedef {import("./overview.view.js").StatusLine} StatusLine */

/** @param {string[]} codes @returns {import("../components/table.js").Column<StatusLine>[]} */
const statusColumns = (codes) => [
  { key: "status", label: text.status, card: "lead", cell: ({ status }) => OrderStatus({ status }) },
  {
    key: "bar",
    label: text.shareOfAll,
    className: "barcell",
    card: "line",
    cell: ({ status, share, length }) =>
      Bar({
        share: length,
        tone: ORDER_TONES[status],
        wide: true,
        label: fill(text.share, { share: number(Math.round(share * 1000) / 10) }),
      }),
  },
  {
    key: "all",
    label: text.all,
    num: true,
    card: "side",
    cell: ({ status, total }) => Count({ status, count: total, strong: true }),
  },
  ...codes.map((code) => ({
    key: code,
    label: code,
    num: true,
    card: /** @type {const} */ ("hide"),
    cell: (/** @type {StatusLine} */ { status, panels }) =>
      Count({ status, panel: code, count: panels.find((panel) => panel.code === code)?.count ?? 0 }),
  })),
];

/** @param {{status: string, panel?: string, count: number, strong?: boolean}} props */
function Count({ status, panel = "", count, strong }) {
  if (!count) return html`<span class="soft">${number(0)}</span>`;
  const label = [panel, named(common.statuses, status), number(count)].filter(Boolean).join(", ");
  return Behind({
    path: "/orders",
    params: { status, panel },
    label,
    className: strong ? "strong" : "",
    children: number(count),
  });
}

/** @param {Overview} data */
const FreshnessTable = ({ panels }) => html`<section class="card" aria-labelledby="freshness">
  <header><h2 id="freshness">${text.freshness}</h2><span class="sp"></span><a class="btn tight" href="#/sync">
    ${text.toSync}</a></header>
  <div class="scroll">${Table({
    label: text.freshness,
    columns: freshnessColumns,
    rows: panels,
    keyOf: (panel) => panel.code,
  })}</div>
</section>`;

/** @type {import("../components/table.js").Column<PanelOverview>[]} */
const freshnessColumns = [
  {
    key: "panel",
    label: text.panel,
    card: "line",
    cell: ({ code, name, simulated }) =>
      html`<span class="row">${PanelCode({ code })} <span class="clip">
        ${name}</span> ${simulated && html`<span class="tag">${common.simulated}</span>`}</span>`,
  },
  ...RESOURCES.map((resource) => ({
    key: resource,
    label: common.resources[resource],
    cell: (/** @type {PanelOverview} */ panel) => Freshness(panel, resource),
  })),
];

/** @param {PanelOverview} panel @param {Resource} resource */
function Freshness({ code, resources }, resource) {
  const found = resources[resource];
  if (!found) return html`<span class="soft">${text.notUsed}</span>`;
  const rows = Behind({
    path: `/${resource}`,
    params: { panel: code },
    className: "tab",
    children: plural(found.rows, text.rows),
  });
  const age = found.as_of || found.rows ? html`<${Age} at=${found.as_of} /> · ${rows}` : common.neverRead;
  return html`<span class="fresh">
    <${Behind} path="/sync" params=${{ panel: code }}>${SyncStatus({ state: found.state })}<//>
    <span class="soft small">${age}</span>
  </span>`;
}
