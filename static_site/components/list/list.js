import { plural } from "../../lib/format.js";
import { shownColumns } from "../../lib/list-columns.js";
import { filtersOf } from "../../lib/list-query.js";
import { html, useEffect, useMemo } from "../../lib/preact.js";
import { place, setParams } from "../../lib/router.js";
import { sizeOf } from "../../lib/selection.js";
import { preferences, startPreferences } from "../../state/preferences.js";
import { tell } from "../../state/toasts.js";
import { text } from "../../text/list.js";
import { FilterBar } from "../filters.js";
import { Failure, Skeleton, Stale } from "../states.js";
import { BulkBar } from "./bulk.js";
import { ColumnsMenu, density, keep, keepColumns } from "./columns-menu.js";
import { ExportLine, useExport } from "./export.js";
import { AsOfLine, Behind } from "./freshness.js";
import { Foot, LiveSwitch, matching, Nothing, StatusTabs, Unknown } from "./parts.js";
import { Rows } from "./rows.js";
import { csvNames, namesOf } from "./spec.js";
import { useListKeys } from "./use-acts.js";
import { usePaste } from "./use-keys.js";
import { usePicks } from "./use-picks.js";
import { useCounts, useRows } from "./use-rows.js";
import { ViewsMenu } from "./views-menu.js";

/** @typedef {import("./spec.js").Params} Params */
/** @typedef {ReturnType<typeof useRows<any>>} Live */
/** @typedef {ReturnType<typeof usePicks<any>>} Picks */
/** @typedef {import("./spec.js").ListColumn<any>} AnyColumn */

/**
 * A whole list page from its description.
 * @template R
 * @param {{spec: import("./spec.js").ListSpec<R>}} props
 */
export function List({ spec }) {
  const params = place.value.params;
  const live = useRows(spec, params);
  const counts = useCounts(spec, params);
  const csv = useExport(spec);
  const picks = usePicks(spec, params, live.rows);
  useEffect(() => void startPreferences(), []);
  const columns = useColumns(spec, params);
  const change = (/** @type {Params} */ changes) => setParams({ ...changes, cursor: "", open: "" });
  const columnsTo = (/** @type {AnyColumn[]} */ next) =>
    setParams({ columns: keepColumns(spec.name, next) }, { replace: true });
  const reset = () => (
    keep({ columns: { [spec.name]: null } }),
    setParams({ columns: "" }, { replace: true })
  );
  const exportAll = () =>
    csv.start({ ...filtersOf(params, namesOf(spec)), columns: csvNames(columns).join(",") });
  const open = (/** @type {string} */ key) => (
    picks.setCurrent(key),
    spec.Detail && setParams({ open: key })
  );
  useListKeys({ spec, live, picks, params, open });
  usePaste(
    (ids) => (tell(plural(ids.length, text.pasted)), change({ ids: ids.join(",") })),
    spec.filters().some(({ kind }) => kind === "ids"),
  );
  const asOf = live.answer?.as_of;
  const Detail = spec.Detail;
  return html`<div class="list">
    <div class="pagehead">
      <div class="hl"><h1>${spec.title}</h1>${asOf && html`<${AsOfLine} asOf=${asOf} />`}<span
        class="sp"></span>
        ${LiveSwitch()}
        <${ViewsMenu} spec=${spec} params=${params} />
        <${ColumnsMenu} spec=${spec} shown=${columns} change=${columnsTo} reset=${reset} />
        ${
          spec.csv &&
          html`<button type="button" class="btn" onClick=${exportAll}
          title=${text.csv.title}>${text.csv.start}</button>`
        }
      </div>
      ${spec.tabs && StatusTabs(spec, params, counts)}
    </div>
    ${csv.running && html`<${ExportLine} running=${csv.running} />`}
    ${asOf && html`<${Behind} asOf=${asOf} />`}
    ${live.phase === "stale" && Stale({ error: live.error, at: live.at, retry: live.refresh })}
    ${Boolean(live.answer?.unknown_ids?.length) && Unknown(live.answer?.unknown_ids ?? [])}
    <${FilterBar} specs=${spec.filters()} params=${params} change=${change}>
      ${counts && html`<span class="soft tab">${matching(counts)}</span>`}
      ${
        live.arrived > 0 &&
        html`<button type="button" class="btn tight" onClick=${live.showNew}>
        ${plural(live.arrived, text.fresh)} ↑</button>`
      }
    <//>
    ${Content({ spec, live, params, picks, columns, change, columnsTo, open })}
    ${live.rows.length > 0 && Foot(params, live)}
    ${
      sizeOf(picks.selection) > 0 &&
      html`<${BulkBar} spec=${spec} selection=${picks.selection} columns=${columns}
      match=${counts?.match ?? null} exact=${counts?.exact ?? true} at=${picks.at} onAll=${picks.all}
      onExportAll=${exportAll} clear=${picks.clear} />`
    }
  </div>
  ${Detail && params.open && html`<${Detail} open=${params.open} onClose=${closeDetail} />`}`;
}

const closeDetail = () => setParams({ open: "", full: "" });

/** The columns in force stay the same object while nothing about them changes, so rows need not be drawn
 * again.
 * @param {import("./spec.js").ListSpec<any>} spec @param {Params} params @returns {AnyColumn[]} */
function useColumns(spec, params) {
  const kept = preferences.value.columns[spec.name];
  return useMemo(
    () => shownColumns(spec.columns, params.columns, kept),
    [spec.columns, params.columns, kept],
  );
}

/**
 * @param {{spec: import("./spec.js").ListSpec<any>, live: Live, params: Params, picks: Picks, columns:
 * AnyColumn[],
 *   change: (changes: Params) => void, columnsTo: (columns: AnyColumn[]) => void, open: (key: string) =>
 * void}} props
 */
function Content({ spec, live, params, picks, columns, change, columnsTo, open }) {
  if (live.phase === "failed") return Failure({ error: live.error, retry: live.refresh });
  if (live.phase === "loading" && !live.rows.length) return Skeleton({ lines: 16 });
  if (!live.rows.length) return Nothing(spec, params);
  return html`<${Rows} spec=${spec} columns=${columns} rows=${live.rows} selection=${picks.selection}
    current=${picks.current} density=${density()} busy=${live.phase === "loading"}
      covered=${Boolean(params.open)} sort=${params.sort}
    onSort=${(/** @type {string} */ sort) => change({ sort })} onPick=${picks.pick} onPickPage=${picks.page}
    onOpen=${open} onCurrent=${picks.setCurrent} onResize=${columnsTo} />`;
}
