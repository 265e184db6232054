"""The words of the Telegram bot: its commands, its profile and its own sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.data import load_data
from knowledge.model import LANGUAGES, Texts
from knowledge.wording.catalogue import Catalogue

FILE = Path(__file__).with_name("texts.yml")


@dataclass(frozen=True, slots=True)
class Command:
    """One command.

    Attributes:
        name: As the menu shows it, without slash.
        also: Other names for the same.
        descriptions: At most 256 characters in each language (Bot API).
    """

    name: str
    also: tuple[str, ...]
    descriptions: Texts


@dataclass(frozen=True)
class Wording:
    """What `texts.yml` holds.

    Attributes:
        commands: In the order of the menu.
        sentences: By dotted key.
    """

    commands: tuple[Command, ...]
    sentences: Catalogue

    @classmethod
    @cache
    def load(cls, path: Path = FILE) -> Wording:
        """Read the file.

        Raises:
            CatalogueError: A language misses a sentence, or has other placeholders.
            KeyError: A command is not described in every language.
        """
        data = load_data(path)
        return cls(
            tuple(_command(name, row) for name, row in data["commands"].items()),
            Catalogue(_by_language(data["sentences"])),
        )

    def command(self, name: str) -> str | None:
        """Give the name in the menu of a command; None when there is no such command."""
        folded = name.lower()
        return next(
            (each.name for each in self.commands if folded in (each.name, *each.also)), None
        )

    def text(self, key: str, language: str, /, **values: str) -> str:
        """Give a sentence with its placeholders filled in."""
        return self.sentences.text(key, language, **values)


def _command(name: str, row: Mapping[str, Any]) -> Command:
    return Command(
        name, tuple(row.get("also", ())), {language: row[language] for language in LANGUAGES}
    )


def _by_language(sentences: Mapping[str, Texts]) -> dict[str, dict[str, str]]:
    return {
        language: {key: texts[language] for key, texts in sentences.items() if language in texts}
        for language in LANGUAGES
    }
