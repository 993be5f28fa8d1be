import { changeSyncSettings } from "../client/sync.js";
import { readForm } from "../components/form.js";
import { named } from "../components/status.js";
import { fill } from "../lib/format.js";
import { html } from "../lib/preact.js";
import { doAndTell } from "../state/toasts.js";
import { text as common } from "../text/common.js";
import { text } from "../text/sync.js";
import { changedSettings } from "./sync.view.js";

const t = text.settings;

/** @typedef {import("../client/sync.js").SyncSettings} SyncSettings */
/**
 * @typedef {{name: string, value: number | "", label: string, min: number, max: number,
 *   step: number | "any"}} Box
 */

// What the API takes, so that a wrong number is told before it is sent.
const WAIT = { min: 5, max: 86_400, step: /** @type {const} */ ("any") };
const ROWS = { min: 10, max: 1000, step: 1 };
const BACK = { min: 0, max: 86_400, step: 1 };
const HOURS = { min: 1, max: 720, step: /** @type {const} */ ("any") };

/** Intervals and rows a fetch of each resource, look-back, full checks. Only what was changed is sent.
 * @param {{settings: SyncSettings, changed: () => Promise<void>}} props */
export function Settings({ settings, changed }) {
  const submit = async (/** @type {Event} */ event) => {
    const changes = changedSettings(readForm(event), settings);
    if (Object.keys(changes).length) await doAndTell(() => changeSyncSettings(changes), t.saved);
    await changed();
  };
  return html`<section class="card" aria-labelledby="intervals">
    <header><h2 id="intervals">${t.title}</h2></header>
    <form class="pad form" onSubmit=${submit}>
      <p class="soft">${t.words}</p>
      <div class="limits">
        <span class="soft">${t.resource}</span><span class="soft num">${t.min}</span><span class="soft num">
          ${t.max}</span><span class="soft num">${t.rows}</span>
        ${Object.keys(settings.intervals).map((resource) => Resource(resource, settings))}
      </div>
      <div class="limits">
        <span>${t.lookBack}</span>
        ${Amount({ name: "look_back", value: settings.look_back, label: t.lookBack, ...BACK })}
        <p class="soft small hint">${t.lookBackHint}</p>
        <span>${t.verify}</span>
        ${Amount({ name: "verify_hours", value: settings.verify_every / 3600, label: t.verify, ...HOURS })}
        <p class="soft small hint">${t.verifyHint}</p>
      </div>
      <div class="row"><span class="sp"></span><button class="btn">${t.save}</button></div>
    </form>
  </section>`;
}

/** @param {string} resource @param {SyncSettings} settings */
function Resource(resource, { intervals, rows_per_fetch: rows }) {
  const name = named(common.resources, resource);
  const { min, max } = intervals[resource];
  return html`<span key=${resource}>${name}</span>
    ${Amount({ name: `${resource}_min`, value: min, label: fill(t.minOf, { resource: name }), ...WAIT })}
    ${Amount({ name: `${resource}_max`, value: max, label: fill(t.maxOf, { resource: name }), ...WAIT })}
    ${Amount({
      name: `${resource}_rows`,
      value: rows[resource] ?? "",
      label: fill(t.rowsOf, { resource: name }),
      ...ROWS,
    })}`;
}

/** @param {Box} box */
const Amount = ({
  name,
  value,
  label,
  min,
  max,
  step,
}) => html`<input class="input num" type="number" min=${min}
  max=${max} step=${step} required name=${name} value=${value} aria-label=${label} />`;
