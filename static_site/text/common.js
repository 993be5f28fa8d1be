import { words } from "../lib/i18n.js";

/** @type {typeof import("./en/common.js").text} */
export const text = await words("common");
