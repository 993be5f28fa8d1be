"""The data directory: who may use it, and what the next start makes of how the last one ended."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.local import home as module
from infra.local.failure import RunnerError
from infra.local.home import Home, write_whole


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def opened(tmp_path: Path, said: list[str]) -> Iterator[Home]:
    home = Home(tmp_path / "data")
    home.open(said.append)
    yield home
    home.close()


def test_a_new_data_directory_is_its_owners_alone(opened: Home) -> None:
    assert stat.S_IMODE(opened.root.stat().st_mode) == 0o700
    assert not opened.unfinished()


def test_a_second_runner_is_told_who_has_the_directory(opened: Home, said: list[str]) -> None:
    with pytest.raises(RunnerError, match=rf"in use by another runner \(process {os.getpid()}\)"):
        Home(opened.root).open(said.append)


def test_a_clean_end_leaves_nothing_to_restore(opened: Home, said: list[str]) -> None:
    opened.note(deployed="x")
    opened.clean_mark.touch()
    opened.close()
    again = Home(opened.root)
    again.open(said.append)
    assert not again.unfinished()
    assert not again.clean_mark.exists(), "it would vouch for an end that has not come yet"
    assert said == []
    again.close()


def test_after_a_bad_end_what_staff_own_is_restored_even_if_the_next_start_fails_before_it_could(
    opened: Home, said: list[str]
) -> None:
    opened.note(deployed="x")
    opened.close()
    failed = Home(opened.root)
    failed.open(said.append)
    assert failed.unfinished()
    assert said == [f"The last run (process {os.getpid()}) did not end cleanly: taking what was saved."]
    failed.clean_mark.touch()  # the engine of the failed start ended well
    failed.close()
    again = Home(opened.root)
    again.open(said.append)
    assert again.unfinished()
    again.finish_restore()
    assert not again.unfinished()
    again.close()


def test_a_clean_end_whose_engine_could_not_save_is_a_bad_end(opened: Home, said: list[str]) -> None:
    state = opened.engine / "state" / "dynamodb.json"
    state.parent.mkdir()
    for at, path in enumerate((state, opened.snapshot)):
        path.write_text("")
        os.utime(path, (1_790_000_000 + at, 1_790_000_000 + at))
    opened.clean_mark.touch()
    opened.close()
    again = Home(opened.root)
    again.open(said.append)
    assert again.unfinished()
    again.close()


def test_a_stale_process_id_in_the_lock_does_not_keep_the_next_runner_out(tmp_path: Path) -> None:
    (tmp_path / "runner.lock").write_text("999999")
    home = Home(tmp_path)
    home.open(print)
    assert (tmp_path / "runner.lock").read_text() == str(os.getpid())
    home.close()


def test_an_engine_that_still_saves_is_waited_for(tmp_path: Path, said: list[str]) -> None:
    old = Home(tmp_path)
    old.open(said.append)
    os.close(old._runner_lock)
    old._runner_lock = -1
    naps: list[float] = []

    def nap(seconds: float) -> None:
        naps.append(seconds)
        if len(naps) == 3:
            old.close()

    new = Home(tmp_path)
    new.open(said.append, nap)
    assert len(naps) == 3
    assert said == ["Waiting for the last run's engine to save its data ..."]
    new.close()


def test_an_engine_that_never_ends_is_an_error_and_not_a_hang(tmp_path: Path, said: list[str]) -> None:
    old = Home(tmp_path)
    old.open(said.append)
    os.close(old._runner_lock)
    old._runner_lock = -1
    naps: list[float] = []
    with pytest.raises(RunnerError, match="does not end"):
        Home(tmp_path).open(said.append, naps.append)
    assert sum(naps) == module.ENGINE_SAVES_WITHIN
    old.close()


def test_a_directory_that_cannot_be_made_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RunnerError, match="cannot be used as data directory: Not a directory"):
        Home(tmp_path / "file" / "data").open(print)


def test_facts_are_kept_beside_each_other(opened: Home) -> None:
    opened.note(deployed="x")
    opened.note(demo={"port": 1})
    assert Home(opened.root).read_installation() == {"deployed": "x", "demo": {"port": 1}}


def test_a_file_is_replaced_whole_and_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "key"
    write_whole(path, b"one")
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]
