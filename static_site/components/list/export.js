import { BOM, countLines, fileName, headOf, withoutHead } from "../../lib/csv.js";
import { fill, plural } from "../../lib/format.js";
import { html, useRef, useState } from "../../lib/preact.js";
import { reasonOf } from "../../lib/words.js";
import { tell } from "../../state/toasts.js";
import { text } from "../../text/list.js";

const t = text.csv;

/** @typedef {{rows: number, stop: () => void} | null} Running */

/**
 * Give the browser a file to keep. A Blob of parts: the browser may hold them on disk, the page never has one
 * string of it all.
 * @param {string} name
 * @param {string[]} parts
 */
export function saveFile(name, parts) {
  const url = URL.createObjectURL(new Blob(parts, { type: "text/csv;charset=utf-8" }));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/**
 * All that match as one CSV, asked for part by part.
 * @param {import("./spec.js").ListSpec<any>} spec
 * @returns {{running: Running, start: (query: Record<string, string>) => Promise<void>}}
 */
export function useExport(spec) {
  const [running, setRunning] = useState(/** @type {Running} */ (null));
  const abort = useRef(/** @type {AbortController | null} */ (null));
  const start = async (/** @type {Record<string, string>} */ query) => {
    if (abort.current || !spec.csv) return;
    const mine = (abort.current = new AbortController());
    const say = (/** @type {number} */ rows) => setRunning({ rows, stop: () => mine.abort() });
    say(0);
    try {
      const { parts, rows } = await fetchParts(spec.csv.ask, query, mine.signal, say);
      const name = fileName(spec.name, Date.now());
      saveFile(name, [BOM, ...parts]);
      tell(fill(plural(rows, t.done), { name }));
    } catch (error) {
      if (mine.signal.aborted) tell(t.stopped);
      else tell(fill(t.failed, { reason: reasonOf(error) }), { bad: true });
    }
    abort.current = null;
    setRunning(null);
  };
  return { running, start };
}

/**
 * @param {NonNullable<import("./spec.js").ListSpec<any>["csv"]>["ask"]} ask
 * @param {Record<string, string>} query
 * @param {AbortSignal} signal
 * @param {(rows: number) => void} say how far it is
 */
async function fetchParts(ask, query, signal, say) {
  /** @type {string[]} */
  const parts = [];
  let [cursor, rows, head] = ["", 0, ""];
  do {
    const { text: part, next } = await ask({ ...query, cursor }, signal);
    head ||= headOf(part);
    const lines = withoutHead(part, head);
    parts.push(parts.length ? lines : head + lines);
    rows += countLines(lines);
    say(rows);
    cursor = next ?? "";
  } while (cursor);
  return { parts, rows };
}

/** @param {{running: NonNullable<Running>}} props */
export const ExportLine = ({ running }) => html`<div class="notice info" role="status">
  <p class="tab">${plural(running.rows, t.busy)}</p>
  <button type="button" class="btn tight" onClick=${running.stop}>${t.stop}</button>
</div>`;
