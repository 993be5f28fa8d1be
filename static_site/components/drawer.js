import { html, signal, useId, useLayoutEffect, useRef } from "../lib/preact.js";
import { text } from "../text/common.js";
import { icons } from "./icons.js";

/** @typedef {import("../lib/preact.js").Child} Child */

/**
 * A side sheet for one object. The list behind it stays in reach; Esc closes, and focus goes back where it
 *   was.
 * @param {{title: Child, onClose: () => void, children: Child, foot?: Child, tools?: Child}} props
 */
export function Drawer({ title, onClose, children, foot, tools }) {
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  const id = useId();
  useLayoutEffect(() => {
    const before = /** @type {HTMLElement | null} */ (document.activeElement);
    const first = /** @type {HTMLElement | null} */ (
      box.current?.querySelector("[data-first]") ?? box.current
    );
    first?.focus();
    return () => {
      if (before?.isConnected && (document.activeElement === document.body || !document.activeElement))
        before.focus();
    };
  }, []);
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.stopPropagation();
    onClose();
  };
  return html`<aside class="drawer" role="dialog" aria-labelledby=${id} tabindex="-1" ref=${box}
    onKeyDown=${onKeyDown}>
    <div class="inside">
      <div class="dhead">
        <h2 id=${id}>${title}</h2>
        <span class="sp"></span>
        ${tools}
        <button type="button" class="btn ghost icon" aria-label=${text.close} onClick=${onClose}>
          ${icons.no()}</button>
      </div>
      <div class="dbody">${children}</div>
      ${foot && html`<div class="dfoot">${foot}</div>`}
    </div>
  </aside>`;
}

/** @typedef {{title: string, words: string, yes: string, danger?: boolean}} Question */

/**
 * @type {import("../vendor/signals-core-1.14.5.js").Signal<(Question & {answer: (yes: boolean) => void}) | null>}
 */
const asked = signal(null);

/**
 * Ask before something that is hard to take back.
 * @param {Question} question
 * @returns {Promise<boolean>}
 */
export const ask = (question) =>
  new Promise((resolve) => {
    asked.value = {
      ...question,
      answer: (yes) => {
        asked.value = null;
        resolve(yes);
      },
    };
  });

/** Where questions appear; stands once in the shell. */
export function Questions() {
  const question = asked.value;
  const box = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useLayoutEffect(() => {
    if (question && !box.current?.open) box.current?.showModal();
  }, [question]);
  if (!question) return null;
  const { title, words, yes, danger, answer } = question;
  const onCancel = (/** @type {Event} */ event) => (event.preventDefault(), answer(false));
  return html`<dialog class="ask" ref=${box} aria-labelledby="ask-title" aria-describedby="ask-words"
    onCancel=${onCancel}>
    <div class="what"><h2 id="ask-title">${title}</h2><p id="ask-words">${words}</p></div>
    <footer>
      <button type="button" class="btn" onClick=${() => answer(false)}>${text.cancel}</button>
      <button type="button" class=${danger ? "btn danger" : "btn pri"} onClick=${() => answer(true)}>
        ${yes}</button>
    </footer>
  </dialog>`;
}
