from dataclasses import replace

import msgspec
import pytest

from chalicelib.errors import Conflict, InvalidInput, NotFound
from chalicelib.staff.accounts import NewStaff, change_password, create_staff, ensure_staff
from chalicelib.staff.api_keys import NewApiKey, checksum, ensure_api_key, token_hash
from chalicelib.staff.passwords import Passwords
from chalicelib.store.api_keys import ApiKeyRow, list_api_keys, load_api_key
from chalicelib.store.settings import SettingRow, load_setting, save_setting
from chalicelib.store.staff import StaffRow, load_account

ADA = NewStaff("Ada", "correct horse", "staff", ["STM", "MTP"], ["sync.run"])


def token(letter: str) -> str:
    return f"hp_{letter * 32}{checksum(letter * 32)}"


def test_an_account_is_kept_under_its_one_spelling(tables: None, passwords: Passwords) -> None:
    staff = create_staff(ADA, passwords=passwords, now=5.0)
    assert (staff.username, staff.role, staff.panels) == ("ada", "staff", frozenset({"MTP", "STM"}))
    with pytest.raises(Conflict):
        create_staff(replace(ADA, username=" ADA"), passwords=passwords, now=6.0)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"username": "a b"}, "username"),
        ({"password": "short"}, "password"),
        ({"role": "owner"}, "role"),
        ({"panels": ["mtp"]}, "panels"),
        ({"permissions": ["All!"]}, "permissions"),
    ],
)
def test_an_account_that_cannot_be_is_refused_by_field(
    tables: None, passwords: Passwords, change: dict[str, object], field: str
) -> None:
    new = NewStaff(**{**vars(ADA), **change})
    for make in (create_staff, ensure_staff):
        with pytest.raises(InvalidInput) as refused:
            make(new, passwords=passwords, now=5.0)
        assert refused.value.field == field
    assert list(StaffRow.scan()) == []


def test_staff_without_a_list_see_no_panel_and_an_admin_every_one(tables: None, passwords: Passwords) -> None:
    none = create_staff(NewStaff("new", "correct horse"), passwords=passwords, now=5.0)
    every = create_staff(NewStaff("root", "correct horse", "admin"), passwords=passwords, now=5.0)
    some = create_staff(NewStaff("part", "correct horse", "admin", ["MTP"]), passwords=passwords, now=5.0)
    assert (none.panels, every.panels, some.panels) == (frozenset(), None, frozenset({"MTP"}))


def test_ensuring_an_account_twice_writes_nothing_the_second_time(tables: None, passwords: Passwords) -> None:
    assert ensure_staff(ADA, passwords=passwords, now=5.0) == "created"
    before = [row.serialize() for row in StaffRow.scan()]
    assert ensure_staff(ADA, passwords=passwords, now=6.0) == "unchanged"
    assert [row.serialize() for row in StaffRow.scan()] == before


def test_ensuring_brings_an_account_to_what_is_wanted(tables: None, passwords: Passwords) -> None:
    ensure_staff(ADA, passwords=passwords, now=5.0)
    assert ensure_staff(replace(ADA, panels=["SGP"]), passwords=passwords, now=6.0) == "changed"
    assert ensure_staff(replace(ADA, password="another one"), passwords=passwords, now=7.0) == "changed"
    account = load_account("ada")
    assert account is not None
    assert passwords.verify(account.password_hash, "another one")
    assert account.signed_out_before == 7.0
    assert account.created_at == 5.0


def test_the_password_of_nobody_cannot_be_changed(tables: None, passwords: Passwords) -> None:
    with pytest.raises(NotFound):
        change_password("nobody", "correct horse", passwords=passwords, now=5.0)


def test_a_key_is_kept_as_its_hash_and_found_by_it(tables: None) -> None:
    new = NewApiKey("reports", token("A"), ["orders.read"], ["MTP"])
    assert ensure_api_key(new, now=5.0) == "created"
    found = load_api_key(token_hash(token("A")))
    assert found is not None
    assert (found.name, found.prefix, found.scopes, found.panels) == (
        "reports",
        "hp_AAAAAA",
        ("orders.read",),
        ("MTP",),
    )
    assert token("A") not in repr([row.serialize() for row in ApiKeyRow.scan()])
    assert token("A") not in repr(new)


def test_ensuring_a_key_twice_changes_nothing_and_another_token_replaces_it(tables: None) -> None:
    new = NewApiKey("reports", token("A"), ["orders.read"])
    ensure_api_key(new, now=5.0)
    assert ensure_api_key(new, now=6.0) == "unchanged"
    assert ensure_api_key(replace(new, token=token("B")), now=7.0) == "changed"
    (kept,) = list_api_keys()
    assert (kept.token_hash, kept.created_at, kept.panels) == (token_hash(token("B")), 5.0, None)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"),
        ({"token": "hp_short"}, "token"),
        ({"scopes": ["Orders!"]}, "scopes"),
        ({"panels": ["mtp"]}, "panels"),
    ],
)
def test_a_key_that_cannot_be_is_refused_by_field(
    tables: None, change: dict[str, object], field: str
) -> None:
    new = NewApiKey(**{**vars(NewApiKey("reports", token("A"))), **change})
    with pytest.raises(InvalidInput) as refused:
        ensure_api_key(new, now=5.0)
    assert refused.value.field == field
    assert list(ApiKeyRow.scan()) == []


class Rule(msgspec.Struct, frozen=True):
    days: int = 7


def test_a_setting_is_its_default_until_it_is_saved(tables: None) -> None:
    first = load_setting("rule", Rule, Rule())
    assert (first.value, first.version) == (Rule(7), 0)
    saved = save_setting("rule", Rule(9), version=first.version, now=5.0)
    assert load_setting("rule", Rule, Rule()) == saved
    assert (saved.value, saved.version, saved.updated_at) == (Rule(9), 1, 5.0)


def test_of_two_who_change_a_setting_the_second_is_told(tables: None) -> None:
    save_setting("rule", Rule(8), version=0, now=5.0)
    save_setting("rule", Rule(9), version=1, now=6.0)
    for stale in (0, 1):
        with pytest.raises(Conflict):
            save_setting("rule", Rule(10), version=stale, now=7.0)
    assert load_setting("rule", Rule, Rule()).value == Rule(9)


def test_a_setting_that_cannot_be_read_names_its_wrong_part(tables: None) -> None:
    SettingRow("rule", value='{"days": "CANARY"}', version=1, updated_at=0).save()
    with pytest.raises(InvalidInput) as refused:
        load_setting("rule", Rule, Rule())
    assert refused.value.field == "rule.days"
    assert "CANARY" not in refused.value.message
