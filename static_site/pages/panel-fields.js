import { Field } from "../components/form.js";
import { fill } from "../lib/format.js";
import { html } from "../lib/preact.js";
import { text } from "../text/panels.js";

const t = text.form;

/** @typedef {import("../client/panels.js").Panel} Panel */

/**
 * The fields of a panel, empty or of one that is there.
 * @param {{panel?: Panel, error: import("../lib/http.js").ApiError | null,
 *   children?: import("../lib/preact.js").Child}} props the children stand under the services key
 */
export function PanelFields({ panel, error, children }) {
  const wrong = (/** @type {string} */ name) => (error?.field === name ? error.message : undefined);
  const keyHint = panel ? fill(t.adminKeyKeep, { last4: panel.admin_api_key_last4 }) : t.adminKeyHint;
  const servicesHint = panel?.services_api_key_last4
    ? fill(t.servicesKeyKeep, { last4: panel.services_api_key_last4 })
    : t.servicesKeyHint;
  const secret = { dir: "ltr", type: "password", autocomplete: "off", spellcheck: false };
  return html`
    ${
      !panel &&
      html`<${Field} name="code" label=${t.code} hint=${t.codeHint} error=${wrong("code")} required
      minlength="2" maxlength="8" pattern="[A-Za-z0-9]+" autocapitalize="characters"
      autocomplete="off" data-first />`
    }
    <${Field} name="name" label=${t.name} error=${wrong("name")} required value=${panel?.name}
      autocomplete="off" />
    <${Field} name="base_url" label=${t.url} hint=${t.urlHint} error=${wrong("base_url")} type="url"
      dir="ltr" required value=${panel?.base_url} placeholder="https://" autocomplete="off" />
    <${Field} name="admin_api_key" label=${t.adminKey} hint=${keyHint} error=${wrong("admin_api_key")}
      required=${!panel} ...${secret} />
    <${Field} name="services_api_key" label=${t.servicesKey} hint=${servicesHint}
      error=${wrong("services_api_key")} optional ...${secret} />
    ${children}
    <div class="pairs">
      <${Field} name="currency" label=${t.currency} hint=${t.currencyHint} error=${wrong("currency")} optional
        maxlength="3" value=${panel?.currency} autocomplete="off" />
      <${Field} name="rate_limit" label=${t.rate} hint=${t.rateHint} error=${wrong("rate_limit")} optional
        type="number" min="0.1" max="100" step="any" value=${panel?.rate_limit} />
    </div>`;
}
