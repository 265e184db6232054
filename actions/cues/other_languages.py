"""Languages that we do not speak, recognised in short messages; data in `languages.yml`."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from actions.cues.languages import WORDS_FILE, without_addresses, words_of
from actions.cues.letter_groups import LetterGroups
from knowledge.data import load_data
from knowledge.model import LANGUAGES

UNNAMED = "und"
"""A language of which we know only that it is none of ours (ISO 639-2, undetermined)."""

FEWEST_LETTERS = 2
FEWEST_WORDS = 3  # without a word that we know; two strange ones may be a name
SURE_ALONE = 0.9  # share of the detector's certainty, where no word is known
SURE_WITH_A_WORD = 0.3  # where a word of the language stands in it

_LATIN = "LATIN"
_BY_SCRIPT = {"ETHIOPIC": "ti", "CJK": "zh"}
"""Scripts that tell the language; of Arabic and Cyrillic letters the detector tells which."""
_DETECTED_SCRIPTS = frozenset({"ARABIC", "CYRILLIC"})


@dataclass(frozen=True, slots=True)
class Other:
    """One language that we do not speak.

    Attributes:
        words: Words of it that are in none of ours.
        common: Words of it that are in ours too, which speak for neither.
        names: What it is called, by who asks for it.
        letters: Letters that none of ours has, nor another in its script.
        sentence: Says in it that the answer is in English.
    """

    sentence: str
    words: frozenset[str] = field(default_factory=frozenset)
    letters: str = ""
    common: frozenset[str] = field(default_factory=frozenset)
    names: frozenset[str] = field(default_factory=frozenset)

    def has_written(self, word: str) -> bool:
        """Tell whether one of its letters is in a word."""
        return any(letter in word for letter in self.letters)


class OtherLanguages:
    """Recognises a message in none of the four languages.

    Args:
        others: By ISO 639-1 code.
        ours: Words of the four languages, which speak against it.
    """

    def __init__(self, others: Mapping[str, Other], ours: Iterable[str]) -> None:
        self._others = others
        self._ours = frozenset(ours)
        self._letters = LetterGroups((*others, *LANGUAGES))
        self._their_words = frozenset(word for each in others.values() for word in each.words)
        self._their_letters = frozenset("".join(each.letters for each in others.values()))

    @classmethod
    @cache
    def load(cls, path: Path = WORDS_FILE) -> "OtherLanguages":
        """Read the words from a file shaped like `languages.yml`."""
        data = load_data(path)
        others = TypeAdapter(dict[str, Other]).validate_python(data["others"])
        return cls(others, (word for each in data["words"].values() for word in each))

    def sentence(self, language: str) -> str | None:
        """Give what says in a language that the answer is in English; None where we have none."""
        other = self._others.get(language)
        return other.sentence if other else None

    def named(self, text: str) -> str | None:
        """Give the first of them that a text calls by its name, as in `can you speak Turkish`."""
        called = {word: code for code, each in self._others.items() for word in each.names}
        return next((called[word] for word in words_of(text) if word in called), None)

    def detected(self, text: str) -> str | None:
        """Tell which language a message is in that is none of the four.

        Args:
            text: As the citizen sent it.

        Returns:
            Its ISO 639-1 code, or `UNNAMED`; None for one of the four, and in doubt.
        """
        own = without_addresses(text)
        script = _script(own)
        if script is None:
            return None
        return self._in_latin(own) if script == _LATIN else self._in_script(own, script)

    def _in_script(self, text: str, script: str) -> str:
        for language, other in self._others.items():
            if other.has_written(text):
                return language
        if script in _DETECTED_SCRIPTS:
            return self._best(text)[0] or UNNAMED
        return _BY_SCRIPT.get(script, UNNAMED)

    def _in_latin(self, text: str) -> str | None:
        words = words_of(text)
        has_ours = any(word in self._ours for word in words)
        if (has_ours or len(words) < FEWEST_WORDS) and not any(map(self._may_be_theirs, words)):
            return None  # whatever its letters tell
        best, sure = self._best(text)
        common = self._others[best].common if best else frozenset()
        ours = sum(word in self._ours and word not in common for word in words)
        if not words or ours > len(words) / 2:
            return None
        known = self._known(words, self._others[best]) if best else 0
        if known and known >= ours and sure >= SURE_WITH_A_WORD:
            return best
        return best if len(words) >= FEWEST_WORDS and not ours and sure >= SURE_ALONE else None

    def _may_be_theirs(self, word: str) -> bool:
        return word in self._their_words or not self._their_letters.isdisjoint(word)

    @staticmethod
    def _known(words: Sequence[str], other: Other) -> int:
        """Count the words that are of one language by their look; strange letters may be a name."""
        looks = len(words) >= FEWEST_WORDS
        return sum(word in other.words or (looks and other.has_written(word)) for word in words)

    def _best(self, text: str) -> tuple[str | None, float]:
        """Give the likeliest of the others, and how likely it is among all."""
        ranked = self._letters.ranked(text)
        return next((each for each in ranked if each[0] in self._others), (None, 0.0))


def _script(text: str) -> str | None:
    """Give the script of most letters; None where there are none to speak of."""
    scripts = Counter(_script_of(letter) for letter in text if letter.isalpha())
    if scripts.total() < FEWEST_LETTERS:
        return None
    return scripts.most_common(1)[0][0]


@cache
def _script_of(letter: str) -> str:
    return re.split(r"[ -]", unicodedata.name(letter, UNNAMED), maxsplit=1)[0]
