"""A panel as the rest of the house knows it."""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec

from chalicelib.panels.address import PanelAddress


class Switches(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is allowed for a panel. What is not said, or cannot be read, is off."""

    sync: bool = False
    sending: bool = False
    ai: bool = False
    read_only: bool = True

    @property
    def may_send(self) -> bool:
        """Whether anything may be written to the panel: read-only wins over sending."""
        return self.sending and not self.read_only


ALL_OFF = Switches()
# Of a panel just added: it is read and worked on; the AI speaks for nobody until it is told to.
AT_FIRST = Switches(sync=True, sending=True, ai=False, read_only=False)


def read_switches(text: str) -> Switches:
    """The switches of their JSON; everything off when it is not exactly that."""
    try:
        return msgspec.json.decode(text, type=Switches)
    except msgspec.DecodeError:
        return ALL_OFF


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel; its keys never show in a repr. An empty `admin_key` is one that could not be opened.

    `rate_limit` is calls a second, times are UTC epoch seconds.
    """

    code: str
    name: str
    base_url: str
    currency: str | None
    rate_limit: float
    admin_key: str = field(repr=False)
    services_key: str | None = field(repr=False)
    switches: Switches
    simulated: bool
    created_at: float
    updated_at: float
    version: int = 1

    @property
    def address(self) -> PanelAddress:
        return PanelAddress(self.code, self.base_url, self.admin_key, self.services_key, self.rate_limit)

    @property
    def admin_key_last4(self) -> str:
        return last4(self.admin_key)

    @property
    def services_key_last4(self) -> str | None:
        return None if self.services_key is None else last4(self.services_key)


def last4(key: str) -> str:
    """The end of a key by which its owner knows it: 4 characters, never more than half of it."""
    shown = min(4, len(key) // 2)
    return key[-shown:] if shown else ""
