"""One form for the many ways a link is written."""

from __future__ import annotations

import pytest

from chalicelib.panels.links import normal_link


@pytest.mark.parametrize(
    "written",
    [
        "https://www.instagram.com/p/AbC/",
        "http://instagram.com/p/AbC",
        "instagram.com/p/AbC//",
        "  HTTPS://WWW.Instagram.com/p/AbC ",
    ],
)
def test_a_link_is_the_same_however_it_is_written(written: str) -> None:
    assert normal_link(written) == "instagram.com/p/AbC"


def test_capitals_and_queries_tell_posts_apart() -> None:
    assert normal_link("https://x.example/p/abc") != normal_link("https://x.example/p/ABC")
    assert normal_link("https://x.example/watch?v=A") != normal_link("https://x.example/watch?v=B")
