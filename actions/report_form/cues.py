"""Words by which answers in a report are read, in every language at once; data in `cues.yml`."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from actions.reports.model import Loss
from knowledge.data import load_data

WORDS_FILE = Path(__file__).with_name("cues.yml")
FEW_WORDS = 5
"""`ja`, `nee` and `stop` in a longer text belong to a story."""

MOST_WORDS_TO_STOP = 7
"""`stop maar, ik doe het later`."""


class FormWords:
    """Reads short answers."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._begins = {
            name: _beginning(data[name]) for name in ("yes", "no", "stop", "correction", "question")
        }
        self._holds = {
            name: _whole(data[name])
            for name in (
                "stop",
                "place",
                "money",
                "data",
                "negation",
                "unsure",
                "hacked",
                "here",
                "anonymous",
            )
        }
        self._this = _whole(data["this"])
        self._turn = re.compile(rf"[,;.]|{_whole(data['turn']).pattern}", re.IGNORECASE)
        self._change = {step: _whole(words) for step, words in data["change"].items()}

    @classmethod
    @cache
    def load(cls, path: Path = WORDS_FILE) -> "FormWords":
        """Read the words from a file shaped like `cues.yml`."""
        return cls(load_data(path))

    def says_yes(self, text: str) -> bool:
        """Tell whether a short text agrees."""
        return _is_short(text) and self._begin("yes", text) and not self._begin("no", text)

    def says_no(self, text: str) -> bool:
        """Tell whether a short text refuses."""
        return _is_short(text) and self._begin("no", text)

    def stops(self, text: str, *, at_once: bool) -> bool:
        """Tell whether a text gives up: with its first words, or anywhere unless `at_once`."""
        if self._begin("stop", text):
            return len(text.split()) <= MOST_WORDS_TO_STOP
        return not at_once and _is_short(text) and self._hold("stop", text)

    def corrects(self, text: str) -> bool:
        """Tell whether a text begins as one that puts an earlier answer right."""
        return self._begin("correction", text)

    def names_place(self, text: str) -> bool:
        """Tell whether a text says where something was."""
        return self._hold("place", text)

    def asks(self, text: str) -> bool:
        """Tell whether a text is a question."""
        return text.rstrip().endswith("?") or self._begin("question", text)

    def points_back(self, text: str) -> bool:
        """Tell whether a text means what was just checked."""
        return self._this.search(text) is not None

    def tells_of_hacking(self, text: str) -> bool:
        """Tell whether a text says that an account was taken over."""
        return self._hold("hacked", text)

    def wants_it_here(self, text: str) -> bool:
        """Tell whether a text asks to hear the outcome in the conversation."""
        return self._hold("here", text) and not self._hold("negation", text)

    def stays_unknown(self, text: str) -> bool:
        """Tell whether a text wants to leave no name or address."""
        return self._hold("anonymous", text)

    def loss_in(self, text: str) -> Loss | None:
        """Tell what a text says was lost; None when it does not tell."""
        if self._hold("unsure", text):
            return Loss.UNKNOWN
        said = [each for each in map(self._loss_of, self._turn.split(text)) if each]
        worst_first = (Loss.MONEY, Loss.DATA, Loss.NONE)
        return next((loss for loss in worst_first if loss in said), None)

    def names_loss(self, text: str) -> bool:
        """Tell whether a text speaks of money or details at all."""
        return self._hold("money", text) or self._hold("data", text)

    def to_change(self, text: str) -> str | None:
        """Tell which answer a text wants to change."""
        return next((step for step, words in self._change.items() if words.search(text)), None)

    def _loss_of(self, clause: str) -> Loss | None:
        if self._hold("negation", clause):
            return Loss.NONE
        if self._hold("money", clause):
            return Loss.MONEY
        return Loss.DATA if self._hold("data", clause) else None

    def _begin(self, name: str, text: str) -> bool:
        return self._begins[name].match(text) is not None

    def _hold(self, name: str, text: str) -> bool:
        return self._holds[name].search(text) is not None


def _is_short(text: str) -> bool:
    return len(text.split()) <= FEW_WORDS


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _whole(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any_of(words)})(?!\w)", re.IGNORECASE)


def _beginning(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{_any_of(words)})(?!\w)", re.IGNORECASE)
