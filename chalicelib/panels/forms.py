"""What a person types in to add a panel or to change one."""

from __future__ import annotations

import msgspec
from msgspec import UNSET, UnsetType

from chalicelib.panels.address import DEFAULT_RATE


class NewPanel(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a panel is made of, as a person types it in."""

    code: str
    name: str
    base_url: str
    admin_api_key: str
    services_api_key: str | None = None
    currency: str | None = None
    rate_limit: float = DEFAULT_RATE

    def __repr__(self) -> str:
        return f"NewPanel({self.code!r})"


class SwitchChanges(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The switches to turn; what is unset stays."""

    sync: bool | UnsetType = UNSET
    sending: bool | UnsetType = UNSET
    ai: bool | UnsetType = UNSET
    read_only: bool | UnsetType = UNSET


class PanelChanges(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to change of a panel; what is unset stays. None or "" takes an optional value away."""

    name: str | UnsetType = UNSET
    base_url: str | UnsetType = UNSET
    admin_api_key: str | UnsetType = UNSET
    services_api_key: str | UnsetType | None = UNSET
    currency: str | UnsetType | None = UNSET
    rate_limit: float | UnsetType = UNSET
    switches: SwitchChanges | UnsetType = UNSET

    def __repr__(self) -> str:
        return "PanelChanges()"
