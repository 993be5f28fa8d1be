import { loadOrder } from "../client/orders.js";
import { Drawer } from "../components/drawer.js";
import { Loaded, Skeleton } from "../components/states.js";
import { Age, named, OrderStatus, PanelCode } from "../components/status.js";
import { Table } from "../components/table.js";
import { clockTime, fill, money, number, toMs } from "../lib/format.js";
import { safeHref } from "../lib/ids.js";
import { useLive } from "../lib/live.js";
import { now } from "../lib/now.js";
import { html } from "../lib/preact.js";
import { tell } from "../state/toasts.js";
import { text } from "../text/orders.js";
import { delivered, deliverySteps } from "./orders.view.js";

/** @typedef {import("../client/orders.js").OrderDetail} OrderDetail */
/** @typedef {import("../client/orders.js").HistoryEntry} HistoryEntry */
/** @typedef {import("../lib/preact.js").Child} Child */

const t = text.detail;
const REFRESH = 10_000;

/**
 * One order with how it got where it is.
 * @param {{open: string, onClose: () => void}} props `open` as "MTP:70172460"
 */
export function OrderDrawer({ open, onClose }) {
  const [panel, id = ""] = open.split(":");
  const live = useLive(open, (signal) => loadOrder(panel, id, signal), REFRESH);
  const copy = () => navigator.clipboard.writeText(id).then(() => tell(fill(t.copied, { id })));
  const tools = html`<button type="button" class="btn tight" onClick=${copy}>${t.copy}</button>`;
  const title = html`${PanelCode({ code: panel })} <span class="tab">${fill(t.order, { id })}</span>`;
  return html`<${Drawer} title=${title} onClose=${onClose} tools=${tools}>
    <${Loaded} live=${live} skeleton=${() => Skeleton({ lines: 10 })}
      show=${(/** @type {OrderDetail} */ data) => Detail(data)} />
  <//>`;
}

/** @param {OrderDetail} detail */
const Detail = (detail) => html`
  ${detail.gone_at && html`<div class="notice"><p>
    ${fill(t.gone, { time: clockTime(toMs(detail.gone_at) ?? 0) })}</p></div>`}
  <section>
    <div class="row wrap lines">
      ${OrderStatus({ status: detail.order.status })}
      <span class="sp"></span>
      <span class="soft">${detail.order.user}</span>
      <b class="tab">${money(detail.order.charge, { exact: true })}</b>
    </div>
    <p class="servicename"><span class="soft tab">${detail.order.service_id}</span> <bdi>
      ${detail.order.service_name}</bdi></p>
    <p class="linkline">${Link(detail.order.link)}</p>
  </section>
  ${Delivery(detail)}
  ${Facts(detail)}
  ${History(detail.history)}`;

/** @param {string | null} link */
function Link(link) {
  const href = safeHref(link);
  return href
    ? html`<a href=${href} target="_blank" rel="noopener noreferrer nofollow"><bdi>${link}</bdi></a>`
    : html`<bdi>${link}</bdi>`;
}

/** @param {OrderDetail} detail */
function Delivery({ order, history, finished_at }) {
  const share = delivered(order);
  if (share === null) return null;
  const created = order.created_timestamp * 1000;
  const until = toMs(finished_at) ?? now.value;
  const { guess, seen } = deliverySteps({ quantity: order.quantity, created, history, until });
  const words = {
    done: number(Number(order.quantity) - Number(order.remains)),
    all: number(order.quantity),
  };
  return html`<section>
    <h3>${t.delivery}</h3>
    <p class="tab"><b>${fill(t.done, words)}</b></p>
    ${seen.length > 0 && html`<figure class="curve" dir="ltr">
      <svg viewBox="0 0 100 40" preserveAspectRatio="none" role="img" aria-label=${fill(t.deliveryChart, words)}>
        <path class="area" d=${`${path([...guess, ...seen])} L100 40 L0 40 Z`} />
        <path class="stroke guess" d=${path(guess)} />
        <path class="stroke" d=${path(seen)} />
      </svg>
      <figcaption class="row small soft tab">
        <${Age} at=${order.created_timestamp} exact />
        <span class="sp"></span>
        <${Age} at=${new Date(until).toISOString()} exact />
      </figcaption>
      <p class="small soft" dir="auto">${t.guess}</p>
    </figure>`}
  </section>`;
}

/** @param {import("./orders.view.js").Point[]} points */
const path = (points) =>
  "M" + points.map(({ x, y }) => `${(x * 100).toFixed(2)} ${(39 - y * 38).toFixed(2)}`).join(" L");

/** @param {OrderDetail} detail */
function Facts({ order, first_seen_at, finished_at, finished_after }) {
  /** @type {[string, Child][]} */
  const facts = [
    [text.columns.quantity, number(order.quantity)],
    [text.columns.start, number(order.start_count)],
    [text.columns.remains, number(order.remains)],
    [t.provider, order.provider || "–"],
    [t.external, order.external_id || "–"],
    [t.providerCharge, money(order.provider_currency_charge ?? order.provider_charge, { exact: true })],
    [t.type, order.service_type || "–"],
    [text.columns.mode, order.mode ? named(text.modes, order.mode) : "–"],
    [t.source, order.creation_type || "–"],
    [t.ip, order.ip_address || "–"],
    [t.created, Age({ at: order.created_timestamp, exact: true })],
    [t.firstSeen, Age({ at: first_seen_at, exact: true })],
    [t.finished, Finished({ finished_at, finished_after })],
  ];
  return html`<section><h3>${t.order_}</h3><dl class="kv">${facts.map(([name, value]) => html`<dt key=${name}>
    ${name}</dt><dd class="tab">${value}</dd>`)}</dl></section>`;
}

/**
 * First seen final at one moment, really final somewhere since the read before.
 * @param {Pick<OrderDetail, "finished_at" | "finished_after">} detail
 */
function Finished({ finished_at, finished_after }) {
  const [to, from] = [toMs(finished_at), toMs(finished_after)];
  if (to === null) return "–";
  return from === null
    ? clockTime(to)
    : fill(t.finishedBetween, { from: clockTime(from), to: clockTime(to) });
}

/** @type {import("../components/table.js").Column<HistoryEntry>[]} */
const historyColumns = [
  { key: "at", label: t.historyColumns.at, card: "side", cell: ({ at }) => Age({ at, exact: true }) },
  {
    key: "status",
    label: t.historyColumns.status,
    card: "lead",
    cell: ({ status }) => OrderStatus({ status }),
  },
  { key: "remains", label: t.historyColumns.remains, num: true, cell: ({ remains }) => number(remains) },
  { key: "start", label: t.historyColumns.start, num: true, cell: ({ start_count }) => number(start_count) },
];

/** @param {HistoryEntry[]} history */
const History = (history) => html`<section class="flush">
  <h3>${t.history}</h3>
  ${
    history.length
      ? Table({
          label: t.history,
          columns: historyColumns,
          rows: [...history].sort((a, b) => (toMs(b.at) ?? 0) - (toMs(a.at) ?? 0)),
          keyOf: (entry) => `${entry.at}${entry.status}${entry.remains}`,
        })
      : html`<p class="soft historyempty">${t.historyEmpty}</p>`
  }
</section>`;
