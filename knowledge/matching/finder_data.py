"""The word lists and host lists of `mentions.yml`, as sets."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

MENTIONS_FILE = Path(__file__).with_name("mentions.yml")


@dataclass(frozen=True, slots=True)
class Redirector:
    """Pages that send a visitor on to the address in a query field.

    Attributes:
        hosts: ASCII hosts without `www.`.
        suffix: Or: every host below this one.
        path: The whole path, or `*` for any.
        fields: Query fields that hold the destination, first one present counts.
    """

    hosts: frozenset[str]
    suffix: str | None
    path: str
    fields: tuple[str, ...]

    def owns(self, host: str, path: str) -> bool:
        """Tell whether a page is one of these."""
        is_host = host.removeprefix("www.") in self.hosts
        is_below = self.suffix is not None and host.endswith(f".{self.suffix}")
        return (is_host or is_below) and self.path in ("*", path)


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
        data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        redirectors = tuple(_redirector(each) for each in data.pop("redirectors"))
        lengths = data.pop("iban_lengths")
        digits = {word: str(value) for word, value in data.pop("digit_words").items()}
        words = {name: frozenset(each) for name, each in data.items()}
        return cls(redirectors, words, lengths, digits)


def _redirector(fields: Mapping[str, Any]) -> Redirector:
    return Redirector(
        hosts=frozenset(fields.get("hosts", ())),
        suffix=fields.get("suffix"),
        path=fields["path"],
        fields=tuple(fields["fields"]),
    )
