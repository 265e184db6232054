"""Lists of words, of which most stand in no message: the message's own words tell that at once."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

REMEMBERED = 32  # texts without capitals and accents
PARTS_REMEMBERED = 128  # texts and parts of them: one is looked at for hundreds of lists in a turn

_WORD = re.compile(r"\w+")
_PIECE = re.compile(r"[\w*]+")
_GAP = r"\s(?:\S+\s){0,5}"
_STEMS = (2, 3, 4)  # letters with which words begin that `*` may follow
_ODD = frozenset("İıſẛṡﬅﬆµͅβεθικμπρςσφϐϑϕϖϰϱϵΐΰΐΰιвдостъѣᲀᲁᲂᲃᲄᲅᲆᲇᲈꙋ")
"""Letters that are the same as another one without regard to capitals, and remain another one."""


class WordList:
    """Finds any of some words in a text, as whole words and without regard to capitals.

    Args:
        words: Where one holds ` ... `, some words may stand there; `*` stands for letters.

    Attributes:
        pattern: Source of the pattern that decides, for use in a longer one.
    """

    def __init__(self, words: Iterable[str]) -> None:
        several = tuple(words)
        self.pattern = rf"(?<!\w)(?:{any_of(several)})(?!\w)"
        self._found = re.compile(self.pattern, re.IGNORECASE)
        needed = [_needed(each) for each in several]
        is_told = bool(needed) and None not in needed
        self.needed = frozenset(filter(None, needed)) if is_told else None

    def may_be_in(self, text: str) -> bool:
        """Tell whether a text holds a word that each of the list needs; it may still hold none."""
        if self.needed is None:
            return True
        known = words_in(text)
        return known is None or not self.needed.isdisjoint(known)

    def search(self, text: str) -> re.Match[str] | None:
        """Give the first place where one stands."""
        if self.needed is not None:  # as `may_be_in`, without a call: it is asked most of all
            known = words_in(text)
            if known is not None and self.needed.isdisjoint(known):
                return None
        return self._found.search(text)

    def match(self, text: str) -> re.Match[str] | None:
        """Give one with which a text begins."""
        return self._found.match(text) if self.may_be_in(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Give every place where one stands."""
        return self._found.finditer(text) if self.may_be_in(text) else iter(())

    def sub(self, new: str | Callable[[re.Match[str]], str], text: str) -> str:
        """Give a text with something else in the place of each."""
        return self._found.sub(new, text) if self.may_be_in(text) else text

    def split(self, text: str) -> list[str]:
        """Give what stands between them."""
        return self._found.split(text) if self.may_be_in(text) else [text]


class NamedWords:
    """Words with the names of what they mean; a text holds few of the many.

    Args:
        rows: Words by name, written as for `WordList`.
    """

    def __init__(self, rows: Mapping[str, Iterable[str]]) -> None:
        pairs = [(name, word) for name, row in rows.items() for word in row]
        pairs.sort(key=lambda each: -len(each[1]))
        self._words = [(name, WordList([word])) for name, word in pairs]
        self._places: dict[str | None, list[int]] = {}
        for place, (_, word) in enumerate(self._words):
            for needed in word.needed or (None,):
                self._places.setdefault(needed, []).append(place)

    def names_in(self, text: str) -> tuple[str, ...]:
        """Name what a text holds, the longest words first; a word in a longer one is not read."""
        found: dict[str, None] = {}
        for name, word in self._near(text):
            if word.search(text):
                found[name] = None
                text = word.sub(" ", text)
        return tuple(found)

    def _near(self, text: str) -> list[tuple[str, WordList]]:
        """Give the words of which a text holds one that they need, in their order."""
        known = words_in(text)
        if known is None:
            return self._words
        held = [*known.intersection(self._places), None]
        return [self._words[place] for place in sorted(self._placed(held))]

    def _placed(self, held: Iterable[str | None]) -> Iterator[int]:
        return (place for each in held for place in self._places.get(each, ()))


def whole(words: Iterable[str]) -> WordList:
    """Give what finds each of some words as whole words, the longest first; as `WordList`."""
    return WordList(words)


def any_of(words: Iterable[str]) -> str:
    """Give the source of a pattern for any of them, as `whole` reads them."""
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(_GAP.join(map(_letters, word.split(" ... "))) for word in longest_first)


def _letters(words: str) -> str:
    return re.escape(words).replace(r"\*", r"\w*")


def _needed(words: str) -> str | None:
    """Give the longest word, or begin of one, that a text holds wherever these words stand.

    Returns:
        As `words_in` gives it; None where nothing is sure.
    """
    plain = words.lower()
    if not _ODD.isdisjoint(plain):
        return None
    found = [each for each in map(_sure, _PIECE.findall(plain)) if each]
    return max(found, key=len, default=None)


def _sure(piece: str) -> str | None:
    """Give a word itself, or the begin of one that `*` ends; None for any other."""
    stem, star, rest = piece.partition("*")
    if not star:
        return piece
    length = max((each for each in _STEMS if each <= len(stem)), default=0)
    return None if rest or not length else f"{stem[:length]}*"


@lru_cache(PARTS_REMEMBERED)
def words_in(text: str) -> frozenset[str] | None:
    """Give the words of a text in small letters, and with which letters they begin, as `kli*`.

    Returns:
        None where small letters do not tell what is the same without regard to capitals.
    """
    lower = text.lower()
    if not (text.isascii() or (_ODD.isdisjoint(lower) and _ODD.isdisjoint(text))):
        return None
    words = set(_WORD.findall(lower))
    return frozenset(words.union(f"{word[:length]}*" for word in words for length in _STEMS))


@lru_cache(REMEMBERED)
def folded(text: str) -> str:
    """Give a text without capitals and accents; one is looked at for many words in a turn."""
    lower = str(text).casefold()
    if lower.isascii():
        return lower
    parts = unicodedata.normalize("NFKD", lower.replace("’", "'"))
    return "".join(part for part in parts if not unicodedata.combining(part))
