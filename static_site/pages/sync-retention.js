import { askRetention, takeBackRetention } from "../client/sync.js";
import { readForm } from "../components/form.js";
import { named } from "../components/status.js";
import { clockTime, fill, plural, toMs } from "../lib/format.js";
import { html } from "../lib/preact.js";
import { reasonOf } from "../lib/words.js";
import { doAndTell, tell } from "../state/toasts.js";
import { text as common } from "../text/common.js";
import { text } from "../text/sync.js";

const r = text.retention;

/** @typedef {import("../client/sync.js").Retention} Retention */

/** @param {{retention: Record<string, Retention>, changed: () => Promise<void>}} props */
export const RetentionTable = ({
  retention,
  changed,
}) => html`<section class="card" aria-labelledby="retention">
  <header><h2 id="retention">${r.title}</h2></header>
  <div class="pad form">
    <p class="soft">${r.words}</p>
    <ul class="kept">${Object.entries(retention).map(
      ([resource, rule]) => html`<${Kept} key=${resource}
      resource=${resource} rule=${rule} changed=${changed} />`,
    )}</ul>
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
