import { Languages, Themes } from "../components/choices.js";
import { SignInForm } from "../components/sign-in-form.js";
import { html, useEffect } from "../lib/preact.js";
import { text as common } from "../text/common.js";
import { text } from "../text/sign-in.js";

/** Stands in for any page while nobody is signed in; the address is left alone, so signing in brings that page. */
export function SignIn() {
  useEffect(() => void (document.title = `${text.submit} · ${common.product}`), []);
  return html`<main class="signin">
    <div class="box">
      <img class="mark" src="./favicon.svg" alt="" />
      <div><h1>${text.title}</h1><p class="soft">${text.words}</p></div>
      <${SignInForm} />
    </div>
    <div class="choices"><${Languages} /><${Themes} /></div>
  </main>`;
}
