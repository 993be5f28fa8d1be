import assert from "node:assert/strict";
import { test } from "node:test";

import {
  clockTime,
  duration,
  fill,
  money,
  number,
  plural,
  relative,
  toMs,
} from "../../static_site/lib/format.js";

test("numbers are grouped, also those beyond 2^53, and nothing is shown as a dash", () => {
  assert.equal(number(218402), "218,402");
  assert.equal(number("9007199254740993"), "9,007,199,254,740,993");
  assert.deepEqual([number(null), number(undefined), number(0)], ["–", "–", "0"]);
});

test("money comes in its own currency, small prices with their small places", () => {
  assert.equal(money({ value: "1284.1", currency_code: "USD" }), "$1,284.10");
  assert.equal(money({ value: "0.00091", currency_code: "EUR" }), "€0.00091");
  assert.equal(money({ value: 5, currency_code: "TRY" }), "₺5.00");
  assert.equal(money(null), "–");
});

test("a currency that no standard knows is shown in the panel's words", () => {
  assert.equal(money({ value: "5", currency_code: "credits", formatted: "5 cr." }), "5 cr.");
  assert.equal(money({ value: "5", currency_code: "credits" }), "5 credits");
});

test("ages are told in the unit that fits, seconds in steps of five", () => {
  const ago = (seconds) => relative(1e12 - seconds * 1000, 1e12).replace(/\u00a0/g, " ");
  assert.equal(ago(3), "now");
  assert.equal(ago(23), ago(20));
  assert.match(ago(90), /^1 ?m/);
  assert.match(ago(7300), /^2 ?h/);
  assert.equal(ago(86400), "yesterday");
  assert.match(ago(40 * 86400), /^last mo/);
});

test("a clock time tells the date once it is another day", () => {
  const noon = new Date(2025, 10, 20, 12, 3, 41).getTime();
  assert.match(clockTime(noon, noon + 60_000), /^12:03:41/);
  assert.match(clockTime(noon, noon + 86_400_000), /2025/);
});

test("durations", () => {
  assert.deepEqual(
    [30, 90, 600, 5400, 172800].map((s) => duration(s)),
    ["30 sec", "1.5 min", "10 min", "1.5 hr", "2 days"],
  );
  assert.equal(duration(null), "–");
});

test("times arrive as ISO text or as a panel's UNIX seconds", () => {
  assert.equal(toMs("2025-11-20T12:00:00Z"), 1763640000000);
  assert.equal(toMs(1763640000), 1763640000000);
  assert.deepEqual([toMs(null), toMs(""), toMs("yesterday")], [null, null, null]);
});

test("texts are filled and counted", () => {
  assert.equal(fill("{rows} rows of {panel}, {what}", { rows: 3, panel: "MTP" }), "3 rows of MTP, {what}");
  assert.deepEqual(
    [
      plural(1, { one: "{count} row", other: "{count} rows" }),
      plural(1200, { one: "{count} row", other: "{count} rows" }),
    ],
    ["1 row", "1,200 rows"],
  );
});
