import { listDeadLetters, replayDeadLetters } from "../client/sync.js";
import { Loaded } from "../components/states.js";
import { Age, named, PanelCode } from "../components/status.js";
import { Table } from "../components/table.js";
import { fill, number, plural } from "../lib/format.js";
import { useLive } from "../lib/live.js";
import { html } from "../lib/preact.js";
import { reasonOf } from "../lib/words.js";
import { tell } from "../state/toasts.js";
import { text as common } from "../text/common.js";
import { text } from "../text/sync.js";

const t = text.dead;

/** @typedef {import("../client/sync.js").DeadLetter} DeadLetter */
/** @typedef {(which: {ids: string[]} | {all: true}) => Promise<void>} Replay */

// Looking at the dead letters hides them from others for some seconds: seldom is enough.
const REFRESH = 30_000;

/** Reads that failed so often that the queue put them aside, and a way to send them again. */
export function DeadLetters() {
  const live = useLive("dead-letters", listDeadLetters, REFRESH);
  /** @type {Replay} */
  const replay = async (which) => {
    try {
      const { replayed } = await replayDeadLetters(which);
      tell(plural(replayed, t.replayed));
    } catch (error) {
      tell(reasonOf(error), { bad: true });
    }
    await live.refresh();
  };
  const count = live.data?.count ?? 0;
  return html`<section class="card dead" aria-labelledby="dead-letters">
    <header><h2 id="dead-letters">${t.title}</h2>
      ${live.data && html`<span class="soft">${count ? plural(count, t.count) : t.none}</span>`}
      <span class="sp"></span>
      ${
        count > 0 &&
        html`<button type="button" class="btn tight" disabled=${live.busy}
        onClick=${() => replay({ all: true })}>${t.replayAll}</button>`
      }
    </header>
    <${Loaded} live=${live} skeleton=${() => html`<p class="pad soft" role="status">${common.loading}</p>`}
      show=${(/** @type {import("../client/sync.js").DeadLetters} */ { items }) =>
        items.length ? Letters(items, replay) : html`<p class="pad soft">${t.words}</p>`} />
  </section>`;
}

/** @param {DeadLetter[]} items @param {Replay} replay */
const Letters = (items, replay) => html`<div class="scroll">
  ${Table({ label: t.title, columns: columnsOf(replay), rows: items, keyOf: (letter) => letter.id })}
</div>`;

/** @param {DeadLetter} letter */
const names = ({ panel, resource }) => ({ panel, resource: named(common.resources, resource).toLowerCase() });

/** @param {Replay} replay @returns {import("../components/table.js").Column<DeadLetter>[]} */
const columnsOf = (replay) => [
  {
    key: "what",
    label: t.what,
    card: "lead",
    cell: ({ panel, resource }) => html`${PanelCode({ code: panel })} ${named(common.resources, resource)}`,
  },
  { key: "sent", label: t.firstSent, cell: ({ first_sent_at }) => Age({ at: first_sent_at }) },
  { key: "due", label: t.due, cell: ({ due_at }) => Age({ at: due_at }) },
  { key: "received", label: t.received, num: true, cell: ({ received }) => number(received) },
  {
    key: "reason",
    label: t.reason,
    className: "pass",
    card: "line",
    cell: ({ reason }) => html`<bdi class=${reason ? "text-bad" : "soft"}>${reason || "–"}</bdi>`,
  },
  {
    key: "acts",
    label: t.acts,
    className: "act",
    num: true,
    card: "line",
    cell: (letter) => html`<button type="button" class="btn tight"
      aria-label=${fill(t.replayOf, names(letter))} onClick=${() => replay({ ids: [letter.id] })}>
      ${t.replay}</button>`,
  },
];
