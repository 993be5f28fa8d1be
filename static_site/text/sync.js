import { words } from "../lib/i18n.js";

/** @type {typeof import("./en/sync.js").text} */
export const text = await words("sync");
