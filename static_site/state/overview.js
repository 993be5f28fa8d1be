import { loadOverview } from "../client/overview.js";
import { createLive } from "../lib/live.js";

/** One overview for the header's chips, the Overview page and the counts of the status tabs. */
export const overview = createLive(loadOverview);
