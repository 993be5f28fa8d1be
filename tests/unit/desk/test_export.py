from decimal import Decimal

import pytest

from chalicelib.desk.export import COLUMNS, USUAL, Cell, safe_cell
from chalicelib.panels.types import Money, Order


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "\ufeff@", "\u200b+"])
def test_text_that_a_spreadsheet_would_compute_is_text(first: str) -> None:
    assert safe_cell(f"{first}cmd|' /C calc'!A0") == f"'{first}cmd|' /C calc'!A0"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        ("", ""),
        ("ada", "ada"),
        ("a=b", "a=b"),
        ("https://x.example/?a=-1", "https://x.example/?a=-1"),
        (-5, "-5"),
        (0, "0"),
        (True, "true"),
        (Money(Decimal("1E-7"), "USD", "=$0"), "0.0000001"),
        (Money(Decimal("-12.30")), "-12.30"),
    ],
)
def test_a_cell_says_what_the_order_says(value: Cell, cell: str) -> None:
    assert safe_cell(value) == cell


def test_every_field_of_the_contract_but_the_buttons_has_a_column() -> None:
    fields = set(Order.__struct_fields__) - {"order_buttons", "is_active_autocomplete"}
    assert fields <= set(COLUMNS)
    assert set(USUAL) <= set(COLUMNS)
