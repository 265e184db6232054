"""Flemish as it is spoken and typed, put into written Dutch for the encoder; data in `spoken.yml`.

The encoder learnt from written texts: of strangers' Dutch sentences on our kinds of question it
led to 62 % right ones as they were typed, and of those in other languages to 80 %.
"""

import hashlib
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from knowledge.data import load_data

WORDS_FILE = Path(__file__).with_name("spoken.yml")
REMEMBERED = 1_024  # texts

_WORD = re.compile(r"[\w'’]+")
_TWICE = re.compile(r"\b(u|ik) \1\b")  # "kunde gij"
_SPACES = re.compile(r"\s+")
_K_BEFORE = r"(?:'\s?k\s?|k\s?)"


class SpokenDutch:
    """Writes spoken words as they are written, in a text that is likely Dutch."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        pairs: dict[str, str] = {each: word for word, row in data["words"].items() for each in row}
        self._whole: dict[str, str] = {
            each: word for each, word in pairs.items() if not each.endswith("*")
        }
        self._begins: dict[str, str] = {
            each[:-1]: word[:-1] for each, word in pairs.items() if each.endswith("*")
        }
        verbs = "|".join(sorted(data["after_k"], key=len, reverse=True))
        several = "|".join(map(re.escape, sorted(self._whole, key=len, reverse=True)))
        begins = "|".join(map(re.escape, self._begins))
        self._spoken = re.compile(
            rf"(?<![\w'])(?:{_K_BEFORE}(?P<verb>{verbs})(?!\w)|(?P<whole>{several})(?![\w'])"
            rf"|(?P<begin>{begins})(?=\w))",
            re.IGNORECASE,
        )
        self._elsewhere = frozenset(data["elsewhere"])

    @classmethod
    @cache
    def load(cls, path: Path = WORDS_FILE) -> "SpokenDutch":
        """Read the words from a file shaped like `spoken.yml`."""
        return cls(load_data(path))

    def written(self, text: str) -> str:
        """Give a text with its spoken words as they are written.

        A text that holds as many words of another language stays as it is.
        """
        plain = text.replace("’", "'")
        found = len(self._spoken.findall(plain))
        others = sum(each in self._elsewhere for each in _WORD.findall(plain.lower()))
        if not found or others >= found:
            return text
        said = self._spoken.sub(self._as_written, plain)
        return _TWICE.sub(r"\1", _SPACES.sub(" ", said)).strip() or text

    def _as_written(self, found: re.Match[str]) -> str:
        if verb := found["verb"]:
            return f"ik {verb}"
        if begin := found["begin"]:
            return self._begins[begin.lower()]
        return self._whole[found["whole"].lower()]


@lru_cache(REMEMBERED)
def written(text: str) -> str:
    """Give a text as the encoder reads it best; as `SpokenDutch.written`."""
    return SpokenDutch.load().written(text)


@cache
def version() -> str:
    """Give what changes with the words, by which vectors are kept."""
    return hashlib.sha256(WORDS_FILE.read_bytes()).hexdigest()[:8]
