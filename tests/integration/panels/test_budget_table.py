"""The rate budget's row in DynamoDB."""

from __future__ import annotations

import random

import msgspec
import pytest

from chalicelib.errors import BudgetUnavailable
from chalicelib.panels.budget import Priority, SharedBudget
from chalicelib.store.budgets import BudgetRow, BudgetTable, Taken
from tests.fakes.panels import Time

ROW = Taken(version=1, slot_us=212_000, base=8_443_396_226, background=0b1011 << 250, person=0)

pytestmark = pytest.mark.usefixtures("tables")


def test_a_row_comes_back_as_it_was_saved() -> None:
    assert BudgetTable().save("MTP", ROW, expected=None)
    assert BudgetTable().load("MTP") == ROW
    assert BudgetTable().load("STM") is None


def test_only_the_first_of_two_claims_on_one_version_is_kept() -> None:
    store = BudgetTable()
    assert store.save("MTP", ROW, expected=None)
    assert not store.save("MTP", ROW, expected=None)
    mine = Taken(2, ROW.slot_us, ROW.base, background=1)
    theirs = Taken(2, ROW.slot_us, ROW.base, background=2)
    assert store.save("MTP", mine, expected=1)
    assert not store.save("MTP", theirs, expected=1)
    assert store.load("MTP") == mine


def test_a_deleted_budget_begins_anew() -> None:
    BudgetTable().save("MTP", ROW, expected=None)
    BudgetTable().delete("MTP")
    assert BudgetTable().load("MTP") is None


def test_a_minute_of_claims_at_the_highest_rate_is_one_write_unit() -> None:
    full = Taken(10**6, 21_200, 84_433_962_260, background=(1 << 2_900) - 1, person=(1 << 600) - 1)
    BudgetTable().save("MTPMTPMT", full, expected=None)
    item = BudgetRow.get("MTPMTPMT").serialize()
    assert len(msgspec.json.encode(item)) < 1_024


def test_callers_share_the_table() -> None:
    time = Time()
    one, other = (
        SharedBudget("MTP", 5.0, store=BudgetTable(), clock=time, sleep=time.sleep, rng=random.Random(seed))
        for seed in (1, 2)
    )
    sent = []
    for n in range(30):
        (one, other)[n % 2].take((Priority.BACKGROUND, Priority.PERSON)[n % 2])
        sent.append(time.now)
    assert all(sixth - first >= 1.0 for first, sixth in zip(sent, sent[5:], strict=False))
    stored = BudgetTable().load("MTP")
    assert stored is not None
    assert stored.version <= 30 / 10 + 4


def test_a_table_that_is_not_there_means_no_call() -> None:
    BudgetRow.delete_table()
    with pytest.raises(BudgetUnavailable):
        BudgetTable().load("MTP")
    with pytest.raises(BudgetUnavailable):
        BudgetTable().save("MTP", ROW, expected=None)
