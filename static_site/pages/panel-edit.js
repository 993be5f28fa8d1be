import { changePanel, removePanel, testPanel } from "../client/panels.js";
import { ConnectSteps } from "../components/connect-steps.js";
import { ask, Drawer } from "../components/drawer.js";
import { readForm, Switch } from "../components/form.js";
import { PanelCode } from "../components/status.js";
import { fill } from "../lib/format.js";
import { html, useRef, useState } from "../lib/preact.js";
import { reasonOf } from "../lib/words.js";
import { doAndTell, tell } from "../state/toasts.js";
import { useUnsaved } from "../state/unsaved.js";
import { text } from "../text/panels.js";
import { PanelFields } from "./panel-fields.js";
import { changedFields, lineOf, refusedSteps, runSteps, switchLines } from "./panels.view.js";

const t = text.form;

/** @typedef {import("../client/panels.js").Panel} Panel */
/** @typedef {import("../client/panels.js").Switches} Switches */
/** @typedef {import("./panels.view.js").StepLine} StepLine */
/** @typedef {import("../lib/http.js").ApiError} ApiError */
/** @typedef {{panel: Panel, onClose: () => void, onChanged: () => Promise<unknown>}} Props */

/** @param {Props} props */
export function EditDrawer({ panel, onClose, onChanged }) {
  const remove = async () => {
    const { code, name } = panel;
    const question = { title: fill(text.removeTitle, { code }), words: fill(text.removeWords, { name }) };
    if (!(await ask({ ...question, yes: text.remove, danger: true }))) return;
    if (await doAndTell(() => removePanel(code), fill(text.removed, { code })))
      (onClose(), await onChanged());
  };
  const title = html`${PanelCode({ code: panel.code })} ${panel.name}`;
  const foot = html`<button type="button" class="btn danger" onClick=${remove}>${text.remove}</button><span
    class="sp"></span><button class="btn pri" form="panel-edit">${t.save}</button>`;
  return html`<${Drawer} title=${title} onClose=${onClose} foot=${foot}>
    <${SwitchList} panel=${panel} onChanged=${onChanged} />
    <${Details} panel=${panel} onChanged=${onChanged} />
    <${Test} code=${panel.code} />
  <//>`;
}

/**
 * Each switch takes effect as it is flipped, and stays as the person left it while the API is told. Under
 *   read-only, sending cannot be flipped: it would do nothing.
 * @param {{panel: Panel, onChanged: () => Promise<unknown>}} props
 */
function SwitchList({ panel, onChanged }) {
  const [flipped, setFlipped] = useState(/** @type {Partial<Switches>} */ ({}));
  const flip = async (/** @type {keyof Switches} */ name, /** @type {boolean} */ on) => {
    setFlipped({ [name]: on });
    const words = fill(on ? text.switchedOn : text.switchedOff, { name: text.on[name], code: panel.code });
    await doAndTell(() => changePanel(panel.code, { switches: { ...panel.switches, [name]: on } }), words);
    await onChanged();
    setFlipped({});
  };
  return html`<section>
    <h3>${t.switchesTitle}</h3>
    ${switchLines({ ...panel.switches, ...flipped }).map(
      ({ name, on, overruled }) =>
        html`<${Switch} key=${name} label=${text.switches[name].label}
          hint=${overruled ? text.overruled : text.switches[name].hint} checked=${on && !overruled}
          disabled=${overruled} onChange=${(/** @type {boolean} */ next) => flip(name, next)} />`,
    )}
  </section>`;
}

/** @param {{panel: Panel, onChanged: () => Promise<unknown>}} props */
function Details({ panel, onChanged }) {
  const [error, setError] = useState(/** @type {ApiError | null} */ (null));
  const [dirty, setDirty] = useState(false);
  useUnsaved(dirty);
  const filled = useRef(/** @type {Record<string, string>} */ ({}));
  const save = async (/** @type {boolean} */ anyway) => {
    setError(null);
    try {
      const changes = changedFields(filled.current, panel);
      await changePanel(panel.code, { ...changes, ...(anyway && { save_anyway: true }) });
      setDirty(false);
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
  return html`<section>
    <h3>${t.details}</h3>
    <form class="form" id="panel-edit" onSubmit=${submit}
      onInput=${() => setDirty(true)}><${PanelFields} panel=${panel} error=${error}>
      ${panel.services_api_key_last4 && html`<${ServicesKey} panel=${panel} onChanged=${onChanged} />`}
    <//></form>
    ${error && !error.field && html`<p class="text-bad refusal" role="alert">${reasonOf(error)}</p>`}
    ${
      steps &&
      html`<${ConnectSteps} lines=${steps.map(lineOf)} /><p class="testrun"><button type="button"
      class="btn tight" onClick=${() => save(true)}>${t.saveAnyway}</button></p>`
    }
  </section>`;
}

/** A key is taken away even from a panel that does not answer: that may be why.
 * @param {Omit<Props, "onClose">} props */
function ServicesKey({ panel, onChanged }) {
  const { code } = panel;
  const remove = async () => {
    const question = { title: fill(text.removeKeyTitle, { code }), words: text.removeKeyWords };
    if (!(await ask({ ...question, yes: text.removeKey, danger: true }))) return;
    await doAndTell(
      () => changePanel(code, { services_api_key: null, save_anyway: true }),
      fill(text.removedKey, { code }),
    );
    await onChanged();
  };
  return html`<p><button type="button" class="btn tight danger" onClick=${remove}>
    ${text.removeKey}</button></p>`;
}

/** @param {{code: string}} props */
function Test({ code }) {
  const [lines, setLines] = useState(/** @type {StepLine[]} */ ([]));
  const [result, setResult] = useState(/** @type {boolean | null} */ (null));
  const asking = lines.length > 0 && result === null;
  const run = async () => {
    setResult(null);
    try {
      setResult(await runSteps((resource) => testPanel(code, resource), setLines));
    } catch (error) {
      setLines([]);
      tell(reasonOf(error), { bad: true });
    }
  };
  const words = result === null ? text.test.words : result ? text.test.passed : text.test.failed;
  return html`<section>
    <h3>${text.test.title}</h3>
    <p class="soft">${words}</p>
    ${lines.length > 0 && html`<${ConnectSteps} lines=${lines} />`}
    <p class="testrun"><button type="button" class="btn tight" disabled=${asking} onClick=${run}>
      ${text.test.run}</button></p>
  </section>`;
}
