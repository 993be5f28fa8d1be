import assert from "node:assert/strict";
import { test } from "node:test";

import { countLines, csvLine, fileName, headOf, withoutHead } from "../../static_site/lib/csv.js";

test("cells that a spreadsheet would run are made text", () => {
  assert.equal(csvLine(["=1+1", "+4", "-4", "@x", "\tx", "fine"]), "'=1+1,'+4,'-4,'@x,'\tx,fine\r\n");
  assert.equal(csvLine([" \u00a0=x", -5]), "' \u00a0=x,-5\r\n");
  assert.equal(csvLine(["\r=x"]), `"'\r=x"\r\n`);
});

test("commas, quotes and line ends stay inside their cell; nothing is an empty cell", () => {
  assert.equal(csvLine(['a "b", c', "two\nlines", null, undefined, 0]), '"a ""b"", c","two\nlines",,,0\r\n');
});

test("parts of an export become one file with one head", () => {
  const first = "\uFEFFid,user\r\n1,a\r\n";
  assert.equal(headOf(first), "id,user\r\n");
  assert.equal(withoutHead("\uFEFFid,user\r\n2,b\r\n", headOf(first)), "2,b\r\n");
  assert.equal(withoutHead("3,c\r\n", headOf(first)), "3,c\r\n");
  assert.equal(headOf("no line end"), "");
});

test("a file is named by the person's own clock", () => {
  assert.equal(fileName("orders", new Date(2025, 10, 20, 15, 3).getTime()), "orders-2025-11-20-1503.csv");
});

test("a line end inside a cell is no new row", () => {
  assert.equal(countLines('1,"two\nlines, ""quoted\n"""\r\n2,b\r\n'), 2);
  assert.equal(countLines(""), 0);
});
