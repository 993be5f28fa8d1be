// A spreadsheet runs a cell that begins like this as a formula, also behind spaces it drops; a leading
// apostrophe
// makes it text again. The API's own export does the same.
const FORMULA = /^[ \u00a0\u200b\ufeff]*[=+\-@\t\r\n]/;

/** What tells a spreadsheet that the file is UTF-8. */
export const BOM = "\uFEFF";

/**
 * One line of CSV (RFC 4180), safe to open in a spreadsheet.
 * @param {unknown[]} cells
 * @returns {string} with its line end
 */
export const csvLine = (cells) => cells.map(cell).join(",") + "\r\n";

/** @param {unknown} value */
function cell(value) {
  const text = value === null || value === undefined ? "" : String(value);
  const safe = typeof value === "string" && FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * A later part of an export without what only the first one needs: the byte order mark and the head line.
 * @param {string} part
 * @param {string} head the first part's head line, with its line end
 */
export function withoutHead(part, head) {
  const text = part.startsWith(BOM) ? part.slice(1) : part;
  return head && text.startsWith(head) ? text.slice(head.length) : text;
}

/** @param {string} part @returns {string} the first line with its end, "" where there is none */
export function headOf(part) {
  const text = part.startsWith(BOM) ? part.slice(1) : part;
  return text.slice(0, text.indexOf("\n") + 1);
}

/** How many lines of CSV there are; a line end inside a cell is none. @param {string} part */
export const countLines = (part) => part.replace(/"[^"]*"/g, "").match(/\n/g)?.length ?? 0;

/**
 * @param {string} name @param {number} now epoch ms @returns {string} "orders-2025-11-20-1503.csv", local
 *   time
 */
export function fileName(name, now) {
  const at = new Date(now - new Date(now).getTimezoneOffset() * 60_000).toISOString();
  return `${name}-${at.slice(0, 10)}-${at.slice(11, 16).replace(":", "")}.csv`;
}
