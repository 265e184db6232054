"""Words of who asks where somebody is on social media, in every language."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from actions.cues.word_list import WordList, folded, whole
from knowledge.data import load_data

WORDS_FILE = Path(__file__).with_name("channels.yml")
_MARKS = " ,.;:!…-\n"


class ChannelWords:
    """Tells whether words ask where somebody is, which the name and the place do not say."""

    def __init__(self, data: Mapping[str, Sequence[str]]) -> None:
        self._signs: Mapping[str, WordList] = {sign: whole(row) for sign, row in data.items()}

    @classmethod
    @cache
    def load(cls, path: Path = WORDS_FILE) -> "ChannelWords":
        """Read the words from a file shaped like `channels.yml`."""
        return cls(load_data(path))

    def has(self, sign: str, text: str) -> bool:
        """Tell whether a text holds a word of a list of the file, such as `accounts`."""
        return self._signs[sign].search(folded(text)) is not None

    def without_opening(self, text: str) -> str:
        """Give a text without what stands before a question, such as `ok` or `no, I mean`."""
        left = text.lstrip(_MARKS)
        while found := self._signs["before_it"].match(folded(left)):
            left = left[found.end() :].lstrip(_MARKS)
        article = self._signs["articles"].match(folded(left))
        return left[article.end() :].lstrip(_MARKS) if article else left

    def begins_to_ask(self, text: str) -> bool:
        """Tell whether a text begins as such a question, whatever stands before it."""
        return self._signs["asks_where"].match(folded(self.without_opening(text))) is not None

    def without_asking(self, text: str) -> str:
        """Give a text without the words with which such a question begins."""
        left = self.without_opening(text)
        asks = self._signs["asks_where"].match(folded(left))
        return left[asks.end() :] if asks else left
