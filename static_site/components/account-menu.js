import { fill } from "../lib/format.js";
import { html } from "../lib/preact.js";
import { reasonOf } from "../lib/words.js";
import { openKeys } from "../state/overlays.js";
import { signOut, staff } from "../state/session.js";
import { tell } from "../state/toasts.js";
import { text } from "../text/common.js";
import { text as shell } from "../text/shell.js";
import { Languages, Themes } from "./choices.js";

/** Who is signed in, how they want the pages, and the way out. */
export function AccountMenu() {
  const person = staff.value;
  if (!person) return null;
  const leave = async () => {
    try {
      await signOut();
    } catch (error) {
      tell(fill(text.signOutFailed, { reason: reasonOf(error) }), { bad: true });
    }
  };
  const keys = () => {
    hide();
    openKeys();
  };
  return html`<button type="button" class="me" popovertarget="account">
      <span aria-hidden="true">${person.username.slice(0, 2)}</span>
      <span class="sr">${fill(text.account, { username: person.username })}</span></button>
    <div class="account" id="account" popover>
      <div class="who"><b>${person.username}</b><span class="soft">
        ${text.roles[person.role] ?? person.role}</span></div>
      <${Languages} /><${Themes} />
      <hr />
      <a class="item" href="#/account" onClick=${hide}>${text.pages.account}</a>
      <button type="button" class="item" onClick=${keys}>${shell.keys.open}<kbd aria-hidden="true">?</kbd></button>
      <button type="button" class="item" onClick=${leave}>${text.signOut}</button>
    </div>`;
}

const hide = () => document.getElementById("account")?.hidePopover();
