import { listQuarantine } from "../client/sync.js";
import { Drawer } from "../components/drawer.js";
import { icons } from "../components/icons.js";
import { Empty, Loaded } from "../components/states.js";
import { named } from "../components/status.js";
import { clockTime, fill, plural, toMs } from "../lib/format.js";
import { useLive } from "../lib/live.js";
import { html } from "../lib/preact.js";
import { text as common } from "../text/common.js";
import { text } from "../text/sync.js";

const t = text.quarantine;

/** @typedef {import("../client/sync.js").BadRow} BadRow */

/**
 * Rows set aside, each with its reason and as the panel sent it (as text, whatever is in it).
 * @param {{open: string, onClose: () => void}} props
 */
export function QuarantineDrawer({ open, onClose }) {
  const [panel, resource = ""] = open.split(":");
  const live = useLive(open, (signal) => listQuarantine(panel, resource, signal));
  const title = fill(t.title, { panel, resource: named(common.resources, resource).toLowerCase() });
  return html`<${Drawer} title=${title} onClose=${onClose}>
    <${Loaded} live=${live}
      show=${(/** @type {BadRow[]} */ rows) => 
        rows.length ? List(rows) : Empty({ title: t.emptyTitle, words: t.empty, icon: icons.yes })} />
  <//>`;
}

/** @param {BadRow[]} rows */
const List = (rows) => html`<section><p class="soft">${t.words}</p></section>
  ${rows.map(
    (row, i) => html`<section key=${row.id ?? i}>
      <div class="row"><b class="tab">${row.id === null ? t.noId : fill(t.id, { id: row.id })}</b><span
        class="sp"></span><span class="soft small">${seen(row)}</span></div>
      <p class="text-bad">${row.reason}</p>
      <details><summary>${t.raw}</summary><pre class="raw" dir="auto">${row.raw}</pre></details>
    </section>`,
  )}`;

/** @param {BadRow} row */
const seen = ({ times, last_seen_at }) =>
  fill(t.seen, { times: plural(times, t.times), last: clockTime(toMs(last_seen_at) ?? 0) });
