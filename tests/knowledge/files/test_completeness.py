"""Declarations in a file of staff: nothing else in it changes."""

from datetime import date

import pytest

from knowledge.files.completeness import declared, withdrawn
from knowledge.files.documents import parse_document
from knowledge.model import Completeness
from tests.knowledge.small_folder import WORK

DAY = date(2026, 11, 24)


def after(text: str, *said: tuple[tuple[str, ...], str]) -> str:
    for platforms, by in said:
        document = parse_document("a.yml", text.encode())
        text = declared(document, Completeness(platforms, DAY, by))
    return text


@pytest.mark.parametrize("before", [WORK, WORK.replace("\n", "\r\n"), f"{WORK}# slot\n"])
def test_a_declaration_comes_and_goes_without_a_trace(before: str):
    text = after(before, (("x", "facebook"), "team: web #1"))

    data = parse_document("a.yml", text.encode()).data
    assert data["complete"] == [
        {"platforms": ["x", "facebook"], "date": "2026-11-24", "by": "team: web #1"}
    ]
    gone = withdrawn(parse_document("a.yml", text.encode()), ("facebook", "x", "tiktok"))
    assert gone == before


def test_the_last_declaration_about_a_platform_stays():
    text = after(WORK, (("x", "facebook"), "a"), (("x", "tiktok"), "b"), (("facebook",), "c"))

    data = parse_document("a.yml", text.encode()).data
    assert [(row["platforms"], row["by"]) for row in data["complete"]] == [
        (["x", "tiktok"], "b"),
        (["facebook"], "c"),
    ]
    assert withdrawn(parse_document("a.yml", WORK.encode()), ("x",)) == WORK
