import assert from "node:assert/strict";
import { test } from "node:test";

import { valueInWords } from "../../static_site/components/filters.words.js";
import {
  inAddress,
  keptColumns,
  moved,
  resized,
  shownColumns,
  toggled,
} from "../../static_site/lib/list-columns.js";
import { actOf, stepFrom } from "../../static_site/lib/list-keys.js";
import { filtersOf, keysOf, nextSort, sizeOf, sortState, toQuery } from "../../static_site/lib/list-query.js";
import { fromView, isView, toView } from "../../static_site/lib/list-views.js";
import { scrollTo, windowOf } from "../../static_site/lib/list-window.js";
import { presetStart } from "../../static_site/lib/range.js";

const columns = [
  { key: "id", width: 120 },
  { key: "user", width: 90 },
  { key: "ip", width: 80, off: true },
  { key: "mode", width: 60 },
];
const names = (shown) => shown.map(({ key }) => key);

test("columns: as the address says, else as the person likes them, else as described", () => {
  assert.deepEqual(names(shownColumns(columns, undefined, undefined)), ["id", "user", "mode"]);
  const kept = ["mode:200", "gone:5", "id"];
  assert.deepEqual(
    shownColumns(columns, undefined, kept).map(({ key, width }) => [key, width]),
    [
      ["mode", 200],
      ["id", 120],
    ],
  );
  assert.deepEqual(names(shownColumns(columns, "ip,user,ip,nonsense", kept)), ["ip", "user"]);
  assert.deepEqual(names(shownColumns(columns, "nonsense", [])), ["id", "user", "mode"]);
});

test("a width stays one that can be read, and is kept beside its column", () => {
  const shown = resized(shownColumns(columns, undefined, undefined), "user", 10);
  assert.deepEqual(keptColumns(shown), ["id:120", "user:48", "mode:60"]);
  assert.equal(shownColumns(columns, "user", ["user:99999"])[0].width, 900);
  assert.equal(shownColumns(columns, "user", ["user:wide"])[0].width, 90);
});

test("columns move, hide and come back where their description has them; the last one stays", () => {
  const shown = shownColumns(columns, undefined, undefined);
  assert.equal(inAddress(moved(shown, "user", -1)), "user,id,mode");
  assert.equal(moved(shown, "id", -1), shown);
  assert.equal(inAddress(toggled(shown, columns, "ip")), "id,user,ip,mode");
  assert.equal(inAddress(toggled(shown, columns, "user")), "id,mode");
  assert.deepEqual(names(toggled([columns[0]], columns, "id")), ["id"]);
});

test("only the rows around the view are drawn, and the space of the others is kept", () => {
  assert.deepEqual(windowOf({ count: 100, row: 32, top: 0, height: 800 }), {
    from: 0,
    to: 100,
    before: 0,
    after: 0,
  });
  for (const top of [0, 1, 500, 15_000, 31_200, 99_999]) {
    const { from, to, before, after } = windowOf({ count: 1000, row: 32, top, height: 800 });
    const [first, last] = [Math.min(975, Math.floor(top / 32)), Math.min(999, Math.floor((top + 800) / 32))];
    assert.ok(from <= first && to > last, `${top}: ${from}..${to} holds ${first}..${last}`);
    assert.ok(to - from <= 25 + 4 + 4 + 16, `${to - from} rows are drawn`);
    assert.equal(before + (to - from) * 32 + after, 32_000);
  }
  const at = (top) => windowOf({ count: 1000, row: 32, top, height: 800 });
  assert.deepEqual(at(3200), at(3200 + 40), "a scrolled frame within the step draws nothing new");
});

test("a row out of view is scrolled to, one in view is left alone", () => {
  const view = { row: 32, top: 320, height: 640, head: 32 };
  assert.equal(scrollTo({ at: 12, ...view }), 320);
  assert.equal(scrollTo({ at: 2, ...view }), 64);
  assert.equal(scrollTo({ at: 40, ...view }), 41 * 32 + 32 - 640);
});

