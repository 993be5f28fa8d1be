import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const css = readFileSync(new URL("../../static_site/styles/tokens.css", import.meta.url), "utf8").replace(
  /\/\*.*?\*\//gs,
  "",
);
const tokens = Object.fromEntries(
  [...css.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value]),
);

function colour(value, theme) {
  const pair = /^light-dark\((.+?\)?),\s*(.+)\)$/.exec(value);
  if (pair) return colour(pair[theme === "light" ? 1 : 2], theme);
  const name = /^var\(--([\w-]+)\)$/.exec(value);
  return name ? colour(tokens[name[1]], theme) : value;
}

function luminance(hex) {
  const digits = hex.length === 4 ? [...hex.slice(1)].map((d) => d + d) : hex.slice(1).match(/../g);
  const [r, g, b] = digits
    .map((d) => parseInt(d, 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a, b) {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const grounds = ["page", "surface", "sunken", "hover", "accent-wash"];
const texts = ["text", "soft", "accent-text", "ok", "info", "warn", "bad", "odd"];
const pairs = [
  ...texts.flatMap((text) => grounds.map((ground) => [text, ground, 4.5])),
  ...["ok", "warn", "bad"].flatMap((role) => [
    [role, `${role}-wash`, 4.5],
    ["text", `${role}-wash`, 4.5],
    ["soft", `${role}-wash`, 4.5],
  ]),
  ["on-accent", "accent", 4.5],
  ["on-accent", "person", 4.5],
  ...["nav-text", "nav-quiet", "nav-strong"].flatMap((text) => [
    [text, "nav", 4.5],
    [text, "nav-active", 4.5],
  ]),
  ["accent-line", "surface", 3],
  ["accent-line", "page", 3],
  ["field-line", "surface", 3],
  ["field-line", "page", 3],
];

for (const theme of ["light", "dark"]) {
  test(`WCAG AA in the ${theme} theme`, () => {
    const found = pairs.map(([a, b, least]) => ({
      a,
      b,
      least,
      ratio: contrast(colour(tokens[a], theme), colour(tokens[b], theme)),
    }));
    const low = found.filter(({ ratio, least }) => !(ratio >= least));
    assert.deepEqual(
      low.map(({ a, b, least, ratio }) => `${a} on ${b}: ${ratio.toFixed(2)} < ${least}`),
      [],
    );
  });
}
