import { html, signal, useId, useLayoutEffect, useRef } from "../lib/preact.js";
import { text } from "../text/common.js";

/** @typedef {import("../lib/preact.js").Child} Child */

/**
 * Something that comes first until it is answered. The browser keeps the focus inside, closes it on Esc and puts
 *   the focus back where it was.
 * @param {{title: string, words?: string, onClose?: () => void, children?: Child, foot?: Child,
 *   className?: string}} props without `onClose` it stays until what it asks for is done
 */
export function Dialog({ title, words, onClose, children, foot, className = "" }) {
  const box = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const id = useId();
  useLayoutEffect(() => {
    const dialog = box.current;
    if (!dialog?.open) dialog?.showModal();
    return () => dialog?.close();
  }, []);
  const onCancel = (/** @type {Event} */ event) => {
    event.preventDefault();
    onClose?.();
  };
  // A second Esc closes a dialog whatever `cancel` says; what must be answered is opened again.
  const onClosed = () => !onClose && box.current?.isConnected && box.current.showModal();
  const onClick = (/** @type {MouseEvent} */ event) => event.target === box.current && onClose?.();
  return html`<dialog class="ask ${className}" ref=${box} aria-labelledby=${id}
    aria-describedby=${words ? `${id}-words` : undefined} onCancel=${onCancel} onClose=${onClosed} onClick=${onClick}>
    <div class="what"><h2 id=${id}>${title}</h2>${words && html`<p id=${`${id}-words`}>${words}</p>`}${children}</div>
    ${foot && html`<footer>${foot}</footer>`}
  </dialog>`;
}

/** @typedef {{title: string, words: string, yes: string, no?: string, danger?: boolean}} Question */

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
    asked.peek()?.answer(false);
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
  if (!question) return null;
  const { title, words, yes, no = text.cancel, danger, answer } = question;
  const foot = html`<button type="button" class="btn" onClick=${() => answer(false)}>${no}</button>
    <button type="button" class=${danger ? "btn danger" : "btn pri"} onClick=${() => answer(true)}>${yes}</button>`;
  return html`<${Dialog} key=${title} title=${title} words=${words} foot=${foot} onClose=${() => answer(false)} />`;
}
