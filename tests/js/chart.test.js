import assert from "node:assert/strict";
import { test } from "node:test";

import { aligned, tableRows } from "../../static_site/lib/chart-data.js";
import { axisTime } from "../../static_site/lib/format.js";

test("lines with moments of their own share one row of moments, with gaps where one knows nothing", () => {
  const point = (at, value) => ({ at, value });
  const { at, values } = aligned([
    [point(30, 3), point(10, 1)],
    [point(10, 5), point(20, 0)],
  ]);
  assert.deepEqual(at, [10, 20, 30]);
  assert.deepEqual(values, [
    [1, null, 3],
    [5, 0, null],
  ]);
  assert.deepEqual(aligned([]), { at: [], values: [] });
});

test("a chart's table has a row for every moment at which something is known", () => {
  const series = [{ values: [1, null, 0] }, { values: [null, null, 2] }];
  assert.deepEqual(tableRows([10, 20, 30], series), [
    { at: 10, values: [1, null] },
    { at: 30, values: [0, 2] },
  ]);
});

test("an axis tells days where its marks are days apart, and times of day where they are closer", () => {
  const noon = new Date(2025, 10, 20, 12, 30).getTime();
  assert.match(axisTime(noon, 86400), /20/);
  assert.equal(axisTime(noon, 3600), "12:30");
});
