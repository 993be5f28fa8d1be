import assert from "node:assert/strict";
import { test } from "node:test";

import { readIds, safeHref } from "../../static_site/lib/ids.js";

test("ids are found in whatever was pasted, once each, digits untouched", () => {
  assert.deepEqual(readIds("#70172460, 70172447;\n\t70172434 (late) 70172460\u00a09007199254740993"), [
    "70172460",
    "70172447",
    "70172434",
    "9007199254740993",
  ]);
  assert.deepEqual(readIds("no ids here"), []);
});

test("only plain web links become links", () => {
  assert.equal(safeHref("https://instagram.com/p/x"), "https://instagram.com/p/x");
  assert.equal(safeHref("instagram.com/p/x"), "https://instagram.com/p/x");
  for (const bad of [
    "javascript:alert(1)",
    " JavaScript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "@some_user name",
    "",
    null,
  ]) {
    assert.equal(safeHref(bad), null, String(bad));
  }
});
