import { words } from "../lib/i18n.js";

/** @type {typeof import("./en/orders.js").text} */
export const text = await words("orders");
