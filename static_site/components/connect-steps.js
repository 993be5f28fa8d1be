import { RESOURCES } from "../client/overview.js";
import { plural } from "../lib/format.js";
import { html } from "../lib/preact.js";
import { text as common } from "../text/common.js";
import { text } from "../text/panels.js";
import { icons } from "./icons.js";
import { named } from "./status.js";

const t = text.test;

/** @typedef {import("../client/panels.js").ConnectStep} ConnectStep */

/**
 * The connect test, one line per resource: green with what came back, red with the panel's own words.
 * @param {{steps: ConnectStep[] | null}} props null: still being asked
 */
export function ConnectSteps({ steps }) {
  const lines = steps ?? RESOURCES.map((resource) => ({ resource, ok: undefined }));
  return html`<ol class="steps" aria-live="polite">
    ${lines.map(
      (
        step,
      ) => html`<li key=${step.resource} class=${step.ok === undefined ? "asked" : step.ok ? "ok" : "bad"}>
        <span class="mark">${step.ok === undefined ? null : step.ok ? icons.yes() : icons.no()}</span>
        <span>${named(common.resources, step.resource)} <span class="sr">
          ${step.ok === undefined ? "" : step.ok ? t.yes : t.no}</span></span>
        <span class="words ${step.ok === false ? "text-bad" : "soft"}">
          ${step.ok === undefined ? t.asked : inWords(step)}</span>
      </li>`,
    )}
  </ol>`;
}

/** @param {ConnectStep} step */
function inWords({ ok, rows, message }) {
  if (!ok) return message || t.refused;
  return message || (rows === null || rows === undefined ? t.ok : plural(rows, t.rows));
}
