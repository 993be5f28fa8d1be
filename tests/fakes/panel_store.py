"""The panels' store in memory."""

from __future__ import annotations

from chalicelib.store.panels import StoredPanel


class MemoryPanels:
    """A PanelStore that keeps rows in a dict, under the same conditions as the table."""

    def __init__(self) -> None:
        self.rows: dict[str, StoredPanel] = {}

    def load(self, code: str) -> StoredPanel | None:
        return self.rows.get(code)

    def all(self) -> list[StoredPanel]:
        return [self.rows[code] for code in sorted(self.rows)]

    def insert(self, panel: StoredPanel) -> bool:
        if panel.code in self.rows:
            return False
        self.rows[panel.code] = panel
        return True

    def replace(self, panel: StoredPanel, *, expected: int) -> bool:
        if panel.code not in self.rows or self.rows[panel.code].version != expected:
            return False
        self.rows[panel.code] = panel
        return True

    def delete(self, code: str) -> bool:
        return self.rows.pop(code, None) is not None
