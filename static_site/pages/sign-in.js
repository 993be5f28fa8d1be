import { Themes } from "../components/shell.js";
import { Field } from "../components/form.js";
import { duration, fill } from "../lib/format.js";
import { html, useEffect, useState } from "../lib/preact.js";
import { reasonOf } from "../lib/words.js";
import { ended, signIn } from "../state/session.js";
import { text as common } from "../text/common.js";
import { text } from "../text/sign-in.js";

/** Stands in for any page while nobody is signed in; the address is left alone, so signing in brings that page. */
export function SignIn() {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState("");
  useEffect(() => void (document.title = `${text.submit} · ${common.product}`), []);
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const fields = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
    setBusy(true);
    setError("");
    try {
      await signIn(String(fields.get("username")).trim(), String(fields.get("password")));
    } catch (reason) {
      setError(inWords(/** @type {import("../lib/http.js").ApiError} */ (reason)));
      setBusy(false);
    }
  };
  return html`<main class="signin">
    <form class="box form" onSubmit=${submit} aria-labelledby="signin-title">
      <img class="mark" src="./favicon.svg" alt="" />
      <div><h1 id="signin-title">${text.title}</h1><p class="soft">
        ${ended.value ? text.ended : text.words}</p></div>
      <${Field} name="username" label=${text.username} autocomplete="username" autocapitalize="none"
        spellcheck=${false} required autofocus />
      <${Field} name="password" label=${text.password} type="password"
        autocomplete="current-password" required />
      <p class="text-bad" role="alert">${error}</p>
      <button class="btn pri" disabled=${busy}>${busy ? text.busy : text.submit}</button>
    </form>
    <${Themes} />
  </main>`;
}

/** @param {import("../lib/http.js").ApiError} error */
function inWords(error) {
  if (error.code === "sign_in_failed") return text.failed;
  if (error.status === 429) return fill(text.wait, { time: duration(error.retryAfter ?? 60) });
  return reasonOf(error);
}
