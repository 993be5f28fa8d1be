import { text } from "../text/common.js";
import { fill } from "./format.js";

/**
 * An error in words a person can act on: the API's own where it has some, ours where nothing usable came
 *   back.
 * @param {unknown} error
 * @returns {string}
 */
export function reasonOf(error) {
  const { message, code, status } = /** @type {import("./http.js").ApiError} */ (error);
  if (message && status !== undefined) return message;
  if (code === "unreachable") return text.errors.unreachable;
  if (status === 403) return text.errors.forbidden;
  if (status >= 500) return fill(text.errors.broken, { status });
  return status ? fill(text.errors.unexpected, { status }) : String(message || error);
}
