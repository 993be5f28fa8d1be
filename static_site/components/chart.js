import { axisTime, clockTime } from "../lib/format.js";
import { tableRows } from "../lib/chart-data.js";
import { html, useEffect, useMemo, useRef, useState } from "../lib/preact.js";
import { theme } from "../lib/theme.js";
import { text as t } from "../text/chart.js";
import { Table } from "./table.js";

/** @typedef {import("../lib/chart-data.js").Series} Series */
/** @typedef {import("./status.js").Tone} Tone */
/** @typedef {typeof import("../vendor/uplot-1.6.32.js").default} UPlot */

/** @type {Promise<UPlot> | undefined} */
let loading;

/** uPlot and its stylesheet, the first time a chart is drawn. @returns {Promise<UPlot>} */
function loadUPlot() {
  loading ??= Promise.all([import("../vendor/uplot-1.6.32.js"), sheet("../vendor/uplot-1.6.32.css")]).then(
    ([module]) => module.default,
  );
  loading.catch(() => (loading = undefined));
  return loading;
}

/** @param {string} path */
const sheet = (path) =>
  new Promise((resolve, reject) => {
    const link = document.createElement("link");
    Object.assign(link, { rel: "stylesheet", href: new URL(path, import.meta.url).href });
    link.onload = resolve;
    link.onerror = () => reject(new Error(link.href));
    document.head.append(link);
  });

/**
 * Values over time, as a picture with words for who cannot see it, and as a table for who wants to read it.
 * @param {{label: string, summary: string, at: number[], series: Series[], words: (value: number) => string,
 *   axisWords?: (value: number) => string, atWords?: (ms: number) => string, height?: number,
 *   top?: number}} props `at`: epoch seconds, rising; `words`: a value as people write it; `axisWords`: the
 *   same where there is little room; `top`: the axis reaches at least this far
 */
export function Chart(props) {
  const [asTable, setAsTable] = useState(false);
  return html`<figure class="chart">
    ${asTable ? ChartTable(props) : html`<${Picture} ...${props} />`}
    <figcaption class="row small soft">
      <span class="sp"></span>
      <button type="button" class="btn ghost tight" aria-pressed=${asTable} onClick=${() => setAsTable(!asTable)}
        aria-label=${`${props.label}: ${t.asTable}`}>${t.asTable}</button>
    </figcaption>
  </figure>`;
}

/** @param {Parameters<typeof Chart>[0]} props */
function ChartTable({ label, at, series, words, atWords = (ms) => clockTime(ms) }) {
  /** @type {import("./table.js").Column<{at: number, values: (number | null)[]}>[]} */
  const columns = [
    { key: "at", label: t.when, card: "lead", cell: (row) => atWords(row.at * 1000) },
    ...series.map(({ label: name }, i) => ({
      key: String(i),
      label: name,
      num: true,
      cell: (/** @type {{values: (number | null)[]}} */ { values }) =>
        values[i] === null ? "–" : words(Number(values[i])),
    })),
  ];
  return html`<div class="scroll charttable" tabindex="0" role="region" aria-label=${label}>
    ${Table({ label, columns, rows: tableRows(at, series), keyOf: (row) => String(row.at) })}</div>`;
}

/** @param {Parameters<typeof Chart>[0]} props */
function Picture({ label, summary, at, series, words, axisWords = words, atWords = (ms) => clockTime(ms), height = 140, top }) {
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  const [seen, setSeen] = useState("");
  const [failed, setFailed] = useState(false);
  const look = theme.value;
  const scheme = useScheme();
  const what = useMemo(() => JSON.stringify([at, series, height, top]), [at, series, height, top]);
  useEffect(() => {
    let gone = false;
    let stop = () => {};
    const show = (/** @type {number | null} */ i) => setSeen(i === null ? "" : readout(i, at, series, words, atWords));
    loadUPlot().then(
      (UPlot) => {
        if (!gone && box.current) stop = draw(UPlot, box.current, { at, series, words: axisWords, height, top, show });
      },
      () => gone || setFailed(true),
    );
    return () => ((gone = true), stop());
  }, [what, look, scheme]);
  if (failed) return html`<p class="soft small">${t.failed}</p>`;
  return html`<div class="picture" dir="ltr" role="img" aria-label=${`${label}. ${summary}`} ref=${box}></div>
    <p class="small soft tab readout" aria-hidden="true">${seen || summary}</p>`;
}

