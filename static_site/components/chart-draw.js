import { axisTime } from "../lib/format.js";

/** @typedef {import("../lib/chart-data.js").Series} Series */
/** @typedef {typeof import("../vendor/uplot-1.6.32.js").default} UPlot */

const DAY = 86_400;

/**
 * @param {UPlot} UPlot
 * @param {HTMLElement} box
 * @param {{at: number[], series: Series[], words: (value: number) => string, height: number, top?: number,
 *   show: (i: number | null) => void}} chart
 * @returns {() => void} take it away
 */
export function draw(UPlot, box, { at, series, words, height, top = 0, show }) {
  const colour = coloursOf(box);
  const grid = { stroke: colour("line"), width: 1 };
  const axis = {
    stroke: colour("soft"),
    font: `11px ${getComputedStyle(box).fontFamily}`,
    ticks: { show: false },
  };
  // A bar stands around its moment, so the first and the last need half a step beside them.
  const beside = series.some(({ shape }) => shape === "bars") ? ((at[1] ?? at[0] + DAY) - at[0]) / 2 : 0;
  const u = new UPlot(
    {
      width: Math.max(120, box.clientWidth),
      height,
      padding: [8, 8, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
      scales: {
        x: { time: true, range: (_, from, to) => [from - beside, Math.max(to + beside, from + 1)] },
        y: { range: (_, low, high) => [Math.min(0, low ?? 0), Math.max(top, high ?? 0) * 1.05 || 1] },
      },
      axes: [
        {
          ...axis,
          grid: { show: false },
          size: 24,
          space: 64,
          values: (_, splits, __, ___, step) => splits.map((one) => axisTime(one * 1000, step)),
        },
        { ...axis, grid, size: 52, space: 32, values: (_, splits) => splits.map(words) },
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
