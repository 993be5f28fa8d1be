from zlib import crc32

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.staff.api_keys import checksum, well_formed

_BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
bodies = st.text(_BASE62, min_size=32, max_size=32)


def test_a_known_key_and_its_check() -> None:
    # gzip's CRC-32 of 32 zeros as text is 0xA0F292D0 = 2,700,251,856, which is 2wjyrI in base62.
    assert checksum("0" * 32) == "2wjyrI"


def test_a_small_check_is_filled_with_zeros() -> None:
    body = next(text for number in range(10_000) if crc32((text := f"{number:032d}").encode()) < 62**5)
    assert checksum(body).startswith("0")
    assert len(checksum(body)) == 6


@given(bodies)
def test_a_key_with_its_own_check_is_well_formed(body: str) -> None:
    assert well_formed(f"hp_{body}{checksum(body)}")


@given(bodies, st.integers(0, 31), st.sampled_from(_BASE62))
def test_one_mistyped_character_is_noticed(body: str, place: int, other: str) -> None:
    mistyped = body[:place] + other + body[place + 1 :]
    assert well_formed(f"hp_{mistyped}{checksum(body)}") == (mistyped == body)


def test_other_shapes_are_no_keys() -> None:
    body = "A" * 32
    good = f"hp_{body}{checksum(body)}"
    for bad in (
        good[3:],
        good + "0",
        good[:-1],
        good.replace("hp_", "HP_"),
        good + "\n",
        "",
        "hp_" + "é" * 38,
    ):
        assert not well_formed(bad)
