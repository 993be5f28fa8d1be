// The one door to the vendored libraries: a new version is named here and nowhere else.
import { h } from "../vendor/preact-11.2.0.js";
import htm from "../vendor/htm-3.1.1.js";

export { Fragment, render } from "../vendor/preact-11.2.0.js";
export {
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "../vendor/preact-hooks-11.2.0.js";
export { batch, computed, effect, signal } from "../vendor/signals-2.11.4.js";

/** @typedef {import("../vendor/preact-11.2.0.js").Child} Child */

/** Markup as a tagged template. Values reach the page as text, never as markup. */
export const html = htm.bind(h);
