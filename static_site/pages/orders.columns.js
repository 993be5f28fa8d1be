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
  { key: "id", csv: ["panel", "id"], label: t.id, width: 192, className: "id", card: "lead", cell: Id },
  {
    key: "user",
    csv: ["user"],
    label: t.user,
    width: 92,
    card: "start",
    cell: ({ user }) => (user ? html`<bdi title=${user}>${user}</bdi>` : "–"),
  },
  {
    key: "charge",
    csv: ["charge", "charge_currency"],
    label: t.charge,
    width: 104,
    num: true,
    card: "end",
    cell: ({ charge }) => html`<span title=${money(charge, { exact: true })}>${money(charge)}</span>`,
  },
  {
    key: "link",
    csv: ["link"],
    label: t.link,
    width: 116,
    className: "soft",
    card: "hide",
    cell: ({ link }) => link && html`<span class="clip" dir="ltr" title=${link}>${shortLink(link)}</span>`,
  },
  {
    key: "start",
    csv: ["start_count"],
    label: t.start,
    width: 80,
    num: true,
    card: "hide",
    cell: ({ start_count }) => number(start_count),
  },
  {
    key: "quantity",
    csv: ["quantity"],
    label: t.quantity,
    width: 76,
    num: true,
    card: "hide",
    cell: ({ quantity }) => number(quantity),
  },
  {
    key: "service",
    csv: ["service_id", "service_name"],
    label: t.service,
    width: 190,
    grow: true,
    card: "line",
    cell: ({ service_id, service_name }) =>
      html`<span class="soft tab">${service_id}</span> <bdi title=${service_name ?? ""}>
        ${service_name}</bdi>`,
  },
  {
    key: "status",
    csv: ["status"],
    label: t.status,
    width: 108,
    card: "side",
    cell: ({ status }) => OrderStatus({ status }),
  },
  { key: "remains", csv: ["remains"], label: t.remains, width: 128, num: true, card: "named", cell: Remains },
  {
    key: "created",
    csv: ["created"],
    label: t.created,
    width: 100,
    className: "soft",
    card: "end",
    cell: ({ created_timestamp }) => html`<${Age} at=${created_timestamp} />`,
  },
  {
    key: "provider",
    csv: ["provider"],
    label: t.provider,
    width: 112,
    className: "soft",
    card: "hide",
    cell: ({ provider }) => provider || "–",
  },
  {
    key: "mode",
    csv: ["mode"],
    label: t.mode,
    width: 64,
    className: "soft",
    card: "hide",
    cell: ({ mode }) => (mode ? named(text.modes, mode) : "–"),
  },
  {
    key: "external",
    csv: ["external_id"],
    label: t.external,
    width: 110,
    off: true,
    className: "tab",
    card: "hide",
    cell: ({ external_id }) => external_id || "–",
  },
  {
    key: "source",
    csv: ["creation_type"],
    label: t.source,
    width: 84,
    off: true,
    className: "soft",
    card: "hide",
    cell: ({ creation_type }) => creation_type || "–",
  },
  {
    key: "type",
    csv: ["service_type"],
    label: t.type,
    width: 100,
    off: true,
    className: "soft",
    card: "hide",
    cell: ({ service_type }) => service_type || "–",
  },
  {
    key: "cost",
    csv: ["provider_charge", "provider_charge_currency"],
    label: t.cost,
    width: 96,
    off: true,
    num: true,
    card: "hide",
    cell: (order) => money(order.provider_currency_charge ?? order.provider_charge),
  },
  {
    key: "ip",
    csv: ["ip_address"],
    label: t.ip,
    width: 120,
    off: true,
    className: "soft tab",
    card: "hide",
    cell: ({ ip_address }) => ip_address || "–",
  },
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
