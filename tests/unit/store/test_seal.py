"""Sealed secrets: what opens them, and what must not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.errors import SealBroken
from chalicelib.store.seal import Seal

KEY = bytes(range(32))
PLACE = {"table": "panels", "key": "MTP", "field": "admin_key"}


def seal(key: bytes = KEY) -> Seal:
    return Seal(lambda: key)


@given(st.text())
def test_what_was_sealed_opens_in_its_place(secret: str) -> None:
    assert seal().open(seal().seal(secret, **PLACE), **PLACE) == secret


@pytest.mark.parametrize(
    "place",
    [
        {**PLACE, "table": "settings"},
        {**PLACE, "key": "STM"},
        {**PLACE, "field": "services_key"},
        {"table": "panelsM", "key": "TP", "field": "admin_key"},
    ],
)
def test_what_was_sealed_opens_nowhere_else(place: dict[str, str]) -> None:
    with pytest.raises(SealBroken):
        seal().open(seal().seal("secret", **PLACE), **place)


def test_another_master_key_opens_nothing() -> None:
    with pytest.raises(SealBroken, match="admin_key of MTP"):
        seal(b"x" * 32).open(seal().seal("secret", **PLACE), **PLACE)


@given(st.integers(0, 35), st.integers(1, 255))
def test_one_changed_byte_breaks_the_seal(place: int, change: int) -> None:
    sealed = bytearray(seal().seal("secret!", **PLACE))
    sealed[place] ^= change
    with pytest.raises(SealBroken):
        seal().open(bytes(sealed), **PLACE)


@pytest.mark.parametrize(
    "sealed", [b"", b"\x01", b"\x01" + b"n" * 12, b"\x02" + b"n" * 40, b"secret in clear"]
)
def test_what_is_no_seal_is_broken(sealed: bytes) -> None:
    with pytest.raises(SealBroken):
        seal().open(sealed, **PLACE)


def test_the_same_secret_is_sealed_differently_each_time() -> None:
    one = seal()
    assert len({one.seal("secret", **PLACE) for _ in range(50)}) == 50


def test_a_sealed_secret_does_not_show_it() -> None:
    assert b"secret" not in seal().seal("secret", **PLACE)


def test_the_form_is_version_nonce_and_ciphertext() -> None:
    sealed = Seal(lambda: KEY, lambda size: b"n" * size).seal("secret", **PLACE)
    assert sealed[:13] == b"\x01" + b"n" * 12
    assert len(sealed) == 13 + len("secret") + 16


def test_the_master_key_is_asked_for_at_first_use_and_once() -> None:
    asked = []

    def master_key() -> bytes:
        asked.append(1)
        return KEY

    one = Seal(master_key)
    assert asked == []
    one.open(one.seal("secret", **PLACE), **PLACE)
    assert asked == [1]
    assert KEY.hex() not in repr(one)


def test_a_master_key_of_another_length_is_refused() -> None:
    with pytest.raises(SealBroken, match="32 bytes"):
        seal(b"short").seal("secret", **PLACE)
