"""Sentences of an import, and the many names of its columns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.addresses.platforms import Platform, Platforms
from knowledge.data import load_data
from knowledge.model import ChannelStatus
from knowledge.wording.teams import folded

WORDS_FILE = Path(__file__).with_name("words.yml")
HEADINGS_FILE = Path(__file__).with_name("headings.yml")

_ASIDE = re.compile(r"\([^)]*\)|\*")
_CODE = re.compile(r"[a-z]{2}")


def word(group: str, key: str, **values: str) -> str:
    """Give a sentence, with its placeholders filled in."""
    return str(_words()[group][key]).format_map(values)


@dataclass(frozen=True)
class Headings:
    """What names of columns, and words in them, stand for.

    Attributes:
        columns: Column by its name, folded.
        platforms: Platform by its name, folded.
    """

    columns: Mapping[str, str]
    platforms: Mapping[str, str]
    statuses: Mapping[str, ChannelStatus]
    languages: Mapping[str, str]

    @classmethod
    def load(cls, platforms: Platforms, path: Path = HEADINGS_FILE) -> Headings:
        """Read the file, and the names of platforms."""
        words = load_data(path)
        return cls(
            _by_word(words["columns"]),
            {folded(name): each.key for each in platforms for name in _names(each)},
            {name: ChannelStatus(key) for name, key in _by_word(words["statuses"]).items()},
            _by_word(words["languages"]),
        )

    def column(self, title: str) -> str | None:
        """Give what a column holds; a platform where it holds its addresses; None if unknown."""
        plain = folded(_ASIDE.sub(" ", title))
        return self.columns.get(plain) or self.platforms.get(plain)

    def platform(self, text: str) -> str | None:
        """Give the platform that a cell names."""
        return self.platforms.get(folded(text))

    def language(self, text: str) -> str | None:
        """Give the code of a language; a code of two letters that we have no word for is kept."""
        plain = folded(text)
        return self.languages.get(plain) or (plain if _CODE.fullmatch(plain) else None)


def _names(platform: Platform) -> tuple[str, ...]:
    names = platform.name.values()
    return (platform.key, *names, *platform.words, *platform.short_words)


def _by_word(groups: Mapping[str, list[str]]) -> dict[str, str]:
    return {folded(each): key for key, words in groups.items() for each in words}


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    words: Mapping[str, Mapping[str, str]] = load_data(WORDS_FILE)
    return words
