import assert from "node:assert/strict";
import { test } from "node:test";

import { createList } from "../../static_site/lib/list-data.js";

/** An API with so many rows, newest first, that counts what it was asked. */
function api(count) {
  const self = {
    rows: Array.from({ length: count }, (_, i) => ({ id: count - i, status: "pending" })),
    asked: [],
    ask: async ({ cursor = "", limit }) => {
      self.asked.push(cursor);
      const from = cursor ? self.rows.findIndex(({ id }) => id < Number(cursor)) : 0;
      const items = self.rows.slice(from, from + Number(limit)).map((row) => ({ ...row }));
      const last = items.at(-1)?.id;
      return { items, next: last > 1 ? String(last) : null };
    },
  };
  return self;
}

function bench(count, { size, limit, first }) {
  const timer = { set: () => 0, clear: () => {}, now: () => 0 };
  const sight = { visible: () => false, onChange: () => () => {} };
  const server = api(count);
  const list = createList(
    { query: { limit: String(limit) }, size, keyOf: ({ id }) => String(id), ask: server.ask, first },
    { timer, sight },
  );
  const settle = () => new Promise((done) => setTimeout(done, 5));
  return { server, list, settle };
}

test("a page of a thousand comes in calls of two hundred and knows where the next begins", async () => {
  const { server, list, settle } = bench(1500, { size: 1000, limit: 200 });
  list.start(0);
  await settle();
  const { rows, next, whole } = list.held.value;
  assert.deepEqual([rows.length, next, whole], [1000, "501", true]);
  assert.deepEqual(server.asked, ["", "1301", "1101", "901", "701"]);
});

test("new rows are counted and wait; known ones change where they stand", async () => {
  const { server, list, settle } = bench(60, { size: 50, limit: 50 });
  list.start(0);
  await settle();
  server.rows.unshift({ id: 62, status: "pending" }, { id: 61, status: "pending" });
  server.rows[2].status = "completed";
  await list.refresh();
  const { rows, arrived } = list.held.value;
  assert.deepEqual([rows.length, rows[0], arrived], [50, { id: 60, status: "completed" }, 2]);
  await list.showNew();
  assert.deepEqual([list.held.value.rows[0].id, list.held.value.arrived], [62, 0]);
});

test("of a long page the first call and one other in turn are asked again", async () => {
  const { server, list, settle } = bench(600, { size: 500, limit: 200 });
  list.start(0);
  await settle();
  server.asked.length = 0;
  await list.refresh();
  await list.refresh();
  assert.deepEqual(server.asked, ["", "401", "", "201"]);
});

test("what was fetched ahead is shown without another call; when that failed, it is asked for", async () => {
  const first = Promise.resolve({ items: [{ id: 7 }], next: null });
  const ready = bench(60, { size: 50, limit: 50, first });
  ready.list.start(0);
  await ready.settle();
  assert.deepEqual([ready.list.held.value.rows, ready.server.asked], [[{ id: 7 }], []]);
  const failed = Promise.reject(new Error("gone"));
  const again = bench(60, { size: 50, limit: 50, first: failed });
  again.list.start(0);
  await again.settle();
  assert.deepEqual([again.list.held.value.rows.length, again.server.asked], [50, [""]]);
});

test("rows that came before a later call failed stay, and the rest follows with the next try", async () => {
  const { server, settle } = bench(300, { size: 200, limit: 100 });
  const { ask } = server;
  let broken = true;
  const failing = createList(
    {
      query: { limit: "100" },
      size: 200,
      keyOf: ({ id }) => String(id),
      ask: async (query) => {
        if (query.cursor && broken) throw new Error("502");
        return ask(query);
      },
    },
    {
      timer: { set: () => 0, clear: () => {}, now: () => 0 },
      sight: { visible: () => false, onChange: () => () => {} },
    },
  );
  failing.start(0);
  await settle();
  assert.deepEqual([failing.held.value.rows.length, failing.held.value.whole], [100, false]);
  assert.equal(failing.state.value.error.message, "502");
  broken = false;
  await failing.refresh();
  assert.deepEqual([failing.held.value.rows.length, failing.held.value.whole], [200, true]);
});
