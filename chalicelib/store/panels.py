"""The panels of this installation: one row each, the keys sealed."""

from __future__ import annotations

from dataclasses import dataclass

from pynamodb.attributes import BinaryAttribute, BooleanAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.models import Model

from chalicelib.store.base import TableMeta, table
from chalicelib.store.conditions import condition


@dataclass(frozen=True, slots=True)
class StoredPanel:
    """One panel as it is kept. Keys are sealed bytes, `switches` is JSON, times are UTC epoch seconds."""

    code: str
    name: str
    base_url: str
    rate_limit: float
    admin_key: bytes
    switches: str
    version: int
    created_at: float
    updated_at: float
    services_key: bytes | None = None
    currency: str | None = None
    simulated: bool = False


class PanelRow(Model):
    class Meta(TableMeta):
        table_name = table("panels")

    code = UnicodeAttribute(hash_key=True)
    name = UnicodeAttribute()
    base_url = UnicodeAttribute()
    rate_limit = NumberAttribute()
    admin_key = BinaryAttribute(legacy_encoding=False)
    services_key = BinaryAttribute(null=True, legacy_encoding=False)
    currency = UnicodeAttribute(null=True)
    switches = UnicodeAttribute(default="")
    simulated = BooleanAttribute(default=False)
    version = NumberAttribute()
    created_at = NumberAttribute()
    updated_at = NumberAttribute()


class PanelTable:
    """The panels in DynamoDB; every read is a consistent one, since a changed switch must count at once."""

    def load(self, code: str) -> StoredPanel | None:
        try:
            return _stored(PanelRow.get(code, consistent_read=True))
        except PanelRow.DoesNotExist:
            return None

    def all(self) -> list[StoredPanel]:
        """All panels by code; there are tens of them, so this is a scan."""
        return sorted((_stored(row) for row in PanelRow.scan(consistent_read=True)), key=lambda one: one.code)

    def insert(self, panel: StoredPanel) -> bool:
        """Keep a new panel; False when its code is taken."""
        with condition() as outcome:
            _row(panel).save(condition=PanelRow.code.does_not_exist())
        return outcome.held

    def replace(self, panel: StoredPanel, *, expected: int) -> bool:
        """Put `panel` in place of its version `expected`; False when it was changed meanwhile."""
        with condition() as outcome:
            _row(panel).save(condition=PanelRow.version == expected)
        return outcome.held

    def delete(self, code: str) -> bool:
        """Take a panel out; False when there is none."""
        with condition() as outcome:
            PanelRow(code).delete(condition=PanelRow.code.exists())
        return outcome.held


def _stored(row: PanelRow) -> StoredPanel:
    return StoredPanel(
        code=row.code,
        name=row.name,
        base_url=row.base_url,
        rate_limit=float(row.rate_limit),
        admin_key=row.admin_key,
        services_key=row.services_key,
        currency=row.currency,
        switches=row.switches,
        simulated=bool(row.simulated),
        version=int(row.version),
        created_at=float(row.created_at),
        updated_at=float(row.updated_at),
    )


def _row(panel: StoredPanel) -> PanelRow:
    return PanelRow(
        panel.code,
        name=panel.name,
        base_url=panel.base_url,
        rate_limit=panel.rate_limit,
        admin_key=panel.admin_key,
        services_key=panel.services_key,
        currency=panel.currency,
        switches=panel.switches,
        simulated=panel.simulated,
        version=panel.version,
        created_at=panel.created_at,
        updated_at=panel.updated_at,
    )
