"""Which platform a text names in words: `op insta`, `sur X`, `facebookpagina`."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from weakref import proxy

from knowledge.addresses.platforms import Platforms

ELSEWHERE = "elsewhere"
"""Stands for every platform that the register knows no accounts on."""

_COMPOUND_FROM = 6  # letters; a shorter word begins too many others
_READ_AGAIN = 32  # texts: a turn asks several times where something was


@dataclass(frozen=True, slots=True)
class PlatformWord:
    """One naming of a platform; the span is that of the word itself."""

    start: int
    end: int
    platform: str


class PlatformWords:
    """Finds the names of platforms.

    Args:
        platforms: Their words.
        prepositions: After these a word that is also ordinary counts (`op x`).
        accounts: Before these too (`X-account`).
        articles: What may stand between a preposition and such a word.
        conjunctions: Between two platforms (`op instagram en x`).
        elsewhere: Names of platforms on which no channel is listed.
        endings: What makes a compound of a platform (`facebookpagina`); with any other ending it
            is the name of something else.
    """

    def __init__(
        self,
        platforms: Platforms,
        prepositions: Iterable[str],
        accounts: Iterable[str],
        articles: Iterable[str],
        conjunctions: Iterable[str] = (),
        elsewhere: Iterable[str] = (),
        endings: Iterable[str] = (),
    ) -> None:
        self._platform_of = {word: each.key for each in platforms for word in each.words}
        self._short = {word: each.key for each in platforms for word in each.short_words}
        self._short |= {word: ELSEWHERE for word in elsewhere if word not in self._platform_of}
        self._is_social = {each.key: each.kind == "social" for each in platforms}
        long_words = any_of(self._platform_of)
        self._words = re.compile(
            rf"(?<![\w@#.])(?=\w)(?:(?P<word>{long_words})(?![\w@])(?!\.\w)"
            rf"|(?P<stem>{any_of(w for w in self._platform_of if len(w) >= _COMPOUND_FROM)})"
            rf"(?:['’-]?(?:{any_of({*endings, *accounts})}))(?![\w@])(?!\.\w))",
            re.IGNORECASE,
        )
        short = any_of(self._short)
        self._short_words = re.compile(
            rf"(?<![\w@#.])(?=[\w(])"
            rf"(?:(?:{any_of(prepositions)})[ \t]+(?:(?:{any_of(articles)})[ \t]+)?"
            rf"(?P<after>{short})(?![\w@/])(?!\.\w)"
            rf"|(?P<before>{short})[ -](?:{any_of(accounts)})(?!\w)"
            rf"|\((?P<bracketed>{short})\)"
            rf"|(?<=twitter/)(?P<also>{short})(?!\w)"
            rf"|(?P<colon>{short}):(?=\s?@|\s?\w{{1,40}}_)"
            rf"|(?P<at>{short})(?=,?[ ]@\w))",
            re.IGNORECASE,
        )

        self._added = re.compile(
            rf"[ ]?(?:[/,&+]|(?<=[ ])(?:{any_of(conjunctions)})(?=[ ]))[ ]?"
            rf"(?:(?:{any_of(prepositions)})[ ])?(?P<added>{short})(?![\w@/])(?!\.\w)",
            re.IGNORECASE,
        )
        own = proxy(self)  # in a ring with its memory, neither would be freed
        self._found_in = lru_cache(_READ_AGAIN)(lambda text: own._find(text))

    def find(self, text: str) -> tuple[PlatformWord, ...]:
        """Give every naming of a platform, in order."""
        named: tuple[PlatformWord, ...] = self._found_in(text)
        return named

    def _find(self, text: str) -> tuple[PlatformWord, ...]:
        found = [_word(match, self._platform_of) for match in self._words.finditer(text)]
        found += [_word(match, self._short) for match in self._short_words.finditer(text)]
        named = [word for word in found if word is not None]
        named += [word for each in named for word in self._and_also(text, each.end)]
        return tuple(sorted(set(named), key=lambda word: word.start))

    def _and_also(self, text: str, end: int) -> Iterator[PlatformWord]:
        """Give the short names that are added to a platform: `op instagram en x`."""
        while match := self._added.match(text, end):
            end = match.end()
            word = _word(match, self._short)
            if word:
                yield word

    def first(self, text: str) -> str | None:
        """Give the platform that a text is about: the first social one, else the first."""
        found = [word.platform for word in self.find(text) if word.platform != ELSEWHERE]
        social = [platform for platform in found if self._is_social[platform]]
        return next(iter(social + found), None)


def _word(match: re.Match[str], platform_of: dict[str, str]) -> PlatformWord | None:
    group = match.lastgroup or ""
    # Patterns that ignore case take `ı` for `i`; that is another word.
    platform = platform_of.get(match[group].lower())
    return PlatformWord(match.start(group), match.end(), platform) if platform else None


def any_of(words: Iterable[str]) -> str:
    """Give an expression for any of these words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
