import { words } from "../lib/i18n.js";

/** @type {typeof import("./en/sign-in.js").text} */
export const text = await words("sign-in");
