import assert from "node:assert/strict";
import { test } from "node:test";

import { formatHash, parseHash } from "../../static_site/lib/location.js";

test("a place survives the way through the address bar", () => {
  const params = {
    panel: "MTP,STM",
    user: "a&b=c?#",
    link: "https://instagram.com/p/x?y=1",
    ids: "9007199254740993 #5",
    open: "MTP:12",
    fa: "سفارش 🙂",
  };
  assert.deepEqual(parseHash(formatHash({ path: "/orders", params })), { path: "/orders", params });
});

test("empty parameters leave the address, and lists stay readable", () => {
  assert.equal(
    formatHash({ path: "/orders", params: { status: "pending,fail", user: "" } }),
    "#/orders?status=pending,fail",
  );
  assert.equal(formatHash({ path: "/", params: {} }), "#/");
});

test("any form of the same path is the same place", () => {
  for (const hash of ["", "#", "#/", "#//"]) assert.deepEqual(parseHash(hash), { path: "/", params: {} });
  for (const hash of ["#orders", "#/orders", "#/orders/"]) assert.equal(parseHash(hash).path, "/orders");
});
