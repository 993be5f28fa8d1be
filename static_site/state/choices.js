import { asLanguage, setLanguage } from "../lib/i18n.js";
import { effect } from "../lib/preact.js";
import { setTheme, theme } from "../lib/theme.js";
import { reasonOf } from "../lib/words.js";
import { keepPreference, preferences, startPreferences } from "./preferences.js";
import { staff } from "./session.js";
import { tell } from "./toasts.js";

/** @typedef {import("./preferences.js").PreferenceChange} PreferenceChange */

/** What was chosen on the sign-in page, which a new language loads again; the person's own once they are known. */
const EARLY = "hyperpanel.chosen";

effect(() => {
  if (staff.value) takeOver();
});

/** A machine that the person has not used before takes over what they chose elsewhere. */
async function takeOver() {
  const [chosen, before] = [early(), theme.peek()];
  sessionStorage.removeItem(EARLY);
  await startPreferences();
  if (Object.keys(chosen).length) return keep(chosen);
  const { theme: wanted, language } = preferences.peek();
  const known = wanted === "light" || wanted === "dark" || wanted === "system";
  if (known && theme.peek() === before) setTheme(wanted);
  const spoken = asLanguage(language);
  if (spoken) setLanguage(spoken);
}

/** @returns {PreferenceChange} */
const early = () => JSON.parse(sessionStorage.getItem(EARLY) ?? "{}");

/** @param {PreferenceChange} changes */
async function keep(changes) {
  if (!staff.peek()) return sessionStorage.setItem(EARLY, JSON.stringify({ ...early(), ...changes }));
  try {
    await keepPreference(changes);
  } catch (error) {
    tell(reasonOf(error), { bad: true });
  }
}

/** @param {import("../lib/theme.js").Theme} next */
export async function chooseTheme(next) {
  if (next === theme.peek()) return;
  setTheme(next);
  await keep({ theme: next });
}

/** Kept first: the page is loaded again and must find it. @param {import("../lib/i18n.js").Language} next */
export async function chooseLanguage(next) {
  await keep({ language: next });
  setLanguage(next);
}
