"""In which language a citizen writes, told by small words; data in `languages.yml`."""

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from knowledge.data import load_data

WORDS_FILE = Path(__file__).with_name("languages.yml")
SURE_FROM = 2  # words more than the next language, to leave the language of the conversation

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


class Languages:
    """Recognises the languages of the product.

    Args:
        words: Words by language.
        names: How each language is called.
    """

    def __init__(self, words: Mapping[str, list[str]], names: Mapping[str, list[str]]) -> None:
        times = Counter(word for each in words.values() for word in set(each))
        self._language_of = {
            word: language for language, each in words.items() for word in each if times[word] == 1
        }
        self._names = {name: language for language, each in names.items() for name in each}

    @classmethod
    @cache
    def load(cls, path: Path = WORDS_FILE) -> "Languages":
        """Read the words from a file shaped like `languages.yml`."""
        data = load_data(path)
        return cls(data["words"], data["names"])

    def detected(self, text: str, *, before: str | None) -> str | None:
        """Tell in which language a text is.

        Args:
            text: As the citizen sent it.
            before: Language of the conversation, which a short text does not change.

        Returns:
            None when the text does not tell.
        """
        found = Counter(
            self._language_of[word] for word in _words(text) if word in self._language_of
        )
        if not found:
            return None
        ranked = found.most_common(2)
        lead = ranked[0][1] - (ranked[1][1] if len(ranked) > 1 else 0)
        needed = SURE_FROM if before else 1
        return ranked[0][0] if lead >= needed else None

    def named(self, text: str) -> str | None:
        """Give the language that a text names, the last one if it names several."""
        found = [self._names[word] for word in _words(text) if word in self._names]
        return found[-1] if found else None


def _words(text: str) -> list[str]:
    return [word.lower().replace("’", "'") for word in _WORD.findall(text[:1_000])]
