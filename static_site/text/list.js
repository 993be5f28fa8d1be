import { words } from "../lib/i18n.js";

/** @type {typeof import("./en/list.js").text} */
export const text = await words("list");
