"""Where a panel is and what opens it: all that a client needs to know of one."""

from __future__ import annotations

from dataclasses import dataclass, field

DEFAULT_RATE = 5.0


@dataclass(frozen=True, slots=True)
class PanelAddress:
    """`base_url` has no trailing slash and no `/adminapi/v2`; `rate_limit` is calls a second."""

    code: str
    base_url: str
    admin_key: str = field(repr=False)
    services_key: str | None = field(default=None, repr=False)
    rate_limit: float = DEFAULT_RATE
