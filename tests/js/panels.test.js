import assert from "node:assert/strict";
import { test } from "node:test";

import { may } from "../../static_site/lib/rights.js";
import {
  changedFields,
  refusedSteps,
  runSteps,
  switchLines,
  toFields,
} from "../../static_site/pages/panels.view.js";

const panel = {
  code: "MTP",
  name: "Metropol",
  base_url: "https://mtp.example",
  currency: "USD",
  rate_limit: 5,
};

test("a new panel is sent as the API wants it", () => {
  const form = {
    code: "mtp",
    name: "Metropol",
    base_url: "https://mtp.example",
    admin_api_key: "Key",
    currency: "usd",
    rate_limit: "2.5",
  };
  assert.deepEqual(toFields(form), { ...form, code: "MTP", currency: "USD", rate_limit: 2.5 });
  assert.deepEqual(toFields({ code: "A1" }), { code: "A1" });
});

test("of a panel that is there, only what was changed is sent", () => {
  const same = { name: "Metropol", base_url: "https://mtp.example", currency: "USD", rate_limit: "5" };
  assert.deepEqual(changedFields(same, panel), {});
  assert.deepEqual(changedFields({ ...same, name: "Metro", admin_api_key: "new" }, panel), {
    name: "Metro",
    admin_api_key: "new",
  });
});

test("an emptied currency is taken away, and one that never was is left alone", () => {
  const { currency, ...rest } = {
    name: "Metropol",
    base_url: "https://mtp.example",
    currency: "USD",
    rate_limit: "5",
  };
  assert.deepEqual(changedFields(rest, panel), { currency: "" });
  assert.deepEqual(changedFields(rest, { ...panel, currency: null }), {});
});

test("a refusal carries the test's steps, any other error none", () => {
  assert.deepEqual(
    refusedSteps({ body: { connect_test: { ok: false, steps: [{ resource: "orders", ok: false }] } } }),
    [{ resource: "orders", ok: false }],
  );
  assert.equal(refusedSteps({ body: { error: {} } }), null);
  assert.equal(refusedSteps(null), null);
});

test("acts are offered to those who may do them", () => {
  const person = (role, panels, permissions) => ({ username: "x", role, panels, permissions });
  assert.equal(may(person("admin", null, []), "panels.add"), true);
  assert.equal(may(person("admin", ["MTP"], []), "panels.add"), false);
  assert.equal(may(person("admin", ["MTP"], []), "panels.edit"), true);
  assert.equal(may(person("staff", ["MTP"], ["sync.run"]), "sync.run"), true);
  assert.equal(may(person("staff", ["MTP"], []), "sync.run"), false);
  assert.equal(may(null, "sync.run"), false);
});

/** Run the connect test against answers by resource; what was told, and what was asked. */
async function runAgainst(answers) {
  const told = [];
  const asked = [];
  const readable = await runSteps(
    async (resource) => {
      asked.push(resource);
      return { resource, ok: true, rows: 1, message: "", reached: true, ...answers[resource] };
    },
    (lines) => told.push(lines.map((line) => line.state).join(" ")),
  );
  return { readable, told, asked };
}

test("the connect test asks one resource after the other and tells each as it comes", async () => {
  const { readable, told } = await runAgainst({ users: { ok: false } });
  assert.equal(readable, true);
  assert.deepEqual(told.slice(0, 3), [
    "asked waiting waiting waiting waiting",
    "good waiting waiting waiting waiting",
    "good asked waiting waiting waiting",
  ]);
  assert.equal(told.at(-1), "good good bad good good");
});

test("a panel that cannot be reached is asked once", async () => {
  const { readable, told, asked } = await runAgainst({ orders: { ok: false, reached: false } });
  assert.deepEqual([readable, asked], [false, ["orders"]]);
  assert.equal(told.at(-1), "bad left left left left");
});

test("a panel whose orders cannot be read is of no use, whatever else can", async () => {
  assert.equal((await runAgainst({ orders: { ok: false } })).readable, false);
});

test("read-only wins over sending", () => {
  const overruled = (switches) =>
    switchLines(switches)
      .filter((line) => line.overruled)
      .map((line) => line.name);
  const switches = { sync: true, sending: true, ai: true, read_only: false };
  assert.deepEqual(overruled(switches), []);
  assert.deepEqual(overruled({ ...switches, read_only: true }), ["sending"]);
});
