import { loadJob } from "../client/jobs.js";
import { fill } from "../lib/format.js";
import { effect, signal } from "../lib/preact.js";
import { place } from "../lib/router.js";
import { reasonOf } from "../lib/words.js";
import { text } from "../text/shell.js";
import { ended, staff } from "./session.js";
import { tell } from "./toasts.js";

/** @typedef {import("../client/jobs.js").Job} Job */
/** @typedef {{id: string, title: string, job: Job | null, error: unknown}} Tracked */

const KEY = "hyperpanel.jobs";
const EVERY = 1500;

/** The jobs this tab follows; they survive a reload. A colleague follows one by `?job=` in the address.
 * @type {import("../vendor/signals-core-1.14.5.js").Signal<Tracked[]>} */
export const jobs = signal(kept());

/** @returns {Tracked[]} */
function kept() {
  try {
    const found = /** @type {[string, string][]} */ (JSON.parse(sessionStorage.getItem(KEY) ?? "[]"));
    return found.map(([id, title]) => ({ id, title, job: null, error: null }));
  } catch {
    return [];
  }
}

/** @param {Tracked[]} next */
function change(next) {
  jobs.value = next;
  try {
    sessionStorage.setItem(KEY, JSON.stringify(next.map(({ id, title }) => [id, title])));
  } catch {
    // Storage can be forbidden; the jobs are then followed as long as the page.
  }
}

/** Follow a job that the API has begun. @param {string} id @param {string} title what it does, in words */
export function trackJob(id, title) {
  if (!jobs.peek().some((one) => one.id === id)) change([...jobs.peek(), { id, title, job: null, error: null }]);
}

/** @param {string} id */
export const forgetJob = (id) => change(jobs.peek().filter((one) => one.id !== id));

/** @param {Tracked} one */
export const isRunning = ({ job }) => !job || job.state === "running";

/** @type {number} */
let timer;

effect(() => {
  const wanted = place.value.params.job;
  if (staff.value && wanted) trackJob(wanted, `${text.jobs.title} ${wanted}`);
});
effect(() => {
  clearTimeout(timer);
  if (staff.value && !ended.value && jobs.value.some(isRunning)) timer = window.setTimeout(ask, EVERY);
});

/** One round over the running jobs; the effect above plans the next when this one has changed something. */
async function ask() {
  const answers = await Promise.all(jobs.peek().filter(isRunning).map(askOne));
  const news = new Map(answers.map((one) => [one.id, one]));
  change(jobs.peek().map((one) => news.get(one.id) ?? one));
}

/** @param {Tracked} one @returns {Promise<Tracked>} */
async function askOne(one) {
  try {
    const job = await loadJob(one.id);
    if (job.state !== "running") announce(one.title, job);
    return { ...one, job, error: null };
  } catch (error) {
    const gone = /** @type {import("../lib/http.js").ApiError} */ (error).status === 404;
    if (gone) tell(fill(text.jobs.lost, { title: one.title, reason: reasonOf(error) }), { bad: true });
    return gone ? { ...one, error, job: { id: one.id, state: "failed", done: 0, total: 0 } } : { ...one, error };
  }
}

/** @param {string} title @param {Job} job */
const announce = (title, { state }) =>
  tell(fill(text.jobs.ended, { title, state: text.jobs.states[state] }), { bad: state === "failed" });
