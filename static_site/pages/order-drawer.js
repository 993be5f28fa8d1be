import { loadOrder } from "../client/orders.js";
import { Chart } from "../components/chart.js";
import { Drawer } from "../components/drawer.js";
import { Loaded, Skeleton } from "../components/states.js";
import { Age, named, OrderStatus, PanelCode } from "../components/status.js";
import { Table } from "../components/table.js";
import { aligned } from "../lib/chart-data.js";
import { clockTime, fill, money, number, toMs } from "../lib/format.js";
import { safeHref } from "../lib/ids.js";
import { useLive } from "../lib/live.js";
import { formatHash } from "../lib/location.js";
import { now } from "../lib/now.js";
import { html } from "../lib/preact.js";
import { place, setParams } from "../lib/router.js";
import { tell } from "../state/toasts.js";
import { text } from "../text/orders.js";
import { delivered, deliveryCurve } from "./orders.view.js";

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
  const full = Boolean(place.value.params.full);
  const tools = html`<button type="button" class="btn ghost tight" aria-pressed=${full}
      onClick=${() => setParams({ full: full ? "" : "1" })}>${t.full}</button>
    <button type="button" class="btn tight" onClick=${copy}>${t.copy}</button>`;
  const title = html`${PanelCode({ code: panel })} <span class="tab">${fill(t.order, { id })}</span>`;
  return html`<${Drawer} title=${title} onClose=${onClose} tools=${tools} full=${full}>
    <${Loaded} live=${live} skeleton=${() => Skeleton({ lines: 10 })}
      show=${(/** @type {OrderDetail} */ data) => Detail(data)} />
  <//>`;
}

/** @param {OrderDetail} detail */
const Detail = (detail) => html`
  ${
    detail.gone_at &&
    html`<div class="notice"><p>
    ${fill(t.gone, { time: clockTime(toMs(detail.gone_at) ?? 0) })}</p></div>`
  }
  <section>
    <div class="row wrap lines">
      ${OrderStatus({ status: detail.order.status })}
      <span class="sp"></span>
      ${Like({ user: detail.order.user })}
      <b class="tab">${money(detail.order.charge, { exact: true })}</b>
    </div>
    <p class="servicename">${Like({ service_id: detail.order.service_id, panel: detail.order.panel })} <bdi>
      ${detail.order.service_name}</bdi></p>
    <p class="linkline">${Link(detail.order.link)}</p>
  </section>
  ${Delivery(detail)}
  ${Facts(detail)}
  ${History(detail.history)}`;

/**
 * What the order shares with others, as a link to them; its first value is what is shown.
 * @param {Record<string, import("../client/orders.js").Id | null>} shared
 */
function Like(shared) {
  const entries = Object.entries(shared).map(([name, value]) => [name, String(value ?? "")]);
  const params = Object.fromEntries(entries);
  const [words] = Object.values(/** @type {Record<string, string>} */ (params));
  return words && html`<a class="soft tab"
    href=${formatHash({ path: "/orders", params })}><bdi>${words}</bdi></a>`;
}

/** @param {string | null} link */
function Link(link) {
  const href = safeHref(link);
  return href
    ? html`<a href=${href} target="_blank" rel="noopener noreferrer nofollow"><bdi>${link}</bdi></a>`
    : html`<bdi>${link}</bdi>`;
}

/** @param {OrderDetail} detail */
function Delivery({ order, history, finished_at }) {
  if (delivered(order) === null) return null;
  const words = {
    done: number(Number(order.quantity) - Number(order.remains)),
    all: number(order.quantity),
  };
  return html`<section>
    <h3>${t.delivery}</h3>
    <p class="tab"><b>${fill(t.done, words)}</b></p>
    <${Curve} order=${order} history=${history} finished=${finished_at} summary=${fill(t.done, words)} />
  </section>`;
}

/**
 * @param {{order: import("../client/orders.js").Order, history: HistoryEntry[], finished: string | null,
 *   summary: string}} props
 */
function Curve({ order, history, finished, summary }) {
  // A running order's line ends at this minute; drawn anew with every tick it would flicker under the
  // pointer.
  const until = toMs(finished) ?? Math.floor(now.value / 60_000) * 60_000;
  const created = order.created_timestamp * 1000;
  const { guess, seen } = deliveryCurve({ quantity: order.quantity, created, history, until });
  if (!seen.length) return null;
  const { at, values } = aligned([seen, guess]);
  /** @type {import("../lib/chart-data.js").Series[]} */
  const series = [{ label: t.seen, values: values[0], tone: "info", shape: "steps", fill: true }];
  if (guess.length) series.push({ label: t.guess, values: values[1], tone: "info", dashed: true });
  return html`<${Chart} label=${t.deliveryChart} summary=${summary} at=${at} series=${series} words=${number}
    top=${Number(order.quantity)} />`;
}

/** @param {OrderDetail} detail */
function Facts({ order, first_seen_at, finished_at, finished_after }) {
  /** @type {[string, Child][]} */
  const facts = [
    [text.columns.quantity, number(order.quantity)],
    [text.columns.start, number(order.start_count)],
    [text.columns.remains, number(order.remains)],
    [
      t.provider,
      Like({ provider: order.provider }) || "–",
    ],
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
  return html`<section><h3>${t.order_}</h3><dl class="kv">${facts.map(
    ([name, value]) => html`<dt key=${name}>
    ${name}</dt><dd class="tab">${value}</dd>`,
  )}</dl></section>`;
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
