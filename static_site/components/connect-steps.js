import { plural } from "../lib/format.js";
import { html } from "../lib/preact.js";
import { text as common } from "../text/common.js";
import { text } from "../text/panels.js";
import { icons } from "./icons.js";
import { named } from "./status.js";

const t = text.test;

/** @typedef {import("../pages/panels.view.js").StepLine} StepLine */

/** What is heard after the resource's name. @type {Record<StepLine["state"], string>} */
const HEARD = { waiting: "", asked: "", good: t.yes, bad: t.no, left: "" };

/**
 * The connect test, one line per resource: what is being asked now, green with what came back, red with the
 *   panel's own words.
 * @param {{lines: StepLine[]}} props
 */
export const ConnectSteps = ({ lines }) => html`<ol class="steps" aria-live="polite" aria-label=${t.title}>
  ${lines.map(
    (line) => html`<li key=${line.resource} class=${line.state}>
      <span class="mark">${Mark(line)}</span>
      <span>${named(common.resources, line.resource)} <span class="sr">${HEARD[line.state]}</span></span>
      <span class="words ${line.state === "bad" ? "text-bad" : "soft"}" dir="auto">${inWords(line)}</span>
    </li>`,
  )}
</ol>`;

/** @param {StepLine} line */
function Mark({ state }) {
  if (state === "good") return icons.yes();
  return state === "bad" ? icons.no() : null;
}

/** Hyperpanel's own remarks in the person's language, the panel's as they are. @param {StepLine} line */
function inWords({ state, rows, message }) {
  if (state === "waiting") return t.next;
  if (state === "asked") return t.asked;
  if (state === "left") return t.left;
  if (message) return message === "no services key" ? t.noServicesKey : message;
  if (state === "bad") return t.refused;
  return rows === null || rows === undefined ? t.ok : plural(rows, t.rows);
}
