"""Sentences that are always a crisis, whatever the classifier thinks.

A missed one costs more than any other mistake of understanding, so that code answers for the
clear ones. Which sentences those are is data, `crisis.yml`.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.data import load_data

PHRASES = Path(__file__).with_name("crisis.yml")

_NOT_WORD = re.compile(r"[\W_]+")
_GAP = r"(?:\w+ ){0,3}"


def _folded(text: str) -> str:
    """Lower case, no accents, words parted by one space."""
    parts = unicodedata.normalize("NFKD", text.lower().replace("ß", "ss"))
    letters = "".join(part for part in parts if not unicodedata.combining(part))
    return _NOT_WORD.sub(" ", letters).strip()


def _pattern(phrase: str) -> str:
    """Turn a phrase of the file into a regular expression over folded text and a final space."""
    written = phrase.replace("*", r"\w*")
    written = re.sub(r"\(([^()]*)\)\? ", r"((\1) )?", written)  # it takes its space along
    written = written.replace("(", "(?:")
    return r"\b" + written.replace("... ", _GAP) + r"\b"


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(_pattern(phrase) for phrase in phrases))


def _all_languages(lists: Mapping[str, list[str]]) -> list[str]:
    return [phrase for phrases in lists.values() for phrase in phrases]


class CrisisPhrases:
    """Recognises the clear sentences in all four languages at once."""

    def __init__(self, phrases: Mapping[str, Any]) -> None:
        """Make a recogniser from the content of `crisis.yml`."""
        self._crisis = _any_of(_all_languages(phrases["phrases"]))
        self._figures = _any_of(_all_languages(phrases["figures_of_speech"]))
        self._titles = _any_of(phrases["titles"])

    @classmethod
    @cache
    def load(cls, path: Path = PHRASES) -> "CrisisPhrases":
        """Read the phrases from a file shaped like `crisis.yml`."""
        return cls(load_data(path))

    def found_in(self, text: str) -> bool:
        """Tell whether a message holds a phrase that cannot be read otherwise."""
        words = _folded(text)
        if self._titles.search(words):
            return False
        return self._crisis.search(self._figures.sub(" ", words)) is not None
