import { loadSync } from "../client/sync.js";
import { icons } from "../components/icons.js";
import { Empty, Loaded } from "../components/states.js";
import { PanelCode } from "../components/status.js";
import { Table } from "../components/table.js";
import { clockTime, fill } from "../lib/format.js";
import { useLive } from "../lib/live.js";
import { html } from "../lib/preact.js";
import { place, setParams } from "../lib/router.js";
import { overview } from "../state/overview.js";
import { may } from "../state/session.js";
import { text as common } from "../text/common.js";
import { text } from "../text/sync.js";
import { QuarantineDrawer } from "./quarantine-drawer.js";
import { columnsFor } from "./sync.columns.js";
import { Intervals, RetentionTable } from "./sync-settings.js";
import { byPanel } from "./sync.view.js";

/** @typedef {import("../client/sync.js").SyncPage} SyncPage */

const REFRESH = 5000;

export function Page() {
  const live = useLive("sync", loadSync, REFRESH);
  const { open } = place.value.params;
  return html`<div class="pagehead"><div class="hl">
      <h1>${text.title}</h1>
      ${live.data && html`<span class="lead tab">
        ${fill(text.refreshed, { time: clockTime(live.at) })}</span>`}
    </div></div>
    <${Loaded} live=${live}
      show=${(/** @type {SyncPage} */ data) => (data.items.length ? Content(data, live.refresh) : Nothing())} />
    ${open && html`<${QuarantineDrawer} key=${open} open=${open}
      onClose=${() => setParams({ open: "" })} />`}`;
}

const Nothing = () =>
  Empty({
    title: text.emptyTitle,
    words: text.emptyWords,
    icon: icons.plug,
    children: may("panels.add") && html`<a class="btn pri" href="#/panels?add=1">${text.addPanel}</a>`,
  });

/** @param {SyncPage} data @param {() => Promise<void>} changed */
function Content({ items, settings }, changed) {
  const columns = columnsFor(changed);
  return html`<div class="pagebody sync">
    ${byPanel(items).map(
      ({ panel, items: resources }) => html`<section class="card" key=${panel} aria-label=${panel}>
      <header>${PanelCode({ code: panel })} <h2>${nameOf(panel)}</h2></header>
      <div class="scroll">
        ${Table({ label: `${text.title} ${panel}`, columns, rows: resources, keyOf: (item) => item.resource })}</div>
    </section>`,
    )}
    ${may("sync.settings") && html`<div class="two"><${Intervals} settings=${settings} changed=${changed} />
      <${RetentionTable} retention=${settings.retention} changed=${changed} /></div>`}
  </div>`;
}

/** @param {string} code */
function nameOf(code) {
  const panel = overview.state.value.data?.panels.find((one) => one.code === code);
  return panel
    ? html`${panel.name} ${panel.simulated && html`<span class="tag">${common.simulated}</span>`}`
    : null;
}
