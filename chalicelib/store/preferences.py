"""What each person chose for themselves: one JSON value a person, checked by its type on the way out."""

from __future__ import annotations

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.models import Model

from chalicelib.store.base import TableMeta, table
from chalicelib.store.conditions import condition


class PreferenceRow(Model):
    class Meta(TableMeta):
        table_name = table("preferences")

    username = UnicodeAttribute(hash_key=True)
    value = UnicodeAttribute()
    version = NumberAttribute()


def load_preferences(username: str) -> tuple[str, int]:
    """The JSON and its version; ("", 0) for a person who never chose."""
    try:
        row = PreferenceRow.get(username, consistent_read=True)
    except DoesNotExist:
        return "", 0
    return row.value, int(row.version)


def save_preferences(username: str, value: str, *, version: int) -> bool:
    """Store over that `version`; False when another tab was quicker, and nothing is written."""
    unchanged = PreferenceRow.version == version if version else PreferenceRow.username.does_not_exist()
    with condition() as outcome:
        PreferenceRow(username, value=value, version=version + 1).save(condition=unchanged)
    return outcome.held
