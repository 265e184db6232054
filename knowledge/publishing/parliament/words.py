"""The words of the draft, in Dutch."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.data import load_data

WORDS_FILE = Path(__file__).with_name("words.yml")


class Words:
    """Content of `words.yml`; see there.

    Args:
        content: Shaped like that file.
    """

    def __init__(self, content: Mapping[str, Any]) -> None:
        self._content = content

    @classmethod
    @cache
    def load(cls, path: Path = WORDS_FILE) -> "Words":
        """Read the file."""
        return cls(load_data(path))

    def text(self, *keys: str, **values: object) -> str:
        """Give a sentence with its placeholders filled in."""
        return str(self._at(keys)).format_map(values)

    def row(self, *keys: str) -> tuple[str, ...]:
        """Give a list of words."""
        return tuple(self._at(keys))

    def _at(self, keys: tuple[str, ...]) -> Any:  # noqa: ANN401  # words, lists and mappings of them
        found: Any = self._content
        for key in keys:
            found = found[key]
        return found
