import { addPanel, tryPanel } from "../client/panels.js";
import { ConnectSteps } from "../components/connect-steps.js";
import { Drawer } from "../components/drawer.js";
import { readForm } from "../components/form.js";
import { fill } from "../lib/format.js";
import { formatHash } from "../lib/location.js";
import { html, useRef, useState } from "../lib/preact.js";
import { reasonOf } from "../lib/words.js";
import { tell } from "../state/toasts.js";
import { useUnsaved } from "../state/unsaved.js";
import { text as common } from "../text/common.js";
import { text } from "../text/panels.js";
import { PanelFields } from "./panel-fields.js";
import { lineOf, refusedSteps, runSteps, toFields } from "./panels.view.js";

const t = text.form;

/** @typedef {import("../lib/http.js").ApiError} ApiError */
/** @typedef {import("./panels.view.js").StepLine} StepLine */
/**
 * @typedef {{phase: "filling" | "asking" | "saving" | "refused" | "added", lines: StepLine[],
 *   error: ApiError | null, code: string}} State
 */

/** @type {State} */
const FIRST = { phase: "filling", lines: [], error: null, code: "" };

/**
 * A new panel: its address and key, then the connect test, one step after the other.
 * @param {{onClose: () => void, onChanged: () => Promise<unknown>}} props
 */
export function AddDrawer({ onClose, onChanged }) {
  const [state, setState] = useState(FIRST);
  const [dirty, setDirty] = useState(false);
  useUnsaved(dirty && state.phase !== "added");
  const filled = useRef(/** @type {Record<string, string>} */ ({}));
  const change = (/** @type {Partial<State>} */ changes) => setState((was) => ({ ...was, ...changes }));
  const save = async (/** @type {boolean} */ anyway) => {
    const fields = { ...toFields(filled.current), ...(anyway && { save_anyway: true }) };
    change({ phase: "saving", error: null });
    try {
      const { connect_test } = await addPanel(fields);
      change({ phase: "added", lines: connect_test.steps.map(lineOf) });
      tell(fill(t.added, { code: String(fields.code) }));
      await onChanged();
    } catch (error) {
      const steps = refusedSteps(/** @type {ApiError} */ (error));
      change({ ...refusal(error), ...(steps && { phase: "refused", lines: steps.map(lineOf) }) });
    }
  };
  const test = async () => {
    const fields = toFields(filled.current);
    change({ phase: "asking", error: null, code: String(fields.code) });
    try {
      const readable = await runSteps(
        (resource) => tryPanel(fields, resource),
        (lines) => change({ lines }),
      );
      if (readable) await save(false);
      else change({ phase: "refused" });
    } catch (error) {
      change(refusal(error));
    }
  };
  const submit = (/** @type {Event} */ event) => {
    filled.current = readForm(event);
    test();
  };
  const foot = Foot(state, onClose, () => save(true));
  return html`<${Drawer} title=${t.addTitle} onClose=${onClose} foot=${foot}>
    <section hidden=${state.phase === "added"}>
      <form class="form" id="panel-add" onSubmit=${submit} onInput=${() => setDirty(true)}>
        <${PanelFields} error=${state.error} /></form>
    </section>
    ${Outcome(state)}
  <//>`;
}

/** Back to the form, with what is wrong; the steps that were shown are of no use. @param {unknown} error */
const refusal = (error) => ({
  phase: /** @type {const} */ ("filling"),
  lines: [],
  error: /** @type {ApiError} */ (error),
});

/** @param {State} state */
const Outcome = ({ phase, lines, error, code }) => html`
  ${error && !error.field && html`<section role="alert" class="text-bad">${reasonOf(error)}</section>`}
  ${
    lines.length > 0 &&
    html`<section>
      <h3>${text.test.title}</h3>
      <${ConnectSteps} lines=${lines} />
      ${phase === "refused" && !error && html`<p class="text-bad" role="alert">${text.test.failed}</p>`}
      ${phase === "saving" && html`<p class="soft" role="status">${t.saving}</p>`}
      ${phase === "added" && html`<p class="soft">${fill(t.added, { code })}</p>`}
    </section>`
  }`;

/** @param {State} state @param {() => void} onClose @param {() => void} anyway */
function Foot({ phase, code }, onClose, anyway) {
  if (phase === "added") {
    return html`<a class="btn" href=${formatHash({ path: "/orders", params: { panel: code } })}>
      ${t.seeOrders}</a><button type="button" class="btn pri" onClick=${onClose}>${t.done}</button>`;
  }
  const busy = phase === "asking" || phase === "saving";
  return html`<button type="button" class="btn" onClick=${onClose}>${common.cancel}</button>
    ${phase === "refused" && html`<button type="button" class="btn" onClick=${anyway}>${t.anyway}</button>`}
    <button class="btn pri" form="panel-add" disabled=${busy}>${busy ? t.submitBusy : t.submit}</button>`;
}
