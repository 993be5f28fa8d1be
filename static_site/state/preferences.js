import { changePreferences, loadPreferences } from "../client/preferences.js";
import { signal } from "../lib/preact.js";

/** @typedef {import("../client/preferences.js").Preferences} Preferences */
/** @typedef {import("../client/preferences.js").PreferenceChange} PreferenceChange */

/** How the person signed in wants the dashboard; what stands here until it is known is everybody's default.
 * @type {import("../vendor/signals-core-1.14.5.js").Signal<Preferences>} */
export const preferences = signal({
  language: null,
  theme: null,
  density: null,
  columns: {},
  auto_refresh: true,
});

/** @type {Promise<void> | undefined} */
let asked;

/** Asked once; where the answer fails the defaults stand, and the next caller asks again. */
export function startPreferences() {
  asked ??= loadPreferences().then(
    (found) => void (preferences.value = { ...preferences.peek(), ...found }),
    () => void (asked = undefined),
  );
  return asked;
}

/**
 * In force at once; kept with the person's account so that it is the same on every machine.
 * @param {PreferenceChange} changes
 * @throws {import("../lib/http.js").ApiError} when it could not be kept; it then lasts as long as the page
 */
export async function keepPreference(changes) {
  const { columns, ...rest } = changes;
  const before = preferences.peek();
  const merged = Object.entries({ ...before.columns, ...columns }).filter(([, kept]) => kept);
  preferences.value = { ...before, ...rest, columns: /** @type {any} */ (Object.fromEntries(merged)) };
  await changePreferences(changes);
}
