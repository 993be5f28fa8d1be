import { RESOURCES } from "../client/overview.js";

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

/** @typedef {import("../client/panels.js").ConnectStep} ConnectStep */
/** @typedef {import("../client/panels.js").Resource} Resource */
/**
 * @typedef {{resource: string, state: "waiting" | "asked" | "good" | "bad" | "left", rows?: number | null,
 *   message?: string | null}} StepLine `left`: not asked, since the panel cannot be reached
 */

/**
 * The connect test, one question after the other, told as it goes.
 * @param {(resource: Resource) => Promise<ConnectStep>} ask
 * @param {(lines: StepLine[]) => void} tell all lines, whenever one of them changes
 * @returns {Promise<boolean>} whether orders can be read, without which a panel is of no use
 */
export async function runSteps(ask, tell) {
  /** @type {StepLine[]} */
  let lines = RESOURCES.map((resource) => ({ resource, state: "waiting" }));
  const set = (/** @type {number} */ at, /** @type {Partial<StepLine>} */ change) =>
    tell((lines = lines.map((line, i) => (i === at ? { ...line, ...change } : line))));
  for (const [at, resource] of RESOURCES.entries()) {
    set(at, { state: "asked" });
    const step = await ask(resource);
    set(at, lineOf(step));
    if (step.reached !== false) continue;
    lines.slice(at + 1).forEach((_, after) => set(at + 1 + after, { state: "left" }));
    break;
  }
  return lines.some((line) => line.resource === "orders" && line.state === "good");
}

/** @param {ConnectStep} step @returns {StepLine} */
export const lineOf = ({ resource, ok, rows, message }) => ({
  resource,
  state: ok ? "good" : "bad",
  rows,
  message,
});

/**
 * What each switch comes to: read-only wins over sending, whatever that says.
 * @param {import("../client/panels.js").Switches} switches
 * @returns {{name: keyof import("../client/panels.js").Switches, on: boolean, overruled: boolean}[]}
 */
export const switchLines = (switches) =>
  /** @type {const} */ (["sync", "sending", "ai", "read_only"]).map((name) => ({
    name,
    on: switches[name],
    overruled: name === "sending" && switches.read_only,
  }));

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
