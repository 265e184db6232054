"""What the comparison says, in Dutch: data in `texts.yml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.data import load_data

WORDS_FILE = Path(__file__).with_name("texts.yml")


class ComparisonTexts:
    """The sentences of `texts.yml`.

    Args:
        data: Sentences, or groups of them by key.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data

    @classmethod
    @cache
    def load(cls, path: Path = WORDS_FILE) -> ComparisonTexts:
        """Read a file shaped like `texts.yml`."""
        return cls(load_data(path))

    @property
    def groups(self) -> tuple[str, ...]:
        """The kinds of change, those that need the most care first."""
        return tuple(self._data["group"])

    def text(self, key: str, /, **values: str) -> str:
        """Give a sentence by its dotted key, with its places filled in."""
        found: Any = self._data
        for part in key.split("."):
            found = found[part]
        return str(found).format_map(values)
