import { listPanels, removeSimulatedPanels } from "../client/panels.js";
import { ask } from "../components/drawer.js";
import { icons } from "../components/icons.js";
import { Empty, Loaded } from "../components/states.js";
import { Age, PanelCode } from "../components/status.js";
import { Table } from "../components/table.js";
import { fill, number, plural } from "../lib/format.js";
import { useLive } from "../lib/live.js";
import { html } from "../lib/preact.js";
import { place, setParams } from "../lib/router.js";
import { overview } from "../state/overview.js";
import { may } from "../state/session.js";
import { doAndTell } from "../state/toasts.js";
import { text as common } from "../text/common.js";
import { text } from "../text/panels.js";
import { AddDrawer } from "./panel-add.js";
import { EditDrawer } from "./panel-edit.js";

/** @typedef {import("../client/panels.js").Panel} Panel */

export function Page() {
  const { add, edit } = place.value.params;
  const live = useLive("panels", listPanels);
  const changed = () => Promise.all([live.refresh(), overview.refresh()]);
  const close = () => setParams({ add: "", edit: "" });
  const editing = live.data?.find((panel) => panel.code === edit);
  return html`<div class="pagehead"><div class="hl">
      <h1>${text.title}</h1>
      ${live.data && html`<span class="lead">${plural(live.data.length, text.lead)}</span>`}
      <span class="sp"></span>
      ${may("panels.add") && html`<a class="btn pri" href="#/panels?add=1">${text.add}</a>`}
    </div></div>
    <${Loaded} live=${live}
      show=${(/** @type {Panel[]} */ panels) => (panels.length ? List(panels, changed) : NoPanel())} />
    ${add && may("panels.add") && html`<${AddDrawer} onClose=${close} onChanged=${changed} />`}
    ${
      editing &&
      may("panels.edit") &&
      html`<${EditDrawer} key=${edit} panel=${editing} onClose=${close}
      onChanged=${changed} />`
    }`;
}

const NoPanel = () =>
  Empty({
    title: text.emptyTitle,
    words: text.emptyWords,
    icon: icons.plug,
    children: may("panels.add") && html`<a class="btn pri" href="#/panels?add=1">${text.add}</a>`,
  });

/** @param {Panel[]} panels @param {() => Promise<unknown>} changed */
const List = (panels, changed) => html`${Simulated(panels, changed)}
  <div class="scroll">
    ${Table({
      label: text.title,
      columns: may("panels.edit") ? columns : columns.slice(0, -1),
      rows: panels,
      keyOf: (panel) => panel.code,
      current: place.value.params.edit,
      onOpen: may("panels.edit") ? openPanel : undefined,
    })}
  </div>`;

/** @param {Panel} panel */
const openPanel = ({ code }) => setParams({ edit: code, add: "" });

/** @param {Panel[]} panels @param {() => Promise<unknown>} changed */
function Simulated(panels, changed) {
  const codes = panels.filter((panel) => panel.simulated).map((panel) => panel.code);
  if (!codes.length) return null;
  const remove = async () => {
    const words = fill(text.removeSimulatedWords, { codes: codes.join(", ") });
    if (!(await ask({ title: text.removeSimulatedTitle, words, yes: text.removeSimulated, danger: true })))
      return;
    if (await doAndTell(removeSimulatedPanels, text.removedSimulated)) await changed();
  };
  return html`<div class="notice info">
    <p>${plural(codes.length, text.simulatedBanner)}</p>
    ${
      may("panels.add") &&
      html`<button type="button" class="btn tight" onClick=${remove}>
      ${text.removeSimulated}</button>`
    }
  </div>`;
}

const t = text.columns;

/** @type {import("../components/table.js").Column<Panel>[]} */
const columns = [
  {
    key: "panel",
    label: t.panel,
    card: "line",
    cell: ({ code, name, simulated }) =>
      html`<span class="row">${PanelCode({ code })} <b class="clip">${name}</b> ${
        simulated &&
        html`<span
        class="tag">${common.simulated}</span>`
      }</span>`,
  },
  {
    key: "address",
    label: t.address,
    card: "line",
    cell: ({ base_url }) => html`<span class="soft">${base_url}</span>`,
  },
  { key: "currency", label: t.currency, cell: ({ currency }) => currency || "–" },
  { key: "keys", label: t.keys, className: "soft", cell: Keys },
  { key: "rate", label: t.rate, num: true, className: "roomy", cell: ({ rate_limit }) => number(rate_limit) },
  { key: "switches", label: t.switches, cell: ({ switches }) => OnSwitches(switches) },
  {
    key: "added",
    label: t.added,
    className: "soft roomy",
    card: "hide",
    cell: ({ created_at }) => Age({ at: created_at }),
  },
  {
    key: "acts",
    label: t.acts,
    className: "act",
    num: true,
    card: "line",
    cell: ({ code }) =>
      html`<a class="btn tight" href=${`#/panels?edit=${code}`} aria-label=${fill(text.editPanel, { code })}>
        ${text.edit}</a>`,
  },
];

/** @param {Panel} panel */
function Keys({ admin_api_key_last4: admin, services_api_key_last4: services }) {
  if (!admin) return "–";
  const ends = services
    ? `${text.servicesKey} ${fill(text.keyEnds, { last4: services })}`
    : text.noServicesKey;
  return html`<span class="tab">${text.adminKey} ${fill(text.keyEnds, { last4: admin })} · ${ends}</span>`;
}

/** Read-only wins, so it is said alone. @param {import("../client/panels.js").Switches} switches */
function OnSwitches(switches) {
  const shown = /** @type {const} */ (["sync", "sending", "ai"]).filter(
    (name) => switches[name] && !(switches.read_only && name === "sending"),
  );
  const names = shown.map((name) => text.on[name]);
  if (switches.read_only) names.push(text.on.read_only);
  return names.length ? names.join(" · ") : html`<span class="soft">${text.nothingOn}</span>`;
}
