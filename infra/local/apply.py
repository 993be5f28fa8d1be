"""Brings an installation to what a bootstrap file says. Applied twice, it changes nothing the second time."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from chalicelib.panels.factory import PanelFactory
from chalicelib.panels.panel import Panel
from chalicelib.panels.registry import NewPanel, PanelChanges, Registry
from chalicelib.staff.accounts import NewStaff, ensure_staff
from chalicelib.staff.api_keys import NewApiKey, ensure_api_key
from chalicelib.staff.passwords import Passwords
from chalicelib.store.settings import load_setting, save_setting
from chalicelib.sync.settings import DEFAULTS, NAME, SyncSettings
from infra.local.bootstrap import Bootstrap, PanelEntry


def apply(wanted: Bootstrap, *, now: float) -> Iterator[str]:
    """Do it; a line for everything that was made or changed, none for what was so already."""
    registry, passwords = PanelFactory().registry, Passwords()
    for panel in wanted.panels:
        yield from _told(f"Panel {panel.code}", _ensure_panel(registry, panel))
    for person in wanted.staff:
        new = NewStaff(person.username, person.password, person.role, person.panels, person.permissions)
        yield from _told(f"Account {person.username}", ensure_staff(new, passwords=passwords, now=now))
    for key in wanted.api_keys:
        yield from _told(
            f"API key {key.name}",
            ensure_api_key(NewApiKey(key.name, key.token, key.scopes, key.panels), now=now),
        )
    if wanted.settings.sync is not None:
        yield from _told("Settings of the sync", _ensure_sync_settings(wanted.settings.sync, now))


def _told(what: str, outcome: str) -> Iterator[str]:
    if outcome != "unchanged":
        yield f"{what}: {outcome}"


def _ensure_panel(registry: Registry, wanted: PanelEntry) -> str:
    known = {panel.code: panel for panel in registry.list_panels()}
    if wanted.code not in known:
        registry.create_panel(msgspec.convert(wanted.given(), NewPanel))
        return "created"
    current = known[wanted.code]
    target = registry.check_new(msgspec.convert({**_as_given(current), **wanted.given()}, NewPanel))
    after, before = _as_given(target), _as_given(current)
    changes = {name: value for name, value in after.items() if value != before[name]}
    if not changes:
        return "unchanged"
    registry.update_panel(wanted.code, msgspec.convert(changes, PanelChanges))
    return "changed"


def _as_given(panel: Panel) -> dict[str, object]:
    """A panel in the words of the file."""
    return {
        "code": panel.code,
        "name": panel.name,
        "base_url": panel.base_url,
        "admin_api_key": panel.admin_key,
        "services_api_key": panel.services_key,
        "currency": panel.currency,
        "rate_limit": panel.rate_limit,
    }


def _ensure_sync_settings(wanted: SyncSettings, now: float) -> str:
    stored = load_setting(NAME, SyncSettings, DEFAULTS)
    if stored.value == wanted:
        return "unchanged"
    save_setting(NAME, wanted, version=stored.version, now=now)
    return "changed"
