import assert from "node:assert/strict";
import { test } from "node:test";

import { valueInWords } from "../../static_site/components/filters.words.js";
import { fromLocal, presetStart, toLocal } from "../../static_site/lib/range.js";
import { reasonOf } from "../../static_site/lib/words.js";
import { statusLines, unreadable } from "../../static_site/pages/overview.view.js";
import { byPanel, changedSettings, filterItems, stateTabs } from "../../static_site/pages/sync.view.js";

test("orders by status: the known ones in their order, unknown ones after, bars against the longest", () => {
  const panels = [{ code: "MTP", orders_by_status: { completed: 80, frozen: 20 }, resources: {} }];
  const lines = statusLines({ panels, totals: {}, orders_by_status: { completed: 80, frozen: 20 } });
  assert.deepEqual(lines.map((line) => line.status).slice(-2), ["fail", "frozen"]);
  const completed = lines.find((line) => line.status === "completed");
  assert.deepEqual(
    [completed.total, completed.share, completed.length, completed.panels],
    [80, 0.8, 1, [{ code: "MTP", count: 80 }]],
  );
  assert.equal(lines[0].length, 0);
});

test("no orders at all divide by nothing", () => {
  assert.ok(
    statusLines({ panels: [], totals: {}, orders_by_status: {} }).every(
      (line) => line.share === 0 && line.length === 0,
    ),
  );
});

test("a panel is called unreadable when anything of it is down or its key is refused; a missing services key is not that", () => {
  const panel = (code, resources) => ({ code, resources, orders_by_status: {} });
  const panels = [
    panel("A", { orders: { state: "fresh" }, users: { state: "down" } }),
    panel("B", { orders: { state: "needs_key" } }),
    panel("C", { orders: { state: "late" }, services: { state: "needs_key" } }),
  ];
  assert.deepEqual(unreadable({ panels, totals: {}, orders_by_status: {} }), [
    { code: "A", state: "down" },
    { code: "B", state: "needs_key" },
  ]);
});

test("the sync page groups by panel, resources in their usual order", () => {
  const item = (panel, resource) => ({ panel, resource });
  const groups = byPanel([
    item("STM", "tickets"),
    item("MTP", "services"),
    item("STM", "orders"),
    item("MTP", "orders"),
  ]);
  assert.deepEqual(
    groups.map(({ panel, items }) => [panel, items.map((i) => i.resource)]),
    [
      ["STM", ["orders", "tickets"]],
      ["MTP", ["orders", "services"]],
    ],
  );
});

test("the sync page shows one panel, or what a person has to look at, or both", () => {
  const items = [
    { panel: "MTP", resource: "orders", state: "fresh" },
    { panel: "MTP", resource: "services", state: "needs_key" },
    { panel: "STM", resource: "users", state: "needs_key" },
    { panel: "SGP", resource: "orders", state: "backing_off" },
    { panel: "SGP", resource: "users", state: "paused" },
  ];
  const found = (wanted) => filterItems(items, wanted).map((item) => `${item.panel} ${item.resource}`);
  assert.deepEqual(found({ state: "late" }), ["STM users", "SGP orders"]);
  assert.deepEqual(found({ panel: "SGP" }), ["SGP orders", "SGP users"]);
  assert.deepEqual(found({ panel: "SGP", state: "late" }), ["SGP orders"]);
  assert.equal(found({}).length, 5);
  assert.deepEqual(
    stateTabs(items).map(({ state, count }) => [state, count]),
    [
      ["", 5],
      ["late", 2],
      ["fresh", 1],
      ["waiting", 0],
      ["paused", 1],
    ],
  );
});

test("only the intervals that were changed are sent", () => {
  const before = {
    intervals: { orders: { min: 30, max: 600 }, users: { min: 300, max: 3600 } },
    look_back: 600,
    retention: {},
  };
  assert.deepEqual(
    changedSettings(
      { orders_min: "30", orders_max: "900", users_min: "300", users_max: "3600", look_back: "600" },
      before,
    ),
    { intervals: { orders: { min: 30, max: 900 } } },
  );
  assert.deepEqual(changedSettings({ look_back: "1200" }, before), { look_back: 1200 });
  const full = { ...before, rows_per_fetch: { orders: 500, users: 1000 }, verify_every: 86400 };
  assert.deepEqual(changedSettings({ orders_rows: "200", users_rows: "1000", verify_hours: "12" }, full), {
    rows_per_fetch: { orders: 200 },
    verify_every: 43200,
  });
  assert.deepEqual(changedSettings({}, before), {});
});

test("a range preset begins at midnight of the person's own zone and travels as one fixed moment", () => {
  const now = new Date(2025, 10, 20, 15, 30).getTime();
  const local = (iso) => toLocal(iso);
  assert.equal(local(presetStart("today", now)), "2025-11-20T00:00");
  assert.equal(local(presetStart("yesterday", now)), "2025-11-19T00:00");
  assert.equal(local(presetStart("month", now)), "2025-10-21T00:00");
  assert.equal(local(presetStart("hour", now)), "2025-11-20T14:30");
  assert.equal(fromLocal(local(presetStart("today", now))), presetStart("today", now));
  assert.deepEqual([fromLocal(""), fromLocal("soon"), toLocal(undefined), toLocal("soon")], ["", "", "", ""]);
});

test("a filter says in words what it holds", () => {
  const panel = {
    key: "panel",
    label: "Panel",
    kind: "many",
    choices: [{ value: "MTP", label: "MTP · Metropol" }],
  };
  assert.equal(valueInWords(panel, { panel: "MTP,STM" }), "MTP · Metropol, STM");
  assert.equal(valueInWords(panel, {}), "");
  const ids = { key: "ids", label: "Ids", kind: "ids" };
  assert.equal(valueInWords(ids, { ids: "5,9007199254740993" }), "5, 9007199254740993");
  assert.equal(valueInWords(ids, { ids: "1,2,3" }), "3 ids");
  assert.match(
    valueInWords({ key: "created", label: "Created", kind: "range" }, { created_from: "2020-01-01T00:00Z" }),
    /^since .*20(19|20)/,
  );
});

test("errors are told in the API's words, else in words of ours, never as code", () => {
  assert.equal(reasonOf({ status: 422, message: "Too short." }), "Too short.");
  assert.equal(
    reasonOf({ status: 0, code: "unreachable", message: "" }),
    "Hyperpanel does not answer. Check your connection.",
  );
  assert.match(reasonOf({ status: 502, message: "" }), /on our side \(HTTP 502\)/);
  assert.equal(reasonOf({ status: 403, message: "" }), "You may not do this.");
  assert.equal(reasonOf(new Error("odd")), "odd");
});
