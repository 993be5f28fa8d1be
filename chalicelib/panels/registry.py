"""The panels of this installation: load, list, create, update, delete.

Keys are sealed on the way into the store and opened on the way out. A key that cannot be opened leaves the
panel in the list with an empty one: every call then says that the key is missing, and the rest goes on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol, TypeVar

import msgspec
from msgspec import UNSET, UnsetType

from chalicelib.errors import Conflict, NotFound, SealBroken
from chalicelib.panels import rules
from chalicelib.panels.forms import NewPanel, PanelChanges, SwitchChanges
from chalicelib.panels.hosts import Resolver, check_public, check_url, system_resolver
from chalicelib.panels.panel import AT_FIRST, Panel, Switches, read_switches
from chalicelib.store.panels import StoredPanel
from chalicelib.store.seal import Seal

__all__ = ["NewPanel", "Panel", "PanelChanges", "PanelStore", "Registry", "SwitchChanges", "Switches"]

T = TypeVar("T")

TABLE = "panels"


class PanelStore(Protocol):
    """Where the rows are: `store.panels.PanelTable`, or memory in the tests."""

    def load(self, code: str) -> StoredPanel | None: ...

    def all(self) -> list[StoredPanel]: ...

    def insert(self, panel: StoredPanel) -> bool: ...

    def replace(self, panel: StoredPanel, *, expected: int) -> bool: ...

    def delete(self, code: str) -> bool: ...


class Registry:
    """`clock` gives epoch seconds; `allow_private_hosts` lifts the host rules (one machine only)."""

    def __init__(
        self,
        store: PanelStore,
        seal: Seal,
        *,
        clock: Callable[[], float],
        resolver: Resolver = system_resolver,
        allow_private_hosts: bool = False,
    ) -> None:
        self._store = store
        self._seal = seal
        self._clock = clock
        self._resolver = resolver
        self._allow_private_hosts = allow_private_hosts

    def load_panel(self, code: str) -> Panel:
        """One panel. Raises NotFound."""
        return self._opened(self._stored(code))

    def list_panels(self) -> list[Panel]:
        """All panels, by code."""
        return [self._opened(stored) for stored in self._store.all()]

    def check_new(self, new: NewPanel) -> Panel:
        """The panel that `create_panel` would make, without keeping it. Raises InvalidInput."""
        now = self._clock()
        return Panel(
            code=rules.check_code(new.code),
            name=rules.check_name(new.name),
            base_url=self._base_url(new.base_url),
            currency=rules.check_currency(new.currency),
            rate_limit=rules.check_rate(new.rate_limit),
            admin_key=rules.check_key(new.admin_api_key, "admin_api_key"),
            services_key=rules.check_optional_key(new.services_api_key, "services_api_key"),
            switches=AT_FIRST,
            simulated=False,
            created_at=now,
            updated_at=now,
        )

    def create_panel(self, new: NewPanel, *, simulated: bool = False) -> Panel:
        """Keep a new panel. Raises InvalidInput naming the field, Conflict when the code is taken."""
        panel = replace(self.check_new(new), simulated=simulated)
        if not self._store.insert(self._sealed(panel)):
            raise Conflict(f"There is a panel {panel.code} already.", field="code")
        return panel

    def check_changes(self, code: str, changes: PanelChanges) -> Panel:
        """The panel as `update_panel` would leave it. Raises NotFound, InvalidInput."""
        panel = self.load_panel(code)
        return replace(
            panel,
            name=_changed(changes.name, panel.name, rules.check_name),
            base_url=_changed(changes.base_url, panel.base_url, self._base_url),
            currency=_changed(changes.currency, panel.currency, rules.check_currency),
            rate_limit=_changed(changes.rate_limit, panel.rate_limit, rules.check_rate),
            admin_key=_changed(
                changes.admin_api_key, panel.admin_key, lambda key: rules.check_key(key, "admin_api_key")
            ),
            services_key=_changed(
                changes.services_api_key,
                panel.services_key,
                lambda key: rules.check_optional_key(key, "services_api_key"),
            ),
            switches=_turned(panel.switches, changes.switches),
            updated_at=self._clock(),
            version=panel.version + 1,
        )

    def update_panel(self, code: str, changes: PanelChanges) -> Panel:
        """Keep the changes. Raises NotFound, InvalidInput, Conflict when it was changed meanwhile."""
        panel = self.check_changes(code, changes)
        before = self._stored(code)
        after = self._sealed(panel)
        # A key that cannot be opened now stays as it was sealed: its master key may come back.
        if changes.admin_api_key is UNSET:
            after = replace(after, admin_key=before.admin_key)
        if changes.services_api_key is UNSET:
            after = replace(after, services_key=before.services_key)
        if not self._store.replace(after, expected=panel.version - 1):
            raise Conflict(f"{code} was changed by somebody else meanwhile: load it again.")
        return panel

    def delete_panel(self, code: str) -> None:
        """Take a panel out. Raises NotFound."""
        if not self._store.delete(code):
            raise NotFound(f"There is no panel {code}.")

    def _base_url(self, text: str) -> str:
        url = check_url(text)
        if not self._allow_private_hosts:
            check_public(url, self._resolver)
        return url

    def _stored(self, code: str) -> StoredPanel:
        stored = self._store.load(code)
        if stored is None:
            raise NotFound(f"There is no panel {code}.")
        return stored

    def _opened(self, stored: StoredPanel) -> Panel:
        services_key = stored.services_key
        return Panel(
            code=stored.code,
            name=stored.name,
            base_url=stored.base_url,
            currency=stored.currency,
            rate_limit=stored.rate_limit,
            admin_key=self._open(stored.admin_key, stored.code, "admin_key"),
            services_key=self._open(services_key, stored.code, "services_key") if services_key else None,
            switches=read_switches(stored.switches),
            simulated=stored.simulated,
            created_at=stored.created_at,
            updated_at=stored.updated_at,
            version=stored.version,
        )

    def _open(self, sealed: bytes, code: str, field: str) -> str:
        try:
            return self._seal.open(sealed, table=TABLE, key=code, field=field)
        except SealBroken:
            return ""

    def _sealed(self, panel: Panel) -> StoredPanel:
        code, services_key = panel.code, panel.services_key
        return StoredPanel(
            code=code,
            name=panel.name,
            base_url=panel.base_url,
            rate_limit=panel.rate_limit,
            admin_key=self._seal.seal(panel.admin_key, table=TABLE, key=code, field="admin_key"),
            services_key=self._seal.seal(services_key, table=TABLE, key=code, field="services_key")
            if services_key
            else None,
            currency=panel.currency,
            switches=msgspec.json.encode(panel.switches).decode(),
            simulated=panel.simulated,
            version=panel.version,
            created_at=panel.created_at,
            updated_at=panel.updated_at,
        )


def _changed(value: T | UnsetType, kept: T, check: Callable[[T], T]) -> T:
    return kept if isinstance(value, UnsetType) else check(value)


def _turned(switches: Switches, changes: SwitchChanges | UnsetType) -> Switches:
    if isinstance(changes, UnsetType):
        return switches
    given = {name: getattr(changes, name) for name in SwitchChanges.__struct_fields__}
    return msgspec.structs.replace(
        switches, **{name: value for name, value in given.items() if value is not UNSET}
    )
