import { words } from "../lib/i18n.js";

/** @type {typeof import("./en/chart.js").text} */
export const text = await words("chart");
