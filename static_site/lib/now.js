import { signal } from "./preact.js";

/** The time "ago" is counted from, epoch ms; one tick for every line of every table. */
export const now = signal(Date.now());

setInterval(() => {
  if (document.visibilityState === "visible") now.value = Date.now();
}, 5000);
