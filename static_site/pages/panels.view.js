/** @typedef {import("../client/panels.js").Panel} Panel */

/**
 * @param {Record<string, string>} form what was typed; empty fields are not in it
 * @returns {import("../client/panels.js").PanelFields}
 */
export function toFields({ rate_limit, code, currency, ...rest }) {
  return {
    ...rest,
    ...(code && { code: code.toUpperCase() }),
    ...(currency && { currency: currency.toUpperCase() }),
    ...(rate_limit && { rate_limit: Number(rate_limit) }),
  };
}

/**
 * What a person changed of a panel. An emptied currency is taken away; an empty key stays as it is.
 * @param {Record<string, string>} form
 * @param {Panel} panel as it was
 * @returns {import("../client/panels.js").PanelFields}
 */
export function changedFields(form, panel) {
  const before = /** @type {Record<string, unknown>} */ ({ ...panel, currency: panel.currency ?? "" });
  const wanted = Object.entries({ currency: "", ...toFields(form) });
  return Object.fromEntries(wanted.filter(([name, value]) => value !== before[name]));
}

/**
 * The steps of the connect test, when that is what refused the panel.
 * @param {import("../lib/http.js").ApiError | null} error
 * @returns {import("../client/panels.js").ConnectStep[] | null}
 */
export function refusedSteps(error) {
  const body = /** @type {{connect_test?: import("../client/panels.js").ConnectTest} | undefined} */ (
    error?.body
  );
  return body?.connect_test?.steps ?? null;
}
