"""What staff own outlasts a power cut and is backed up; what passes or comes again is not."""

from infra.local.snapshot import is_whole
from infra.resources import PANEL_DATA, find_models, short_name

OWNED = {"staff", "panels", "settings", "api-keys", "preferences", "views"}


def test_what_staff_own_is_kept_whole() -> None:
    names = {short_name(model) for model in find_models()}
    assert names >= OWNED
    assert all(is_whole(name) for name in OWNED)
    assert names - PANEL_DATA == OWNED, "a new table: say here whether staff own it"


def test_what_passes_or_can_be_made_again_is_not() -> None:
    assert not any(is_whole(name) for name in ("snapshots", "revenue", "orders"))
