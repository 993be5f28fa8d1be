"""The engine's conformance suite, part one: what passes over a panel make of the store."""

from __future__ import annotations

import pytest

from tests.sync.bench import Bench

RESOURCES = ("orders", "payments", "users", "tickets", "services")


@pytest.mark.parametrize("resource", RESOURCES)
def test_a_new_panel_is_read_in_full(bench: Bench, resource: str) -> None:
    bench.add(orders=150)
    bench.settle(resource)
    bench.assert_equal(resource)
