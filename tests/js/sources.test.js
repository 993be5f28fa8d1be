import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const root = new URL("../../static_site/", import.meta.url);
const files = readdirSync(root, { recursive: true }).filter(
  (name) => !name.startsWith("vendor") && /\.(js|css|html)$/.test(name),
);
const read = (name) => readFileSync(new URL(name, root), "utf8");

/** Lines of the files with the given ending that match. */
function find(ending, pattern) {
  const lines = files
    .filter((name) => name.endsWith(ending))
    .flatMap((name) =>
      read(name)
        .split("\n")
        .map((line, i) => [`${name}:${i + 1}`, line]),
    );
  return lines.filter(([, line]) => pattern.test(line)).map(([where]) => where);
}

test("no markup carries a style or a handler, which the Content-Security-Policy would refuse", () => {
  assert.deepEqual(
    [
      ...find(".js", /\sstyle="|\sstyle='|\son[a-z]+="|innerHTML|dangerouslySetInnerHTML|\beval\(/),
      ...find(".html", /\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\ssrc=)/),
    ],
    [],
  );
});

test("nothing is loaded from another host", () => {
  assert.deepEqual(
    [
      ...find(".css", /https?:|\/\/[a-z]/),
      ...find(".html", /(src|href)="(https?:)?\/\//),
      ...find(".js", /(import|from|fetch)\W+["'`]https?:/),
    ],
    [],
  );
});

test("only the HTTP client calls fetch, and only the clients know it", () => {
  const calls = find(".js", /(?<![\w.])fetch\(/).filter(
    (where) => !/^(lib\/http|client\/api)\.js/.test(where),
  );
  const imports = find(".js", /client\/api\.js"/).filter((where) => !/^state\/session\.js/.test(where));
  assert.deepEqual([calls, imports], [[], []]);
});

test("stylesheets know no left and right", () => {
  const physical =
    /(?<![\w-])((margin|padding|border|inset)-(left|right|top|bottom)|(left|right|top|bottom)|(min-|max-)?(width|height)|border-(top|bottom)-(left|right)-radius)\s*:(?!\s*\d+px\)\s*\{)|text-align:\s*(left|right)|float:/;
  const lines = files
    .filter((name) => name.endsWith(".css"))
    .flatMap((name) =>
      read(name)
        .split("\n")
        .map((line, i) => [`${name}:${i + 1}`, line.replace(/@media[^{]*\{/, "")]),
    );
  assert.deepEqual(
    lines.filter(([, line]) => physical.test(line)).map(([where]) => where),
    [],
  );
});

test("no four values in a row hide a left and a right, and nothing is moved along the x axis unmirrored", () => {
  const found = [];
  for (const name of files.filter((file) => file.endsWith(".css")))
    read(name)
      .split("\n")
      .forEach((line, i) => {
        for (const [, values] of line.matchAll(/(?:^|[\s;{])(?:margin|padding|inset|border-(?:width|color|radius)):\s*([^;}]+)/g)) {
          const parts = values.trim().split(/\s+(?![^(]*\))/);
          if (parts.length === 4 && parts[1] !== parts[3]) found.push(`${name}:${i + 1}`);
        }
        if (/translateX|background-position:\s*(left|right)/.test(line))
          found.push(`${name}:${i + 1}`);
      });
  assert.deepEqual(found, []);
});

test("a style set by a script knows no left and right either", () => {
  const physical = /style=\$\{\{[^}]*\b(left|right|(margin|padding|border)(Left|Right)\w*):/;
  assert.deepEqual(
    files.filter((name) => name.endsWith(".js") && physical.test(read(name))),
    [],
  );
});

test("only tokens.css knows the palette and names colours", () => {
  const sheets = files.filter((name) => name.endsWith(".css") && name !== "styles/tokens.css");
  const palette = [
    ...read("styles/tokens.css")
      .split("/* Level 2")[0]
      .matchAll(/--([\w-]+):/g),
  ].map(([, name]) => name);
  const used = sheets.flatMap((name) =>
    palette.filter((token) => read(name).includes(`var(--${token})`)).map((token) => `${name}: --${token}`),
  );
  const colours = sheets.flatMap((name) =>
    [...read(name).matchAll(/#[0-9a-f]{3,8}\b(?!\))|rgb\(|hsl\(/gi)].map(([found]) => `${name}: ${found}`),
  );
  assert.deepEqual([used, colours], [[], []]);
});

test("every role that a stylesheet uses is defined", () => {
  const defined = new Set([...read("styles/tokens.css").matchAll(/--([\w-]+):/g)].map(([, name]) => name));
  const missing = files
    .filter((name) => name.endsWith(".css"))
    .flatMap((name) =>
      [...read(name).matchAll(/var\(--([\w-]+)\)/g)]
        .filter(([, token]) => !defined.has(token))
        .map(([, token]) => `${name}: --${token}`),
    );
  assert.deepEqual(missing, []);
});
