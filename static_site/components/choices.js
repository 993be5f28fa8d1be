import { language, LANGUAGES } from "../lib/i18n.js";
import { html } from "../lib/preact.js";
import { theme } from "../lib/theme.js";
import { chooseLanguage, chooseTheme } from "../state/choices.js";
import { text } from "../text/common.js";

/** @typedef {import("../lib/i18n.js").Language} Language */

/**
 * One of a few as a row of buttons.
 * @template {string} V
 * @param {{legend: string, name: string, current: V, choices: [V, string][], choose: (value: V) => void}} props
 */
export const Segments = ({ legend, name, current, choices, choose }) => html`<fieldset class="segments">
  <legend class="sr">${legend}</legend>
  ${choices.map(
    ([value, label]) => html`<label key=${value} lang=${name === "language" ? value : undefined}><input type="radio"
      name=${name} value=${value} checked=${current === value} onChange=${() => choose(value)} />${label}</label>`,
  )}
</fieldset>`;

export const Themes = () =>
  Segments({
    legend: text.theme,
    name: "theme",
    current: theme.value,
    choices: /** @type {[import("../lib/theme.js").Theme, string][]} */ (Object.entries(text.themes)),
    choose: chooseTheme,
  });

/** Each language by its own name; the page is loaded again in it, where it stands. */
export const Languages = () =>
  Segments({
    legend: text.language,
    name: "language",
    current: language,
    choices: /** @type {[Language, string][]} */ (Object.entries(LANGUAGES)),
    choose: chooseLanguage,
  });
