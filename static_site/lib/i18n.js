/** @typedef {"en" | "tr" | "fa"} Language */

/** Each by its own name, for people who cannot read the language the page is in. */
export const LANGUAGES = /** @type {const} */ ({ en: "English", tr: "Türkçe", fa: "فارسی" });

const KEY = "hyperpanel.language"; // theme.js reads it before the first paint and sets <html lang dir>

/** The person's language; it is settled before the first paint and changes only with a reload. */
export const language = asLanguage(globalThis.document?.documentElement.lang) ?? "en";

/** @param {unknown} name @returns {Language | null} */
export function asLanguage(name) {
  return typeof name === "string" && Object.hasOwn(LANGUAGES, name) ? /** @type {Language} */ (name) : null;
}

/**
 * A page's words in the person's language; `text/<name>.js` gives them their type.
 * @param {string} name
 * @returns {Promise<any>}
 */
export async function words(name) {
  return (await import(`../text/${language}/${name}.js`)).text;
}

/**
 * Keep the choice and load the page again where it stands; unsaved changes are asked about first.
 * @param {Language} next
 * @returns {boolean} false: storage is forbidden, so the choice cannot be kept
 */
export function setLanguage(next) {
  try {
    localStorage.setItem(KEY, next);
  } catch {
    return false;
  }
  if (next !== language) location.reload();
  return true;
}
