import assert from "node:assert/strict";
import { test } from "node:test";

import { parseJson } from "../../static_site/lib/json.js";

test("an id beyond 2^53 keeps every digit, as text", () => {
  assert.deepEqual(parseJson('{"id": 9007199254740993, "list": [18446744073709551615, -9007199254740995]}'), {
    id: "9007199254740993",
    list: ["18446744073709551615", "-9007199254740995"],
  });
});

test("numbers that fit stay numbers", () => {
  const text =
    '{"a": 9007199254740991, "b": 1234567890123456, "c": 1.25, "d": -3e5, "e": 12345678901234567.5, "f": 0}';
  assert.deepEqual(parseJson(text), JSON.parse(text));
});

test("digits inside text are never touched, whatever stands around them", () => {
  const values = [
    "9007199254740993",
    'say "9007199254740993"',
    "\\9007199254740993\\",
    ": 9007199254740993,",
    "۹۰۰۷ 🙂 9007199254740993",
  ];
  assert.deepEqual(parseJson(JSON.stringify({ values, 9007199254740993: 1 })), {
    values,
    9007199254740993: 1,
  });
});

test("a long message is read without a stack overflow", () => {
  const message = '"\\'.repeat(60_000);
  assert.deepEqual(parseJson(`{"id": 9007199254740993, "message": ${JSON.stringify(message)}}`), {
    id: "9007199254740993",
    message,
  });
});

test("what is no JSON is refused, also with long digits in it", () => {
  for (const text of ["<html>9007199254740993</html>", '{"id": 9007199254740993', "{9007199254740993: 1}x"]) {
    assert.throws(() => parseJson(text), SyntaxError);
  }
});
