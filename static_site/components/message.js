import { plural } from "../lib/format.js";
import { isLong } from "../lib/message-rules.js";
import { html, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from "../lib/preact.js";
import { loadStyles } from "../pages.js";
import { text as t } from "../text/message.js";
import { clean } from "./message-clean.js";

/** @typedef {import("./message-clean.js").DOMPurify} DOMPurify */

/** @type {DOMPurify | undefined} */
let purifier;
/** @type {Promise<void> | undefined} */
let loading;

/** DOMPurify and the box's stylesheet, the first time a message is shown. */
function load() {
  loading ??= Promise.all([
    import("../vendor/dompurify-3.4.18.js"),
    loadStyles("message", "components"),
  ]).then(([module]) => void (purifier = module.default));
  loading.catch(() => (loading = undefined));
  return loading;
}

/**
 * A message from a customer, in a box of its own: sanitised, images off, links that say where they lead.
 * @param {{source: string}} props `source`: HTML or plain text, as the panel sent it
 */
export function Message({ source }) {
  const [state, setState] = useState(purifier ? "ready" : "loading");
  useEffect(() => {
    let gone = false;
    load().then(
      () => gone || setState("ready"),
      () => gone || setState("failed"),
    );
    return () => void (gone = true);
  }, []);
  if (state === "loading")
    return html`<div class="message" role="status" aria-label=${t.loading}><span class="skel"></span></div>`;
  return html`<${Box} key=${source} source=${source} usable=${state === "ready"} />`;
}

/** @param {{source: string, usable: boolean}} props */
function Box({ source, usable }) {
  const [withImages, setWithImages] = useState(false);
  const [open, setOpen] = useState(false);
  const id = useId();
  const made = useMemo(() => (usable ? tryClean(source, withImages) : null), [usable, source, withImages]);
  if (!made) return AsSent({ source });
  const long = isLong(made.size);
  return html`<div class="message">
    <${Content} id=${id} made=${made} folded=${long && !open} open=${() => setOpen(true)} />
    ${
      (long || made.images > 0) &&
      html`<div class="under">
        ${long && html`<button type="button" class="btn ghost tight" aria-expanded=${open} aria-controls=${id}
          onClick=${() => setOpen(!open)}>${open ? t.showLess : t.showAll}</button>`}
        ${made.images > 0 &&
        Images({ count: made.images, shown: withImages, show: () => setWithImages(true) })}
      </div>`
    }
  </div>`;
}

/** @param {{count: number, shown: boolean, show: () => void}} props */
const Images = ({ count, shown, show }) => html`${
  !shown &&
  html`<button type="button" class="btn ghost tight" onClick=${show}>${plural(count, t.showImages)}</button>`
}<p class="small soft">${t.imagesNote}</p>`;

/**
 * @param {{id: string, made: import("./message-clean.js").Clean, folded: boolean, open: () => void}} props
 */
function Content({ id, made, folded, open }) {
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => box.current?.replaceChildren(made.content), [made]);
  const hasText = made.size.characters > 0;
  const look = ["content", made.markup ? "" : "lines", folded ? "folded" : ""].filter(Boolean).join(" ");
  // What has the focus must be seen, and a link in the folded part can get it.
  return html`<div class=${look} id=${id} dir="auto" ref=${box} hidden=${!hasText}
      onFocusIn=${folded ? open : undefined}></div>
    ${!hasText && html`<p class="soft">${t.empty}</p>`}`;
}

/**
 * Without a sanitiser: the source as text, which no browser reads as markup.
 * @param {{source: string}} props
 */
const AsSent = ({ source }) => html`<div class="message">
  <p class="small soft" role="status">${t.failed}</p>
  <div class="content lines" dir="auto">${source}</div>
</div>`;

/** @param {string} source @param {boolean} withImages */
function tryClean(source, withImages) {
  try {
    return clean(/** @type {DOMPurify} */ (purifier), source, withImages);
  } catch {
    return null;
  }
}
