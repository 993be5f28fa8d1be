import { words } from "../lib/i18n.js";

/** @type {typeof import("./en/shell.js").text} */
export const text = await words("shell");
