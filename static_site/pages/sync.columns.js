import { changeSync, resetSync, syncNow } from "../client/sync.js";
import { ask } from "../components/drawer.js";
import { Age, named, SyncStatus } from "../components/status.js";
import { day, duration, fill, number, plural, toMs } from "../lib/format.js";
import { formatHash } from "../lib/location.js";
import { now } from "../lib/now.js";
import { html } from "../lib/preact.js";
import { place } from "../lib/router.js";
import { may } from "../state/session.js";
import { doAndTell } from "../state/toasts.js";
import { text as common } from "../text/common.js";
import { text } from "../text/sync.js";

/** @typedef {import("../client/sync.js").SyncItem} SyncItem */
/** @typedef {import("../components/table.js").Column<SyncItem>} Column */

const t = text.columns;

/** @param {SyncItem} item */
const names = ({ panel, resource }) => ({ panel, resource: named(common.resources, resource).toLowerCase() });

/**
 * The acts a person has no right to are not there.
 * @param {() => Promise<void>} changed
 * @returns {Column[]}
 */
export const columnsFor = (changed) => [
  {
    key: "resource",
    label: t.resource,
    className: "resource",
    card: "lead",
    cell: ({ resource }) => html`<b>${named(common.resources, resource)}</b>`,
  },
  {
    key: "state",
    label: t.state,
    className: "state",
    card: "side",
    cell: ({ state, last_error }) => SyncStatus({ state, error: last_error }),
  },
  {
    key: "interval",
    label: t.interval,
    num: true,
    className: "interval",
    cell: ({ interval }) => duration(interval),
  },
  {
    key: "perFetch",
    label: t.perFetch,
    num: true,
    className: "few",
    cell: (item) => (may("sync.control") ? PerFetch(item, changed) : number(item.rows_per_fetch)),
  },
  {
    key: "cached",
    label: t.cached,
    num: true,
    className: "cached",
    cell: ({ rows_cached }) => number(rows_cached),
  },
  {
    key: "fetched",
    label: t.fetched,
    className: "when",
    cell: ({ last_fetched }) => Age({ at: last_fetched }),
  },
  { key: "due", label: t.due, className: "when", cell: Due },
  { key: "pass", label: t.pass, className: "pass", card: "line", cell: Pass },
  {
    key: "acts",
    label: t.acts,
    className: "act",
    num: true,
    card: "line",
    cell: (item) => Acts(item, changed),
  },
];

/** @param {SyncItem} item */
function Due({ next_due, paused }) {
  const ms = toMs(next_due);
  if (paused || ms === null) return html`<span class="soft">–</span>`;
  return ms <= now.value ? text.dueNow : Age({ at: next_due });
}

/** How far the older history has come, while it is still being read. @param {SyncItem} item */
function Backfill({ backfill, last_pass }) {
  if (!backfill || backfill.done || !backfill.rows) return null;
  const reached = toMs(backfill.reached);
  if (reached === null && last_pass) return null;
  const words = reached === null ? text.backfill : text.backfillReached;
  return html`<span class="under soft small tab">
    ${fill(words, { rows: number(backfill.rows), reached: reached === null ? "" : day(reached) })}</span>`;
}

/** @param {SyncItem} item */
function Pass(item) {
  const { last_pass: pass, quarantined, unknown_fields: unknown = {} } = item;
  const strange = Object.keys(unknown);
  const parts = pass
    ? [fill(text.pass, { new: number(pass.new), changed: number(pass.changed), same: number(pass.same) })]
    : [text.noPass];
  if (pass?.bad) parts.push(fill(text.passBad, { count: number(pass.bad) }));
  if (pass?.gone) parts.push(fill(text.passGone, { count: number(pass.gone) }));
  const { path, params } = place.value;
  const href = formatHash({ path, params: { ...params, open: `${item.panel}:${item.resource}` } });
  return html`<span class="soft tab">${parts.join(" · ")}</span>
    ${quarantined > 0 && html`<a class="aside" href=${href}>${plural(quarantined, text.quarantined)}</a>`}
    ${strange.length > 0 && html`<a class="aside small" href=${href}>
      ${plural(strange.length, text.unknownFields)}</a>`}
    ${Backfill(item)}
    ${item.last_error && html`<span class="under text-bad"><bdi>${item.last_error}</bdi></span>`}`;
}

/** @param {SyncItem} item @param {() => Promise<void>} changed */
function PerFetch(item, changed) {
  const set = async (/** @type {Event} */ event) => {
    const rows = Number(/** @type {HTMLInputElement} */ (event.target).value);
    if (!(rows > 0) || rows === item.rows_per_fetch) return;
    await doAndTell(
      () => changeSync(item.panel, item.resource, { rows_per_fetch: rows }),
      fill(text.perFetchSet, { ...names(item), rows: number(rows) }),
    );
    await changed();
  };
  return html`<input class="input num" type="number" min="10" max="1000" value=${item.rows_per_fetch}
    aria-label=${fill(text.setPerFetch, names(item))} onChange=${set} />`;
}

/** @param {SyncItem} item @param {() => Promise<void>} changed */
function Acts(item, changed) {
  const { panel, resource, paused } = item;
  const act = async (/** @type {() => Promise<unknown>} */ run, /** @type {string} */ done) => {
    await doAndTell(run, fill(done, names(item)));
    await changed();
  };
  const reset = async () => {
    const words = {
      title: fill(text.resetTitle, names(item)),
      words: text.resetWords,
      yes: text.acts.reset,
      danger: true,
    };
    if (await ask(words)) await act(() => resetSync(panel, resource), text.resetDone);
  };
  const pause = () =>
    act(() => changeSync(panel, resource, { paused: !paused }), paused ? text.resumed : text.paused);
  return html`<span class="acts">
    ${may("sync.run") && Act(text.acts.now, item, () => act(() => syncNow(panel, resource), text.asked), paused)}
    ${
      may("sync.control") &&
      html`
      ${Act(paused ? text.acts.resume : text.acts.pause, item, pause)} ${Act(text.acts.reset, item, reset)}`
    }
  </span>`;
}

/** @param {string} word @param {SyncItem} item @param {() => void} run @param {boolean} [disabled] */
const Act = (word, item, run, disabled = false) =>
  html`<button type="button" class="btn tight" aria-label=${fill(text.acts.of, { act: word, ...names(item) })}
    disabled=${disabled} onClick=${run}>${word}</button>`;
