import pytest

from chalicelib.errors import InvalidInput
from chalicelib.staff.names import normalise, panel_codes, permission_names, username_of


@pytest.mark.parametrize("typed", ["ada", " Ada ", "ADA", "ａｄａ", "Ada\n"])
def test_one_person_has_one_spelling(typed: str) -> None:
    assert normalise(typed) == "ada"


@pytest.mark.parametrize("name", ["", "a", ".ada", "ada lovelace", "a" * 65, "аda", "ada\x00"])
def test_a_name_that_cannot_be_one_is_refused_by_field(name: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        username_of(name)
    assert refused.value.field == "username"


def test_panel_codes_are_kept_once_and_in_order() -> None:
    assert panel_codes(["STM", "MTP", "STM"]) == ("MTP", "STM")


@pytest.mark.parametrize("code", ["m", "mtp", "TOOLONGCODE", "M P", ""])
def test_what_is_no_panel_code_is_refused(code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        panel_codes([code])
    assert refused.value.field == "panels"


def test_permissions_are_short_names() -> None:
    assert permission_names(["sync.run"]) == ("sync.run",)
    with pytest.raises(InvalidInput):
        permission_names(["Everything!"])
