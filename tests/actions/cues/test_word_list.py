"""Lists of words, and that looking at a text's own words first changes nothing that is found."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from actions.cues import word_list
from actions.cues.word_list import NamedWords, WordList
from knowledge.data import load_data

FOLDER = Path(word_list.__file__).parent
TEXTS = (
    "ik heb niets betaald, maar wel mijn KAARTNUMMER gegeven",
    "Hoe weet ge da? 't is toch van de overheid",
    "j'ai cliqué sur le lien et donné mon code",
    "Ich habe nichts überwiesen; was nun?",
    "they took 200 euros from my account_1!",
    "MISTER Iſabelle KLİKT hier",
    "",
)


def _lists(value: Any) -> Iterator[list[str]]:
    if isinstance(value, dict):
        for each in value.values():
            yield from _lists(each)
    elif isinstance(value, list) and all(isinstance(each, str) for each in value):
        yield value


LISTS = [row for file in sorted(FOLDER.glob("*.yml")) for row in _lists(load_data(file))]


def _said(word: str) -> str:
    """Write a word of a list as somebody may: letters for `*`, a word or none for ` ... `."""
    return word.replace(" ... ", " heel snel ").replace("*", "ën")


def _plain(words: list[str]) -> re.Pattern[str]:
    return re.compile(WordList(words).pattern, re.IGNORECASE)


def test_every_word_of_every_list_is_found_where_it_stands():
    missed = [
        (word, text)
        for words in LISTS
        for word in words
        for text in (
            _said(word),
            f"Ach ({_said(word).upper()}) zo",
            word.replace(" ... ", " ").replace("*", ""),
        )
        if _plain(words).search(text) and not WordList(words).search(text)
    ]
    assert missed == []


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_holds_what_the_pattern_alone_finds(text: str):
    for words in LISTS:
        plain, quick = _plain(words), WordList(words)
        found, quickly_found = plain.search(text), quick.search(text)
        assert (found and found.span()) == (quickly_found and quickly_found.span())
        assert bool(plain.match(text)) == bool(quick.match(text))
        assert plain.sub("-", text) == quick.sub("-", text)
        assert plain.split(text) == quick.split(text)
        assert [each.span() for each in plain.finditer(text)] == [
            each.span() for each in quick.finditer(text)
        ]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["klikte"], "ik KLİKTE"),
        (["klikte"], "ik klıkte"),
        (["passte"], "es paſſte"),
        (["strasse"], "STRASSE"),
        (["κωδικος"], "ΚΩΔΙΚΟΣ"),
        (["straße"], "STRAẞE"),
    ],
)
def test_letters_that_are_the_same_but_for_capitals_are_not_missed(words: list[str], text: str):
    assert bool(WordList(words).search(text)) == bool(_plain(words).search(text))


def test_nearly_every_list_is_told_by_the_words_of_a_text():
    slow = [words for words in LISTS if WordList(words).needed is None]
    assert len(slow) / len(LISTS) < 0.05


def test_the_longest_words_are_named_first_and_what_is_in_them_is_not_read():
    named = NamedWords({"code": ["code"], "card": ["kaart"], "pin": ["code van mijn kaart"]})
    assert named.names_in("de code van mijn kaart") == ("pin",)
    assert named.names_in("mijn kaart en de code") == ("card", "code")
    assert named.names_in("niets") == ()


@pytest.mark.parametrize(
    "text", [*TEXTS, "mijn paſſword", "de pin-code, itsme en mijn rijksregisternummer"]
)
def test_names_are_those_that_looking_for_each_word_gives(text: str):
    rows = load_data(FOLDER / "facts.yml")["things"]
    pairs = sorted(
        ((name, word) for name, row in rows.items() for word in row), key=lambda each: -len(each[1])
    )
    found, left = [], text.casefold()
    for name, word in pairs:
        if _plain([word]).search(left):
            found.append(name)
            left = _plain([word]).sub(" ", left)
    assert NamedWords(rows).names_in(text.casefold()) == tuple(dict.fromkeys(found))
