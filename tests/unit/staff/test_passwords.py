import pytest

from chalicelib.errors import InvalidInput
from chalicelib.staff.passwords import LONGEST, SHORTEST, Parameters, Passwords

CHEAP = Parameters(time_cost=1, memory_kib=8, parallelism=1)


def test_the_parameters_of_a_real_hash_are_the_stated_ones() -> None:
    encoded = Passwords().hash("correct horse")
    assert encoded.startswith("$argon2id$v=19$m=65536,t=3,p=1$")


def test_only_the_password_itself_opens_its_hash() -> None:
    passwords = Passwords(CHEAP)
    encoded = passwords.hash("correct horse")
    assert passwords.verify(encoded, "correct horse")
    assert not passwords.verify(encoded, "correct horsf")
    assert encoded != passwords.hash("correct horse"), "each hash has a salt of its own"


def test_nobodys_hash_costs_what_a_real_one_costs_and_opens_to_nothing() -> None:
    passwords = Passwords(CHEAP)
    nobody = passwords._nobodys_hash
    assert nobody.rsplit("$", 2)[0] == passwords.hash("correct horse").rsplit("$", 2)[0]
    # argon2 does its whole work before it can say no: a malformed hash would be refused at once.
    from argon2 import PasswordHasher
    from argon2.exceptions import VerifyMismatchError

    with pytest.raises(VerifyMismatchError):
        PasswordHasher().verify(nobody, "")
    assert not passwords.verify(None, "")


@pytest.mark.parametrize("password", ["x" * (SHORTEST - 1), "x" * (LONGEST + 1), ""])
def test_a_password_too_short_or_too_long_is_refused(password: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        Passwords(CHEAP).hash(password)
    assert refused.value.field == "password"
    assert password not in refused.value.message or not password


def test_a_longer_password_with_the_same_beginning_is_wrong() -> None:
    passwords = Passwords(CHEAP)
    longest = "x" * LONGEST
    assert passwords.verify(passwords.hash(longest), longest)
    assert not passwords.verify(passwords.hash(longest), longest + "y")


def test_a_hash_of_other_parameters_is_outdated() -> None:
    old = Passwords(CHEAP).hash("correct horse")
    assert not Passwords(CHEAP).outdated(old)
    assert Passwords(Parameters(2, 8, 1)).outdated(old)


def test_what_is_no_hash_opens_to_nothing() -> None:
    assert not Passwords(CHEAP).verify("plain text", "plain text")
