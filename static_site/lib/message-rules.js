import { quiet } from "./message-tags.js";

// What of a customer's message may be shown, and how.

/** Tags that are shown as they are. */
export const SHOWN = "p br b strong i em u s a ul ol li blockquote code pre span div".split(" ");

/**
 * Tags that are kept for the line or the gap they make, under a plainer name: a mail's table would
 *   otherwise run its numbers together.
 * @type {Readonly<Record<string, string>>}
 */
export const RENAMED = Object.freeze({
  ...Object.fromEntries(["h1", "h2", "h3", "h4", "h5", "h6"].map((tag) => [tag, "p"])),
  tr: "div",
  th: "span",
  td: "span",
});

/** Blocks whose direction follows their own first letters. */
export const BLOCKS = "p ul ol li blockquote pre div".split(" ");

/** Addresses that a link may have; `linkOf` judges what is left of them. */
export const LINK_SCHEMES = /^(?:https?:|mailto:)/i;

/** More than these fill the folded height that message.css sets. */
const FOLD_CHARACTERS = 1500;
const FOLD_LINES = 16;

const TAG = /<(?:\/?[a-z][a-z0-9:-]*(?:[\s/][^<>]*)?|![^<>]*)>/i;
const OVERRIDES = /[\u202d\u202e]/g;

/** Whether the text holds anything that reads as markup; "x<y" and "<3" do not. @param {string} source */
export const isMarkup = (source) => TAG.test(source);

/**
 * What is handed to the sanitiser. Panels send HTML, so references such as `&amp;` are always read; a text
 *   without tags keeps its lone `<`.
 * @param {string} source
 */
export const toHtml = (source) => (isMarkup(source) ? quiet(source) : source.replaceAll("<", "&lt;"));

/**
 * Text that reads in the order in which it is written: without the two overrides of direction.
 * @param {string} text
 */
export const inOrder = (text) => text.replace(OVERRIDES, "");

/**
 * Where a link leads and what is said of it beside its text: the host, or the address of a mail.
 * @param {string | null} address
 * @returns {{href: string, host: string} | null} null: it must not be followed
 */
export function linkOf(address) {
  const url = parsed(address);
  if (!url) return null;
  if (url.protocol === "mailto:") {
    const host = inOrder(decoded(url.pathname));
    return host.includes("@") ? { href: url.href, host } : null;
  }
  // "https://bank.example@evil.example" names one host and leads to another.
  url.username = url.password = "";
  return { href: url.href, host: url.host };
}

/** An image is shown as a link, and never by mail. @param {string | null} address */
export function imageLinkOf(address) {
  const link = linkOf(address);
  return link && !link.href.startsWith("mailto:") ? link : null;
}

/** @param {string | null} address */
function parsed(address) {
  try {
    const url = new URL(address?.trim() ?? "");
    return LINK_SCHEMES.test(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Whether a message is long enough to be folded.
 * @param {{characters: number, lines: number}} size
 */
export const isLong = ({ characters, lines }) => characters > FOLD_CHARACTERS || lines > FOLD_LINES;

/** Lines that a text has by itself. @param {string} text */
export const linesIn = (text) => text.trim().split(/\r\n|\r|\n/).length;
