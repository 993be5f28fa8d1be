/** @typedef {import("../components/status.js").Tone} Tone */
/**
 * @typedef {{label: string, values: (number | null)[], tone: Tone, shape?: "line" | "steps" | "bars",
 *   dashed?: boolean, fill?: boolean}} Series one value per moment; null: nothing known there
 */

/**
 * Lines with moments of their own, brought onto one row of moments.
 * @param {{at: number, value: number}[][]} lines `at` in epoch seconds
 * @returns {{at: number[], values: (number | null)[][]}} moments once each, in their order
 */
export function aligned(lines) {
  const at = [...new Set(lines.flat().map((point) => point.at))].sort((a, b) => a - b);
  const values = lines.map((line) => {
    const byMoment = new Map(line.map((point) => [point.at, point.value]));
    return at.map((moment) => byMoment.get(moment) ?? null);
  });
  return { at, values };
}

/**
 * The rows of a chart's table: every moment at which something is known.
 * @param {number[]} at
 * @param {Pick<Series, "values">[]} series
 * @returns {{at: number, values: (number | null)[]}[]}
 */
export const tableRows = (at, series) =>
  at
    .map((moment, i) => ({ at: moment, values: series.map(({ values }) => values[i] ?? null) }))
    .filter(({ values }) => values.some((value) => value !== null));
