import { html, useEffect, useRef, useState } from "../lib/preact.js";
import { place } from "../lib/router.js";
import { online } from "../state/online.js";
import { overview } from "../state/overview.js";
import { onGlobalKey, overlay } from "../state/overlays.js";
import { text } from "../text/common.js";
import { text as shell } from "../text/shell.js";
import { AccountMenu } from "./account-menu.js";
import { Chips } from "./chips.js";
import { Questions } from "./dialog.js";
import { JobsButton } from "./jobs.js";
import { Later } from "./later.js";
import { Navigation } from "./navigation.js";
import { Search } from "./search.js";
import { SessionEnded } from "./session-ended.js";
import { Toasts } from "./toast.js";

const loadPalette = () => import("./palette.js").then(({ Palette }) => Palette);
const loadKeys = () => import("./keys-help.js").then(({ KeysHelp }) => KeysHelp);

/**
 * Everything around a page: navigation, the panels' chips, search, jobs, account, and what lies over it.
 * @param {{children: import("../lib/preact.js").Child}} props
 */
export function Shell({ children }) {
  const [navOpen, setNavOpen] = useState(false);
  const view = useRef(/** @type {HTMLElement | null} */ (null));
  const path = place.value.path;
  const every = path === "/" ? 5000 : 15000;
  useEffect(() => overview.start(every), [every]);
  useEffect(() => {
    setNavOpen(false);
    if (document.activeElement?.closest(".nav")) view.current?.focus();
  }, [path]);
  useEffect(() => {
    document.addEventListener("keydown", onGlobalKey);
    return () => document.removeEventListener("keydown", onGlobalKey);
  }, []);
  const onKeyDown = (/** @type {KeyboardEvent} */ event) =>
    event.key === "Escape" && navOpen && setNavOpen(false);
  const onClick = (/** @type {MouseEvent} */ event) =>
    navOpen && event.target === event.currentTarget && setNavOpen(false);
  return html`<div class=${navOpen ? "app navopen" : "app"} onKeyDown=${onKeyDown} onClick=${onClick}>
    <a class="btn skip" href="#view"
      onClick=${(/** @type {Event} */ e) => (e.preventDefault(), view.current?.focus())}>${text.skip}</a>
    <${Navigation} />
    <div class="main">
      <header class="top">
        <button type="button" class="btn ghost icon menu" aria-expanded=${navOpen} aria-controls="nav"
          aria-label=${navOpen ? text.closeMenu : text.openMenu} onClick=${() => setNavOpen(!navOpen)}>☰</button>
        <${Chips} /><span class="sp"></span><${Search} /><${JobsButton} /><${AccountMenu} />
      </header>
      <div class="offline" role="status">${!online.value && shell.offline}</div>
      <main class="view" id="view" tabindex="-1" ref=${view}>${children}</main>
    </div>
    <${Overlay} /><${Questions} /><${SessionEnded} /><${Toasts} />
  </div>`;
}

function Overlay() {
  const over = overlay.value;
  if (!over) return null;
  return over.kind === "keys"
    ? html`<${Later} key="keys" load=${loadKeys} />`
    : html`<${Later} key="palette" load=${loadPalette} query=${over.query} />`;
}
