import assert from "node:assert/strict";
import { test } from "node:test";

import { worstOf } from "../../static_site/components/chips.view.js";
import { hrefOf, matches, offer, withRecent } from "../../static_site/components/palette.view.js";
import { asPasted } from "../../static_site/lib/ids.js";

const target = (title, href = `#/${title}`) => ({ key: title, title, href });
const all = { query: "", pages: [], panels: [], recent: [], found: [], pasted: null };

test("a few letters find a place, whatever their case or accents", () => {
  assert.ok(matches("Genel bakış", "bakis gen"));
  assert.ok(matches("İşler", "isl"));
  assert.ok(matches("سفارش‌های سیگنال پنل", "سیگنال"));
  assert.ok(!matches("Orders of Metropol", "pol"));
});

test("with nothing typed the last places come first, each place once", () => {
  const orders = target("Orders");
  const groups = offer({ ...all, recent: [orders], pages: [orders, target("Sync")] });
  assert.deepEqual(
    groups.map(({ name, items }) => [name, items.map(({ title }) => title)]),
    [
      ["recent", ["Orders"]],
      ["pages", ["Sync"]],
    ],
  );
});

test("an answer that comes later never moves what is already in reach", () => {
  const before = offer({ ...all, query: "sy", pages: [target("Sync")] });
  const after = offer({ ...all, query: "sy", pages: [target("Sync")], found: [target("sybil")] });
  assert.equal(after[0].items[0].title, before[0].items[0].title);
  assert.deepEqual(offer({ ...all, query: "zz", pages: [target("Sync")] }), []);
});

test("a user and a ticket lead to their page where there is one, else to the user's orders", () => {
  const user = { kind: "user", panel: "STM", id: 51, title: "mira_k", subtitle: "mira@example.com" };
  assert.equal(hrefOf(user, new Set(["/users"])), "#/users?open=STM:51");
  assert.equal(hrefOf(user, new Set()), "#/orders?panel=STM&user=mira_k");
  const ticket = { kind: "ticket", panel: "SGP", id: 9, title: "Refill", subtitle: "farhad · pending" };
  assert.equal(hrefOf(ticket, new Set()), "#/orders?panel=SGP&user=farhad");
  assert.equal(hrefOf({ ...ticket, subtitle: "" }, new Set()), null);
  assert.equal(hrefOf({ kind: "spaceship", panel: "A", id: 1, title: "x" }, new Set()), null);
});

test("the last places are few, the newest first", () => {
  const many = Array.from({ length: 9 }, (_, i) => target(`p${i}`));
  const kept = many.reduce(withRecent, []);
  assert.deepEqual(kept.map(({ title }) => title).slice(0, 2), ["p8", "p7"]);
  assert.equal(kept.length, 6);
  assert.equal(withRecent(kept, many[8]).filter(({ title }) => title === "p8").length, 1);
});

test("ids in any text are ids; a name or an address that holds digits is none", () => {
  assert.deepEqual(asPasted("#70172460, 70172447 (late)\n5"), ["70172460", "70172447", "5"]);
  assert.deepEqual(asPasted("5, 6"), ["5", "6"]);
  assert.deepEqual(asPasted("order 70172460 please."), ["70172460"]);
  for (const name of ["reseller.7700", "mira_k", "a1234@b.example", "x12345", ""])
    assert.deepEqual(asPasted(name), [], name);
});

test("a panel's dot tells its worst resource, in the panel's own words; a missing services key is no news", () => {
  const resources = { orders: { state: "late" }, users: { state: "down" }, services: { state: "needs_key" } };
  const waiting = { late_panels: [{ panel: "A", resource: "users", state: "down", reason: "No answer." }] };
  assert.deepEqual(worstOf({ code: "A", resources }, waiting), {
    resource: "users",
    state: "down",
    reason: "No answer.",
  });
  assert.equal(worstOf({ code: "A", resources: { orders: { state: "fresh" } } }, undefined).state, "fresh");
  assert.equal(worstOf({ code: "A", resources: {} }, undefined).state, "waiting");
});
