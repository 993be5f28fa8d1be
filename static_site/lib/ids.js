/**
 * The ids in whatever was pasted: "#70172460, 70172447;\n 70172434 (late)". Order kept, doubles dropped.
 * Ids stay text: they may be longer than a number can hold.
 * @param {string} text
 * @returns {string[]}
 */
export function readIds(text) {
  return [...new Set(text.match(/\d+/g) ?? [])];
}

/**
 * A link typed by a customer becomes a link here only when it is plain http(s); `javascript:` and its like
 *   stay text.
 * @param {string | null | undefined} link
 * @returns {string | null}
 */
export function safeHref(link) {
  if (!link) return null;
  try {
    const url = new URL(/^[a-z][a-z0-9+.-]*:/i.test(link) ? link : `https://${link}`);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
}

/**
 * The ids of a pasted text, or none when it is a name: an id stands alone, "user4711" and "a1234@b.c" hold none.
 * @param {string} text
 * @returns {string[]}
 */
export function asPasted(text) {
  const alone = /(?<![\p{L}\d_.@-])\d{4,}(?![\p{L}\d_@-]|\.\p{L})/u.test(text) || /^[\d\s#,;.:|/-]+$/.test(text);
  return alone ? readIds(text) : [];
}