/** Turns when the person's system goes dark or light. */
function useScheme() {
  const [dark, setDark] = useState(matchMedia("(prefers-color-scheme: dark)").matches);
  useEffect(() => {
    const media = matchMedia("(prefers-color-scheme: dark)");
    const turn = () => setDark(media.matches);
    media.addEventListener("change", turn);
    return () => media.removeEventListener("change", turn);
  }, []);
  return dark;
}

/**
 * @param {number} i
 * @param {number[]} at
 * @param {Series[]} series
 * @param {(value: number) => string} words
 * @param {(ms: number) => string} atWords
 */
const readout = (i, at, series, words, atWords) =>
  [
    atWords(at[i] * 1000),
    ...series
      .filter(({ values }) => values[i] !== null && values[i] !== undefined)
      .map(({ label, values }) => `${label} ${words(Number(values[i]))}`),
  ].join(" · ");

/**
 * @param {UPlot} UPlot
 * @param {HTMLElement} box
 * @param {{at: number[], series: Series[], words: (value: number) => string, height: number, top?: number,
 *   show: (i: number | null) => void}} chart
 * @returns {() => void} take it away
 */
function draw(UPlot, box, { at, series, words, height, top = 0, show }) {
  const colour = coloursOf(box);
  const grid = { stroke: colour("line"), width: 1 };
  const axis = { stroke: colour("soft"), font: `11px ${getComputedStyle(box).fontFamily}`, ticks: { show: false } };
  const bars = series.some(({ shape }) => shape === "bars");
  const u = new UPlot(
    {
      width: Math.max(120, box.clientWidth),
      height,
      padding: [8, 8, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
      scales: {
        x: { time: true, range: (/** @type {unknown} */ _, /** @type {number} */ from, /** @type {number} */ to) => (bars ? [from - 43200, to + 43200] : [from, Math.max(to, from + 1)]) },
        y: { range: (/** @type {unknown} */ _, /** @type {number} */ low, /** @type {number} */ high) => [Math.min(0, low ?? 0), Math.max(top, high ?? 0) * 1.05 || 1] },
      },
      axes: [
        { ...axis, grid: { show: false }, size: 24, space: 64, values: (/** @type {unknown} */ _, /** @type {number[]} */ splits, /** @type {number} */ __, /** @type {number} */ ___, /** @type {number} */ step) => splits.map((one) => axisTime(one * 1000, step)) },
        { ...axis, grid, size: 52, space: 32, values: (/** @type {unknown} */ _, /** @type {number[]} */ splits) => splits.map(words) },
      ],
      series: [{}, ...series.map((one) => line(UPlot, one, colour))],
      hooks: { setCursor: [(plot) => show(plot.cursor.idx)] },
    },
    [at, ...series.map(({ values }) => values)],
    box,
  );
  const watch = new ResizeObserver(() => u.setSize({ width: Math.max(120, box.clientWidth), height }));
  watch.observe(box);
  return () => (watch.disconnect(), u.destroy());
}

/** @param {UPlot} UPlot @param {Series} series @param {(name: string) => string} colour */
function line(UPlot, { label, tone, shape = "line", dashed = false, fill = false }, colour) {
  const stroke = colour(tone);
  const paths =
    shape === "steps"
      ? UPlot.paths.stepped({ align: 1 })
      : shape === "bars"
        ? UPlot.paths.bars({ size: [0.7, 40] })
        : undefined;
  return {
    label,
    stroke,
    width: shape === "bars" ? 0 : 1.75,
    dash: dashed ? [4, 4] : undefined,
    fill: shape === "bars" ? stroke : fill ? faint(stroke) : undefined,
    paths,
    spanGaps: true,
    points: { show: false },
  };
}

/** A colour as thin as a wash. @param {string} colour as computed: rgb(…) */
const faint = (colour) => colour.replace(/^rgb\(([^)]+)\)$/, "rgba($1, 0.12)");

/** The tokens as the canvas needs them: computed colours. @param {HTMLElement} box */
function coloursOf(box) {
  /** @type {Record<string, string>} */
  const found = {};
  for (const name of ["ok", "info", "warn", "bad", "odd", "off", "soft", "line"]) {
    // One probe each: a changed class would be on its way from the last colour while a transition runs.
    const probe = document.createElement("i");
    probe.className = `ink-${name}`;
    box.append(probe);
    found[name] = getComputedStyle(probe).color;
    probe.remove();
  }
  return (/** @type {string} */ name) => found[name] ?? found.soft;
}
