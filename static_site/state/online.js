import { signal } from "../lib/preact.js";

/** Whether the machine has a network at all; a server that does not answer is each page's own to tell. */
export const online = signal(navigator.onLine);

addEventListener("online", () => {
  online.value = true;
  dispatchEvent(new Event("hyperpanel:again"));
});
addEventListener("offline", () => (online.value = false));
