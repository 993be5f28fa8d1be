import { csvLine, BOM, fileName } from "../../lib/csv.js";
import { clockTime, fill, number, plural } from "../../lib/format.js";
import { html, useState } from "../../lib/preact.js";
import { sizeOf } from "../../lib/selection.js";
import { reasonOf } from "../../lib/words.js";
import { tell } from "../../state/toasts.js";
import { text } from "../../text/list.js";
import { saveFile } from "./export.js";
import { csvNames } from "./spec.js";

const t = text.bulk;

/**
 * What can be done with the selected rows.
 * @template R
 * @param {{spec: import("./spec.js").ListSpec<R>, selection: import("../../lib/selection.js").Selection<R>,
 *   columns: import("./spec.js").ListColumn<R>[], match: number | null, exact: boolean, at: number,
 *   onAll: () => Promise<void>, onExportAll: () => void, clear: () => void}} props
 *   `match`: how many match in all; `at`: when all of them were picked, epoch ms
 */
export function BulkBar({ spec, selection, columns, match, exact, at, onAll, onExportAll, clear }) {
  const [busy, setBusy] = useState(false);
  const count = sizeOf(selection);
  const during = (/** @type {() => Promise<unknown>} */ act) => async () => {
    setBusy(true);
    await act().catch((error) => tell(reasonOf(error), { bad: true }));
    setBusy(false);
  };
  const all = spec.snapshot && !selection.all && match !== null && (match > count || !exact);
  const exportPicked = () =>
    selection.all ? onExportAll() : savePicked(spec, columns, [...selection.rows.values()]);
  return html`<div class="bulk" role="region" aria-label=${t.label}>
    <span class="tab" role="status">${plural(count, t.picked)}
      ${selection.all && html` <span class="held">${fill(t.held, { time: clockTime(at) })}</span>`}</span>
    ${
      all &&
      html`<button type="button" class="btn link" data-all disabled=${busy} onClick=${during(onAll)}>
      ${exact ? plural(match, t.pickAll) : fill(t.pickAll.other, { count: atLeast(match) })}</button>`
    }
    ${spec.copies.map(
      ({ key, label, of }) => html`<button type="button" class="btn" data-copy key=${key} disabled=${busy}
      onClick=${during(() => copy(spec, selection, of))}>${label}</button>`,
    )}
    ${spec.csv && html`<button type="button" class="btn" onClick=${exportPicked}>${t.exportPicked}</button>`}
    <button type="button" class="btn" aria-label=${t.clear} onClick=${clear}>✕</button>
  </div>`;
}

/** @param {number | null} count */
const atLeast = (count) => fill(text.atLeast, { count: number(count) });

/**
 * @template R
 * @param {import("./spec.js").ListSpec<R>} spec
 * @param {import("../../lib/selection.js").Selection<R>} selection
 * @param {(row: R) => string | number | null | undefined} of
 */
async function copy(spec, selection, of) {
  const rows = selection.all ? await heldRows(spec, selection.all.snapshot) : [...selection.rows.values()];
  const words = rows.map(of).filter((one) => one !== null && one !== undefined && one !== "");
  if (!words.length) return tell(t.nothing, { bad: true });
  try {
    await navigator.clipboard.writeText(words.join("\n"));
  } catch {
    return tell(t.copyFailed, { bad: true });
  }
  tell(plural(words.length, t.copied));
}

/**
 * @template R
 * @param {import("./spec.js").ListSpec<R>} spec
 * @param {string} snapshot
 */
async function heldRows(spec, snapshot) {
  /** @type {R[]} */
  const rows = [];
  let cursor = "";
  do {
    const part = await spec.held?.(snapshot, cursor);
    rows.push(...(part?.ids ?? []));
    cursor = part?.next ?? "";
  } while (cursor);
  return rows;
}

/**
 * @template R
 * @param {import("./spec.js").ListSpec<R>} spec
 * @param {import("./spec.js").ListColumn<R>[]} columns
 * @param {R[]} rows
 */
function savePicked(spec, columns, rows) {
  const names = csvNames(columns);
  const lines = rows.map((row) => csvLine(names.map((each) => spec.csv?.cell(row, each))));
  const name = fileName(spec.name, Date.now());
  saveFile(name, [BOM, csvLine(names), ...lines]);
  tell(fill(plural(rows.length, text.csv.done), { name }));
}
