from chalicelib.api.cookie import drop_token, read_token, write_token

TOKEN = "a" * 43


def test_the_cookie_is_for_this_site_and_no_script() -> None:
    text = write_token(TOKEN, seconds=60, loopback=False)
    assert text == f"hyperpanel_session={TOKEN}; Path=/; HttpOnly; SameSite=Strict; Max-Age=60; Secure"


def test_loopback_has_no_tls_to_wait_for() -> None:
    assert "Secure" not in write_token(TOKEN, seconds=60, loopback=True)


def test_signing_out_takes_it_away() -> None:
    assert drop_token(loopback=True).startswith("hyperpanel_session=; ")
    assert "Max-Age=0" in drop_token(loopback=True)


def test_the_token_is_found_among_other_cookies() -> None:
    assert read_token(f"theme=dark; hyperpanel_session={TOKEN}; x=y") == TOKEN


def test_what_cannot_be_a_token_is_none() -> None:
    for value in ("", "short", "a" * 44, "a" * 42 + "/", "a" * 42 + "é"):
        assert read_token(f"hyperpanel_session={value}") == ""
    assert read_token(f"not_hyperpanel_session={TOKEN}") == ""
