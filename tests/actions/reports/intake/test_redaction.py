import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.reports.intake.redaction import redacted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mail mij op jan.peeters+x@telenet.be.", "mail mij op [e-mail]."),
        ("mailto:jan@voorbeeld.be", "mailto:[e-mail]"),
        ("https://vals.be/?email=jan@voorbeeld.be", "https://vals.be/?email=[e-mail]"),
        ("bel 0470 12 34 56!", "bel [telefoon]!"),
        ("bel 0470/12.34.56", "bel [telefoon]"),
        ("tel.0470123456", "tel.[telefoon]"),
        ("+32 (0)2 553 11 11", "[telefoon]"),
        ("0032 470 12 34 56", "[telefoon]"),
        ("32470123456", "[telefoon]"),
        ("02 553 11 11 of 06 12345678", "[telefoon] of [telefoon]"),
        ("op 01/02/2026 10:30 belde 0470123456", "op 01/02/2026 10:30 belde [telefoon]"),
        ("BE68 5390 0754 7034 van mij", "[rekening] van mij"),
        ("be68539007547034", "[rekening]"),
        ("BE68-5390-0754-7034,", "[rekening],"),
        ("mistypt: BE68 5390 0754 7035.", "mistypt: [rekening]."),
        ("NL91ABNA0417164300 en DE89370400440532013000", "[rekening] en [rekening]"),
        ("85.07.30-033.28", "[rijksregisternummer]"),
        ("85073003328", "[rijksregisternummer]"),
        ("mistypt 85.07.30-033.29", "mistypt [rijksregisternummer]"),
        ("kaart 6703 4444 4444 4449", "kaart [kaart]"),
        ("5555555555554444", "[kaart]"),
        ("mistypt 5555 5555 5555 4445", "mistypt [kaart]"),
        ("０４７０ １２ ３４ ５６", "[telefoon]"),
        ("0470\u200b12 34 56", "[telefoon]"),
        ("jan (at) voorbeeld (dot) be", "[e-mail]"),
    ],
)
def test_personal_data_goes(text: str, expected: str) -> None:
    assert redacted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "ik betaalde € 1.250,00 op 12/03/2026",
        "om 10:30 op 2026-11-25",
        "KBO 0203.430.576",
        "https://www.vdab.be@evil.be/login",
        "@vdab@mastodon.social",
        "https://www.facebook.com/profile.php?id=100012345678901",
        "mededeling +++090/9337/55493+++",
        "KC-7X4M-9QRT",
        "sms van 8850",
        "IP 192.168.100.200",
    ],
)
def test_what_is_no_personal_data_stays(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    ("text", "keep"),
    [
        ("een mail van info@vdab-jobs.be vroeg het", "info@vdab-jobs.be"),
        ("een mail van info@vdab-jobs.be vroeg het", "info@vdab-jobs[.]be"),
        ("gebeld door 0470 12 34 56", "+32470123456"),
        ("gebeld door +32 470 12 34 56", "0470 12 34 56"),
        ("storten op BE68 5390 0754 7034", "BE68539007547034"),
    ],
)
def test_what_is_reported_stays(text: str, keep: str) -> None:
    assert redacted(text, keep=[keep]) == text
    assert redacted(text, keep=["instagram.com/vdab_jobs", "x"]) != text


def test_the_citizens_own_goes_beside_what_is_reported() -> None:
    text = "0470 12 34 56 belde mij op 0479 98 76 54"
    assert redacted(text, keep=["+32470123456"]) == "0470 12 34 56 belde mij op [telefoon]"


@given(st.text(alphabet="BE68 5390-07.5@47a/+0()1", max_size=80))
def test_twice_is_as_good_as_once(text: str) -> None:
    once = redacted(text)
    assert redacted(once).count("[") >= once.count("[")


@pytest.mark.parametrize("piece", ["BE68 ", "0470 12 34 56 ", "a.b-c@", "1 ", "(0"])
def test_four_times_the_text_takes_no_sixteen_times_as_long(piece: str) -> None:
    short, long = (least_time(piece * (length // len(piece))) for length in (2_000, 8_000))
    assert long / short < 12


def least_time(text: str) -> float:
    times = []
    for _ in range(7):
        begin = time.process_time()
        redacted(text)
        times.append(time.process_time() - begin)
    return max(min(times), 1e-5)