test("keys: letters act alone, with shift they extend, and the browser's own are left to it", () => {
  const press = (key, held = {}) =>
    actOf({ key, shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, ...held });
  assert.deepEqual([press("j"), press("x"), press("Enter"), press("q")], ["next", "pick", "open", null]);
  assert.deepEqual(
    [press("J", { shiftKey: true }), press("X", { shiftKey: true })],
    ["extendNext", "pickRange"],
  );
  assert.deepEqual(
    [press("r", { ctrlKey: true }), press("a", { metaKey: true }), press("toString")],
    [null, null, null],
  );
});

test("j and k walk the rows and stop at the ends", () => {
  const keys = ["a", "b", "c"];
  assert.deepEqual(
    [stepFrom(keys, null, "next"), stepFrom(keys, "b", "next"), stepFrom(keys, "c", "next")],
    ["a", "c", "c"],
  );
  assert.deepEqual(
    [
      stepFrom(keys, null, "previous"),
      stepFrom(keys, "a", "previous"),
      stepFrom(keys, "b", "extendPrevious"),
    ],
    ["c", "a", "a"],
  );
  assert.deepEqual(
    [stepFrom(keys, "b", "first"), stepFrom(keys, "b", "last"), stepFrom([], null, "next")],
    ["a", "c", null],
  );
});

test("the address asks for what the list knows, in calls the API allows", () => {
  const params = {
    status: "fail",
    user: "",
    utm: "x",
    rows: "1000",
    cursor: "c",
    open: "MTP:1",
    sort: "-created",
  };
  assert.deepEqual(toQuery(params, ["status", "user"]), {
    status: "fail",
    sort: "-created",
    cursor: "c",
    limit: "200",
  });
  assert.deepEqual([sizeOf({}), sizeOf({ rows: "1000" }), sizeOf({ rows: "7" })], [50, 1000, 50]);
  assert.deepEqual(filtersOf(params, ["status", "user"]), { status: "fail" });
  assert.deepEqual(keysOf({ key: "created", kind: "range" }), ["created_from", "created_to"]);
  assert.deepEqual(keysOf({ key: "charge", kind: "numbers" }), ["charge_from", "charge_to"]);
});

test("sorting goes up, down, and back to the list's own order", () => {
  assert.deepEqual(
    [nextSort("", "id"), nextSort("id", "id"), nextSort("-id", "id"), nextSort("user", "id")],
    ["id", "-id", "", "id"],
  );
  assert.deepEqual(
    [sortState("-id", "id"), sortState("id", "id"), sortState("", undefined)],
    ["descending", "ascending", "none"],
  );
});

test("a saved view keeps what a preset gave as the preset, so tomorrow it means tomorrow's", () => {
  const filters = ["status", "created_from"];
  const [today, later] = [new Date(2025, 10, 20, 9).getTime(), new Date(2025, 10, 28, 9).getTime()];
  const params = {
    status: "fail",
    created_from: presetStart("yesterday", today),
    cursor: "c2",
    open: "MTP:1",
  };
  const query = toView(params, filters, today);
  assert.equal(query, "status=fail&created_from=yesterday");
  assert.deepEqual(fromView(query, later), { status: "fail", created_from: presetStart("yesterday", later) });
  assert.equal(
    toView({ created_from: "2025-01-01T00:00Z" }, filters, today),
    "created_from=2025-01-01T00%3A00Z",
  );
});

test("the view in force is told whatever the page or the open row", () => {
  const now = new Date(2025, 10, 20, 9).getTime();
  const params = { created_from: presetStart("today", now), open: "MTP:1", cursor: "c2" };
  assert.equal(isView("created_from=today", params, ["created_from"], now), true);
  assert.equal(isView("created_from=week", params, ["created_from"], now), false);
});

test("a range of numbers says what it holds, also where it is open to one side", () => {
  const charge = { key: "charge", label: "Charge", kind: "numbers" };
  assert.equal(valueInWords(charge, { charge_from: "1000", charge_to: "2500.5" }), "≥ 1,000, ≤ 2,500.5");
  assert.equal(valueInWords(charge, { charge_to: "3" }), "≤ 3");
  assert.equal(valueInWords(charge, {}), "");
});
