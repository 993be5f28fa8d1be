import {
  countOrders,
  exportOrders,
  listOrders,
  loadSnapshot,
  snapshotOrders,
  STATUSES,
} from "../client/orders.js";
import { List } from "../components/list/list.js";
import { named } from "../components/status.js";
import { html } from "../lib/preact.js";
import { overview } from "../state/overview.js";
import { text as common } from "../text/common.js";
import { text } from "../text/orders.js";
import { OrderDrawer } from "./order-drawer.js";
import { columns } from "./orders.columns.js";
import { csvCell, keptCounts, keyOf } from "./orders.view.js";

/** @typedef {import("../client/orders.js").Order} Order */

const f = text.filters;

/** @type {import("../components/list/spec.js").ListSpec<Order>} */
const orders = {
  name: "orders",
  path: "/orders",
  title: text.title,
  columns,
  filters: () => [
    { key: "panel", label: f.panel, kind: "many", choices: panelChoices() },
    { key: "service_id", label: f.service, kind: "text", hint: f.serviceHint },
    { key: "user", label: f.user, kind: "text", hint: f.manyHint },
    { key: "provider", label: f.provider, kind: "text", hint: f.manyHint },
    { key: "mode", label: f.mode, kind: "one", choices: choicesOf(text.modes) },
    { key: "creation_type", label: f.source, kind: "text", hint: f.sourceHint },
    { key: "created", label: f.created, kind: "range" },
    { key: "link", label: f.link, kind: "text", hint: f.linkHint },
    { key: "ids", label: f.ids, kind: "ids" },
    { key: "external_id", label: f.external, kind: "text" },
  ],
  tabs: {
    key: "status",
    label: text.statusTabs,
    values: STATUSES.map((value) => ({ value, label: named(common.statuses, value) })),
  },
  keyOf,
  nameOf: ({ panel, id }) => `${panel} ${id}`,
  ask: listOrders,
  count: async (filters, signal) => {
    const { total, exact, by_status: by } = await countOrders(filters, signal);
    return { total, exact, by };
  },
  kept: (filters) => keptCounts(overview.state.value.data, filters),
  snapshot: snapshotOrders,
  held: async (snapshot, cursor) => {
    const { ids, next } = await loadSnapshot(snapshot, cursor);
    return { ids: /** @type {Order[]} */ (ids), next };
  },
  csv: { ask: exportOrders, cell: csvCell },
  copies: [
    { key: "ids", label: text.copy.ids, of: ({ id }) => id },
    { key: "external", label: text.copy.external, of: ({ external_id }) => external_id },
    { key: "links", label: text.copy.links, of: ({ link }) => link },
  ],
  Detail: OrderDrawer,
  empty: {
    title: text.emptyTitle,
    words: text.emptyWords,
    everTitle: text.emptyEverTitle,
    ever: text.emptyEver,
    act: html`<a class="btn" href="#/sync">${text.toSync}</a>`,
  },
};

const panelChoices = () =>
  (overview.state.value.data?.panels ?? []).map(({ code, name }) => ({
    value: code,
    label: name && name !== code ? `${code} · ${name}` : code,
  }));

/** @param {Record<string, string>} words */
const choicesOf = (words) => Object.entries(words).map(([value, label]) => ({ value, label }));

export const Page = () => html`<${List} spec=${orders} />`;
