import { fill } from "../lib/format.js";
import {
  BLOCKS,
  imageLinkOf,
  inOrder,
  isMarkup,
  linesIn,
  linkOf,
  LINK_SCHEMES,
  RENAMED,
  SHOWN,
  toHtml,
} from "../lib/message-rules.js";
import { text as t } from "../text/message.js";

/** @typedef {typeof import("../vendor/dompurify-3.4.18.js").default} DOMPurify */
/** @typedef {import("../vendor/dompurify-3.4.18.js").Config} Config */
/** @typedef {{content: DocumentFragment, images: number, size: {characters: number, lines: number},
 *   markup: boolean}} Clean */

/** @type {Config} */
const CONFIG = {
  ALLOWED_TAGS: [...SHOWN, ...Object.keys(RENAMED), "img"],
  ALLOWED_ATTR: ["href", "src", "alt"],
  ALLOWED_URI_REGEXP: LINK_SCHEMES,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  RETURN_DOM_FRAGMENT: true,
};

/**
 * A customer's message as nodes that are safe to show. They belong to a document that runs and loads nothing
 *   until they are put into the page, and by then no image is among them.
 * @param {DOMPurify} purifier
 * @param {string} source
 * @param {boolean} withImages each image is a link; else its place and name alone
 * @returns {Clean} `images`: those that can be shown as a link; throws where the browser cannot sanitise
 */
export function clean(purifier, source, withImages) {
  if (!purifier.isSupported) throw new Error("This browser cannot sanitise a message.");
  const content = purifier.sanitize(toHtml(source), CONFIG);
  for (const node of textsIn(content)) node.data = inOrder(node.data);
  for (const element of content.querySelectorAll(Object.keys(RENAMED).join())) rename(element);
  for (const link of content.querySelectorAll("a")) tidyLink(link);
  const images = [...content.querySelectorAll("img")].filter((image) => replaceImage(image, withImages));
  for (const block of content.querySelectorAll(BLOCKS.join())) block.setAttribute("dir", "auto");
  const markup = isMarkup(source);
  return { content, images: images.length, size: sizeOf(content, markup), markup };
}

/** @param {DocumentFragment} content */
function textsIn(content) {
  const walker = content.ownerDocument.createTreeWalker(content, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) found.push(/** @type {Text} */ (walker.currentNode));
  return found;
}

/** @param {Element} element */
function rename(element) {
  const plainer = element.ownerDocument.createElement(RENAMED[element.localName]);
  plainer.append(...element.childNodes);
  element.replaceWith(plainer);
  if (plainer.localName === "span") plainer.after(" ");
}

/** @param {HTMLAnchorElement} anchor */
function tidyLink(anchor) {
  const link = linkOf(anchor.getAttribute("href"));
  for (const name of anchor.getAttributeNames()) anchor.removeAttribute(name);
  if (!link) return;
  aim(anchor, link.href);
  // Isolated, its text cannot reorder the host beside it.
  const words = anchor.ownerDocument.createElement("bdi");
  words.append(...anchor.childNodes);
  anchor.append(words);
  if (!words.textContent?.trim() && !words.querySelector("img")) words.textContent = link.host;
  anchor.after(hostBeside(anchor.ownerDocument, link.host));
}

/** @param {HTMLAnchorElement} anchor @param {string} href */
function aim(anchor, href) {
  anchor.setAttribute("href", href);
  anchor.setAttribute("target", "_blank");
  anchor.setAttribute("rel", "noopener noreferrer nofollow ugc");
}

/** @param {Document} page @param {string} host */
function hostBeside(page, host) {
  const beside = page.createElement("bdi");
  beside.dir = "ltr";
  beside.className = "host";
  beside.textContent = ` (${host})`;
  return beside;
}

/**
 * @param {HTMLImageElement} image
 * @param {boolean} withImages
 * @returns {boolean} it has an address to show
 */
function replaceImage(image, withImages) {
  const page = image.ownerDocument;
  const link = imageLinkOf(image.getAttribute("src"));
  const name = inOrder(image.getAttribute("alt") ?? "").trim();
  const place = page.createElement("span");
  place.className = "image";
  place.dir = "auto";
  place.textContent = name ? fill(t.imageNamed, { name }) : t.image;
  const around = image.closest("a");
  image.replaceWith(place);
  if (!link) return false;
  if (!withImages) return true;
  const anchor = page.createElement("a");
  aim(anchor, link.href);
  anchor.textContent = around ? t.image : place.textContent;
  if (around) afterHost(around).after(" ", anchor, hostBeside(page, link.host));
  else place.replaceChildren(anchor, hostBeside(page, link.host));
  return true;
}

/** A link that leads somewhere has its host right after it, and nothing comes between. @param {Element} anchor */
const afterHost = (anchor) => (anchor.hasAttribute("href") && anchor.nextElementSibling) || anchor;

/** @param {DocumentFragment} content @param {boolean} markup its line breaks are elements, but for `pre` */
function sizeOf(content, markup) {
  const words = content.textContent ?? "";
  const lines = markup ? linesOfBlocks(content) : linesIn(words);
  return { characters: words.replace(/\s+/g, " ").trim().length, lines };
}

/** @param {DocumentFragment} content */
function linesOfBlocks(content) {
  const blocks = [...content.querySelectorAll(BLOCKS.join())].filter(
    (block) => !block.querySelector(BLOCKS.join()),
  );
  const lines = blocks.map((block) => (block.localName === "pre" ? linesIn(block.textContent ?? "") : 1));
  return lines.reduce((sum, count) => sum + count, content.querySelectorAll("br").length);
}
