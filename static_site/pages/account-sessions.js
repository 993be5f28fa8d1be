import { listSessions, revokeSession } from "../client/session.js";
import { Loaded, Skeleton } from "../components/states.js";
import { Age } from "../components/status.js";
import { Table } from "../components/table.js";
import { fill } from "../lib/format.js";
import { useLive } from "../lib/live.js";
import { html } from "../lib/preact.js";
import { doAndTell } from "../state/toasts.js";
import { text as account } from "../text/account.js";

/** @typedef {import("../client/session.js").Session} Session */

const text = account.sessions;
const t = account.sessions.columns;

/** Where the person is signed in; any session but this one can be ended. */
export function Sessions() {
  const live = useLive("sessions", listSessions);
  return html`<section class="card wide-card" aria-labelledby="sessions">
    <header><h2 id="sessions">${text.title}</h2><span class="soft">${text.lead}</span></header>
    <${Loaded} live=${live} skeleton=${() => Skeleton({ lines: 2 })}
      show=${(/** @type {Session[]} */ sessions) => List(sessions, live.refresh)} />
  </section>`;
}

/** @param {Session[]} sessions @param {() => Promise<void>} changed */
const List = (sessions, changed) =>
  html`<div class="scroll">
    ${Table({ label: text.title, columns: columnsFor(changed), rows: sessions, keyOf: (session) => session.id })}</div>`;

/** @param {() => Promise<void>} changed @returns {import("../components/table.js").Column<Session>[]} */
const columnsFor = (changed) => [
  {
    key: "device",
    label: t.device,
    card: "line",
    cell: (session) =>
      html`<span class="row"><span class="clip" title=${session.device}>
        ${nameOf(session)}</span> ${session.current && html`<span class="tag here">
        ${text.current}</span>`}</span>`,
  },
  { key: "address", label: t.address, className: "soft", cell: ({ address }) => address },
  { key: "started", label: t.started, cell: ({ created_at }) => Age({ at: created_at, exact: true }) },
  { key: "seen", label: t.seen, cell: ({ last_seen_at }) => Age({ at: last_seen_at }) },
  {
    key: "acts",
    label: t.acts,
    num: true,
    className: "act",
    card: "line",
    cell: (session) => !session.current && End(session, changed),
  },
];

/** @param {Session} session @param {() => Promise<void>} changed */
function End(session, changed) {
  const device = nameOf(session);
  const end = async () => {
    await doAndTell(() => revokeSession(session.id), fill(text.ended, { device }));
    await changed();
  };
  return html`<button type="button" class="btn tight danger" aria-label=${fill(text.endOf, { device })}
    onClick=${end}>${text.end}</button>`;
}

/** @param {Session} session */
const nameOf = ({ device }) => device || text.unknown;
