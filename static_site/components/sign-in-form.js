import { duration, fill } from "../lib/format.js";
import { html, useState } from "../lib/preact.js";
import { reasonOf } from "../lib/words.js";
import { signIn } from "../state/session.js";
import { text } from "../text/sign-in.js";
import { Field } from "./form.js";

/**
 * Username and password, and what was wrong with them in words.
 * @param {{username?: string, children?: import("../lib/preact.js").Child}} props `username`: who was signed in here
 */
export function SignInForm({ username = "", children }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState("");
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
  return html`<form class="form" onSubmit=${submit} aria-label=${text.submit}>
    <${Field} name="username" label=${text.username} defaultValue=${username} autocomplete="username"
      autocapitalize="none" spellcheck=${false} required autofocus=${!username} />
    <${Field} name="password" label=${text.password} type="password" autocomplete="current-password" required
      autofocus=${Boolean(username)} />
    <p class="text-bad" role="alert">${error}</p>
    <div class="acts"><button class="btn pri" disabled=${busy}>${busy ? text.busy : text.submit}</button>${children}</div>
  </form>`;
}

/** @param {import("../lib/http.js").ApiError} error */
function inWords(error) {
  if (error.code === "sign_in_failed") return text.failed;
  if (error.status === 429) return fill(text.wait, { time: duration(error.retryAfter ?? 60) });
  return reasonOf(error);
}
