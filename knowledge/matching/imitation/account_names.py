"""What the name of an account tells: whose name it carries, and whether it imitates an account.

A name alone is no evidence: the register is incomplete. A luring word is, and so is a slip in the
name of an account that is listed on the same platform.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge.matching.imitation.brands import Brand, BrandKind, Brands, names_of
from knowledge.matching.imitation.inside import SHORT, Inside, joined, stands_alone
from knowledge.matching.imitation.skeleton import ascii_look, plain, tokens
from knowledge.matching.imitation.words import OrdinaryWords, split_into
from knowledge.model import Organisation

SLIPS_FROM = 6  # letters; in a shorter name one slip makes another word
LONGEST_NAME = 64  # characters of an account or mailbox that are compared

_REGULAR = re.compile(r"[a-z0-9]+(?:[._ -][a-z0-9]+)*")
_NAMES = frozenset({BrandKind.NAME, BrandKind.DOMAIN, BrandKind.WRITTEN_DOMAIN, BrandKind.HOST})


@dataclass(frozen=True, slots=True)
class Slip:
    """A brand that a name is a slip away from.

    Attributes:
        is_alike: By letters that look alike, else by another slip.
    """

    brand: Brand
    is_alike: bool


class AccountNames:
    """Reads the names of accounts, of mailboxes that anybody can open, and of senders.

    Args:
        brands: What can be imitated.
        inside: Finds brands inside a longer name.
        words: Ordinary, luring and neutral words.
        places: Names of municipalities, in plain letters: neutral words too.
        organisations: Their names as written tell which foreign letters are their own.
    """

    def __init__(
        self,
        brands: Brands,
        inside: Inside,
        words: OrdinaryWords,
        *,
        places: Iterable[str] = (),
        organisations: Iterable[Organisation] = (),
    ) -> None:
        self._brands = brands
        self._inside = inside
        self._words = words
        self._neutral = words.neutral | frozenset(places)
        self._native = frozenset(
            _letters(name) for each in organisations for name in names_of(each)
        )

    def named(self, name: str) -> tuple[Brand, ...]:
        """Give the brands that a name is, or is with neutral additions.

        `vdab.be`, `VDAB_Vlaanderen` and `vdab-antwerpen` are VDAB's name; `vdab_jobs` is not. A
        name in letters that only look like those of the organisation is not either.
        """
        name = name[:LONGEST_NAME]
        if not self._is_spelled_plainly(name):
            return ()
        whole = [brand for brand in self._brands.named(plain(name)) if brand.kind in _NAMES]
        return tuple(whole) or tuple(dict.fromkeys(self._with_neutral_words(name)))

    def is_written_out(self, name: str) -> bool:
        """Tell whether a name is that of an organisation itself, with signs between words at most.

        `wegen.en.verkeer` is; `wegenenverkeer_` is not: nobody writes a name so.
        """
        is_regular = _REGULAR.fullmatch(name.casefold()) is not None
        return is_regular and any(
            each.kind is BrandKind.NAME for each in self._brands.named(plain(name))
        )

    def lured(self, name: str) -> Iterator[Brand]:
        """Give the brands that stand in a name beside a luring word."""
        yield from self._inside.lured(ascii_look(name[:LONGEST_NAME]))

    def pretends(self, name: str) -> Iterator[Brand]:
        """Give the brands in a name that says that it is the official one."""
        parts = tokens(name[:LONGEST_NAME])
        claims = {part for word in parts for part in self._words.split(word)} & self._words.claims
        if claims:
            yield from self._inside.of(ascii_look(name[:LONGEST_NAME]), personal=True)

    def slips(self, name: str, platform: str | None) -> Iterator[Slip]:
        """Give the listed accounts that a name is one slip away from.

        Args:
            name: As written; what is the name of an organisation is no slip of another.
            platform: Where the account is; None when unknown: then of any platform.
        """
        key = plain(name[:LONGEST_NAME])
        if self._words.is_ordinary(key):
            return
        if not self._is_spelled_plainly(name):
            yield from (Slip(each, True) for each in self._brands.named(key) if stands_alone(each))
        for brand, is_alike in self._near(key):
            there = brand.channel.address.platform if brand.channel else None
            if brand.kind is BrandKind.HANDLE and platform in (None, there):
                yield Slip(brand, is_alike)

    def carried(self, name: str) -> Iterator[Brand]:
        """Give the brands that a name holds, without saying anything about imitation."""
        name = ascii_look(name[:LONGEST_NAME])
        yield from (brand for brand in self._brands.named(plain(name)) if stands_alone(brand))
        yield from self._inside.of(name, personal=True)

    def _near(self, key: str) -> Iterator[tuple[Brand, bool]]:
        for brand in (*self._brands.named(key), *self._brands.named(key.strip("0123456789"))):
            if stands_alone(brand) and len(brand.key) >= SHORT:
                yield brand, False
        for brand in self._brands.alike(key):
            if stands_alone(brand) and len(brand.key) > SHORT:
                yield brand, True
        for brand in self._brands.edited_once(key):
            if stands_alone(brand) and len(brand.key) >= SLIPS_FROM:
                yield brand, False

    def _with_neutral_words(self, name: str) -> Iterator[Brand]:
        parts = tokens(name)
        for key, (start, end) in joined(parts):
            rest = (*parts[:start], *parts[end:])
            if rest and self._are_neutral(rest):
                yield from self._telling(key)
        word = plain(name)
        ends = [end for end in range(len(word), 0, -1) if self._are_neutral((word[end:],))]
        for start in range(len(word)):
            if self._are_neutral((word[:start],)):
                for end in ends:
                    if start < end and end - start < len(word):
                        yield from self._telling(word[start:end])

    def _telling(self, key: str) -> Iterator[Brand]:
        """Give the brands with this key that an ordinary word is not."""
        return (brand for brand in self._brands.named(key) if not brand.generic)

    def _are_neutral(self, parts: Iterable[str]) -> bool:
        return all(split_into(part, self._neutral) is not None for part in parts)

    def _is_spelled_plainly(self, name: str) -> bool:
        return name.isascii() or _letters(name) in self._native


def _letters(name: str) -> str:
    """Give the letters of a name as they are written, without what stands between them."""
    composed = unicodedata.normalize("NFC", name).casefold()
    return "".join(letter for letter in composed if letter.isalnum())
