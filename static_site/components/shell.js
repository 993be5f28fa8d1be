import { fill, relative, toMs } from "../lib/format.js";
import { readIds } from "../lib/ids.js";
import { formatHash } from "../lib/location.js";
import { now } from "../lib/now.js";
import { html, useEffect, useRef, useState } from "../lib/preact.js";
import { navigate, place } from "../lib/router.js";
import { setTheme, theme } from "../lib/theme.js";
import { reasonOf } from "../lib/words.js";
import { PAGES } from "../pages.js";
import { overview } from "../state/overview.js";
import { signOut, staff } from "../state/session.js";
import { tell } from "../state/toasts.js";
import { text } from "../text/common.js";
import { Questions } from "./drawer.js";
import { SYNC_TONES } from "./status.js";
import { Toasts } from "./toast.js";

/** @typedef {import("../client/overview.js").PanelOverview} PanelOverview */
/** @typedef {import("../lib/preact.js").Child} Child */

/**
 * Everything around a page: navigation, the panels' chips, search, account.
 * @param {{page: import("../pages.js").PageEntry | undefined, children: Child}} props
 */
export function Shell({ page, children }) {
  const [navOpen, setNavOpen] = useState(false);
  const view = useRef(/** @type {HTMLElement | null} */ (null));
  const path = place.value.path;
  const every = path === "/" ? 5000 : 15000;
  useEffect(() => overview.start(every), [every]);
  useEffect(() => {
    setNavOpen(false);
    if (document.activeElement?.closest(".nav")) view.current?.focus();
  }, [path]);
  const onKeyDown = (/** @type {KeyboardEvent} */ event) =>
    event.key === "Escape" && navOpen && setNavOpen(false);
  const onClick = (/** @type {MouseEvent} */ event) =>
    navOpen && event.target === event.currentTarget && setNavOpen(false);
  return html`<div class=${navOpen ? "app navopen" : "app"} onKeyDown=${onKeyDown} onClick=${onClick}>
    <a class="btn skip" href="#view"
      onClick=${(/** @type {Event} */ e) => (e.preventDefault(), view.current?.focus())}>${text.skip}</a>
    <${Navigation} current=${page?.path} />
    <div class="main">
      <header class="top">
        <button type="button" class="btn ghost icon menu" aria-expanded=${navOpen}
          aria-label=${navOpen ? text.closeMenu : text.openMenu}
          onClick=${() => setNavOpen(!navOpen)}>☰</button>
        <${Chips} />
        <span class="sp"></span>
        <${Search} />
        <${Account} />
      </header>
      <main class="view" id="view" tabindex="-1" ref=${view}>${children}</main>
    </div>
    <${Toasts} />
    <${Questions} />
  </div>`;
}

/** @param {{current: string | undefined}} props */
function Navigation({ current }) {
  return html`<nav class="nav" aria-label=${text.navigation}>
    <a class="brand" href="#/"><img class="mark" src="./favicon.svg" alt="" />${text.product}</a>
    ${
      /** @type {const} */ (["", "work", "mine", "settings"]).map(
        (group) => html`<div key=${group}>
        ${group && html`<h2>${text.groups[group]}</h2>`}
        <ul>
          ${PAGES.filter((page) => page.group === group).map(
            (page) =>
              html`<li key=${page.path}><a href=${"#" + page.path}
                aria-current=${page.path === current ? "page" : undefined}>${text.pages[page.name]}</a></li>`,
          )}
        </ul>
      </div>`,
      )
    }
  </nav>`;
}

function Chips() {
  const panels = overview.state.value.data?.panels ?? [];
  return html`<div class="chips" role="group" aria-label=${text.chips}>
    ${panels.map((panel) => Chip(panel))}</div>`;
}

/** @param {PanelOverview} panel */
function Chip({ code, name, resources }) {
  const state = resources.orders?.state ?? "waiting";
  const at = toMs(resources.orders?.as_of);
  const age = at === null ? "" : relative(at, now.value);
  const words = fill(text.chip, {
    name,
    state: text.syncStates[state],
    age: at === null ? text.neverRead : fill(text.readAt, { age }),
  });
  const title = `${words} ${text.syncReasons[state]}`;
  return html`<a class="chip" key=${code} href=${formatHash({ path: "/orders", params: { panel: code } })}
    title=${title} aria-label=${words}>
    <i class="dot ${SYNC_TONES[state] ?? "off"}"></i><b>${code}</b><span class="tab age">${age || "–"}</span>
  </a>`;
}

function Search() {
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  useEffect(() => {
    const onKey = (/** @type {KeyboardEvent} */ event) => {
      if (
        event.key !== "/" ||
        event.ctrlKey ||
        event.metaKey ||
        /** @type {Element} */ (event.target).closest("input, textarea, select")
      )
        return;
      event.preventDefault();
      field.current?.focus();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    const ids = readIds(field.current?.value ?? "");
    if (!ids.length) return tell(text.noIds, { bad: true });
    navigate({ path: "/orders", params: { ids: ids.join(",") } });
    if (field.current) field.current.value = "";
  };
  return html`<form class="search" role="search" onSubmit=${submit}>
    <input type="search" ref=${field} aria-label=${text.searchLabel} placeholder=${text.searchHint}
      autocomplete="off" /><kbd aria-hidden="true">/</kbd>
  </form>`;
}

function Account() {
  const person = staff.value;
  if (!person) return null;
  const leave = async () => {
    try {
      await signOut();
    } catch (error) {
      tell(fill(text.signOutFailed, { reason: reasonOf(error) }), { bad: true });
    }
  };
  return html`<button type="button" class="me" popovertarget="account"
    aria-label=${fill(text.account, { username: person.username })}>${person.username.slice(0, 2)}</button>
    <div class="account" id="account" popover>
      <div class="who"><b>${person.username}</b><span class="soft">
        ${text.roles[person.role] ?? person.role}</span></div>
      <${Themes} />
      <hr />
      <a class="item" href="#/sessions" onClick=${hideAccount}>${text.pages.sessions}</a>
      <button type="button" class="item" onClick=${leave}>${text.signOut}</button>
    </div>`;
}

const hideAccount = () => document.getElementById("account")?.hidePopover();

export function Themes() {
  const names = /** @type {const} */ (["light", "dark", "system"]);
  return html`<fieldset class="themes">
    <legend class="sr">${text.theme}</legend>
    ${names.map((name) => html`<label key=${name}><input type="radio" name="theme"
      checked=${theme.value === name} onChange=${() => setTheme(name)} />${text.themes[name]}</label>`)}
  </fieldset>`;
}
