import { html } from "../lib/preact.js";
import { closeOverlay } from "../state/overlays.js";
import { pageKeys } from "../state/page-keys.js";
import { text as common } from "../text/common.js";
import { text } from "../text/shell.js";
import { Dialog } from "./dialog.js";

const t = text.keys;

const EVERYWHERE = [
  { keys: "Ctrl+K", words: t.list.palette },
  { keys: "/", words: t.list.search },
  { keys: "?", words: t.list.help },
  { keys: "Esc", words: t.list.close },
];

/** Every key that works on the page in view, and those that work on all. */
export function KeysHelp() {
  const foot = html`<button type="button" class="btn" onClick=${closeOverlay}>${common.close}</button>`;
  return html`<${Dialog} title=${t.title} onClose=${closeOverlay} foot=${foot} className="wide">
    <div class="keys">
      ${pageKeys.value.length > 0 && Group(t.here, pageKeys.value)}
      ${Group(t.everywhere, EVERYWHERE)}
    </div>
  <//>`;
}

/** @param {string} title @param {{keys: string, words: string}[]} list */
const Group = (title, list) => html`<section><h3>${title}</h3><dl>
  ${list.map(
    ({ keys, words }) => html`<div key=${keys}><dt>${named(keys).split(/(?<=.)\+/).map((key) => html`<kbd key=${key}>${key}</kbd>`)}</dt>
      <dd>${words}</dd></div>`,
  )}</dl></section>`;

const isMac = /Mac|iP(hone|ad)/.test(navigator.platform);
/** @param {string} keys */
const named = (keys) => (isMac ? keys.replace("Ctrl", "⌘") : keys);
