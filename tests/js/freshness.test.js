import assert from "node:assert/strict";
import { test } from "node:test";

import { freshness } from "../../static_site/lib/freshness.js";

test("freshness is the oldest read among the panels in time; the others are named", () => {
  const found = freshness({
    MTP: { at: "2025-11-20T12:03:41Z", state: "fresh" },
    STM: { at: "2025-11-20T12:03:30Z", state: "fresh" },
    SGP: { at: "2025-11-20T11:00:00Z", state: "down" },
    NEW: { at: null, state: "waiting" },
  });
  assert.equal(found.at, Date.parse("2025-11-20T12:03:30Z"));
  assert.deepEqual(
    found.behind.map(({ panel, state }) => [panel, state]),
    [
      ["SGP", "down"],
      ["NEW", "waiting"],
    ],
  );
  assert.deepEqual(freshness({}), { at: null, behind: [] });
});
