import { listQuarantine } from "../client/sync.js";
import { Drawer } from "../components/drawer.js";
import { Loaded } from "../components/states.js";
import { named } from "../components/status.js";
import { clockTime, fill, number, plural, toMs } from "../lib/format.js";
import { useLive } from "../lib/live.js";
import { html } from "../lib/preact.js";
import { text as common } from "../text/common.js";
import { text } from "../text/sync.js";

const t = text.quarantine;

/** @typedef {import("../client/sync.js").BadRow} BadRow */
/** @typedef {import("../client/sync.js").SyncItem} SyncItem */

/**
 * What of one panel's resource did not fit: rows set aside, each with its reason and as the panel sent it (as
 *   text, whatever is in it), and fields that no contract names.
 * @param {{open: string, items: SyncItem[] | undefined, onClose: () => void}} props `open`: "MTP:orders"
 */
export function QuarantineDrawer({ open, items, onClose }) {
  const [panel, resource = ""] = open.split(":");
  const live = useLive(open, (signal) => listQuarantine(panel, resource, signal));
  const item = items?.find((one) => one.panel === panel && one.resource === resource);
  const title = fill(t.title, { panel, resource: named(common.resources, resource).toLowerCase() });
  return html`<${Drawer} title=${title} onClose=${onClose}>
    <${Loaded} live=${live} show=${List} />
    ${Unknown(item?.unknown_fields ?? {})}
  <//>`;
}

/** @param {BadRow[]} rows */
const List = (rows) => html`<section>
    <h3>${t.rows}</h3>
    <p class="soft">${rows.length ? t.words : t.empty}</p>
  </section>
  ${rows.map(
    (row, i) => html`<section key=${row.id ?? i}>
      <div class="row"><b class="tab">${row.id === null ? t.noId : fill(t.id, { id: row.id })}</b><span
        class="sp"></span><span class="soft small">${seen(row)}</span></div>
      <p class="text-bad" dir="auto">${row.reason}</p>
      <details><summary>${t.raw}</summary><pre class="raw" dir="auto">${row.raw}</pre></details>
    </section>`,
  )}`;

/** @param {BadRow} row */
const seen = ({ times, last_seen_at }) =>
  fill(t.seen, { times: plural(times, t.times), last: clockTime(toMs(last_seen_at) ?? 0) });

/** @param {Record<string, number>} fields how often each was seen */
function Unknown(fields) {
  const names = Object.keys(fields).sort();
  if (!names.length) return null;
  return html`<section>
    <h3>${t.fields}</h3>
    <p class="soft">${t.fieldsWords}</p>
    <dl class="kv">${names.map(
      (name) => html`<dt key=${name}><code>${name}</code></dt>
      <dd class="tab">${number(fields[name])}</dd>`,
    )}</dl>
  </section>`;
}
