import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.http.languages import preferred
from knowledge.model import LANGUAGES


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "nl"),
        ("fr", "fr"),
        ("FR-be", "fr"),
        ("tr, ar;q=0.9", "nl"),
        ("tr, de;q=0.4", "de"),
        ("en;q=0.5, de;q=0.8, nl;q=0.1", "de"),
        ("en, de", "en"),
        ("de;q=0", "nl"),
        ("en;q=2, fr;q=0.1", "fr"),
        ("en;q=x, fr;q=0.1", "fr"),
        ("en;q=nan, fr;q=0.1", "fr"),
        ("*", "nl"),
        (",,;;=,", "nl"),
    ],
)
def test_chooses_what_the_browser_prefers(header: str, language: str) -> None:
    assert preferred(header) == language


@given(st.text())
def test_any_header_gives_one_of_our_languages(header: str) -> None:
    assert preferred(header) in LANGUAGES
