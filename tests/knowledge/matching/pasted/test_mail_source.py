import base64

import pytest

from knowledge.matching.pasted.mail_source import edits
from knowledge.matching.pasted.rewriting import Layer
from knowledge.matching.pasted.text import read

SECRET = "Betaal op https://vdab-jobs.be/x nu, of bel ons op het gratis nummer 0800 30 700"


def decoded(text):
    return Layer.of(text).edited(edits(text)).text


def body(encoding, content, charset="utf-8", kind="text/plain"):
    return (
        f"From: info@vlm.be\nContent-Type: {kind}; charset={charset}\n"
        f"Content-Transfer-Encoding: {encoding}\n\n{content}"
    )


def base64_of(text, charset="utf-8"):
    return base64.encodebytes(text.encode(charset)).decode()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=?utf-8?B?VkRBQg==?= <a@b.be>", "VDAB <a@b.be>"),
        ("=?utf-8?q?VDAB_jobs=2Ebe?=", "VDAB jobs.be"),
        ("=?utf-8?q?vdab-?= =?utf-8?q?jobs=2Ebe?=", "vdab-jobs.be"),
        ("=?iso-8859-1?Q?caf=E9?=", "café"),
        ("=?onbekend?q?vdab=2Ebe?=", "vdab.be"),
        ("=?utf-8?B?%%%?=", "=?utf-8?B?%%%?="),
        ("https://vdab-jobs=2Ebe/betalen", "https://vdab-jobs.be/betalen"),
        ("https=3A=2F=2Fvdab-jobs=2Ebe", "https://vdab-jobs.be"),
        ("vdab.be/?a=2Eb", "vdab.be/?a=2Eb"),
        ("vdab-jo=\nbs.be", "vdab-jobs.be"),
        ("vdab-jo=\r\nbs.be", "vdab-jobs.be"),
        ("vdab.be/?a=\nb", "vdab.be/?a=\nb"),
        ("TR330006100519786457841326", "TR330006100519786457841326"),
    ],
)
def test_a_code_is_undone(text, expected):
    assert decoded(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        body("base64", base64_of(SECRET)),
        body("BASE64", base64_of(SECRET, "utf-16"), "utf-16"),
        body("base64", base64_of(SECRET), kind="text/html").replace("\n", "\r\n"),
        body("quoted-printable", SECRET.replace(".", "=2E").replace("jobs", "jo=\nbs")),
        f"Zie www.vdab.be\n{base64_of(SECRET)}",
        f"--b\n{body('base64', base64_of(SECRET))}--b--\nMet groeten",
    ],
)
def test_a_body_is_read(text):
    assert "https://vdab-jobs.be/x nu" in decoded(text)


def test_a_picture_is_no_text():
    text = body("base64", base64.encodebytes(bytes(range(256))).decode(), kind="image/png")
    assert decoded(text) == text


def test_what_stands_in_a_body_keeps_a_place_of_its_own():
    text = body("base64", base64_of("a.be b.be c.be, en nog veel meer tekst zonder adres erin"))
    pasted = read(text)
    first, second = (pasted.clean.index(name) for name in ("a.be", "b.be"))
    assert pasted.original_span(first, first + 4)[1] <= pasted.original_span(second, second + 4)[0]
