import assert from "node:assert/strict";
import { test } from "node:test";

import { ApiError, createHttp, queryString } from "../../static_site/lib/http.js";

const answer = (status, body, headers = {}) =>
  new Response(body === null ? null : JSON.stringify(body), { status, headers });

function caller(...answers) {
  const calls = [];
  const http = createHttp(async (url, init) => {
    calls.push({ url, ...init });
    const next = answers.shift();
    if (next instanceof Error) throw next;
    return next;
  });
  return { http, calls };
}

test("only calls that change something carry the CSRF token", async () => {
  const { http, calls } = caller(answer(200, {}), answer(200, {}), answer(200, {}), answer(204, null));
  http.csrfToken = "t0ken";
  await http.get("/api/orders");
  await http.post("/api/panels", { code: "MTP" });
  await http.patch("/api/panels/MTP", { name: "M" });
  assert.equal(await http.delete("/api/panels/MTP"), null);
  assert.deepEqual(
    calls.map((c) => [c.method, c.headers["X-CSRF-Token"]]),
    [
      ["GET", undefined],
      ["POST", "t0ken"],
      ["PATCH", "t0ken"],
      ["DELETE", "t0ken"],
    ],
  );
  assert.equal(calls[1].body, '{"code":"MTP"}');
});

test("an ended session is told once, a wrong password is not an ended session", async () => {
  const { http } = caller(
    answer(401, { error: { code: "not_signed_in", message: "" } }),
    answer(401, { error: { code: "sign_in_failed", message: "No." } }),
  );
  let told = 0;
  http.onSignedOut = () => told++;
  await assert.rejects(http.get("/api/orders"), { status: 401 });
  await assert.rejects(http.post("/api/session", {}), { code: "sign_in_failed", message: "No." });
  assert.equal(told, 1);
});

test("an error carries the API's words, the field at fault and the wait", async () => {
  const body = {
    error: { code: "invalid", message: "Too short.", field: "code" },
    connect_test: { ok: false, steps: [] },
  };
  const { http } = caller(answer(422, body, { "Retry-After": "30" }));
  await assert.rejects(http.post("/api/panels", {}), (error) => {
    assert.ok(error instanceof ApiError);
    assert.deepEqual(
      [error.status, error.code, error.message, error.field, error.retryAfter],
      [422, "invalid", "Too short.", "code", 30],
    );
    assert.deepEqual(error.body, body);
    return true;
  });
});

test("no answer, and an answer that is no JSON, are errors of their own", async () => {
  const { http } = caller(
    new TypeError("failed to fetch"),
    new Response("<html>Bad gateway</html>", { status: 502 }),
  );
  await assert.rejects(http.get("/api/sync"), { status: 0, code: "unreachable" });
  await assert.rejects(http.get("/api/sync"), { status: 502, code: "unexpected" });
});

test("an abandoned call stays what it is", async () => {
  const stop = new AbortController();
  const { http } = caller(new DOMException("aborted", "AbortError"));
  stop.abort();
  await assert.rejects(http.get("/api/sync", { signal: stop.signal }), { name: "AbortError" });
});

test("a query leaves out what is empty", () => {
  assert.equal(
    queryString({ panel: "MTP,STM", user: "", cursor: null, link: undefined, limit: 50, q: "a b&c" }),
    "?panel=MTP%2CSTM&limit=50&q=a+b%26c",
  );
  assert.equal(queryString({ user: "" }), "");
  assert.equal(queryString(undefined), "");
});
