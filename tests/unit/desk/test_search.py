import pytest

from chalicelib.desk.search import MOST_IDS, read_ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("70172460", [70172460]),
        ("#70172460", [70172460]),
        ("1, 2;3\n#4 1", [1, 2, 3, 4]),
        ("ada", []),
        ("ada1999", []),
        ("7 days", []),
        ("123456789012345678901", []),
        ("18446744073709551616 5", [5]),
        ("", []),
        ("#", []),
    ],
)
def test_only_a_text_of_nothing_but_ids_is_ids(text: str, ids: list[int]) -> None:
    assert read_ids(text) == ids


def test_of_many_ids_the_first_are_looked_for() -> None:
    assert read_ids(" ".join(str(number) for number in range(100))) == list(range(MOST_IDS))
