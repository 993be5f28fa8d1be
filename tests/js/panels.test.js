import assert from "node:assert/strict";
import { test } from "node:test";

import { may } from "../../static_site/lib/rights.js";
import { changedFields, refusedSteps, toFields } from "../../static_site/pages/panels.view.js";

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
