import assert from "node:assert/strict";
import { test } from "node:test";

import { addAmounts } from "../../static_site/lib/amounts.js";
import { lateLines, latePanels, ordersOfDays, revenueLines } from "../../static_site/pages/overview.view.js";

const row = (panel, currency, day, amount, orders = 1) => ({ panel, currency, day, amount, orders });

test("amounts are added to the last digit", () => {
  assert.equal(addAmounts(["0.1", "0.2"]), "0.3");
  assert.equal(addAmounts(Array(1000).fill("0.01")), "10.00");
  assert.equal(addAmounts(["9007199254740993.01", "0.00091"]), "9007199254740993.01091");
  assert.equal(addAmounts(["1.50", "-2.25"]), "-0.75");
  assert.equal(addAmounts(["12", "3"]), "15");
  assert.equal(addAmounts([]), "0");
});

test("revenue is a line per panel and currency over the same days, oldest first", () => {
  const { days, lines } = revenueLines([
    row("STM", "EUR", "2026-11-20", "2.00"),
    row("MTP", "USD", "2026-11-18", "1.10", 3),
    row("MTP", "USD", "2026-11-20", "0.05", 4),
  ]);
  assert.deepEqual(days, ["2026-11-18", "2026-11-19", "2026-11-20"]);
  assert.deepEqual(lines, [
    { panel: "MTP", currency: "USD", amounts: ["1.10", null, "0.05"], total: "1.15", orders: 7 },
    { panel: "STM", currency: "EUR", amounts: [null, null, "2.00"], total: "2.00", orders: 1 },
  ]);
});

test("a panel that changed its currency has two lines, and nothing of them is added", () => {
  const { lines } = revenueLines([
    row("MTP", "USD", "2026-11-19", "5.00"),
    row("MTP", "EUR", "2026-11-20", "7.00"),
  ]);
  assert.deepEqual(
    lines.map((line) => [line.currency, line.total]),
    [
      ["EUR", "7.00"],
      ["USD", "5.00"],
    ],
  );
});

test("days go over the end of a month, and no revenue is no line", () => {
  const { days } = revenueLines([row("A", "USD", "2026-11-30", "1"), row("A", "USD", "2026-12-02", "1")]);
  assert.deepEqual(days, ["2026-11-30", "2026-12-01", "2026-12-02"]);
  assert.deepEqual(revenueLines([]), { days: [], lines: [] });
});

test("the orders behind a sum are those of its UTC days, to the last second", () => {
  assert.deepEqual(ordersOfDays("MTP", ["2026-11-19", "2026-11-20"]), {
    panel: "MTP",
    created_from: "2026-11-19T00:00:00Z",
    created_to: "2026-11-20T23:59:59Z",
  });
});

test("resources of a panel that are late for one reason are told in one line", () => {
  const late = (panel, resource, state, reason) => ({ panel, resource, state, reason });
  const all = [
    late("SGP", "orders", "late", "No answer."),
    late("STM", "services", "needs_key", null),
    late("SGP", "users", "late", "No answer."),
    late("SGP", "tickets", "down", "Gone."),
  ];
  assert.deepEqual(
    lateLines(all).map(({ panel, resources }) => [panel, resources]),
    [
      ["SGP", ["orders", "users"]],
      ["STM", ["services"]],
      ["SGP", ["tickets"]],
    ],
  );
  assert.equal(latePanels(all), 2);
});
