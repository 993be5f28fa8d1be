import { fill, number } from "../../lib/format.js";
import { isView, toView } from "../../lib/list-views.js";
import { now } from "../../lib/now.js";
import { html, useEffect } from "../../lib/preact.js";
import { reasonOf } from "../../lib/words.js";
import { staff } from "../../state/session.js";
import { doAndTell } from "../../state/toasts.js";
import { addView, dropView, hrefOf, refreshViews, updateView, views, viewsError } from "../../state/views.js";
import { text } from "../../text/list.js";
import { icons } from "../icons.js";
import { readForm } from "../form.js";
import { Popover } from "../popover.js";
import { namesOf } from "./spec.js";

const t = text.views;

/** @typedef {import("../../state/views.js").View} View */
/** @typedef {{spec: import("./spec.js").ListSpec<any>, params: Record<string, string>}} Props */

/** Saved views of this list: open one, save what is in view, share it, take it away. @param {Props} props */
export function ViewsMenu({ spec, params }) {
  useEffect(() => void (views.peek() ?? refreshViews()), []);
  const mine = views.value?.filter(({ page }) => page === spec.name) ?? [];
  const current = mine.find(({ query }) => isView(query, params, namesOf(spec), now.peek()));
  return html`<${Popover} name=${t.title} label=${html`<span
    class="clip">${current?.name ?? t.title} ▾</span>`}
    buttonClass="btn ghost" panel=${(/** @type {() => void} */ close) => html`
      ${
        Boolean(viewsError.value) &&
        html`<p class="wrong" role="alert">
        ${fill(t.failed, { reason: reasonOf(viewsError.value) })}</p>`
      }
      ${!mine.length && !viewsError.value && html`<p class="soft small">${t.none}</p>`}
      ${Group({ title: t.shared, list: mine.filter(({ shared }) => shared), current, close })}
      ${Group({ title: t.mine, list: mine.filter(({ shared }) => !shared), current, close })}
      <${SaveForm} spec=${spec} params=${params} current=${current} close=${close} />`} />`;
}

/** @param {{title: string, list: View[], current: View | undefined, close: () => void}} props */
function Group({ title, list, current, close }) {
  if (!list.length) return null;
  return html`<div class="viewgroup"><h3>${title}</h3><ul>${list.map(
    (view) => html`<li class="row" key=${view.id}>
    <a class="plain clip" href=${hrefOf(view, now.peek())}
      aria-current=${view === current ? "true" : undefined}
      onClick=${close}>${view.name}</a>
    <span class="sp"></span>
    ${typeof view.count === "number" && html`<span class="soft tab small">${number(view.count)}</span>`}
    ${
      mayChange(view) &&
      html`<button type="button" class="btn ghost tight icon"
      aria-label=${fill(t.remove, { name: view.name })}
      onClick=${() => remove(view)}>${icons.no()}</button>`
    }
  </li>`,
  )}</ul></div>`;
}

/** @param {View} view */
const remove = ({ id, name }) => doAndTell(() => dropView(id), fill(t.removed, { name }));

/** @param {View} view */
const mayChange = ({ mine, shared }) => (shared ? staff.value?.role === "admin" : mine);

/** @param {Props & {current: View | undefined, close: () => void}} props */
function SaveForm({ spec, params, current, close }) {
  const save = async (/** @type {Event} */ event) => {
    const fields = readForm(event);
    if (!fields.name) return;
    const query = toView(params, namesOf(spec), now.peek());
    const same = views
      .peek()
      ?.find((view) => view.page === spec.name && view.name === fields.name && mayChange(view));
    const shared = fields.shared === "on";
    const act = () =>
      same
        ? updateView(same.id, { query, shared })
        : addView({ name: fields.name, page: spec.name, query, shared });
    if (await doAndTell(act, fill(t.saved, { name: fields.name }))) close();
  };
  return html`<form class="form" onSubmit=${save}>
    <label class="field"><span class="label">${t.name}</span><input class="input" name="name" required
      maxlength="80"
      value=${current?.name ?? ""} autocomplete="off" /></label>
    ${
      staff.value?.role === "admin" &&
      html`<label class="check"><input type="checkbox" name="shared"
      checked=${current?.shared ?? false} /> ${t.share}</label>`
    }
    <div class="acts"><button
      class="btn pri">${current ? fill(t.update, { name: current.name }) : t.save}</button></div>
  </form>`;
}
