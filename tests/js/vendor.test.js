import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const folder = new URL("../../static_site/vendor/", import.meta.url);
const readme = readFileSync(new URL("README.md", folder), "utf8");
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
const lines = readme
  .split("\n")
  .map((line) => line.split("|").map((cell) => cell.trim().replaceAll("`", "")));
const files = lines.filter((cells) => cells.length === 8 && /^[0-9a-f]{64}$/.test(cells[5]));
const names = lines.filter((cells) => cells.length === 4 && cells[1].startsWith('"'));

test("every vendored file stands in the README, and nothing else", () => {
  const served = readdirSync(folder).filter((name) => !/\.(d\.ts|md|txt)$/.test(name));
  assert.deepEqual(files.map((cells) => cells[1]).sort(), served.sort());
});

for (const [, file, origin, , licence, here, published] of files) {
  test(`${file} is what its line says`, () => {
    const bytes = readFileSync(new URL(file, folder));
    assert.equal(sha256(bytes), here);
    const version = /\d+\.\d+\.\d+/.exec(origin)[0];
    assert.ok(file.includes(`-${version}.`), "the version stands in the name");
    assert.match(licence, /^(MIT|Apache-2\.0|OFL-1\.1)$/);
    if (published.startsWith("cut from ")) assert.ok(readme.includes(`\`${file.split("-wght")[0]}\` is cut from`));
    else assert.equal(published === "the same" ? here : published, sha256(asPublished(file, bytes)));
  });
}

/** The file with the published import names put back. */
function asPublished(file, bytes) {
  if (!file.endsWith(".js")) return bytes;
  return names.reduce(
    (text, [, bare, beside]) => text.replaceAll(`from${beside}`, `from${bare}`),
    bytes.toString("utf8").replace(/^export default uPlot;\n$/m, ""),
  );
}

test("a font is at most 60 KB, and Persian letters are fetched in Persian alone", () => {
  const fonts = readdirSync(folder).filter((name) => name.endsWith(".woff2"));
  const large = fonts.filter((name) => readFileSync(new URL(name, folder)).length > 60 * 1024);
  assert.deepEqual(large, []);
  const tokens = readFileSync(new URL("../styles/tokens.css", folder), "utf8");
  const naming = tokens.split("\n").filter((line) => line.includes('"Vazirmatn"'));
  assert.deepEqual(naming.map((line) => line.startsWith(":lang(fa)")), [true]);
});
