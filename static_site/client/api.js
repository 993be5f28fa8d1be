import { createHttp } from "../lib/http.js";

/** The dashboard's one caller; only the modules of this folder use it, components never. */
export const http = createHttp((url, init) => fetch(url, init));
