import { keysOf } from "../../lib/list-query.js";

/** @typedef {import("../../lib/preact.js").Child} Child */
/** @typedef {import("../filters.words.js").FilterSpec} FilterSpec */
/** @typedef {import("../../lib/selection.js").Snapshot} Snapshot */
/** @typedef {Record<string, string>} Params */
/**
 * @template R
 * @typedef {import("../table.js").Column<R> & {width: number, off?: boolean, grow?: boolean, sort?: string,
 *   csv?: string[]}} ListColumn
 *   `width` px; `off`: shown only when asked for; `grow`: takes the space that is left; `sort`: the API's
 * word;
 *   `csv`: its columns in the API's CSV
 */
/**
 * @typedef {Record<string, {at: string | null, state: import("../../client/overview.js").SyncState}>} AsOf
 * @typedef {{total: number, exact: boolean, by: Record<string, number>}} Count by the tab's values
 */
/**
 * @template R
 * @typedef {{items: R[], next: string | null, as_of?: AsOf, unknown_ids?: (string | number)[]}} ListAnswer
 */
/**
 * What a list page is: everything else the kit does.
 * @template R
 * @typedef {{
 *   name: string, path: string, title: string,
 *   columns: ListColumn<R>[], filters: () => FilterSpec[],
 *   tabs?: {key: string, label: string, values: {value: string, label: string}[]},
 *   keyOf: (row: R) => string, nameOf: (row: R) => string,
 *   ask: (query: Params, signal?: AbortSignal) => Promise<ListAnswer<R>>,
 *   count?: (filters: Params, signal?: AbortSignal) => Promise<Count>,
 *   kept?: (filters: Params) => Record<string, number> | null | undefined,
 *   snapshot?: (filters: Params) => Promise<Snapshot>,
 *   held?: (snapshot: string, cursor: string) => Promise<{ids: R[], next: string | null}>,
 *   csv?: {ask: (query: Params, signal?: AbortSignal) => Promise<{text: string, next: string | null}>,
 *     cell: (row: R, name: string) => unknown},
 *   copies: {key: string, label: string, of: (row: R) => string | number | null | undefined}[],
 *   Detail?: (props: {open: string, onClose: () => void}) => Child,
 *   empty: {title: string, words: string, everTitle: string, ever: string, act?: Child}
 * }} ListSpec
 *   `kept`: counts that are there already, by the tab's values, "" for all; null where only `count` can tell,
 *   undefined while it is not known which. `csv`: all that match, part by part, and a cell of a row in view.
 *   `held`: the rows of a snapshot, with as much of them as `copies` needs.
 */

/**
 * The parameters that narrow the rows, the tab's first.
 * @param {Pick<ListSpec<any>, "tabs" | "filters">} spec
 */
export const namesOf = ({ tabs, filters }) => [...(tabs ? [tabs.key] : []), ...filters().flatMap(keysOf)];

/**
 * The API's names of the columns in view, each once.
 * @param {ListColumn<any>[]} columns
 */
export const csvNames = (columns) => [...new Set(columns.flatMap(({ csv }) => csv ?? []))];
