import { words } from "../lib/i18n.js";

/** @type {typeof import("./en/sessions.js").text} */
export const text = await words("sessions");
