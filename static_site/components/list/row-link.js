import { formatHash } from "../../lib/location.js";
import { html } from "../../lib/preact.js";
import { place } from "../../lib/router.js";

/**
 * The link that opens a row beside the list, with everything else of the address kept.
 * @param {{id: string, children: import("../../lib/preact.js").Child}} props
 */
export function RowLink({ id, children }) {
  const { path, params } = place.value;
  return html`<a data-lead href=${formatHash({ path, params: { ...params, open: id } })}>${children}</a>`;
}
