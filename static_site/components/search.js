import { asPasted } from "../lib/ids.js";
import { html, useRef } from "../lib/preact.js";
import { navigate } from "../lib/router.js";
import { text } from "../text/shell.js";
import { openPalette } from "../state/overlays.js";
import { icons } from "./icons.js";

/** Ids go straight to the orders; anything else is looked up in the palette, which is all that a phone has room for. */
export function Search() {
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    const typed = field.current?.value.trim() ?? "";
    const ids = asPasted(typed);
    if (field.current) field.current.value = "";
    if (ids.length) navigate({ path: "/orders", params: { ids: ids.join(",") } });
    else openPalette(typed);
  };
  const palette = () => openPalette();
  return html`<button type="button" class="btn ghost icon find" aria-label=${text.search.label} onClick=${palette}>
      ${icons.search()}</button>
    <form class="search" role="search" onSubmit=${submit}>
    <input type="search" ref=${field} data-search aria-label=${text.search.label} placeholder=${text.search.hint}
      autocomplete="off" /><kbd aria-hidden="true">/</kbd>
  </form>`;
}
