import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

import { PAGES } from "../../static_site/pages.js";

const root = new URL("../../static_site/", import.meta.url);
const KB = 1024;
const LANGUAGES = ["en", "tr", "fa"];
const gzipped = (path) => gzipSync(readFileSync(new URL(path, root)), { level: 9 }).length;
const within = (from, to) => new URL(to, new URL(from, root)).href.slice(root.href.length);

/** A module with all that it imports, words in one language included; what is fetched when it is first wanted is not in it. */
function graph(path, language, found = new Set()) {
  if (found.has(path)) return found;
  found.add(path);
  const code = readFileSync(new URL(path, root), "utf8").replace(/\/\*\*.*?\*\//gs, "");
  for (const [, to] of code.matchAll(/\b(?:import|export)\b[^;"'`]*?from\s*"(\.[^"]+)"/g))
    graph(within(path, to), language, found);
  const words = /^text\/([\w-]+)\.js$/.exec(path);
  if (words) found.add(`text/${language}/${words[1]}.js`);
  return found;
}

function firstLoad(language) {
  const index = readFileSync(new URL("index.html", root), "utf8");
  const linked = [...index.matchAll(/(?:href|src)="\.\/([^"]+\.(?:css|js|svg))"/g)].map(([, path]) => path);
  const scripts = new Set(linked.filter((path) => path.endsWith(".js")).flatMap((path) => [...graph(path, language)]));
  const rest = ["index.html", "pages/sign-in.css", ...linked.filter((path) => !path.endsWith(".js"))];
  return { scripts: [...scripts], rest };
}

const sum = (paths) => paths.reduce((total, path) => total + gzipped(path), 0);

for (const language of LANGUAGES)
  test(`the first load in ${language} is at most 150 KB compressed, of which script at most 60`, (t) => {
    const { scripts, rest } = firstLoad(language);
    const [script, all] = [sum(scripts), sum(scripts) + sum(rest)];
    t.diagnostic(`${scripts.length} scripts ${(script / KB).toFixed(1)} KB, with the rest ${(all / KB).toFixed(1)} KB`);
    assert.ok(script <= 60 * KB, `script: ${script} bytes`);
    assert.ok(all <= 150 * KB, `all: ${all} bytes`);
  });

/** What a component fetches when it is first shown. */
const FETCHED = [
  ["components/chart.js", /^uplot-[\d.]+\.(js|css)$/],
  ["components/message.js", /^dompurify-[\d.]+\.js$/],
];
const vendored = readdirSync(new URL("vendor/", root));

/** A page with its stylesheet, its words and the libraries that its components fetch. */
function pageLoad(name, there) {
  const scripts = graph(`pages/${name}.js`, "en");
  const libraries = FETCHED.filter(([component]) => scripts.has(component)).flatMap(([, names]) =>
    vendored.filter((file) => names.test(file)).map((file) => `vendor/${file}`),
  );
  const own = [...scripts].filter((path) => !there.has(path));
  return [...own, `pages/${name}.css`, ...libraries];
}

test("a page adds at most 80 KB compressed, its charts included", (t) => {
  const there = new Set(firstLoad("en").scripts);
  for (const { name } of PAGES) {
    const own = pageLoad(name, there);
    t.diagnostic(`${name}: ${own.length} files, ${(sum(own) / KB).toFixed(1)} KB`);
    assert.ok(sum(own) <= 80 * KB, name);
  }
});

test("a message's sanitiser waits until a message is shown", () => {
  for (const language of LANGUAGES)
    assert.deepEqual(firstLoad(language).scripts.filter((path) => /dompurify|message/.test(path)), []);
  assert.deepEqual([...graph("components/message.js", "en")].filter((path) => path.includes("dompurify")), []);
});
