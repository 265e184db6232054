"""What somebody says against an answer, or of what the bank said; data in `objections.yml`."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from actions.cues.word_list import folded, whole
from knowledge.data import load_data

WORDS_FILE = Path(__file__).with_name("objections.yml")

FEWEST_LEFT = 2  # words beside a complaint that are worth an answer

CLOSING = " .!"
_LOOSE_COMMA = re.compile(r"\s*,(?=\s*[.!?;:,])")
_PART = re.compile(r"(?<=[.,;!?\n])\s+")
_FEWEST_OF_A_QUESTION = 3  # words
_CLAUSE = r"[^.!?;:,\n]*"
_CLOSE = r"[.!?;:,\s]*"
_NO = r"(?:nee|neen|nein|non|no)"
_FEW = r"\s(?:[^\s.,;:!?]+\s){0,4}?"


class Objections:
    """Hears that an answer did not fit, and what is left to answer."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._not_answered = whole(data["not_answered"])
        self._said_before = whole(data["said_before"])
        self._said_same = whole(data["said_same"])
        # "I mean, …" only fills up.
        meant = f"{whole(data['meant']).pattern}|{_NO}[,.!]?\\s+(?:i mean|ich meine)(?!\\w)"
        self._meant = re.compile(f"(?:{meant})(?!\\s*,)")
        self._meant_after = re.compile(f"{whole(data['meant_after']).pattern}(?=\\W*(?:$|[.,;!?]))")
        denied = f"(?:^|(?<=[.!?;:,\\n]))\\s*{whole(data['not_meant']).pattern}{_CLAUSE}[,;]?"
        self._not_meant = re.compile(denied)
        self._question_was = whole(data["question_was"])
        self._frightened = whole(data["frightened"])
        self._bank_says = whole(data["bank_says"])
        self._all_fine, self._nothing_else = whole(data["all_fine"]), whole(data["nothing_else"])
        self._yes_or_no = re.compile(f"^\\W*{whole(data['yes_or_no']).pattern}\\W*$")
        nothing, gone = whole(data["nothing"]).pattern, whole(data["gone"]).pattern
        self._nothing_gone = re.compile(f"{nothing}{_FEW}{gone}|{gone}{_FEW}{nothing}")
        opening = "|".join(
            (
                f"{_CLAUSE}{self._not_answered.pattern}{_CLAUSE}",
                f"{_CLAUSE}{self._said_same.pattern}{_CLAUSE}",
                f"(?:{_NO}[,.!]?\\s+)*{_CLAUSE}{self._meant.pattern}",
                f"(?:(?:maar|ma|but|mais|aber)\\s)?{self._said_before.pattern}",
                f"(?:(?:maar|ma|but|mais|aber)\\s)?{self._question_was.pattern}",
            )
        )
        self._opening = re.compile(f"(?:^|(?<=[.!?;:,\\n]))\\s*(?:(?:{opening}){_CLOSE})+")

    @classmethod
    @cache
    def load(cls, path: Path = WORDS_FILE) -> "Objections":
        """Read the words from a file shaped like `objections.yml`."""
        return cls(load_data(path))

    def complains(self, text: str) -> bool:
        """Tell whether a text says that an answer did not fit, or that it was told before."""
        said = folded(text)
        signs = (self._not_answered, self._said_before, self._said_same, self._meant)
        return any(each.search(said) for each in (*signs, self._meant_after))

    def says_it_repeats(self, text: str) -> bool:
        """Tell whether a text says that the answer was the same again."""
        return self._said_same.search(folded(text)) is not None

    def says_unfit(self, text: str) -> bool:
        """Tell whether a text says that an answer did not fit, and nothing was told before."""
        said = folded(text)
        return bool(self._not_answered.search(said) or self._said_same.search(said))

    def sorry_for(self, text: str) -> str:
        """Give the key of the sorry for a complaint, below `follow_up.alarm`."""
        return "sorry_same" if self.says_it_repeats(text) else "sorry"

    def without_complaint(self, text: str) -> str:
        """Give what a text says or asks beside a complaint; empty where it holds no more."""
        said = folded(text)
        closing = "?" if self._question_was.search(said) and not said.rstrip().endswith("?") else ""
        if len(said) != len(text):  # a letter that is written with more than one
            return self._opening.sub(" ", said).strip() + closing
        kept = list(text)
        denied = self._not_meant.finditer(said) if self._meant.search(said) else ()
        after = self._meant_after.finditer(said)
        for found in (*self._opening.finditer(said), *denied, *after):
            kept[found.start() : found.end()] = " " * (found.end() - found.start())
        left = _LOOSE_COMMA.sub("", " ".join("".join(kept).split()))
        if self._yes_or_no.match(folded(left)) or not any(map(str.isalnum, left)):
            return ""
        return f"{left.rstrip(CLOSING) if closing else left}{closing}" if left else ""

    def without_fright(self, text: str) -> str:
        """Give what a text asks beside saying that we frighten; empty where it asks nothing."""
        parts = [each.strip() for each in _PART.split(text)]
        return next((each for each in reversed(parts) if self._asks(each)), "")

    def _asks(self, part: str) -> bool:
        is_own = len(part.split()) >= _FEWEST_OF_A_QUESTION and part.endswith("?")
        return is_own and not (self.is_frightened(part) or self.says_nothing_is_gone(part))

    def is_frightened(self, text: str) -> bool:
        """Tell whether a text says that our answer frightens."""
        return self._frightened.search(folded(text)) is not None

    def tells_of_bank(self, text: str) -> bool:
        """Tell whether a text says what the bank said, so that it was called."""
        return self._bank_says.search(folded(text)) is not None

    def says_all_is_fine(self, text: str) -> bool:
        """Tell whether a text says what a bank says that sees nothing wrong."""
        said = folded(text)
        return self.says_nothing_is_gone(text) or self._all_fine.search(said) is not None

    def says_nothing_else(self, text: str) -> bool:
        """Tell whether a text says that nothing more was given."""
        return self._nothing_else.search(folded(text)) is not None

    def says_nothing_is_gone(self, text: str) -> bool:
        """Tell whether a text says that no money or file is gone."""
        return self._nothing_gone.search(folded(text)) is not None
