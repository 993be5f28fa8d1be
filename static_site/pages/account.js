import { changePassword } from "../client/account.js";
import { Languages, Themes } from "../components/choices.js";
import { Field, Form } from "../components/form.js";
import { html } from "../lib/preact.js";
import { staff } from "../state/session.js";
import { tell } from "../state/toasts.js";
import { text as common } from "../text/common.js";
import { text } from "../text/account.js";
import { Sessions } from "./account-sessions.js";

/** What is a person's own: password, language, theme, and where they are signed in. */
export function Page() {
  return html`<div class="pagehead"><div class="hl"><h1>${common.pages.account}</h1>
      <span class="lead"><bdi>${staff.value?.username}</bdi></span></div></div>
    <div class="pagebody account-page">
      <section class="card" aria-labelledby="looks"><header><h2 id="looks">${text.looks}</h2></header>
        <div class="pad form">
          <div class="field"><span class="label">${common.language}</span><${Languages} />
            <p class="hint">${text.languageHint}</p></div>
          <div class="field"><span class="label">${common.theme}</span><${Themes} />
            <p class="hint">${text.themeHint}</p></div>
        </div></section>
      <section class="card" aria-labelledby="password"><header><h2 id="password">${text.password.title}</h2></header>
        <div class="pad"><${Password} /></div></section>
      <${Sessions} />
    </div>`;
}

function Password() {
  const t = text.password;
  const send = async (/** @type {Record<string, string>} */ { old_password = "", new_password = "" }) => {
    await changePassword(old_password, new_password);
    tell(t.changed);
  };
  return html`<${Form} label=${t.title} submit=${t.submit} busy=${t.busy} send=${send} empty>
    ${(/** @type {(field: string) => string | undefined} */ errorOf) => html`
      <input type="text" name="username" value=${staff.value?.username} autocomplete="username" hidden readonly />
      <${Field} name="old_password" label=${t.old} type="password" autocomplete="current-password" required
        error=${errorOf("old_password")} />
      <${Field} name="new_password" label=${t.new} hint=${t.hint} type="password" autocomplete="new-password"
        minlength="8" required error=${errorOf("new_password")} />`}
  <//>`;
}
