import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const root = new URL("../../static_site/", import.meta.url);
const LANGUAGES = ["en", "tr", "fa"];
const names = readdirSync(new URL("text/", root))
  .filter((name) => name.endsWith(".js"))
  .map((name) => name.slice(0, -3));
const modules = readdirSync(root, { recursive: true })
  .filter((name) => name.endsWith(".js") && !/^(vendor|text)\//.test(name))
  .map((name) => ({ name, code: readFileSync(new URL(name, root), "utf8") }));
const texts = {};
for (const language of LANGUAGES)
  for (const name of names)
    (texts[name] ??= {})[language] = (await import(new URL(`text/${language}/${name}.js`, root))).text;

const isPlural = (node) => typeof node.other === "string";

/** Every text with its path; the forms of a plural count as one text. */
function leaves(node, path = []) {
  if (typeof node === "string" || isPlural(node)) return [[path.join("."), node]];
  return Object.entries(node).flatMap(([key, child]) => leaves(child, [...path, key]));
}

const slots = (words) => [...new Set([...words.matchAll(/\{\w+\}/g)].map(String))].sort();

for (const name of names) {
  test(`${name}: every language says the same things, with the same values in them`, () => {
    const wanted = Object.fromEntries(leaves(texts[name].en));
    for (const language of LANGUAGES) {
      const found = Object.fromEntries(leaves(texts[name][language]));
      assert.deepEqual(Object.keys(found).sort(), Object.keys(wanted).sort(), language);
      const wrong = Object.keys(wanted).filter((key) => !sameShape(wanted[key], found[key], language));
      assert.deepEqual(wrong, [], language);
    }
  });
}

function sameShape(english, own, language) {
  if (typeof english === "string") {
    const kept = typeof own === "string" && String(slots(own)) === String(slots(english));
    return kept && (english === "") === (own.trim() === "");
  }
  const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  return (
    isPlural(own) &&
    String(Object.keys(own).sort()) === String([...categories].sort()) &&
    String(slots(own.other)) === String(slots(english.other))
  );
}

/** The names a module gives to a text and to its parts: `import { text as common }`, `const t = text.columns`. */
function aliasesOf(code, name) {
  const imported = new RegExp(
    `import \\{ text(?: as (\\w+))? \\} from "[./]*text/${name}\\.js"`,
  ).exec(code);
  if (!imported) return new Map();
  const aliases = new Map([[imported[1] ?? "text", []]]);
  for (const [, alias, base, rest] of code.matchAll(/\b(?:const )?(\w+) = (\w+)((?:\.\w+)*);/g))
    if (aliases.has(base) && !aliases.has(alias))
      aliases.set(alias, [...aliases.get(base), ...rest.split(".").filter(Boolean)]);
  return aliases;
}

/** The paths of the texts that a module reads; a part that is handed on whole counts with all that is in it. */
function used(code, name) {
  const found = new Set();
  const aliases = aliasesOf(code, name);
  const readable = code
    .replace(/\/\*\*.*?\*\//gs, "")
    .replace(/const \w+ = (\w+)((?:\.\w+)*);/g, (whole, base, rest) =>
      aliases.has(base) && !isText(name, [...aliases.get(base), ...keysIn(rest)]) ? "" : whole,
    );
  for (const [alias, base] of aliases)
    for (const [, chain] of readable.matchAll(new RegExp(`(?<![\\w.$"'])${alias}((?:\\??\\.\\w+)+|(?=\\[))`, "g")))
      for (const path of reach(texts[name].en, [...base, ...keysIn(chain)])) found.add(path);
  return found;
}

const keysIn = (chain) => chain.split(/\??\./).filter(Boolean);

/** `const t = text.columns;` names a part without reading it; `const title = text.title;` reads a text. */
function isText(name, path) {
  const node = path.reduce((at, key) => at?.[key], texts[name].en);
  return typeof node === "string" || isPlural(node ?? {});
}

function reach(tree, keys) {
  const path = [];
  let node = tree;
  for (const key of keys) {
    if (typeof node === "string" || isPlural(node) || node[key] === undefined) break;
    node = node[key];
    path.push(key);
  }
  return leaves(node, path).map(([key]) => key);
}

test("every text is said somewhere", () => {
  const unused = names.flatMap((name) => {
    const said = new Set(modules.flatMap(({ code }) => [...used(code, name)]));
    return leaves(texts[name].en)
      .map(([path]) => path)
      .filter((path) => !said.has(path))
      .map((path) => `${name}: ${path}`);
  });
  assert.deepEqual(unused, []);
});

test("a page takes its words through text/<name>.js, never from one language", () => {
  const direct = modules.filter(({ code }) => /text\/(en|tr|fa)\//.test(code.replace(/\/\*.*?\*\//gs, "")));
  assert.deepEqual(direct.map(({ name }) => name), []);
});
