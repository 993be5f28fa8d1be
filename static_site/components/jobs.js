import { fill, number, plural } from "../lib/format.js";
import { html } from "../lib/preact.js";
import { reasonOf } from "../lib/words.js";
import { forgetJob, isRunning, jobs } from "../state/jobs.js";
import { text } from "../text/shell.js";
import { icons } from "./icons.js";
import { Bar } from "./status.js";

/** @typedef {import("../state/jobs.js").Tracked} Tracked */

const t = text.jobs;

/** How many jobs run, in the header; their progress under it. Nothing while there is none. */
export function JobsButton() {
  const all = jobs.value;
  if (!all.length) return null;
  const running = all.filter(isRunning).length;
  const words = running ? plural(running, t.running) : t.none;
  return html`<button type="button" class="btn ghost jobs" popovertarget="jobs" aria-label=${words}>
      <i class=${running ? "dot info" : "dot"}></i>${number(running)}</button>
    <div class="account joblist" id="jobs" popover><h2>${t.title}</h2>
      ${all.map((one) => html`<${JobProgress} key=${one.id} one=${one} />`)}</div>`;
}

/**
 * How far one job is, in a line and in words; also for the page that began it.
 * @param {{one: Tracked}} props
 */
export function JobProgress({ one }) {
  const { id, title, job, error } = one;
  const state = job?.state ?? "running";
  const share = job?.total ? job.done / job.total : 0;
  const words = job?.total ? fill(t.progress, { done: number(job.done), total: number(job.total) }) : "";
  return html`<div class="job">
    <div class="row"><b class="clip">${title}</b><span class="sp"></span>
      <span class="soft">${t.states[state]}</span>
      ${state !== "running" && html`<button type="button" class="btn ghost icon tight" aria-label=${fill(t.forget, { title })}
        onClick=${() => forgetJob(id)}>${icons.no()}</button>`}</div>
    ${Bar({ share, wide: true, tone: TONES[state], label: `${title}: ${words || t.states[state]}` })}
    <p class="soft small tab">${words}${job?.failed ? ` · ${plural(job.failed, t.failedRows)}` : ""}
      ${job?.message}${error ? ` ${reasonOf(error)}` : ""}</p>
  </div>`;
}

const TONES = /** @type {const} */ ({ running: "info", done: "ok", failed: "bad", canceled: "off" });
