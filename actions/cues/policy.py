"""Follow-up questions on how the government uses social media, by their words in `policy.yml`."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from actions.cues.word_list import WordList, folded, whole
from knowledge.data import load_data
from knowledge.model import Answer

OF_POLICY = frozenset({"ask_evaluation", "ask_content_policy", "ask_misuse_cases"})
"""Intents of questions on how the government uses social media."""

MINISTERS = "minister-accounts"
"""The answer on ministers' own accounts."""

_NO_WORDS = ("people", "beside")  # lists of answers

WORDS_FILE = Path(__file__).with_name("policy.yml")


class PolicyWords:
    """Tells which answer of the register a short question goes on to.

    Attributes:
        against: By the answer before, the one that tells what is done against it.
        beside: Ids of the answers that leave the conversation about what it was about.
        people: Ids of the answers after which a question on ministers is about that question.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.against: Mapping[str, str] = data["against"]
        self.beside: frozenset[str] = frozenset(data["beside"])
        self.people: frozenset[str] = frozenset(data["people"])
        self._parts = {answer: whole(words) for answer, words in data["parts"].items()}
        self._signs: Mapping[str, WordList] = {
            sign: whole(row)
            for sign, row in data.items()
            if isinstance(row, list) and sign not in _NO_WORDS
        }

    @classmethod
    @cache
    def load(cls, path: Path = WORDS_FILE) -> "PolicyWords":
        """Read the words from a file shaped like `policy.yml`."""
        return cls(load_data(path))

    @property
    def answers(self) -> frozenset[str]:
        """Ids of the answers that a question can go on to, or follow."""
        return frozenset({*self._parts, *self.against, *self.beside, MINISTERS})

    def part(self, text: str) -> str | None:
        """Give the id of the answer that a text asks for."""
        return next(iter(self.parts(text)), None)

    def parts(self, text: str) -> tuple[str, ...]:
        """Give the ids of all answers of which a text holds a word, in their order."""
        plain = folded(text)
        return tuple(each for each, words in self._parts.items() if words.search(plain))

    def has(self, sign: str, text: str) -> bool:
        """Tell whether a text holds a word of a list of the file, such as `when`."""
        return self._signs[sign].search(folded(text)) is not None


def is_policy(answer: Answer) -> bool:
    """Tell whether an answer is about how the government uses social media."""
    return answer.id in PolicyWords.load().answers or not OF_POLICY.isdisjoint(answer.intents)
