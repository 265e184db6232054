"""The policy domains: their names in four languages and the words that people use for them."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.data import load_data
from knowledge.model import LANGUAGES, Texts

DOMAINS_FILE = Path(__file__).with_name("domains.yml")

_CODE_BETWEEN_BRACKETS = re.compile(r"\(([A-Z]{2,8})\)")
_LONGEST_CODE = 8


@dataclass(frozen=True, slots=True)
class Domain:
    """One policy domain.

    Attributes:
        key: Name in addresses and data, such as `mow`.
        written: As `policy_domain` of an organisation writes it.
        code: A few letters, for a chart.
        under_minister: Whether a minister answers for its organisations; of a domain that is not
            in the file nobody knows.
    """

    key: str
    written: str
    code: str
    name: Texts
    under_minister: bool = True


class Domains:
    """All policy domains, in the order of the file.

    Args:
        rows: Content of a file shaped like `domains.yml`.
    """

    def __init__(self, rows: Mapping[str, Mapping[str, Any]]) -> None:
        known = [
            Domain(key, row["register"], row["code"], row["name"], row.get("under_minister", True))
            for key, row in rows.items()
        ]
        self._by_written = {each.written: each for each in known}
        self._order = {each.key: place for place, each in enumerate(known)}
        self._words = {each.key: _expression(rows[each.key]["words"]) for each in known}

    @classmethod
    @cache
    def load(cls, path: Path = DOMAINS_FILE) -> "Domains":
        """Read the file."""
        return cls(load_data(path))

    def of(self, written: str) -> Domain:
        """Give the domain that an organisation names; an unknown one is shown as it is written."""
        known = self._by_written.get(written)
        if known:
            return known
        code = _CODE_BETWEEN_BRACKETS.search(written)
        short = code[1] if code else written[:_LONGEST_CODE]
        name = dict.fromkeys(LANGUAGES, written)
        return Domain(_slug(written), written, short, name, under_minister=False)

    @property
    def known(self) -> tuple[Domain, ...]:
        """Every known domain, in the order of the file."""
        return tuple(self._by_written.values())

    def place(self, domain: Domain) -> tuple[int, str]:
        """Give what domains are put in order by."""
        return self._order.get(domain.key, len(self._order)), domain.written

    def named_in(self, text: str) -> tuple[str, ...]:
        """Give the keys of the domains that a text names, in order of the file."""
        folded = _folded(text)
        return tuple(key for key, words in self._words.items() if words and words.search(folded))


def _expression(words: Iterable[str]) -> re.Pattern[str] | None:
    """Give an expression for whole words; one that ends in `*` stands for its compounds too."""
    parts = [
        re.escape(_folded(word).removesuffix("*")) + (r"[\w-]*" if word.endswith("*") else "")
        for word in sorted(words, key=len, reverse=True)
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)") if parts else None


def _folded(text: str) -> str:
    """Give a text without capitals and accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", _folded(text)).strip("-") or "domein"
