// A whole token at a time: a string is skipped as one piece, so digits inside text are never touched.
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const WHOLE = /^-?\d{16,}$/;

/**
 * JSON.parse that does not round: a whole number beyond 2^53 comes back as a string with every digit.
 *
 * Panels count orders in 64 bits. JSON.parse alone turns 9007199254740993 into …992, another order. (A
 *   reviver with
 * `context.source` would do as well, but not in every browser and Node in use; one way that works in all is
 *   easier to trust.)
 * @param {string} text
 * @returns {unknown}
 * @throws {SyntaxError} when the text is not JSON
 */
export function parseJson(text) {
  if (!/\d{16}/.test(text)) return JSON.parse(text);
  return JSON.parse(text.replace(TOKEN, (token) => (isRounded(token) ? `"${token}"` : token)));
}

/** @param {string} token */
function isRounded(token) {
  return WHOLE.test(token) && !Number.isSafeInteger(Number(token));
}
