import { words } from "../lib/i18n.js";

/** @type {typeof import("./en/message.js").text} */
export const text = await words("message");
