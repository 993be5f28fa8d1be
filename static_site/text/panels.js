import { words } from "../lib/i18n.js";

/** @type {typeof import("./en/panels.js").text} */
export const text = await words("panels");
