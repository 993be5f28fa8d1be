import { words } from "../lib/i18n.js";

/** @type {typeof import("./en/account.js").text} */
export const text = await words("account");
