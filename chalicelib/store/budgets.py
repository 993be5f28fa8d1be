"""The rate budget of each panel: which of its call slots are taken, one small row per panel.

A slot is a number on a grid that begins at the epoch: slot `n` begins `n * slot_us` microseconds after it.
The two sets are bit masks from slot `base` on, so a row stays far below 1 KB: one write unit a claim, one
a read unit a look (`panels/budget.py` says how the slots are used).
"""

from __future__ import annotations

from dataclasses import dataclass

from pynamodb.attributes import BinaryAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import PynamoDBException
from pynamodb.models import Model

from chalicelib.errors import BudgetUnavailable
from chalicelib.store.base import TableMeta, table
from chalicelib.store.conditions import condition


@dataclass(frozen=True, slots=True)
class Taken:
    """Bit `i` of a mask stands for slot `base + i`. No slot before `base` may be claimed any more."""

    version: int
    slot_us: int
    base: int
    background: int = 0
    person: int = 0


class BudgetRow(Model):
    class Meta(TableMeta):
        table_name = table("budgets")

    panel = UnicodeAttribute(hash_key=True)
    version = NumberAttribute()
    slot_us = NumberAttribute()
    base = NumberAttribute()
    background = BinaryAttribute(legacy_encoding=False)
    person = BinaryAttribute(legacy_encoding=False)


class BudgetTable:
    """The budgets in DynamoDB. Its trouble comes out as BudgetUnavailable: no call without a slot."""

    def load(self, panel: str) -> Taken | None:
        """The row as it is now (a consistent read), or None before the first claim."""
        try:
            found = BudgetRow.get(panel, consistent_read=True)
        except BudgetRow.DoesNotExist:
            return None
        except PynamoDBException as error:
            raise _unavailable(panel) from error
        return Taken(
            version=int(found.version),
            slot_us=int(found.slot_us),
            base=int(found.base),
            background=int.from_bytes(found.background, "big"),
            person=int.from_bytes(found.person, "big"),
        )

    def save(self, panel: str, row: Taken, *, expected: int | None) -> bool:
        """Write `row` if the stored version is still `expected` (None: no row yet); whether it was."""
        model = BudgetRow(
            panel,
            version=row.version,
            slot_us=row.slot_us,
            base=row.base,
            background=_mask_bytes(row.background),
            person=_mask_bytes(row.person),
        )
        unchanged = BudgetRow.panel.does_not_exist() if expected is None else BudgetRow.version == expected
        try:
            with condition() as outcome:
                model.save(condition=unchanged)
        except PynamoDBException as error:
            raise _unavailable(panel) from error
        return outcome.held

    def delete(self, panel: str) -> None:
        """Forget a panel that was taken out of the registry."""
        BudgetRow(panel).delete()


def _mask_bytes(mask: int) -> bytes:
    return mask.to_bytes(max(1, (mask.bit_length() + 7) // 8), "big")


def _unavailable(panel: str) -> BudgetUnavailable:
    return BudgetUnavailable(f"The rate budget of {panel} cannot be read or written, so it was not called.")
