"""Panels as staff set them up: added with a connect test, changed, tested, taken out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec import UNSET

from chalicelib.desk.scope import in_scope
from chalicelib.errors import Conflict, InvalidInput
from chalicelib.panels.budget import Priority
from chalicelib.panels.connect_test import ConnectTest, connect_test
from chalicelib.staff.rights import require
from chalicelib.staff.types import Staff
from chalicelib.store import sync_state

if TYPE_CHECKING:
    from chalicelib.panels.factory import PanelFactory
    from chalicelib.panels.panel import Panel
    from chalicelib.panels.registry import NewPanel, PanelChanges

# An answer may take 29 s in all; the test leaves what is left to the rest.
TEST_SECONDS = 20.0
TEST_TRIES = 2


@dataclass(frozen=True)
class Saved:
    """`panel` is None when the test was red and nothing was kept; `test` None when there was none to do."""

    panel: Panel | None
    test: ConnectTest | None


def list_panels(staff: Staff, *, panels: PanelFactory) -> list[Panel]:
    """The person's panels, by code."""
    return in_scope(staff, "panels.read", panels.all())


def add_panel(
    staff: Staff,
    new: NewPanel,
    *,
    save_anyway: bool,
    panels: PanelFactory,
    ask: Callable[[str, float], None],
    now: float,
) -> Saved:
    """Keep a new panel if its orders can be read, or `save_anyway`; `ask` has it read at once.

    Raises InvalidInput naming the field, Conflict (field `code`) when the code is taken, or not free
    yet because rows of the last panel that had it are still being taken away.
    """
    require(staff, "panels.add")
    panel = panels.registry.check_new(new)
    if all(known.code != panel.code for known in panels.all()) and sync_state.load_panel(panel.code):
        ask(panel.code, now)
        raise Conflict(
            "The orders of the last panel with this code are still being taken away. Try again in a minute.",
            field="code",
        )
    test = _test(panel, panels, now)
    if not test.orders_ok and not save_anyway:
        return Saved(None, test)
    panel = panels.registry.create_panel(new)
    ask(panel.code, now)
    return Saved(panel, test)


def change_panel(
    staff: Staff,
    code: str,
    changes: PanelChanges,
    *,
    save_anyway: bool,
    panels: PanelFactory,
    now: float,
) -> Saved:
    """Keep the changes; where they touch the address or a key, if the test allows as in `add_panel`."""
    before = _editable(staff, code, panels)
    after = panels.registry.check_changes(code, changes)
    _refuse_moved_keys(before, after, changes)
    test = _test(after, panels, now) if before.address != after.address else None
    if test is not None and not test.orders_ok and not save_anyway:
        return Saved(None, test)
    return Saved(panels.registry.update_panel(code, changes), test)


def remove_panel(
    staff: Staff, code: str, *, panels: PanelFactory, ask: Callable[[str, float], None], now: float
) -> None:
    """Take a panel out. Its rows are out of sight at once; the sync is asked to take them away."""
    _editable(staff, code, panels)
    panels.registry.delete_panel(code)
    ask(code, now)


def remove_simulated(
    staff: Staff, *, panels: PanelFactory, ask: Callable[[str, float], None], now: float
) -> list[str]:
    """Take out every simulated panel of theirs; answers their codes."""
    codes = [panel.code for panel in in_scope(staff, "panels.edit", panels.all()) if panel.simulated]
    for code in codes:
        remove_panel(staff, code, panels=panels, ask=ask, now=now)
    return codes


def run_connect_test(
    staff: Staff, code: str, *, only: str | None = None, panels: PanelFactory, now: float
) -> ConnectTest:
    """Ask a panel for one row of each resource, or of one, now."""
    return _test(_editable(staff, code, panels), panels, now, only)


def try_panel(staff: Staff, new: NewPanel, *, only: str, panels: PanelFactory, now: float) -> ConnectTest:
    """One step of the connect test of a panel that is not kept yet; nothing of it is.

    So that a person watches the steps come one by one, each with all the time that one answer may take.
    Raises InvalidInput naming the field.
    """
    require(staff, "panels.add")
    return _test(panels.registry.check_new(new), panels, now, only)


def _editable(staff: Staff, code: str, panels: PanelFactory) -> Panel:
    require(staff, "panels.edit", code)
    return panels.load(code)


def _test(panel: Panel, panels: PanelFactory, now: float, only: str | None = None) -> ConnectTest:
    deadline = now + TEST_SECONDS
    with panels.client(panel, deadline=deadline, priority=Priority.PERSON, tries=TEST_TRIES) as client:
        return connect_test(client, only)


def _refuse_moved_keys(before: Panel, after: Panel, changes: PanelChanges) -> None:
    """A stored key goes to the host it was entered for: a change of address cannot have it sent elsewhere."""
    if _place(before.base_url) == _place(after.base_url):
        return
    if changes.admin_api_key is UNSET:
        raise InvalidInput("The panel moves to another address: enter its key again.", field="admin_api_key")
    if before.services_key and changes.services_api_key is UNSET:
        raise InvalidInput(
            "The panel moves to another address: enter its services key again.", field="services_api_key"
        )


def _place(base_url: str) -> tuple[str, str]:
    """Scheme and host: a move from https to http gives a key away too."""
    parts = urlsplit(base_url)
    return parts.scheme, parts.netloc
