"""The host that is judged is the host that a browser opens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.addresses import web

HALVES = st.characters(categories=["Cs"])
ANY_TEXT = st.text(st.one_of(st.characters(), HALVES, st.sampled_from("./:\\@%?#[]\t\n -ßẞ。／")))


def refusal(text: str) -> str | None:
    try:
        web.read(text)
    except web.WebError as error:
        return error.code
    return None


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("vdab.be:8080", "vdab.be"),
        ("vdab.be:8080\\x", "vdab.be"),
        ("ht\ntps://vdab.be", "vdab.be"),
        ("https://vd\tab.be", "vdab.be"),
        ("\x00 https://vdab.be\x1f", "vdab.be"),
        ("//vdab.be", "vdab.be"),
        ("\\\\vdab.be", "vdab.be"),
        ("https:vdab.be", "vdab.be"),
        ("https://GRO\u1e9e.be", "xn--gro-7ka.be"),
        ("https://gro\u00df.be", "xn--gro-7ka.be"),
        ("https://gro%E1%ba%9e.be/", "xn--gro-7ka.be"),
        ("gro\u1e9e.be", "xn--gro-7ka.be"),
        ("https://vdab。be", "vdab.be"),
    ],
)
def test_opens_what_a_browser_opens(text: str, host: str) -> None:
    assert web.read(text).host == host


def test_a_capital_sharp_s_in_the_path_stays_one() -> None:
    assert web.read("https://vdab.be/\u1e9e").path == "%E1%BA%9E"


@pytest.mark.parametrize(
    "text",
    [
        "data:www.vdab.be/",
        "data:,x",
        "about:blank",
        "about:80",
        "java\tscript:80",
        " \x01javascript:alert(1)",
        "blob:https://www.vdab.be/x",
        "filesystem:https://www.vdab.be/",
        "evilapp:https://www.vdab.be/",
        "tel:0800",
        "sms:9293",
        "vdab.be:wachtwoord@evil.be",
    ],
)
def test_what_is_no_scheme_of_the_web_opens_nothing(text: str) -> None:
    assert refusal(text) == "dangerous_scheme"


@pytest.mark.parametrize("sign", "／？＃＼＠：\ufe16\ufe56\ufe5f\ufe68\ufe6b\u2048\u2100")
def test_what_only_looks_like_a_sign_of_an_address_is_refused(sign: str) -> None:
    assert refusal(f"https://www.vdab.be{sign}.evil.be/") == "not_a_url"
    assert web.ascii_host(f"www.vdab.be{sign}.evil.be") is None


@pytest.mark.parametrize(
    "half", [pytest.param("\ud800", id="first"), pytest.param("\udfff", id="last")]
)
def test_half_a_character_is_in_no_name(half: str) -> None:
    assert refusal(f"https://vdab{half}.be/") == "not_a_url"
    assert web.ascii_host(f"vdab{half}.be") is None
    assert web.unicode_labels(f"xn--{half}.be") == ("xn--\ufffd", "be")
    assert web.read(f"https://vdab.be/{half}").path == "%EF%BF%BD"


def test_two_halves_are_one_character() -> None:
    assert web.ascii_host("\ud83d\ude00.be") == web.ascii_host("\U0001f600.be") == "xn--e28h.be"


@given(ANY_TEXT)
def test_no_text_makes_it_fail(text: str) -> None:
    for each in (text, f"https://{text}", f"https://vdab.be/{text}"):
        assert refusal(each) in (None, "not_a_url", "bad_host", "dangerous_scheme")
    host = web.ascii_host(text)
    assert host is None or host.isascii()
    assert web.unicode_labels(f"xn--{text}")
