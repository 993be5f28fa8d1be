import { signal } from "../lib/preact.js";

/**
 * The keys of the page in view, for the list that `?` shows. A page sets them when it opens.
 * @type {import("../vendor/signals-core-1.14.5.js").Signal<{keys: string, words: string}[]>}
 */
export const pageKeys = signal([]);
