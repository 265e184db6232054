"""The word lists and host lists of `mentions.yml`, as sets."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.data import load_data
from knowledge.matching.finding.cues.redirectors import Redirector

MENTIONS_FILE = Path(__file__).with_name("mentions.yml")


@dataclass(frozen=True, slots=True)
class FinderData:
    """The lists; see the comments in `mentions.yml`."""

    redirectors: tuple[Redirector, ...]
    words: Mapping[str, frozenset[str]]
    iban_lengths: Mapping[str, int]
    digit_words: Mapping[str, str]

    @classmethod
    def load(cls, path: Path = MENTIONS_FILE) -> "FinderData":
        """Read the file."""
        data: dict[str, Any] = load_data(path)
        redirectors = tuple(Redirector.of(each) for each in data.pop("redirectors"))
        lengths = data.pop("iban_lengths")
        digits = {word: str(value) for word, value in data.pop("digit_words").items()}
        words = {name: frozenset(each) for name, each in data.items()}
        return cls(redirectors, words, lengths, digits)
