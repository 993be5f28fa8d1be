// A browser reports every inline style and handler that its parser meets under our policy, even in a document
// that runs nothing, and many mails carry a style on every line. So what is never shown is left out first.
// This is for quiet, not for safety: the sanitiser judges what comes out of here as it would judge the source.

/** The attributes that are read, by their tag. @type {Readonly<Record<string, readonly string[]>>} */
const READ = { a: ["href"], img: ["src", "alt"] };

/** Read by the parser as a style is, and never applied. */
const IN_PLACE_OF_STYLE = "noframes";

// As HTML's tokeniser reads them: a quote counts after "=" alone, and a tag that never ends is no tag.
const NAME = /<(\/?)([a-z][^\s/>]*)/iy;
const ATTRIBUTE =
  /[\s/]*([^\s/>][^\s/>=]*)(?![^\s/>=])(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|(?!["'])([^\s>]*))|(?!\s*=))/y;
const END = /[\s/]*>/y;

/** Markup without the attributes that no message is shown with. @param {string} source */
export function quiet(source) {
  let out = "";
  let done = 0;
  for (let at = source.indexOf("<"); at >= 0; at = source.indexOf("<", at)) {
    const tag = tagAt(source, at);
    if (!tag) {
      at += 1;
      continue;
    }
    out += source.slice(done, at) + tag.text;
    done = at = tag.end;
    if (!tag.text) break;
  }
  return out + source.slice(done);
}

/**
 * @param {string} source
 * @param {number} start
 * @returns {{text: string, end: number} | null} null: no tag begins here; no text: it never ends
 */
function tagAt(source, start) {
  const head = matchAt(NAME, source, start);
  if (!head) return null;
  const [whole, slash, name] = head;
  const read = slash ? [] : (READ[name.toLowerCase()] ?? []);
  let text = `<${slash}${name.toLowerCase() === "style" ? IN_PLACE_OF_STYLE : name}`;
  let at = start + whole.length;
  for (;;) {
    const end = matchAt(END, source, at);
    if (end) return { text: text + end[0].trim(), end: at + end[0].length };
    const attribute = matchAt(ATTRIBUTE, source, at);
    if (!attribute) return { text: "", end: source.length };
    const [all, key, ...values] = attribute;
    const value = values.find((one) => one !== undefined);
    if (value !== undefined && read.includes(key.toLowerCase())) text += ` ${key}="${quoted(value)}"`;
    at += all.length;
  }
}

/** @param {string} value */
const quoted = (value) => value.replaceAll('"', "&quot;");

/** @param {RegExp} pattern @param {string} source @param {number} at */
function matchAt(pattern, source, at) {
  pattern.lastIndex = at;
  return pattern.exec(source);
}
