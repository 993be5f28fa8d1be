import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { runInNewContext } from "node:vm";

import { LANGUAGES } from "../../static_site/lib/i18n.js";

const script = readFileSync(new URL("../../static_site/theme.js", import.meta.url), "utf8");

/** What stands on <html> before the first paint. */
function root(languages, stored = {}) {
  const documentElement = { dataset: {} };
  const localStorage = { getItem: (key) => stored[key] ?? null };
  runInNewContext(script, { document: { documentElement }, navigator: { languages }, localStorage });
  return [documentElement.lang, documentElement.dir];
}

test("the language is the one that was chosen, else the browser's first that we speak, else English", () => {
  assert.deepEqual(root(["de-DE", "tr-TR", "en"]), ["tr", "ltr"]);
  assert.deepEqual(root(["tr"], { "hyperpanel.language": "fa" }), ["fa", "rtl"]);
  assert.deepEqual(root(["de", "ja-JP"]), ["en", "ltr"]);
  assert.deepEqual(root(["en-GB"], { "hyperpanel.language": "constructor" }), ["en", "ltr"]);
});

test("without storage the browser's language stands", () => {
  const documentElement = { dataset: {} };
  const context = { document: { documentElement }, navigator: { languages: ["fa-IR"] } };
  Object.defineProperty(context, "localStorage", {
    get() {
      throw new Error("SecurityError");
    },
  });
  runInNewContext(script, context);
  assert.deepEqual([documentElement.lang, documentElement.dir], ["fa", "rtl"]);
});

test("every language that can be chosen can be shown at the start", () => {
  for (const name of Object.keys(LANGUAGES)) assert.equal(root([], { "hyperpanel.language": name })[0], name);
});
