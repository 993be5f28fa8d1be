import { clockTime } from "../lib/format.js";
import { tableRows } from "../lib/chart-data.js";
import { html, useEffect, useMemo, useRef, useState } from "../lib/preact.js";
import { theme } from "../lib/theme.js";
import { text as t } from "../text/chart.js";
import { draw } from "./chart-draw.js";
import { Table } from "./table.js";

/** @typedef {import("../lib/chart-data.js").Series} Series */
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
      <button type="button" class="btn ghost tight" aria-pressed=${asTable}
        onClick=${() => setAsTable(!asTable)}
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
function Picture({
  label,
  summary,
  at,
  series,
  words,
  axisWords = words,
  atWords = (ms) => clockTime(ms),
  height = 140,
  top,
}) {
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  const [seen, setSeen] = useState("");
  const [failed, setFailed] = useState(false);
  const look = theme.value;
  const scheme = useScheme();
  const what = useMemo(() => JSON.stringify([at, series, height, top]), [at, series, height, top]);
  useEffect(() => {
    let gone = false;
    let stop = () => {};
    const show = (/** @type {number | null} */ i) =>
      setSeen(i === null ? "" : readout(i, at, series, words, atWords));
    loadUPlot().then(
      (UPlot) => {
        if (!gone && box.current)
          stop = draw(UPlot, box.current, { at, series, words: axisWords, height, top, show });
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
