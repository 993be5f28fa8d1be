import assert from "node:assert/strict";
import { test } from "node:test";

import { csvCell, delivered, deliveryCurve, keptCounts, keyOf } from "../../static_site/pages/orders.view.js";

test("tabs count the panels chosen, and say nothing where no counter exists", () => {
  const panel = (code, orders_by_status) => ({ code, orders_by_status });
  const overview = { panels: [panel("MTP", { pending: 2, fail: 1 }), panel("STM", { pending: 5 })] };
  assert.deepEqual(keptCounts(overview, {}), { "": 8, pending: 7, fail: 1 });
  assert.deepEqual(keptCounts(overview, { panel: "STM" }), { "": 5, pending: 5 });
  assert.equal(keptCounts(overview, { panel: "STM", user: "mira_k" }), null);
  assert.equal(keptCounts(undefined, { user: "mira_k" }), null);
  assert.equal(keptCounts(undefined, {}), undefined, "nobody is asked to count while it may be known soon");
});

test("a CSV of the selection has the cells that the API's own would have", () => {
  const order = {
    id: 7,
    user: null,
    charge: { value: "0.46", currency_code: "USD" },
    created_timestamp: 1763640000,
  };
  assert.deepEqual(
    ["id", "user", "charge", "charge_currency", "created"].map((name) => csvCell(order, name)),
    [7, null, "0.46", "USD", "2025-11-20T12:00:00Z"],
  );
});

test("an order is named by its panel and its id, with every digit", () => {
  assert.equal(keyOf({ panel: "STM", id: "9007199254740993" }), "STM:9007199254740993");
});

test("the share delivered stays between nothing and all, and is not guessed", () => {
  assert.equal(delivered({ quantity: 1000, remains: 250 }), 0.75);
  assert.equal(delivered({ quantity: 1000, remains: -20 }), 1);
  assert.equal(delivered({ quantity: 1000, remains: 1500 }), 0);
  assert.deepEqual(
    [
      delivered({ quantity: 0, remains: 0 }),
      delivered({ quantity: 10, remains: null }),
      delivered({ quantity: null, remains: 1 }),
    ],
    [null, null, null],
  );
});

const at = (seconds) => new Date(1_763_640_000_000 + seconds * 1000).toISOString();
const START = 1_763_640_000;
const seen = (seconds, remains) => ({ at: at(seconds), status: "in_progress", remains, start_count: 1 });
const running = { quantity: 100, created: START * 1000, until: (START + 100) * 1000 };

test("the delivery is a guess until first seen, then holds until now, in whatever order it is told", () => {
  assert.deepEqual(deliveryCurve({ ...running, history: [seen(50, 40), seen(25, 75)] }), {
    guess: [
      { at: START, value: 0 },
      { at: START + 25, value: 25 },
    ],
    seen: [
      { at: START + 25, value: 25 },
      { at: START + 50, value: 60 },
      { at: START + 100, value: 60 },
    ],
  });
});

test("an order first seen when it was done has a guess and one point", () => {
  const { guess, seen: known } = deliveryCurve({ ...running, history: [seen(100, 0)] });
  assert.deepEqual(guess.at(-1), { at: START + 100, value: 100 });
  assert.deepEqual(known, [{ at: START + 100, value: 100 }]);
});

test("an order seen when it was made has no guess", () => {
  assert.deepEqual(deliveryCurve({ ...running, history: [seen(0, 100)] }).guess, []);
});

test("nothing is drawn where nothing is known", () => {
  const nothing = { guess: [], seen: [] };
  assert.deepEqual(deliveryCurve({ ...running, history: [] }), nothing);
  assert.deepEqual(deliveryCurve({ ...running, quantity: 0, history: [seen(10, 0)] }), nothing);
  assert.deepEqual(deliveryCurve({ ...running, until: START * 1000, history: [seen(0, 100)] }), nothing);
});
