"""The sentences that citizens read, in every language of the product."""

import re
from collections.abc import Mapping
from pathlib import Path

from knowledge.data import load_data
from knowledge.model import LANGUAGES, Texts

FOLDER = Path(__file__).parents[1] / "catalogue"
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
NAME_FORMS: tuple[str, ...] = ("org", "Org", "of_org", "at_org", "by_org", "org_plain")
"""Placeholders that stand for a name; a language uses the form that it needs."""

NAME = NAME_FORMS[0]
_DATES = frozenset({"date", "since"})
_ISO = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$")


class CatalogueError(ValueError):
    """The languages of the catalogue differ in keys or placeholders."""


class Catalogue:
    """All sentences by key and language.

    Args:
        sentences: By language, then by dotted key.

    Raises:
        CatalogueError: A language misses a key, has one too many or other placeholders.
    """

    def __init__(self, sentences: Mapping[str, Mapping[str, str]]) -> None:
        _check(sentences)
        self._sentences = sentences

    @classmethod
    def load(cls, folder: Path = FOLDER) -> "Catalogue":
        """Read one file for each language, such as `nl.yml`.

        Raises:
            CatalogueError: A language misses a key, has one too many or other placeholders.
        """
        return cls(
            {language: dict(_flat(load_data(folder / f"{language}.yml"))) for language in LANGUAGES}
        )

    def __contains__(self, key: object) -> bool:
        return key in self._sentences[LANGUAGES[0]]

    @property
    def keys(self) -> tuple[str, ...]:
        """All keys, in the order of the file."""
        return tuple(self._sentences[LANGUAGES[0]])

    def text(self, key: str, language: str, /, **values: str | Texts) -> str:
        """Give a sentence with its placeholders filled in.

        Args:
            key: Dotted key, such as `short.official`.
            language: One of `LANGUAGES`; another gives Dutch.
            values: By placeholder. `Texts` are given in the language; a value named `date` or
                `since` is an ISO date of any precision and is written out.

        Raises:
            KeyError: The key or the value of a placeholder is missing.
        """
        if language not in self._sentences:
            language = LANGUAGES[0]
        # One pass, so that a brace in a citizen's own words stays what it is.
        return _PLACEHOLDER.sub(
            lambda found: self._value(found[1], values[found[1]], language),
            self._sentences[language][key],
        )

    def raw(self, key: str, language: str) -> str:
        """Give a sentence with its placeholders as they stand in the file.

        Raises:
            KeyError: The key or the language is missing.
        """
        return self._sentences[language][key]

    def written_date(self, iso: str, language: str) -> str:
        """Write out a date as precise as it is given; a text that is no date stays as it is."""
        found = _ISO.match(iso)
        if not found:
            return iso
        year, month, day = found.groups()
        if month is None:
            return year
        name = self.text(f"month.{int(month)}", language)
        if day is None:
            return f"{name} {year}"
        return self.text("date", language, day=str(int(day)), month=name, year=year)

    def _value(self, name: str, value: str | Texts, language: str) -> str:
        if not isinstance(value, str):
            return value[language]
        return self.written_date(value, language) if name in _DATES else value


def placeholders(sentence: str) -> frozenset[str]:
    """Give the names of the placeholders in a sentence."""
    return frozenset(_PLACEHOLDER.findall(sentence))


def _meant(sentence: str) -> frozenset[str]:
    """Give the placeholders, where every form of a name is the same one."""
    return frozenset(NAME if name in NAME_FORMS else name for name in placeholders(sentence))


def _flat(tree: Mapping[object, object], prefix: str = "") -> list[tuple[str, str]]:
    flat: list[tuple[str, str]] = []
    for name, branch in tree.items():
        key = f"{prefix}{name}"
        if isinstance(branch, Mapping):
            flat.extend(_flat(branch, f"{key}."))
        else:
            flat.append((key, str(branch).strip()))
    return flat


def _check(sentences: Mapping[str, Mapping[str, str]]) -> None:
    first = sentences[LANGUAGES[0]]
    for language in LANGUAGES:
        other = sentences[language]
        odd = sorted(first.keys() ^ other.keys())
        if odd:
            raise CatalogueError(f"{language}.yml and {LANGUAGES[0]}.yml differ in {odd[0]!r}")
        for key, sentence in other.items():
            if _meant(sentence) != _meant(first[key]):
                raise CatalogueError(f"{language}.yml has other placeholders in {key!r}")
