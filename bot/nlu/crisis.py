"""Sentences that are always a crisis, whatever the classifier thinks, and which help they ask.

A missed one costs more than any other mistake of understanding, so that code answers for the
clear ones. Which sentences those are is data, `crisis.yml`.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from actions.cues.danger import Side
from knowledge.data import load_data

PHRASES = Path(__file__).with_name("crisis.yml")

_NOT_WORD = re.compile(r"[\W_]+")
_CLAUSE = re.compile(r"[.,;:!?…()\n]+")
_NO_WORDS = re.compile(r"\S+[./@]\S+|\S*\d\S*")
_STRETCHED = re.compile(r"(\w)\1{2,}")
_GAP = r"(?:\w+ ){0,3}"


def _folded(text: str) -> str:
    """Lower case, no accents, words parted by one space, no letter more than twice in a row."""
    parts = unicodedata.normalize("NFKD", text.lower().replace("ß", "ss"))
    letters = "".join(part for part in parts if not unicodedata.combining(part))
    return _STRETCHED.sub(r"\1\1", _NOT_WORD.sub(" ", letters).strip())


def _pattern(phrase: str) -> str:
    """Turn a phrase of the file into a regular expression over folded text."""
    written = phrase.replace("*", r"\w*")
    written = re.sub(r"\(([^()]*)\)\? ", r"((\1) )?", written)  # it takes its space along
    written = re.sub(r" \(([^()]*)\)\?$", r"( (\1))?", written)
    written = written.replace("(", "(?:")
    return r"\b" + written.replace("... ", _GAP) + r"\b"


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(_pattern(phrase) for phrase in phrases))


def _all_languages(lists: Mapping[str, list[str]]) -> list[str]:
    return [phrase for phrases in lists.values() for phrase in phrases]


def _alone(said_alone: Mapping[str, Any]) -> re.Pattern[str]:
    """Match a whole clause that holds such a phrase and nothing else but why."""
    phrases = "|".join(map(_pattern, said_alone["phrases"]))
    beside, because = f"(?:{said_alone['beside']})", f"(?:{said_alone['because']})"
    return re.compile(f"(?:{beside} )*(?:{phrases})(?: {beside})*(?: {because} .*| {because})?")


def _without_addresses(text: str) -> str:
    return _NO_WORDS.sub(", ", text.replace("’", "'"))


class CrisisPhrases:
    """Recognises the clear sentences in all four languages at once."""

    def __init__(self, phrases: Mapping[str, Any]) -> None:
        """Make a recogniser from the content of `crisis.yml`."""
        self._crisis = _any_of(_all_languages(phrases["phrases"]))
        self._named = _any_of(_all_languages(phrases["named"]))
        self._danger = _any_of(_all_languages(phrases["danger"]))
        self._alone = _alone(phrases["said_alone"])
        self._figures = _any_of(_all_languages(phrases["figures_of_speech"]))
        self._denials = _any_of(_all_languages(phrases["denials"]))
        self._titles = _any_of(phrases["titles"])

    @classmethod
    @cache
    def load(cls, path: Path = PHRASES) -> "CrisisPhrases":
        """Read the phrases from a file shaped like `crisis.yml`."""
        return cls(load_data(path))

    def found_in(self, text: str) -> bool:
        """Tell whether a message holds a phrase that cannot be read otherwise."""
        return self.side_of(text) is not None

    def denied_in(self, text: str) -> bool:
        """Tell whether a message says that nobody means it, whatever it says beside that."""
        return self._denials.search(_folded(text)) is not None

    def only_named_in(self, text: str) -> bool:
        """Tell whether a message holds the word alone, which a reproach to us may do too."""
        said = _without_addresses(text)
        literal = self._literal(_folded(said))
        return self._named.search(literal) is not None and not self._is_said(said, literal)

    def side_of(self, text: str) -> Side | None:
        """Tell what a phrase in a message is about; suicide and self-harm go before danger.

        Addresses and numbers in the message change nothing. None when it holds no such phrase.
        """
        said = _without_addresses(text)
        words = _folded(said)
        if self._titles.search(words):
            return None
        literal = self._literal(words)
        if self._named.search(literal) or self._is_said(said, literal):
            return Side.SELF
        return Side.OTHERS if self._danger.search(literal) else None

    def _is_said(self, said: str, literal: str) -> bool:
        clauses = (_folded(each) for each in _CLAUSE.split(said))
        in_words = self._crisis.search(literal) is not None
        return in_words or any(map(self._alone.fullmatch, clauses))

    def _literal(self, words: str) -> str:
        """Give words without figures of speech and what is denied."""
        return self._denials.sub(" ", self._figures.sub(" ", words))
