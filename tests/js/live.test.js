import assert from "node:assert/strict";
import { test } from "node:test";

import { createLive, phaseOf } from "../../static_site/lib/live.js";

function bench(load) {
  const timer = {
    jobs: [],
    time: 0,
    set: (run, ms) => timer.jobs.push({ run, ms }) && timer.jobs.at(-1),
    clear: (job) => (timer.jobs = timer.jobs.filter((j) => j !== job)),
    now: () => timer.time,
  };
  const sight = {
    seen: true,
    watchers: [],
    visible: () => sight.seen,
    onChange: (run) => {
      sight.watchers.push(run);
      return () => sight.watchers.splice(0);
    },
  };
  const look = (seen) => {
    sight.seen = seen;
    sight.watchers.forEach((run) => run());
  };
  const settle = () => new Promise((done) => setImmediate(done));
  const fire = async () => {
    const [job] = timer.jobs.splice(0, 1);
    job.run();
    await settle();
  };
  return { live: createLive(load, { timer, sight }), timer, look, settle, fire };
}

test("it asks again after each answer, at the given distance", async () => {
  let n = 0;
  const { live, timer, settle, fire } = bench(async () => ++n);
  live.start(5000);
  await settle();
  assert.deepEqual([live.state.value.data, timer.jobs.map((j) => j.ms)], [1, [5000]]);
  await fire();
  assert.equal(live.state.value.data, 2);
});

test("a hidden tab asks nothing, and asks at once when seen again", async () => {
  let n = 0;
  const { live, timer, look, settle } = bench(async () => ++n);
  look(false);
  live.start(5000);
  await settle();
  assert.deepEqual([n, timer.jobs.length], [1, 0]);
  look(true);
  await settle();
  assert.deepEqual([n, timer.jobs.length], [2, 1]);
});

test("a failed refresh keeps the data and says that it is old; a good one forgets the error", async () => {
  const answers = [
    async () => "rows",
    async () => {
      throw new Error("502");
    },
    async () => "newer rows",
  ];
  const { live, settle, fire } = bench(() => answers.shift()());
  live.start(1);
  await settle();
  await fire();
  assert.deepEqual(
    [phaseOf(live.state.value), live.state.value.data, live.state.value.error.message],
    ["stale", "rows", "502"],
  );
  await fire();
  assert.deepEqual([phaseOf(live.state.value), live.state.value.data], ["ready", "newer rows"]);
});

test("an answer overtaken by a later question is dropped", async () => {
  const open = [];
  const { live, settle } = bench(() => new Promise((done) => open.push(done)));
  live.start(0);
  live.refresh();
  open[1]("second");
  await settle();
  open[0]("first");
  await settle();
  assert.equal(live.state.value.data, "second");
});

test("once stopped, nothing is asked, planned or shown", async () => {
  const open = [];
  const { live, timer, look, settle } = bench(() => new Promise((done) => open.push(done)));
  live.start(1000)();
  open[0]("late");
  await settle();
  look(true);
  assert.deepEqual([live.state.value.data, timer.jobs.length, open.length], [undefined, 0, 1]);
});

test("the phases", () => {
  const error = new Error("x");
  assert.equal(phaseOf({ data: undefined, error: undefined, busy: true, at: 0 }), "loading");
  assert.equal(phaseOf({ data: undefined, error, busy: false, at: 0 }), "failed");
  assert.equal(phaseOf({ data: [], error: undefined, busy: true, at: 1 }), "ready");
});
