"""A panel's services: one answer holds the whole catalogue, so a cut one must be told from a true one."""

from __future__ import annotations

from chalicelib.errors import PanelAnswerInvalid
from chalicelib.panels.pages import Page
from chalicelib.panels.services import Service
from chalicelib.store import fingerprints
from chalicelib.store.fingerprints import Fingerprint
from chalicelib.sync.reading import Reading

# Between two reads of real catalogues up to 23 of some hundred services went (contracts/customer-api-v2.md).
_MOST_GONE = 0.1
_HELD = 6 * 3_600


def read_catalogue(reading: Reading) -> None:
    """Read the catalogue; services that are missing twice running are gone.

    A catalogue that lost more than a tenth at once is held as an error until it has stayed so for six
    hours. Raises PanelAnswerInvalid while it is held.
    """
    page = reading.client.services()
    shown = _ids(page)
    known = [
        entry
        for bucket in fingerprints.every(reading.intake.owner)
        for entry in bucket.values()
        if not entry.gone
    ]
    if known and not shown:
        raise reading.lying()
    missing = [entry for entry in known if entry.id not in shown]
    if not _believable(reading, len(missing), len(known)):
        raise PanelAnswerInvalid(
            f"{len(missing)} of {len(known)} services are missing at once: held until it has stayed so "
            f"for {_HELD // 3_600} h",
            panel=reading.panel,
            excerpt="",
        )
    reading.intake.take(page)
    if missing:
        still = _still_missing(reading, missing)
        reading.intake.mark_gone(still)


def _believable(reading: Reading, missing: int, known: int) -> bool:
    state = reading.state
    if missing <= max(1, known * _MOST_GONE):
        state.shrunk_since = None
        return True
    state.shrunk_since = state.shrunk_since or reading.started
    return reading.started - state.shrunk_since >= _HELD


def _still_missing(reading: Reading, missing: list[Fingerprint]) -> list[Fingerprint]:
    again = reading.client.services()
    reading.intake.tally.calls += 1
    shown = _ids(again)
    return [entry for entry in missing if entry.id not in shown]


def _ids(page: Page[Service]) -> set[int]:
    return {row.value.service for row in page.rows} | {
        int(bad.id) for bad in page.bad if bad.id and bad.id.isdigit()
    }
