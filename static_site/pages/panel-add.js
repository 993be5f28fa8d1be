import { addPanel } from "../client/panels.js";
import { ConnectSteps } from "../components/connect-steps.js";
import { Drawer } from "../components/drawer.js";
import { readForm } from "../components/form.js";
import { fill } from "../lib/format.js";
import { formatHash } from "../lib/location.js";
import { html, useRef, useState } from "../lib/preact.js";
import { reasonOf } from "../lib/words.js";
import { tell } from "../state/toasts.js";
import { text as common } from "../text/common.js";
import { text } from "../text/panels.js";
import { PanelFields } from "./panel-fields.js";
import { refusedSteps, toFields } from "./panels.view.js";

const t = text.form;

/** @typedef {import("../lib/http.js").ApiError} ApiError */
/** @typedef {import("../client/panels.js").ConnectStep} ConnectStep */
/**
 * @typedef {{phase: "filling" | "asking" | "refused" | "added", steps: ConnectStep[] | null,
 *   error: ApiError | null, code: string}} State
 */

/**
 * A new panel: its address and key, then the connect test, step by step.
 * @param {{onClose: () => void, onChanged: () => Promise<unknown>}} props
 */
export function AddDrawer({ onClose, onChanged }) {
  const [state, setState] = useState(
    /** @type {State} */ ({ phase: "filling", steps: null, error: null, code: "" }),
  );
  const filled = useRef(/** @type {Record<string, string>} */ ({}));
  const add = async (/** @type {boolean} */ anyway) => {
    const fields = { ...toFields(filled.current), ...(anyway && { save_anyway: true }) };
    const code = String(fields.code);
    setState({ phase: "asking", steps: null, error: null, code });
    try {
      const { connect_test } = await addPanel(fields);
      setState({ phase: "added", steps: connect_test.steps, error: null, code });
      tell(fill(t.added, { code }));
      await onChanged();
    } catch (error) {
      setState({ ...refusal(/** @type {ApiError} */ (error)), code });
    }
  };
  const submit = (/** @type {Event} */ event) => {
    filled.current = readForm(event);
    add(false);
  };
  return html`<${Drawer} title=${t.addTitle} onClose=${onClose} foot=${Foot(state, onClose, () => add(true))}>
    <section hidden=${state.phase === "added"}>
      <form class="form" id="panel-add" onSubmit=${submit}><${PanelFields} error=${state.error} /></form>
    </section>
    ${state.error && !state.error.field && html`<section role="alert" class="text-bad">
      ${reasonOf(state.error)}</section>`}
    ${
      state.phase !== "filling" &&
      (state.steps || state.phase === "asking") &&
      html`<section>
      <h3>${text.test.title}</h3>
      <${ConnectSteps} steps=${state.steps} />
      ${state.phase === "added" && html`<p class="soft">${fill(t.added, { code: state.code })}</p>`}
    </section>`
    }
  <//>`;
}

/** @param {ApiError} error @returns {Omit<State, "code">} */
function refusal(error) {
  const steps = refusedSteps(error);
  return { phase: steps ? "refused" : "filling", steps, error };
}

/** @param {State} state @param {() => void} onClose @param {() => void} anyway */
function Foot({ phase, code }, onClose, anyway) {
  if (phase === "added") {
    return html`<a class="btn" href=${formatHash({ path: "/orders", params: { panel: code } })}>
      ${t.seeOrders}</a><button type="button" class="btn pri" onClick=${onClose}>${t.done}</button>`;
  }
  return html`<button type="button" class="btn" onClick=${onClose}>${common.cancel}</button>
    ${phase === "refused" && html`<button type="button" class="btn" onClick=${anyway}>${t.anyway}</button>`}
    <button class="btn pri" form="panel-add" disabled=${phase === "asking"}>
      ${phase === "asking" ? t.submitBusy : t.submit}</button>`;
}
