import { html } from "../lib/preact.js";

/** @param {string} path */
const icon = (path) => html`<svg viewBox="0 0 18 18" aria-hidden="true"><path d=${path} /></svg>`;

export const icons = {
  inbox: () => icon("M2.5 10.5h3l1.5 2.5h4l1.5-2.5h3M2.5 10.5v4h13v-4l-2.5-7h-8z"),
  warning: () => icon("M9 6.5v3.5M9 12.6v.1M9 2.5l7 12.5H2z"),
  search: () => icon("M8 3a5 5 0 1 0 0 10A5 5 0 0 0 8 3zM11.6 11.6 15 15"),
  plug: () => icon("M6.5 2.5v3.5M11.5 2.5v3.5M4.5 6h9v2.5a4.5 4.5 0 0 1-9 0zM9 13v3"),
  yes: () => icon("M4 9.5 7.5 13 14 5.5"),
  no: () => icon("M5 5l8 8M13 5l-8 8"),
};
