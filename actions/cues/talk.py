"""Words in talk about the last answer, in every language at once; data in `talk.yml`."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from actions.cues.word_list import WordList, folded, whole
from knowledge.data import load_data

WORDS_FILE = Path(__file__).with_name("talk.yml")

_WAYS = {"website": "site", "email": "mail", "phone": "phone"}
"""By the key of a platform, the list of words that ask for an address on it."""

CLICK, FILE = "click", "file"
"""Kinds of what somebody wants to do."""

_Kinds = Mapping[str, WordList]


class TalkWords:
    """Tells what a citizen points at, wants to do or asks after."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._pointed_at: _Kinds = {kind: whole(row) for kind, row in data["pointed_at"].items()}
        self._permission: _Kinds = {kind: whole(row) for kind, row in data["permission"].items()}
        self._signs: _Kinds = {
            sign: whole(row) for sign, row in data.items() if isinstance(row, list)
        }

    @classmethod
    @cache
    def load(cls, path: Path = WORDS_FILE) -> "TalkWords":
        """Read the words from a file shaped like `talk.yml`."""
        return cls(load_data(path))

    def pointed_at(self, text: str) -> str | None:
        """Tell at what somebody points to show that it is real."""
        return _first(self._pointed_at, text)

    def wanted(self, text: str) -> str | None:
        """Tell what somebody wants to do or give; a file is opened as a link is."""
        found = _first(self._permission, text)
        return CLICK if found == FILE else found

    def ways_wanted(self, text: str) -> tuple[str, ...]:
        """Give the kinds of address that a text asks for, as keys of platforms."""
        return tuple(key for key, sign in _WAYS.items() if self.has(sign, text))

    def has(self, sign: str, text: str) -> bool:
        """Tell whether a text holds a word of a list of the file, such as `year`."""
        return self._signs[sign].search(folded(text)) is not None

    def spots(self, sign: str, text: str) -> list[tuple[int, int]]:
        """Give where the words of a list of the file stand in a text, as start and end."""
        return [found.span() for found in self._signs[sign].finditer(text)]

    def begins(self, sign: str, text: str) -> bool:
        """Tell whether a text begins with a word of a list of the file, such as `but`."""
        return self._signs[sign].match(folded(text).lstrip(" .,!?…")) is not None


def _first(kinds: _Kinds, text: str) -> str | None:
    plain = folded(text)
    return next((kind for kind, words in kinds.items() if words.search(plain)), None)
