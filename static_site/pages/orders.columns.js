import { RowLink } from "../components/list/row-link.js";
import { Age, Bar, named, ORDER_TONES, OrderStatus, PanelCode } from "../components/status.js";
import { money, number } from "../lib/format.js";
import { html } from "../lib/preact.js";
import { text } from "../text/orders.js";
import { delivered, keyOf } from "./orders.view.js";

/** @typedef {import("../client/orders.js").Order} Order */

const t = text.columns;

/** @type {import("../components/list/spec.js").ListColumn<Order>[]} */
export const columns = [
  { key: "id", label: t.id, width: 180, className: "id", card: "lead", cell: Id, text: ({ panel, id }) => `${panel} ${id}` },
  {
    key: "user",
    label: t.user,
    width: 92,
    card: "start",
    cell: ({ user }) => (user ? html`<bdi title=${user}>${user}</bdi>` : "–"),
    text: ({ user }) => user,
  },
  {
    key: "charge",
    label: t.charge,
    width: 76,
    num: true,
    card: "end",
    cell: ({ charge }) => html`<span title=${money(charge, { exact: true })}>${money(charge)}</span>`,
    text: ({ charge }) => charge?.value,
  },
  {
    key: "link",
    label: t.link,
    width: 128,
    className: "soft",
    card: "hide",
    cell: ({ link }) => link && html`<span class="clip" dir="ltr" title=${link}>${shortLink(link)}</span>`,
    text: ({ link }) => link,
  },
  { key: "start", label: t.start, width: 70, num: true, card: "hide", cell: ({ start_count }) => number(start_count), text: ({ start_count }) => start_count },
  { key: "quantity", label: t.quantity, width: 76, num: true, card: "hide", cell: ({ quantity }) => number(quantity), text: ({ quantity }) => quantity },
  {
    key: "service",
    label: t.service,
    width: 190,
    grow: true,
    card: "line",
    cell: ({ service_id, service_name }) =>
      html`<span class="soft tab">${service_id}</span> <bdi title=${service_name ?? ""}>
        ${service_name}</bdi>`,
    text: ({ service_id, service_name }) => `${service_id ?? ""} ${service_name ?? ""}`.trim(),
  },
  { key: "status", label: t.status, width: 108, card: "side", cell: ({ status }) => OrderStatus({ status }), text: ({ status }) => status },
  { key: "remains", label: t.remains, width: 128, num: true, card: "named", cell: Remains, text: ({ remains }) => remains },
  {
    key: "created",
    label: t.created,
    width: 92,
    className: "soft",
    card: "end",
    cell: ({ created_timestamp }) => html`<${Age} at=${created_timestamp} />`,
    text: ({ created }) => created,
  },
  { key: "provider", label: t.provider, width: 112, className: "soft", card: "hide", cell: ({ provider }) => provider || "–", text: ({ provider }) => provider },
  {
    key: "mode",
    label: t.mode,
    width: 64,
    className: "soft",
    card: "hide",
    cell: ({ mode }) => (mode ? named(text.modes, mode) : "–"),
    text: ({ mode }) => mode,
  },
  { key: "external", label: t.external, width: 110, off: true, className: "tab", card: "hide", cell: ({ external_id }) => external_id || "–", text: ({ external_id }) => external_id },
  { key: "source", label: t.source, width: 84, off: true, className: "soft", card: "hide", cell: ({ creation_type }) => creation_type || "–", text: ({ creation_type }) => creation_type },
  { key: "type", label: t.type, width: 100, off: true, className: "soft", card: "hide", cell: ({ service_type }) => service_type || "–", text: ({ service_type }) => service_type },
  {
    key: "cost",
    label: t.cost,
    width: 96,
    off: true,
    num: true,
    card: "hide",
    cell: (order) => money(order.provider_currency_charge ?? order.provider_charge),
    text: (order) => (order.provider_currency_charge ?? order.provider_charge)?.value,
  },
  { key: "ip", label: t.ip, width: 120, off: true, className: "soft tab", card: "hide", cell: ({ ip_address }) => ip_address || "–", text: ({ ip_address }) => ip_address },
];

/** @param {Order} order */
function Id(order) {
  const gone = order.gone_at && html` <span class="tag" title=${text.gone}>${text.goneShort}</span>`;
  return html`${PanelCode({ code: order.panel })}<${RowLink} id=${keyOf(order)}>${order.id}<//>${gone}`;
}

/** @param {Order} order */
function Remains(order) {
  const share = delivered(order);
  return html`<span class="remains">
    ${number(order.remains)}${share !== null && Bar({ share, tone: ORDER_TONES[order.status] })}</span>`;
}

/** @param {string} link */
const shortLink = (link) => link.replace(/^https?:\/\/(www\.)?/i, "");
