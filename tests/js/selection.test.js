import assert from "node:assert/strict";
import { test } from "node:test";

import {
  extend,
  isPicked,
  NOTHING,
  pageState,
  pickAll,
  sizeOf,
  toggle,
  togglePage,
} from "../../static_site/lib/selection.js";

const listed = ["a", "b", "c", "d"].map((key) => [key, { key }]);
const keys = (selection) => [...selection.rows.keys()].sort();

test("a row is picked and let go; the selection before stays as it was", () => {
  const one = toggle(NOTHING, "b", { key: "b" });
  assert.deepEqual([keys(one), sizeOf(one), sizeOf(NOTHING)], [["b"], 1, 0]);
  assert.deepEqual(keys(toggle(one, "b", { key: "b" })), []);
});

test("a range runs from the row picked last, upwards as well as downwards", () => {
  const from = toggle(NOTHING, "c", { key: "c" });
  assert.deepEqual(keys(extend(from, listed, "a")), ["a", "b", "c"]);
  const down = extend(from, listed, "d");
  assert.deepEqual(keys(down), ["c", "d"]);
  assert.deepEqual(keys(extend(down, listed, "b")), ["b", "c", "d"], "the anchor stays where it was");
  assert.deepEqual(keys(extend(NOTHING, listed, "b")), ["b"], "without an anchor it is that row");
  assert.equal(extend(from, listed, "gone"), from);
});

test("what was picked on another page stays picked", () => {
  const before = toggle(NOTHING, "z", { key: "z" });
  const all = togglePage(before, listed);
  assert.deepEqual(keys(all), ["a", "b", "c", "d", "z"]);
  assert.deepEqual([pageState(all, listed), pageState(before, listed)], ["all", "none"]);
  assert.deepEqual(keys(togglePage(all, listed)), ["z"]);
  assert.equal(pageState(toggle(NOTHING, "a", {}), listed), "some");
  assert.equal(pageState(NOTHING, []), "none");
});

test("all that match counts what the snapshot holds; the next pick begins anew", () => {
  const all = pickAll({ snapshot: "s1", count: 6318 });
  assert.deepEqual([sizeOf(all), isPicked(all, "anything")], [6318, true]);
  assert.deepEqual(keys(toggle(all, "a", {})), ["a"]);
  assert.equal(togglePage(all, listed), NOTHING);
});
