import { changePanel, removePanel, testPanel } from "../client/panels.js";
import { ConnectSteps } from "../components/connect-steps.js";
import { ask, Drawer } from "../components/drawer.js";
import { readForm, Switch } from "../components/form.js";
import { PanelCode } from "../components/status.js";
import { fill } from "../lib/format.js";
import { html, useRef, useState } from "../lib/preact.js";
import { reasonOf } from "../lib/words.js";
import { doAndTell, tell } from "../state/toasts.js";
import { text } from "../text/panels.js";
import { PanelFields } from "./panel-fields.js";
import { changedFields, refusedSteps } from "./panels.view.js";

const t = text.form;

/** @typedef {import("../client/panels.js").Panel} Panel */
/** @typedef {import("../client/panels.js").Switches} Switches */
/** @typedef {import("../lib/http.js").ApiError} ApiError */
/** @typedef {{panel: Panel, onClose: () => void, onChanged: () => Promise<unknown>}} Props */

/** @param {Props} props */
export function EditDrawer({ panel, onClose, onChanged }) {
  const [error, setError] = useState(/** @type {ApiError | null} */ (null));
  const filled = useRef(/** @type {Record<string, string>} */ ({}));
  const save = async (/** @type {boolean} */ anyway) => {
    setError(null);
    try {
      await changePanel(panel.code, {
        ...changedFields(filled.current, panel),
        ...(anyway && { save_anyway: true }),
      });
      tell(fill(t.saved, { code: panel.code }));
      await onChanged();
    } catch (reason) {
      setError(/** @type {ApiError} */ (reason));
    }
  };
  const submit = (/** @type {Event} */ event) => {
    filled.current = readForm(event);
    save(false);
  };
  const steps = refusedSteps(error);
  const remove = async () => {
    const { code, name } = panel;
    if (
      !(await ask({
        title: fill(text.removeTitle, { code }),
        words: fill(text.removeWords, { name }),
        yes: text.remove,
        danger: true,
      }))
    )
      return;
    if (await doAndTell(() => removePanel(code), fill(text.removed, { code })))
      (onClose(), await onChanged());
  };
  const title = html`${PanelCode({ code: panel.code })} ${panel.name}`;
  const foot = html`<button type="button" class="btn danger" onClick=${remove}>${text.remove}</button><span
    class="sp"></span><button class="btn pri" form="panel-edit">${t.save}</button>`;
  return html`<${Drawer} title=${title} onClose=${onClose} foot=${foot}>
    <${Switches} panel=${panel} onChanged=${onChanged} />
    <section>
      <h3>${t.details}</h3>
      <form class="form" id="panel-edit" onSubmit=${submit}><${PanelFields} panel=${panel}
        error=${error} /></form>
      ${error && !error.field && html`<p class="text-bad refusal" role="alert">${reasonOf(error)}</p>`}
      ${steps && html`<${ConnectSteps} steps=${steps} /><p class="testrun"><button type="button"
        class="btn tight" onClick=${() => save(true)}>${t.saveAnyway}</button></p>`}
    </section>
    <${Test} code=${panel.code} />
  <//>`;
}

/**
 * Each switch takes effect as it is flipped.
 * @param {{panel: Panel, onChanged: () => Promise<unknown>}} props
 */
function Switches({ panel, onChanged }) {
  const flip = async (/** @type {keyof Switches} */ name, /** @type {boolean} */ on) => {
    const words = fill(on ? text.switchedOn : text.switchedOff, { name: text.on[name], code: panel.code });
    await doAndTell(() => changePanel(panel.code, { switches: { ...panel.switches, [name]: on } }), words);
    await onChanged();
  };
  return html`<section>
    <h3>${t.switchesTitle}</h3>
    ${
      /** @type {const} */ (["sync", "sending", "ai", "read_only"]).map(
        (name) =>
          html`<${Switch} key=${name} ...${text.switches[name]} checked=${panel.switches[name]}
            onChange=${(/** @type {boolean} */ on) => flip(name, on)} />`,
      )
    }
  </section>`;
}

/** @param {{code: string}} props */
function Test({ code }) {
  const [state, setState] = useState(
    /** @type {{asking: boolean, test: import("../client/panels.js").ConnectTest | null}} */ ({
      asking: false,
      test: null,
    }),
  );
  const run = async () => {
    setState({ asking: true, test: null });
    try {
      setState({ asking: false, test: await testPanel(code) });
    } catch (error) {
      setState({ asking: false, test: null });
      tell(reasonOf(error), { bad: true });
    }
  };
  const { asking, test } = state;
  return html`<section>
    <h3>${text.test.title}</h3>
    <p class="soft">${test ? (test.ok ? text.test.passed : text.test.failed) : text.test.words}</p>
    ${(asking || test) && html`<${ConnectSteps} steps=${test?.steps ?? null} />`}
    <p class="testrun"><button type="button" class="btn tight" disabled=${asking} onClick=${run}>
      ${text.test.run}</button></p>
  </section>`;
}
