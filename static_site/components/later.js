import { html, useEffect, useState } from "../lib/preact.js";
import { reasonOf } from "../lib/words.js";
import { tell } from "../state/toasts.js";

/**
 * A part that is fetched when it is first needed, so that the first page does not wait for it.
 * @param {{load: () => Promise<(props: any) => import("../lib/preact.js").Child>, [prop: string]: unknown}} props
 */
export function Later({ load, ...props }) {
  const [part, setPart] = useState(/** @type {{Part?: (props: any) => any}} */ ({}));
  useEffect(() => {
    load().then(
      (Part) => setPart({ Part }),
      (error) => tell(reasonOf(error), { bad: true }),
    );
  }, [load]);
  return part.Part ? html`<${part.Part} ...${props} />` : null;
}
