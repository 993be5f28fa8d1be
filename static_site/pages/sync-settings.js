import { askRetention, changeSyncSettings, takeBackRetention } from "../client/sync.js";
import { readForm } from "../components/form.js";
import { named } from "../components/status.js";
import { clockTime, fill, plural, toMs } from "../lib/format.js";
import { html } from "../lib/preact.js";
import { reasonOf } from "../lib/words.js";
import { doAndTell, tell } from "../state/toasts.js";
import { text as common } from "../text/common.js";
import { text } from "../text/sync.js";
import { changedSettings } from "./sync.view.js";

/** @typedef {import("../client/sync.js").SyncSettings} SyncSettings */
/** @typedef {import("../client/sync.js").Retention} Retention */

const t = text.settings;
const r = text.retention;

/** @param {{settings: SyncSettings, changed: () => Promise<void>}} props */
export function Intervals({ settings, changed }) {
  const submit = async (/** @type {Event} */ event) => {
    const changes = changedSettings(readForm(event), settings);
    if (Object.keys(changes).length) await doAndTell(() => changeSyncSettings(changes), t.saved);
    await changed();
  };
  const seconds = (/** @type {string} */ name, /** @type {number} */ value, /** @type {string} */ label) =>
    html`<input class="input num" type="number" min="1" required name=${name} value=${value}
      aria-label=${label} />`;
  return html`<section class="card" aria-labelledby="intervals">
    <header><h2 id="intervals">${t.title}</h2></header>
    <form class="pad form" onSubmit=${submit}>
      <p class="soft">${t.words}</p>
      <div class="limits">
        <span class="soft">${t.resource}</span><span class="soft num">${t.min}</span><span class="soft num">
          ${t.max}</span>
        ${Object.entries(settings.intervals).map(([resource, { min, max }]) => {
          const name = named(common.resources, resource);
          return html`<span key=${resource}>${name}</span>
            ${seconds(`${resource}_min`, min, fill(t.minOf, { resource: name }))}${seconds(`${resource}_max`, max, fill(t.maxOf, { resource: name }))}`;
        })}
        ${settings.look_back !== undefined && html`<span>${t.lookBack}</span>
          ${seconds("look_back", settings.look_back, t.lookBack)}<span></span>`}
      </div>
      <p class="soft small">${t.lookBackHint}</p>
      <div class="row"><span class="sp"></span><button class="btn">${t.save}</button></div>
    </form>
  </section>`;
}

/** @param {{retention: Record<string, Retention>, changed: () => Promise<void>}} props */
export const RetentionTable = ({
  retention,
  changed,
}) => html`<section class="card" aria-labelledby="retention">
  <header><h2 id="retention">${r.title}</h2></header>
  <div class="pad form">
    <p class="soft">${r.words}</p>
    <ul class="kept">${Object.entries(retention).map(([resource, rule]) => html`<${Kept} key=${resource}
      resource=${resource} rule=${rule} changed=${changed} />`)}</ul>
  </div>
</section>`;

/** @param {{resource: string, rule: Retention, changed: () => Promise<void>}} props */
function Kept({ resource, rule, changed }) {
  const name = named(common.resources, resource);
  const submit = async (/** @type {Event} */ event) => {
    const { days } = readForm(event);
    try {
      const answer = await askRetention(resource, days ? Number(days) : null);
      const time = clockTime(toMs(answer.effective_at) ?? 0);
      tell(fill(r.asked, { rows: plural(answer.rows, r.rows), resource: name.toLowerCase(), time }));
    } catch (error) {
      tell(reasonOf(error), { bad: true });
    }
    await changed();
  };
  const takeBack = async () => {
    await doAndTell(() => takeBackRetention(resource), fill(r.takenBack, { resource: name }));
    await changed();
  };
  return html`<li>
    <form class="row" onSubmit=${submit}>
      <span class="what">${name}</span><span class="soft">${keptWords(rule.days)}</span><span
        class="sp"></span>
      <input class="input few num" type="number" min="1" name="days" value=${rule.days ?? ""}
        placeholder=${r.placeholder} aria-label=${fill(r.field, { resource: name.toLowerCase() })} />
      <button class="btn tight">${r.change}</button>
    </form>
    ${
      rule.pending &&
      html`<div class="notice"><p>
        ${pendingWords(rule.pending)}</p>
      <button type="button" class="btn tight" onClick=${takeBack}>${r.takeBack}</button></div>`
    }
  </li>`;
}

/** @param {NonNullable<Retention["pending"]>} pending */
const pendingWords = ({ days, rows, effective_at }) =>
  fill(r.pending, {
    time: clockTime(toMs(effective_at) ?? 0),
    kept: keptWords(days).toLowerCase(),
    rows: plural(rows, r.rows),
  });

/** @param {number | null} days */
const keptWords = (days) => (days === null ? r.forever : plural(days, r.days));
