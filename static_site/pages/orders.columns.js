import { Age, Bar, named, ORDER_TONES, OrderStatus, PanelCode } from "../components/status.js";
import { money, number } from "../lib/format.js";
import { formatHash } from "../lib/location.js";
import { html } from "../lib/preact.js";
import { place } from "../lib/router.js";
import { text } from "../text/orders.js";
import { delivered, keyOf } from "./orders.view.js";

/** @typedef {import("../client/orders.js").Order} Order */

const t = text.columns;

/** @type {import("../components/table.js").Column<Order>[]} */
export const columns = [
  { key: "id", label: t.id, className: "id", card: "lead", cell: Id },
  { key: "user", label: t.user, card: "start", cell: ({ user }) => user || "–" },
  {
    key: "charge",
    label: t.charge,
    num: true,
    card: "end",
    cell: ({ charge }) => html`<span title=${money(charge, { exact: true })}>${money(charge)}</span>`,
  },
  {
    key: "link",
    label: t.link,
    className: "link soft",
    card: "hide",
    cell: ({ link }) => link && html`<span class="clip" dir="ltr" title=${link}>${shortLink(link)}</span>`,
  },
  { key: "start", label: t.start, num: true, card: "hide", cell: ({ start_count }) => number(start_count) },
  { key: "quantity", label: t.quantity, num: true, card: "hide", cell: ({ quantity }) => number(quantity) },
  {
    key: "service",
    label: t.service,
    className: "service",
    card: "line",
    cell: ({ service_id, service_name }) =>
      html`<span class="soft tab">${service_id}</span> <bdi title=${service_name ?? ""}>
        ${service_name}</bdi>`,
  },
  { key: "status", label: t.status, card: "side", cell: ({ status }) => OrderStatus({ status }) },
  { key: "remains", label: t.remains, num: true, card: "named", cell: Remains },
  {
    key: "created",
    label: t.created,
    className: "soft",
    card: "end",
    cell: ({ created_timestamp }) => Age({ at: created_timestamp }),
  },
  {
    key: "provider",
    label: t.provider,
    className: "soft provider roomy",
    card: "hide",
    cell: ({ provider }) => provider || "–",
  },
  {
    key: "mode",
    label: t.mode,
    className: "soft roomy",
    card: "hide",
    cell: ({ mode }) => (mode ? named(text.modes, mode) : "–"),
  },
];

/** @param {Order} order */
function Id(order) {
  const href = formatHash({ path: "/orders", params: { ...place.value.params, open: keyOf(order) } });
  return html`${PanelCode({ code: order.panel })}<a href=${href}>${order.id}</a>${order.gone_at && html` <span
    class="tag" title=${text.gone}>${text.goneShort}</span>`}`;
}

/** @param {Order} order */
function Remains(order) {
  const share = delivered(order);
  return html`<span class="remains">
    ${number(order.remains)}${share !== null && Bar({ share, tone: ORDER_TONES[order.status] })}</span>`;
}

/** @param {string} link */
const shortLink = (link) => link.replace(/^https?:\/\/(www\.)?/i, "");

const f = text.filters;

/**
 * @param {{code: string, name: string}[]} panels those the person may see
 * @returns {import("../components/filters.words.js").FilterSpec[]}
 */
export const filterSpecs = (panels) => [
  {
    key: "panel",
    label: f.panel,
    kind: "many",
    choices: panels.map(({ code, name }) => ({
      value: code,
      label: name && name !== code ? `${code} · ${name}` : code,
    })),
  },
  { key: "service_id", label: f.service, kind: "text", hint: f.serviceHint },
  { key: "user", label: f.user, kind: "text", hint: f.manyHint },
  { key: "provider", label: f.provider, kind: "text", hint: f.manyHint },
  {
    key: "mode",
    label: f.mode,
    kind: "one",
    choices: Object.entries(text.modes).map(([value, label]) => ({ value, label })),
  },
  { key: "creation_type", label: f.source, kind: "text", hint: f.sourceHint },
  { key: "created", label: f.created, kind: "range" },
  { key: "link", label: f.link, kind: "text", hint: f.linkHint },
  { key: "ids", label: f.ids, kind: "ids" },
  { key: "external_id", label: f.external, kind: "text" },
];
