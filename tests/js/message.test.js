import assert from "node:assert/strict";
import { test } from "node:test";

import {
  imageLinkOf,
  inOrder,
  isLong,
  isMarkup,
  linesIn,
  linkOf,
  RENAMED,
  SHOWN,
  toHtml,
} from "../../static_site/lib/message-rules.js";

test("a text with a whole tag, a comment or a doctype is markup; loose angle brackets are not", () => {
  for (const source of ["<b>a</b>", "a<br>b", "a<br/>b", "</p>", '<img src=x onerror="f()">', "<!-- a -->", "<!doctype html>", "<svg:a/>", "<a\nhref=x>"])
    assert.equal(isMarkup(source), true, source);
  for (const source of ["", "I <3 it", "x<y and more", "a < b > c", "5 > 4", "<img src=x onerror=f()", "&lt;b&gt;"])
    assert.equal(isMarkup(source), false, source);
});

test("a text without tags keeps its angle brackets; markup goes on as it is", () => {
  assert.equal(toHtml("x < y\n<3 &amp; <img"), "x &lt; y\n&lt;3 &amp; &lt;img");
  assert.equal(toHtml("<b>x</b> <3"), "<b>x</b> <3");
});

test("markup is handed on without the attributes that nothing is shown with", () => {
  const cases = [
    ["<p style='color:red' onclick=\"f('>')\">a</p>", "<p>a</p>"],
    ["<a title=x HREF='https://a.example/?q=\"b\"' class=y>a</a>", '<a HREF="https://a.example/?q=&quot;b&quot;">a</a>'],
    ["<img src=a.png/onerror=f() alt = 'x > y'/>b", '<img src="a.png/onerror=f()" alt="x > y"/>b'],
    ["<img/src=a.png/onerror/>", '<img src="a.png/onerror/">'],
    ["<STYLE>a > b { }</style>c", "<noframes>a > b { }</noframes>c"],
    ["<a \"=1 '=2 =3 href>b", "<a>b"],
    ["<base href=x><link href=x><iframe srcdoc=y src=x>", "<base><link><iframe>"],
    ["a < b <3 <!-- c --> </p  >", "a < b <3 <!-- c --> </p>"],
    ['<b>a</b><img alt="b onerror=f()>', "<b>a</b>"],
    ["<b>a</b><img src=x onerror=f() ", "<b>a</b>"],
  ];
  for (const [source, wanted] of cases) assert.equal(toHtml(source), wanted);
});

test("whether a text is markup is settled in time with its length", () => {
  const began = process.cpuUsage().user;
  for (const part of ["<!--", "<a ", "<a/", "<", "<a:", "<!", '<a "', "<a b='", "<a b= "])
    toHtml(part.repeat(100_000) + "<b>");
  assert.ok(process.cpuUsage().user - began < 5_000_000);
});

test("a link leads to http, https or mail, and says where", () => {
  assert.deepEqual(linkOf(" https://Shop.example/a?b#c "), { href: "https://shop.example/a?b#c", host: "shop.example" });
  assert.deepEqual(linkOf("http://shop.example:8080"), { href: "http://shop.example:8080/", host: "shop.example:8080" });
  assert.deepEqual(linkOf("mailto:ece%40shop.example?subject=a"), { href: "mailto:ece%40shop.example?subject=a", host: "ece@shop.example" });
});

test("the host that is shown is the one that is led to", () => {
  assert.deepEqual(linkOf("https://bank.example@evil.example/"), { href: "https://evil.example/", host: "evil.example" });
  assert.deepEqual(linkOf("https://bank.example:pass@evil.example/"), { href: "https://evil.example/", host: "evil.example" });
  assert.equal(linkOf("https://bаnk.example/").host, "xn--bnk-6cd.example");
  assert.equal(linkOf("mailto:a%E2%80%AE@b.example").host, "a@b.example");
});

test("any other address leads nowhere", () => {
  const refused = [
    null,
    "",
    "javascript:alert(1)",
    " JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "\u0001javascript:alert(1)",
    "data:text/html,<script>1</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "blob:https://a.example/1",
    "tel:112",
    "//evil.example",
    "/orders",
    "#/panels",
    "https://",
    "mailto:nobody",
  ];
  for (const address of refused) assert.equal(linkOf(address), null, String(address));
});

test("an image has a link of the web alone", () => {
  assert.equal(imageLinkOf("https://cdn.example/a.png").host, "cdn.example");
  for (const address of ["mailto:a@b.example", "data:image/png;base64,AA", "cid:1", "a.png", null])
    assert.equal(imageLinkOf(address), null);
});

test("nothing that runs, loads, asks or styles is among the tags", () => {
  const all = [...SHOWN, ...Object.values(RENAMED)];
  const never = "script style link meta base iframe object embed form input button svg math template img video audio";
  assert.deepEqual(never.split(" ").filter((tag) => all.includes(tag)), []);
  assert.ok(Object.values(RENAMED).every((tag) => SHOWN.includes(tag)));
});

test("overrides of direction are taken out, the marks that Persian needs stay", () => {
  assert.equal(inOrder("a\u202egpj.exe\u202d b"), "agpj.exe b");
  assert.equal(inOrder("می\u200cشود\u200f \u2067x\u2069"), "می\u200cشود\u200f \u2067x\u2069");
});

test("a message is folded by its length or by its lines", () => {
  assert.equal(isLong({ characters: 1500, lines: 16 }), false);
  assert.equal(isLong({ characters: 1501, lines: 1 }), true);
  assert.equal(isLong({ characters: 20, lines: 17 }), true);
  assert.deepEqual(["a", "\na\r\nb\rc\n", ""].map(linesIn), [1, 3, 1]);
});
