"""Fingerprints packed into buckets come back as they were."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.store.fingerprints import BUCKET, HIGHEST, Fingerprint, bucket_of, pack, unpack

steady = settings(deadline=None, derandomize=True)
seconds = st.integers(0, 2**32 - 1)
fingerprints = st.builds(
    Fingerprint,
    id=st.integers(0, 2**64 - 1),
    digest=st.binary(min_size=8, max_size=8),
    created=seconds,
    changed=seconds,
    status=st.integers(0, 63),
    open=st.booleans(),
    gone=st.booleans(),
)


@steady
@given(st.lists(fingerprints, max_size=BUCKET, unique_by=lambda entry: entry.id))
def test_what_is_packed_comes_back(entries: list[Fingerprint]) -> None:
    blob = pack(entries)
    assert unpack(blob) == {entry.id: entry for entry in entries}
    assert len(blob) == 25 * len(entries)


@steady
@given(st.integers(0, 2**64 - 1))
def test_neighbouring_ids_share_a_bucket(row_id: int) -> None:
    number = bucket_of(row_id)
    assert number * BUCKET <= row_id < (number + 1) * BUCKET
    assert 0 <= number <= HIGHEST


def test_a_full_bucket_is_two_write_units() -> None:
    assert len(pack(Fingerprint(number, b"12345678", 0, 0) for number in range(BUCKET))) < 2_048 - 200
