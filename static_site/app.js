import { Failure, Empty } from "./components/states.js";
import { Shell } from "./components/shell.js";
import { html, render, useEffect, useState } from "./lib/preact.js";
import { place } from "./lib/router.js";
import { loadStyles, openPage, PAGES, pagesFor } from "./pages.js";
import { SignIn } from "./pages/sign-in.js";
import { staff, start, startError } from "./state/session.js";
import { text } from "./text/common.js";

/** @typedef {import("./pages.js").PageComponent} PageComponent */
/** @typedef {{page?: import("./pages.js").PageEntry, Page?: PageComponent, error?: unknown}} View */

function App() {
  if (startError.value) return Failure({ error: startError.value, retry: start });
  if (staff.value === undefined) return null;
  return staff.value ? html`<${Pages} />` : html`<${SignIn} />`;
}

function Pages() {
  const wanted = pagesFor(staff.value).find((page) => page.path === place.value.path);
  const [view, setView] = useState(/** @type {View} */ ({}));
  const [round, setRound] = useState(0);
  useEffect(() => {
    document.title = `${wanted ? text.pages[wanted.name] : text.pageMissing} · ${text.product}`;
    if (!wanted) return;
    let left = false;
    openPage(wanted).then(
      ({ Page }) => left || setView({ page: wanted, Page }),
      (error) => left || setView({ page: wanted, error }),
    );
    return () => void (left = true);
  }, [wanted, round]);
  return html`<${Shell}>${content(wanted, view, () => setRound(round + 1))}<//>`;
}

/** @param {View["page"]} wanted @param {View} view @param {() => void} retry */
function content(wanted, view, retry) {
  if (!wanted)
    return Empty({
      title: text.pageMissing,
      words: text.pageMissingWords,
      children: html`<a class="btn" href="#/">${text.toOverview}</a>`,
    });
  if (view.page !== wanted) return null;
  if (view.error) return Failure({ error: view.error, retry });
  return html`<${view.Page} key=${wanted.path} />`;
}

// The page's own modules come while it is being found out who is there; a failure is told when it is opened.
const first = PAGES.find((page) => page.path === place.peek().path);
if (first) openPage(first).catch(() => {});
await Promise.all([loadStyles("sign-in"), start()]);
render(html`<${App} />`, /** @type {HTMLElement} */ (document.getElementById("app")));
