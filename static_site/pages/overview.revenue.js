import { Behind } from "../components/behind.js";
import { Chart } from "../components/chart.js";
import { PanelCode } from "../components/status.js";
import { Table } from "../components/table.js";
import { fill, money, plural, utcDay, wholeMoney } from "../lib/format.js";
import { formatHash } from "../lib/location.js";
import { html } from "../lib/preact.js";
import { place } from "../lib/router.js";
import { text } from "../text/overview.js";
import { ordersOfDays, revenueLines, startOf } from "./overview.view.js";

const t = text.revenue;

/** @typedef {import("../client/overview.js").DayRevenue} DayRevenue */
/** @typedef {ReturnType<typeof revenueLines>} Lines */
/** @typedef {import("./overview.view.js").PanelRevenue} PanelRevenue */

/** Revenue by day: one chart per panel and currency, or one table of all.
 * @param {{rows: DayRevenue[]}} props */
export function Revenue({ rows }) {
  const found = revenueLines(rows);
  const asTable = place.value.params.revenue === "table";
  return html`<section class="card" aria-labelledby="revenue">
    <header>
      <h2 id="revenue">${t.title}</h2><span class="soft small">${t.words}</span><span class="sp"></span>
      <nav class="row" aria-label=${t.views}>
        ${View(t.chart, "", !asTable)} ${View(t.table, "table", asTable)}</nav>
    </header>
    ${found.lines.length ? (asTable ? RevenueTable(found) : Charts(found)) : Empty()}
  </section>`;
}

const Empty = () => html`<p class="pad soft">${t.empty}</p>`;

/** @param {string} name @param {string} revenue @param {boolean} current */
const View = (name, revenue, current) => html`<a class="btn tight ${current ? "" : "ghost"}"
  href=${formatHash({ path: "/", params: { revenue } })} aria-current=${current ? "true" : undefined}>
  ${name}</a>`;

/** @param {PanelRevenue} line @param {string | null} amount */
const inMoney = ({ currency }, amount) =>
  amount === null ? "–" : money({ value: amount, currency_code: currency });

/** @param {Lines} found */
const Charts = ({ days, lines }) => html`<div class="charts">
  ${lines.map(
    (line) => html`<div key=${line.panel + line.currency} class="revenue">
    <h3 class="row">${PanelCode({ code: line.panel })}${line.currency}<span class="sp"></span>
      <${Behind} path="/orders" params=${ordersOfDays(line.panel, days)} className="tab">
        ${plural(line.orders, t.orders)}<//></h3>
    <${Chart} label=${fill(t.line, line)} summary=${inAll(line, days)} at=${days.map(noonOf)}
      series=${[{ label: "", values: line.amounts.map(inNumber), tone: "info", shape: "bars" }]}
      words=${(/** @type {number} */ value) => money({ value, currency_code: line.currency })}
      axisWords=${(/** @type {number} */ value) => wholeMoney(value, line.currency)} atWords=${utcDay} />
  </div>`,
  )}
</div>`;

/** @param {Lines} found */
const RevenueTable = ({ days, lines }) => html`<div class="scroll">
  ${Table({
    label: t.title,
    columns: columnsOf(lines),
    rows: days.map((day, place) => ({ day, place })).reverse(),
    keyOf: ({ day }) => day,
  })}
</div>`;

/** @param {PanelRevenue} line @param {string[]} days */
const inAll = (line, days) =>
  fill(t.inAll, { amount: inMoney(line, line.total), days: plural(days.length, t.total) });

/** A UTC day's place on the axis: its noon, which is on that day in nearly every zone. @param {string} day */
const noonOf = (day) => startOf(day) / 1000 + 43_200;

/** As a bar is drawn; the words keep the exact digits. @param {string | null} amount */
const inNumber = (amount) => (amount === null ? null : Number(amount));

/** @typedef {{day: string, place: number}} DayLine */

/** @param {PanelRevenue[]} lines @returns {import("../components/table.js").Column<DayLine>[]} */
const columnsOf = (lines) => [
  { key: "day", label: t.day, card: "line", cell: ({ day }) => utcDay(startOf(day)) },
  ...lines.map((line) => ({
    key: line.panel + line.currency,
    label: fill(t.line, line),
    num: true,
    cell: (/** @type {DayLine} */ { day, place: at }) => Amount(line, day, line.amounts[at]),
  })),
];

/** @param {PanelRevenue} line @param {string} day @param {string | null} amount */
function Amount(line, day, amount) {
  if (amount === null) return html`<span class="soft">–</span>`;
  const shown = inMoney(line, amount);
  const label = fill(t.ofDay, { panel: line.panel, day: utcDay(startOf(day)), amount: shown });
  return Behind({ path: "/orders", params: ordersOfDays(line.panel, [day]), label, children: shown });
}
