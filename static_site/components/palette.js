import { search } from "../client/search.js";
import { fill, plural } from "../lib/format.js";
import { asPasted } from "../lib/ids.js";
import { formatHash, parseHash } from "../lib/location.js";
import { html, useEffect, useLayoutEffect, useMemo, useRef, useState } from "../lib/preact.js";
import { navigate } from "../lib/router.js";
import { reasonOf } from "../lib/words.js";
import { loadStyles, PAGES, pagesFor } from "../pages.js";
import { overview } from "../state/overview.js";
import { closeOverlay } from "../state/overlays.js";
import { recentTargets, rememberTarget } from "../state/recent.js";
import { staff } from "../state/session.js";
import { text as common } from "../text/common.js";
import { text } from "../text/shell.js";
import { Dialog } from "./dialog.js";
import { hrefOf, offer } from "./palette.view.js";

/** @typedef {import("./palette.view.js").Target} Target */

const t = text.palette;
const paths = new Set(PAGES.map(({ path }) => path));
await loadStyles("palette", "components");

/** Any page, panel, order, user or ticket, by what is typed; without a mouse. @param {{query: string}} props */
export function Palette({ query: first }) {
  const [query, setQuery] = useState(first);
  const [at, setAt] = useState(0);
  const { found, state } = useSearch(query.trim());
  const recent = useMemo(recentTargets, []);
  const groups = offer({ query, recent, found, pages: pageTargets(), panels: panelTargets(), pasted: pasted(query) });
  const flat = groups.flatMap(({ items }) => items);
  const current = flat[Math.min(at, flat.length - 1)];
  useLayoutEffect(() => setAt(0), [query]);
  useLayoutEffect(() => document.getElementById("palette-current")?.scrollIntoView({ block: "nearest" }), [current]);
  const go = (/** @type {Target | undefined} */ target) => {
    if (!target) return;
    rememberTarget(target);
    closeOverlay();
    navigate(parseHash(target.href));
  };
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 8, PageUp: at - 8 }[event.key];
    if (event.key === "Enter" && !event.isComposing) go(current);
    else if (to !== undefined) setAt(Math.abs(to - at) === 1 ? (to + flat.length) % flat.length : clamp(to, flat.length));
    else return;
    event.preventDefault();
  };
  return html`<${Dialog} title=${t.title} className="palette" onClose=${closeOverlay}>
    <input class="input" type="text" role="combobox" aria-label=${t.label} placeholder=${t.hint} autocomplete="off"
      spellcheck=${false} autofocus value=${query} aria-expanded="true" aria-controls="palette-list"
      aria-activedescendant=${current && "palette-current"} onKeyDown=${onKeyDown}
      onInput=${(/** @type {InputEvent} */ e) => setQuery(/** @type {HTMLInputElement} */ (e.target).value)} />
    <div id="palette-list" class="places" role="listbox" aria-label=${t.results}>
      ${groups.map(({ name, items }) => html`<div role="group" aria-label=${name === "pasted" ? t.found : t[name]} key=${name}>
        <h3 aria-hidden="true">${name === "pasted" ? t.found : t[name]}</h3>
        ${items.map((item) => Place(item, item === current, go))}</div>`)}
    </div>
    <p class="soft small" role="status">${toldOf(state, flat.length)}</p>
    <p class="soft small foot" aria-hidden="true">${t.foot}</p>
  <//>`;
}

/** @param {Target} target @param {boolean} current @param {(target: Target) => void} go */
const Place = (target, current, go) => html`<div role="option" class="place" key=${target.key}
  id=${current ? "palette-current" : undefined} aria-selected=${current} onClick=${() => go(target)}>
  ${target.code && html`<span class="pan">${target.code}</span>`}<bdi class="clip">${target.title}</bdi>
  <span class="sp"></span>${target.note && html`<bdi class="soft clip">${target.note}</bdi>`}</div>`;

/** @param {number} to @param {number} length */
const clamp = (to, length) => Math.max(0, Math.min(length - 1, to));

/** @param {{busy: boolean, error: unknown}} state @param {number} count */
function toldOf({ busy, error }, count) {
  if (busy) return t.searching;
  if (error) return fill(t.failed, { reason: reasonOf(error) });
  return count ? plural(count, t.count) : t.nothing;
}

/** Asked when the typing rests; an answer to what was typed before is dropped. @param {string} query */
function useSearch(query) {
  const [answer, setAnswer] = useState({ query: "", found: /** @type {Target[]} */ ([]), error: /** @type {unknown} */ (null) });
  const timer = useRef(0);
  const wanted = query.length >= 2;
  useEffect(() => {
    if (!wanted) return;
    const abort = new AbortController();
    timer.current = window.setTimeout(async () => {
      try {
        const items = await search(query, abort.signal);
        setAnswer({ query, found: items.map(foundTarget).filter((one) => one !== null), error: null });
      } catch (error) {
        if (!abort.signal.aborted) setAnswer({ query, found: [], error });
      }
    }, 180);
    return () => {
      clearTimeout(timer.current);
      abort.abort();
    };
  }, [query]);
  const busy = wanted && answer.query !== query;
  return { found: wanted ? answer.found : [], state: { busy, error: wanted && !busy ? answer.error : null } };
}

/** @param {import("../client/search.js").Found} found @returns {Target | null} */
function foundTarget(found) {
  const href = hrefOf(found, paths);
  const note = [t.kinds[found.kind], found.subtitle].filter(Boolean).join(" · ");
  if (!href) return null;
  return { key: `${found.kind}:${found.panel}:${found.id}`, code: found.panel, title: String(found.title), note, href };
}

/** @returns {Target[]} */
const pageTargets = () =>
  pagesFor(staff.value).map(({ path, name }) => ({ key: path, title: common.pages[name], href: `#${path}` }));

/** @returns {Target[]} */
const panelTargets = () =>
  (overview.state.value.data?.panels ?? []).flatMap(({ code, name }) => [
    { key: `${code}/orders`, code, title: fill(t.orders, { name: name || code }), href: formatHash({ path: "/orders", params: { panel: code } }) },
    { key: `${code}/sync`, code, title: fill(t.sync, { name: name || code }), href: formatHash({ path: "/sync", params: { panel: code } }) },
  ]);

/** @param {string} query @returns {Target | null} */
function pasted(query) {
  const ids = asPasted(query);
  if (!ids.length) return null;
  return { key: "ids", title: plural(ids.length, t.pasted), href: formatHash({ path: "/orders", params: { ids: ids.join(",") } }) };
}
