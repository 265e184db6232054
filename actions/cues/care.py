"""Words of a child that meets a stranger and of somebody in need; data in `care.yml`."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from actions.cues.talk import TalkWords
from actions.cues.word_list import folded, whole
from knowledge.data import load_data

WORDS_FILE = Path(__file__).with_name("care.yml")

_AGES = r"[6-9]|1[0-7]"  # years; from 18 on somebody is no child
_TOPICS = ("child", "crisis")


class CareWords:
    """Tells whether a child speaks, and what somebody in need asks, in any of the languages."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._age = _age_pattern(data["ages"], data["age_words"], data["no_age"])
        self._topics = {
            topic: {key: whole(row) for key, row in data[topic].items()} for topic in _TOPICS
        }
        self._signs = {sign: whole(row) for sign, row in data.items() if isinstance(row, list)}

    @classmethod
    @cache
    def load(cls, path: Path = WORDS_FILE) -> "CareWords":
        """Read the words from a file shaped like `care.yml`."""
        return cls(load_data(path))

    def tells_of_child(self, text: str, *, in_name_of: bool = False) -> bool:
        """Tell whether a text is of a child, or of its parent, whom a stranger approaches.

        An age under 18 is enough beside a stranger, or beside somebody who writes, waits or asks.

        Args:
            text: As it was sent.
            in_name_of: It names a service: somebody who only writes in that name is no stranger.
        """
        plain = folded(text)
        if self._has("blackmail", plain):
            return False
        if self._has("alone", plain):
            return True
        is_young = self._is_young(plain)
        done = self._signs["writes"].sub(" ", plain) if in_name_of else plain
        acts = self._has("somebody", plain) and self._has("acts", done)
        return is_young and (self._has("stranger", plain) or acts)

    def tells_age(self, text: str) -> bool:
        """Tell whether somebody says to be under 18."""
        return self._is_young(folded(text))

    def is_of_parent(self, text: str) -> bool:
        """Tell whether somebody speaks of their own child."""
        return self._has("parent", folded(text))

    def is_personal(self, text: str) -> bool:
        """Tell whether somebody speaks of themselves or of a person, not of a service."""
        return self._has("personal", folded(text))

    def asks_check(self, text: str) -> bool:
        """Tell whether somebody asks outright to check something, which is not a person."""
        plain = folded(text)
        return self._has("asks_check", plain) and not self._has("stranger", plain)

    def is_of_loss(self, text: str) -> bool:
        """Tell whether a text is about what to do with the money, card or account."""
        plain = folded(text)
        asks = TalkWords.load().begins("asks", text) or text.rstrip().endswith("?")
        return self._has("of_loss", plain) or (asks and self._has("money", plain))

    def asked(self, topic: str, text: str) -> str | None:
        """Tell what is asked within `child` or `crisis`: a key of `care.yml`."""
        plain = folded(text)
        return next((key for key, row in self._topics[topic].items() if row.search(plain)), None)

    def _is_young(self, plain: str) -> bool:
        return self._age.search(plain) is not None or self._has("pupil", plain)

    def _has(self, sign: str, plain: str) -> bool:
        return self._signs[sign].search(plain) is not None


def _age_pattern(ages: list[str], words: list[str], no_age: list[str]) -> re.Pattern[str]:
    age = rf"(?:{_AGES}|{'|'.join(words)})"
    phrases = "|".join(re.escape(each).replace(r"\{age\}", age) for each in ages)
    others = "|".join(no_age)
    return re.compile(rf"(?<!\w)(?:{phrases})(?!\w|[.,:/]\d|\s*(?:%|€|(?:{others})\b))")
