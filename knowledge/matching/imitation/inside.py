"""Which brands stand inside a longer name: as words of their own, or glued to other words."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from knowledge.matching.imitation.brands import SHORTEST, Brand, BrandKind
from knowledge.matching.imitation.skeleton import tokens
from knowledge.matching.imitation.words import OrdinaryWords

SHORT = 4  # letters; up to here an ordinary word or another body is one edit away
ANYWHERE_FROM = 7  # letters; a distinctive name this long is no chance inside a longer word
PLAIN_WORDS_FROM = 8  # letters; joined from separate ordinary words, a shorter name is chance
HOST_EDITS_FROM = 14  # letters; `lvvlaanderen` is two edits from every name with vlaanderen
MOST_RUNS = 144  # of neighbouring words that are read as one name: all of them up to 12 words
SHORTEST_RUN = 4  # words; shorter runs are read in a name of any length

_PARTS = re.compile(r"[a-z]+|[0-9]+")


class KnownBrands(Protocol):
    """What can stand inside a name, found by its folding."""

    def named(self, key: str) -> Iterable[Brand]:
        """Give the brands with exactly this plain name."""

    def alike(self, key: str) -> Iterable[Brand]:
        """Give the brands that look the same, other than by being spelled the same."""

    def begins(self, letters: str) -> bool:
        """Tell whether a brand begins with these letters, as many as the shortest brand has."""


class Inside:
    """Finds the brands in a name that is not itself a brand.

    Args:
        brands: What can be imitated.
        words: Ordinary, luring and added words.
    """

    def __init__(self, brands: KnownBrands, words: OrdinaryWords) -> None:
        self._brands = brands
        self._words = words

    def of(self, text: str, *, personal: bool = False) -> Iterator[Brand]:
        """Give the brands that stand in a name and that nobody has there by chance.

        Args:
            text: A label of a host, or the name of an account.
            personal: Names of politicians count too.
        """
        for brand, before, after in self._words_of(text):
            rest, parts = (*before, *after), sum(_parts(text), ())
            if (personal or not brand.personal) and self._beside(brand, rest, parts):
                yield brand
        for brand, left, right in self._glued(text):
            if (personal or not brand.personal) and self._sticks(brand, left, right):
                yield brand

    def lured(self, text: str, *, as_account: bool = True) -> Iterator[Brand]:
        """Give the brands in a name that a luring word stands beside.

        Args:
            text: The name of an account, or of a site.
            as_account: OrdinaryWords that lure in the name of an account only count too.
        """
        lures = self._words.baits_in if as_account else self._words.lures_in
        for brand, before, after in self._words_of(text):
            rest = (*before, *after)
            if self._is_bait_only(rest) if brand.generic else any(map(lures, rest)):
                yield brand
        for brand, left, right in self._glued(text):
            if not brand.generic and _is_glued_bait(brand, left, right, lures):
                yield brand

    def _is_bait_only(self, rest: tuple[str, ...]) -> bool:
        """Tell whether an ordinary word stands beside luring words alone: klasse_jobs."""
        known = {part for word in rest for part in self._words.split(word)}
        return bool(rest) and known <= self._words.lures | self._words.baits

    def _words_of(self, text: str) -> Iterator[tuple[Brand, tuple[str, ...], tuple[str, ...]]]:
        """Give the brands that are one or more words of a name, with the words around them."""
        for parts in dict.fromkeys(_parts(text)):
            for key, (start, end) in joined(parts):
                if len(key) < SHORTEST or end - start == len(parts):
                    continue
                for brand in (*self._brands.named(key), *self._brands.alike(key)):
                    yield brand, parts[:start], parts[end:]

    def _glued(self, text: str) -> Iterator[tuple[Brand, str, str]]:
        """Give the brands that are a part of one word, with what stands before and after."""
        words = tokens(text)
        for word in dict.fromkeys((*words, "".join(words))):
            for start in range(len(word) - SHORTEST + 1):
                if not self._brands.begins(word[start : start + SHORTEST]):
                    continue
                for end in range(start + SHORTEST, len(word) + 1):
                    if end - start < len(word):
                        for brand in self._brands.named(word[start:end]):
                            yield brand, word[:start], word[end:]

    def _beside(self, brand: Brand, rest: tuple[str, ...], parts: tuple[str, ...]) -> bool:
        """Judge a brand that stands as whole words beside others."""
        if brand.generic:
            return False
        is_site = brand.kind is BrandKind.DOMAIN and not brand.personal
        if is_site and len(brand.key) == SHORT and brand.key not in self._words.first_names:
            return brand.key in parts or any(self._words.lures_in(word) for word in rest)
        if len(brand.key) <= SHORT or is_only_a_name(brand):
            return any(self._words.lures_in(word) for word in rest) or (
                brand.kind is BrandKind.DOMAIN
                and any(word.isdigit() or word in self._words.added for word in rest)
            )
        in_one_word = brand.key in parts
        if brand.compound and not in_one_word and len(brand.key) < PLAIN_WORDS_FROM:
            return any(self._words.lures_in(word) for word in rest)
        return True

    def _sticks(self, brand: Brand, before: str, after: str) -> bool:
        """Judge a brand that stands inside one word."""
        if brand.generic:
            return False
        size = len(brand.key)
        host_too_short = brand.kind is BrandKind.HOST and size < HOST_EDITS_FROM
        if size >= ANYWHERE_FROM and not brand.compound and not host_too_short:
            return True
        if size <= SHORT and brand.kind is not BrandKind.DOMAIN:
            return self._words.lures_in(before + after)
        if size < SHORT and len(before + after) <= SHORT - 1:
            return False
        ordinary_too = size > SHORT + 1
        return all(
            self._words.are_added(part, ordinary_too=ordinary_too) for part in (before, after)
        )


def stands_alone(brand: Brand) -> bool:
    """Judge whether a brand is telling as a whole label or account name."""
    return not brand.generic and not is_only_a_name(brand)


def is_only_a_name(brand: Brand) -> bool:
    """Judge whether a brand is an abbreviation that is no domain."""
    return brand.kind is not BrandKind.DOMAIN and len(brand.key) <= SHORT


def joined(parts: tuple[str, ...]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Give every run of words as one, longest first, with where it starts and ends."""
    for start, end in runs(len(parts)):
        yield "".join(parts[start:end]), (start, end)


def runs(count: int) -> Iterator[tuple[int, int]]:
    """Give start and end of runs of neighbours, longest first; of many, only the shorter runs."""
    longest = max(SHORTEST_RUN, MOST_RUNS // max(count, 1))
    for size in range(min(count, longest), 0, -1):
        for start in range(count - size + 1):
            yield start, start + size


def _is_glued_bait(brand: Brand, left: str, right: str, lures: Callable[[str], bool]) -> bool:
    if len(brand.key) < SHORT:
        return all(not part or lures(part) for part in (left, right))
    return lures(left) or lures(right)


def _parts(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the words of a name, and the same with digits apart."""
    words = tokens(text)
    return words, tuple(part for word in words for part in _PARTS.findall(word))
