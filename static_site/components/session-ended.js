import { html } from "../lib/preact.js";
import { ended, signOut, staff } from "../state/session.js";
import { text } from "../text/sign-in.js";
import { Dialog } from "./dialog.js";
import { SignInForm } from "./sign-in-form.js";

/** Signing in again in place: the page behind keeps everything that was typed. */
export function SessionEnded() {
  if (!ended.value || !staff.value) return null;
  const other = html`<button type="button" class="btn ghost" onClick=${signOut}>${text.leave}</button>`;
  return html`<${Dialog} title=${text.endedTitle} words=${text.ended}>
    <${SignInForm} username=${staff.value.username}>${other}<//><//>`;
}
