"""A minister is found by the words of the title, and nobody by a word that says nothing."""

from datetime import date
from pathlib import Path

import pytest

from knowledge.library import build_library
from knowledge.matching.search.portfolios import asks_in_charge, called, in_charge, names_role
from knowledge.model import Register

ROOT = Path(__file__).parents[4]


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    cache = tmp_path_factory.mktemp("cache")
    library = build_library(ROOT / "knowledge", today=lambda: date(2026, 11, 23), cache=cache)
    return library.registry.register


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("wie is de minister van dierenwelzijn", "Ben Weyts"),
        ("qui est ministre de l'énergie", "Melissa Depraetere"),
        ("who is the minister of education", "Zuhal Demir"),
        ("welche Ministerin ist für Bildung zuständig", "Zuhal Demir"),
        ("wie is de minister-president", "Matthias Diependaele"),
    ],
)
def test_one_title_fits(register: Register, text: str, name: str):
    assert asks_in_charge(text)
    assert [each.name for each in in_charge(register, text)] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "de minister zegt dat ik een brief moet schrijven",
        "minister van volksgezondheid",
        "hoeveel ministers zitten op X",
    ],
)
def test_no_title_fits(register: Register, text: str):
    assert in_charge(register, text) == ()


def test_a_minister_of_somebody_else_is_not_ours():
    assert names_role("minister van energie")
    assert not names_role("de federale minister van energie")
    assert not names_role("le ministre wallon de l'énergie")
    assert not names_role("hoeveel ministers zitten op X")


def test_a_surname_calls_one(register: Register):
    assert [each.name for each in called(register, "en van De Ridder?")] == ["Annick De Ridder"]
    assert called(register, "en van de ruiter?") == ()
