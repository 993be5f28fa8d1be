import { words } from "../lib/i18n.js";

/** @type {typeof import("./en/overview.js").text} */
export const text = await words("overview");
