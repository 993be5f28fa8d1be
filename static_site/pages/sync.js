import { loadSync } from "../client/sync.js";
import { icons } from "../components/icons.js";
import { Empty, Loaded } from "../components/states.js";
import { PanelCode } from "../components/status.js";
import { Table } from "../components/table.js";
import { Tabs } from "../components/tabs.js";
import { clockTime, fill } from "../lib/format.js";
import { useLive } from "../lib/live.js";
import { formatHash } from "../lib/location.js";
import { html } from "../lib/preact.js";
import { place, setParams } from "../lib/router.js";
import { overview } from "../state/overview.js";
import { may } from "../state/session.js";
import { text as common } from "../text/common.js";
import { text } from "../text/sync.js";
import { QuarantineDrawer } from "./quarantine-drawer.js";
import { columnsFor } from "./sync.columns.js";
import { byPanel, filterItems, stateTabs } from "./sync.view.js";
import { DeadLetters } from "./sync-dead-letters.js";
import { RetentionTable } from "./sync-retention.js";
import { Settings } from "./sync-settings.js";

/** @typedef {import("../client/sync.js").SyncPage} SyncPage */

const REFRESH = 5000;

export function Page() {
  const live = useLive("sync", loadSync, REFRESH);
  const { open } = place.value.params;
  return html`<div class="pagehead">
      <div class="hl">
        <h1>${text.title}</h1>
        ${
          live.data &&
          html`<span class="lead tab">
          ${fill(text.refreshed, { time: clockTime(live.at) })}</span>`
        }
      </div>
      ${live.data?.items.length && StateTabs(live.data)}
    </div>
    <${Loaded} live=${live}
      show=${(/** @type {SyncPage} */ data) => (data.items.length ? Content(data, live.refresh) : Nothing())} />
    ${
      open &&
      html`<${QuarantineDrawer} key=${open} open=${open} items=${live.data?.items}
      onClose=${() => setParams({ open: "" })} />`
    }`;
}

const Nothing = () =>
  Empty({
    title: text.emptyTitle,
    words: text.emptyWords,
    icon: icons.plug,
    children: may("panels.add") && html`<a class="btn pri" href="#/panels?add=1">${text.addPanel}</a>`,
  });

/** @param {SyncPage} data */
function StateTabs({ items }) {
  const { panel = "", state = "" } = place.value.params;
  const own = filterItems(items, { panel });
  const tabs = stateTabs(own).map(({ state: key, count }) => ({
    key,
    label: text.tabs[key || "all"],
    count,
    current: key === state,
    href: formatHash({ path: "/sync", params: { panel, state: key } }),
  }));
  return Tabs({ label: text.tabs.label, tabs });
}

/** @param {SyncPage} data @param {() => Promise<void>} changed */
function Content({ items, settings }, changed) {
  const { panel, state } = place.value.params;
  const shown = filterItems(items, { panel, state });
  const narrowed = Boolean(panel || state);
  return html`<div class="pagebody sync">
    ${narrowed && Narrowed(panel, shown.length)}
    ${byPanel(shown).map((group) => PanelCard(group, changed))}
    ${!narrowed && may("sync.control") && html`<${DeadLetters} />`}
    ${
      !narrowed &&
      may("sync.settings") &&
      html`<div class="two"><${Settings} settings=${settings} changed=${changed} />
      <${RetentionTable} retention=${settings.retention} changed=${changed} /></div>`
    }
  </div>`;
}

/** What is left out, and the way back to it. @param {string | undefined} panel @param {number} count */
const Narrowed = (panel, count) => html`<p class="row wrap soft" role="status">
  ${panel && PanelCode({ code: panel })} ${count ? text.narrowed : text.nothingSuch}
  <a class="btn tight" href="#/sync">${text.showAll}</a>
</p>`;

/** @param {ReturnType<typeof byPanel>[number]} group @param {() => Promise<void>} changed */
const PanelCard = ({ panel, items }, changed) => html`<section class="card" key=${panel} aria-label=${panel}>
  <header>${PanelCode({ code: panel })} <h2>${nameOf(panel)}</h2></header>
  <div class="scroll">
    ${Table({
      label: `${text.title} ${panel}`,
      columns: columnsFor(changed),
      rows: items,
      keyOf: (item) => item.resource,
    })}</div>
</section>`;

/** @param {string} code */
function nameOf(code) {
  const panel = overview.state.value.data?.panels.find((one) => one.code === code);
  return panel
    ? html`${panel.name} ${panel.simulated && html`<span class="tag">${common.simulated}</span>`}`
    : null;
}
