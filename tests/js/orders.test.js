import assert from "node:assert/strict";
import { test } from "node:test";

import {
  delivered,
  deliverySteps,
  freshness,
  hasFilters,
  refreshInPlace,
  tabCounts,
  toQuery,
} from "../../static_site/pages/orders.view.js";

test("the address asks the API for what it knows, and nothing else", () => {
  const params = {
    status: "fail",
    provider: "north-star",
    created_from: "2025-11-19T00:00Z",
    cursor: "abc",
    open: "MTP:1",
    utm: "x",
    user: "",
  };
  assert.deepEqual(toQuery(params), {
    status: "fail",
    provider: "north-star",
    created_from: "2025-11-19T00:00Z",
    cursor: "abc",
    limit: "50",
  });
  assert.equal(hasFilters({ open: "MTP:1", cursor: "abc" }), false);
  assert.equal(hasFilters({ status: "fail" }), true);
});

test("tabs count the panels chosen, and say nothing where no counter exists", () => {
  const panel = (code, orders_by_status) => ({ code, orders_by_status });
  const overview = { panels: [panel("MTP", { pending: 2, fail: 1 }), panel("STM", { pending: 5 })] };
  assert.deepEqual(tabCounts(overview, {}), { "": 8, pending: 7, fail: 1 });
  assert.deepEqual(tabCounts(overview, { panel: "STM", status: "fail", open: "STM:4" }), {
    "": 5,
    pending: 5,
  });
  assert.equal(tabCounts(overview, { panel: "STM", user: "mira_k" }), null);
  assert.equal(tabCounts(undefined, {}), null);
});

test("a refresh changes rows where they stand and only counts the new ones", () => {
  const order = (panel, id, status) => ({ panel, id, status });
  const shown = [order("MTP", 2, "pending"), order("MTP", 1, "pending"), order("STM", 1, "pending")];
  const fresh = [
    order("MTP", 3, "pending"),
    order("MTP", 2, "completed"),
    order("STM", "9007199254740993", "pending"),
  ];
  const { rows, arrived } = refreshInPlace(shown, fresh);
  assert.deepEqual(
    rows.map((row) => [row.panel, row.id, row.status]),
    [
      ["MTP", 2, "completed"],
      ["MTP", 1, "pending"],
      ["STM", 1, "pending"],
    ],
  );
  assert.equal(arrived, 2);
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

test("freshness is the oldest read among the panels in time; the others are named", () => {
  const found = freshness({
    MTP: { at: "2025-11-20T12:03:41Z", state: "fresh" },
    STM: { at: "2025-11-20T12:03:30Z", state: "fresh" },
    SGP: { at: "2025-11-20T11:00:00Z", state: "down" },
    NEW: { at: null, state: "waiting" },
  });
  assert.equal(found.at, Date.parse("2025-11-20T12:03:30Z"));
  assert.deepEqual(
    found.behind.map(({ panel, state }) => [panel, state]),
    [
      ["SGP", "down"],
      ["NEW", "waiting"],
    ],
  );
  assert.deepEqual(freshness({}), { at: null, behind: [] });
});

test("the delivery is a guess until first seen, then a step line until now, whatever order the history comes in", () => {
  const at = (seconds) => new Date(1_763_640_000_000 + seconds * 1000).toISOString();
  const seen = (seconds, remains) => ({ at: at(seconds), status: "in_progress", remains, start_count: 1 });
  const order = { quantity: 100, created: 1_763_640_000_000, until: 1_763_640_100_000 };
  assert.deepEqual(deliverySteps({ ...order, history: [seen(50, 40), seen(25, 75)] }), {
    guess: [{ x: 0, y: 0 }, { x: 0.25, y: 0.25 }],
    seen: [{ x: 0.25, y: 0.25 }, { x: 0.5, y: 0.25 }, { x: 0.5, y: 0.6 }, { x: 1, y: 0.6 }],
  });
});

test("an order first seen when it was done has a guess and no more", () => {
  const history = [{ at: "1970-01-01T00:00:10Z", status: "completed", remains: 0, start_count: 1 }];
  const { guess, seen } = deliverySteps({ quantity: 100, created: 0, history, until: 10_000 });
  assert.deepEqual([guess, seen], [[{ x: 0, y: 0 }, { x: 1, y: 1 }], [{ x: 1, y: 1 }, { x: 1, y: 1 }]]);
});

test("nothing is drawn where nothing is known", () => {
  const nothing = { guess: [], seen: [] };
  const entry = { at: "2025-11-20T12:00:00Z", status: "pending", remains: 0, start_count: 0 };
  assert.deepEqual(deliverySteps({ quantity: 100, created: 0, history: [], until: 10 }), nothing);
  assert.deepEqual(deliverySteps({ quantity: 0, created: 0, history: [entry], until: 10 }), nothing);
});
