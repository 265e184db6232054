"""Names of organisations in a text: in full, short, former, and with a typing error."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

from rapidfuzz.distance import OSA

from knowledge.data import load_data
from knowledge.matching.imitation.skeleton import plain
from knowledge.model import (
    AliasKind,
    Organisation,
    OrganisationKind,
    OrganisationStatus,
    Register,
)

_WORDS_FILE = Path(__file__).with_name("names.yml")
_TOKEN = re.compile(r"[^\W_]+|&")
_AND = {"&": "en"}
_IN_BRACKETS = re.compile(r"\s*\([^)]*\)")
_AT_END_OF_SENTENCE = re.compile(r"(?:^|[.!?:\n])\s*$")

MOST_WORDS = 12  # of a name; the longest in the register has 11
TYPED_FROM = 6  # letters; in a shorter name one other letter makes another word
TWO_ERRORS_FROM = 11  # letters
MOST_TYPED_WORDS = 4
READ_AGAIN = 32  # texts: understanding, search and actions all ask for the same one
FORMER_SCORE = 0.95


class HowNamed(StrEnum):
    """By what an organisation was found."""

    NAME = "name"
    ABBREVIATION = "abbreviation"
    FORMER_NAME = "former_name"
    TYPING_ERROR = "typing_error"


@dataclass(frozen=True, slots=True)
class NameMatch:
    """One organisation named in a text.

    Attributes:
        organisation: Id of the organisation.
        start: Where the name starts in the text, in characters.
        end: Where it ends, exclusive.
        score: From 0 to 1; 1 is a name as the register writes it.
    """

    organisation: str
    start: int
    end: int
    score: float
    how: HowNamed


@dataclass(frozen=True, slots=True)
class _Name:
    organisation: str
    written: str
    tokens: tuple[str, ...]
    how: HowNamed
    rank: tuple[bool, bool, int]
    is_ordinary: bool
    is_exact: bool


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    folded: str
    start: int
    end: int


@dataclass(frozen=True)
class _Usage:
    ordinary: frozenset[str]
    exactly: frozenset[str]
    introductions: frozenset[str]
    leading: tuple[str, ...]
    trailing: tuple[str, ...]
    too_general: frozenset[str]


class NameFinder:
    """Finds organisations by name, through an index: the cost grows with the text alone.

    Args:
        register: Whose names are looked for.
        previous: Of a register of which most files are the same: less is indexed anew.
    """

    _index: "_Index"

    def __init__(self, register: Register, previous: "NameFinder | None" = None) -> None:
        self._index = _Index(register, previous._index if previous else None)
        # The index knows nothing of this memory: in a ring, neither would ever be freed.
        self._found_in = lru_cache(maxsize=READ_AGAIN)(self._index.find)

    def find(self, text: str) -> tuple[NameMatch, ...]:
        """Find the organisations that a text names, in its order, without overlap.

        The government as a whole is left out when one of its bodies is named beside it.
        """
        return self._found_in(text)


class _Index:
    """The names by their words and by their letters."""

    _of: dict[str, tuple[Organisation, tuple[_Name, ...]]]

    def __init__(self, register: Register, previous: "_Index | None") -> None:
        self._usage = _usage()
        self._by_first: dict[str, dict[tuple[str, ...], _Name]] = defaultdict(dict)
        self._by_letters: dict[str, _Name] = {}
        self._umbrellas = frozenset(
            each.id
            for each in register.organisations.values()
            if each.kind is OrganisationKind.UMBRELLA
        )
        known = previous._of if previous else {}
        self._of = {
            each.id: _kept(known.get(each.id), each) or (each, tuple(self._names_of(each)))
            for each in register.organisations.values()
        }
        names = (name for _, names in self._of.values() for name in names)
        for name in sorted(names, key=lambda name: name.rank):
            self._by_first[name.tokens[0]].setdefault(name.tokens, name)
            if not (name.is_ordinary or name.is_exact):
                self._by_letters.setdefault("".join(name.tokens), name)
        self._typed_names = frozenset(
            letters
            for letters in self._by_letters
            if len(letters) >= TYPED_FROM and not letters.isdigit()
        )
        self._mistyped = self._one_letter_less(previous)

    def find(self, text: str) -> tuple[NameMatch, ...]:
        words = [
            _Word(found.group(), _folded(found.group()), *found.span())
            for found in _TOKEN.finditer(text)
        ]
        matches = tuple(self._read(text, words))
        own = tuple(each for each in matches if each.organisation not in self._umbrellas)
        return own or matches

    def _read(self, text: str, words: Sequence[_Word]) -> Iterator[NameMatch]:
        shouts = text.isupper()
        place = 0
        while place < len(words):
            found = self._named(text, words, place, shouts) or self._typed(words, place)
            if found is None:
                place += 1
                continue
            match, length = found
            yield match
            place += length

    def _named(
        self, text: str, words: Sequence[_Word], place: int, shouts: bool
    ) -> tuple[NameMatch, int] | None:
        names = self._by_first.get(words[place].folded, {})
        for length in range(min(MOST_WORDS, len(words) - place), 0, -1):
            name = names.get(tuple(word.folded for word in words[place : place + length]))
            if name and self._is_meant(name, text, words, place, length, shouts):
                return _match(name, words, place, length), length
        return None

    def _is_meant(
        self,
        name: _Name,
        text: str,
        words: Sequence[_Word],
        place: int,
        length: int,
        shouts: bool,
    ) -> bool:
        start, end = words[place].start, words[place + length - 1].end
        if name.is_exact:
            return text.startswith(name.written, start)
        if not name.is_ordinary:
            return True
        before = words[place - 1].folded if place else ""
        if before in self._usage.introductions and text[start - 1 : start] == " ":
            return True
        written = text[start:end]
        opens_sentence = _AT_END_OF_SENTENCE.search(text[:start]) is not None
        is_capital = written.isupper() if name.written.isupper() else written[0].isupper()
        return is_capital and not shouts and (written.isupper() or not opens_sentence)

    def _typed(self, words: Sequence[_Word], place: int) -> tuple[NameMatch, int] | None:
        """Read a name without its spaces, or with an error or two."""
        letters = ""
        nearest: tuple[NameMatch, int] | None = None
        for length, word in enumerate(words[place : place + MOST_TYPED_WORDS], 1):
            letters += word.folded
            if len(letters) < TYPED_FROM - 1:
                continue
            found = self._nearest(letters)
            if found and _says_another(words[place : place + length], found[0].tokens):
                continue
            if found and (nearest is None or found[1] > nearest[0].score):
                match = _match(found[0], words, place, length, found[1])
                nearest = (match, length)
        return nearest

    def _nearest(self, letters: str) -> tuple[_Name, float] | None:
        if letters in self._by_letters and len(letters) >= TYPED_FROM:
            return self._by_letters[letters], 1.0
        keys = (letters, *_without_one(letters))
        if self._mistyped.keys().isdisjoint(keys):
            return None
        most = 2 if len(letters) >= TWO_ERRORS_FROM else 1
        best: tuple[int, str] | None = None
        for key in keys:
            if key not in self._mistyped:
                continue
            for written in sorted(self._mistyped[key], key=self._rank):
                errors = OSA.distance(letters, written, score_cutoff=most)
                if errors <= most and (best is None or errors < best[0]):
                    best = (errors, written)
        if best is None:
            return None
        return self._by_letters[best[1]], 1 - best[0] / len(best[1])

    def _rank(self, letters: str) -> tuple[tuple[bool, bool, int], str]:
        return self._by_letters[letters].rank, letters

    def _one_letter_less(self, previous: "_Index | None") -> dict[str, tuple[str, ...]]:
        """Index names by themselves and by every form that lacks one letter."""
        forms = dict(previous._mistyped) if previous else {}
        before = previous._typed_names if previous else frozenset()
        for gone in before - self._typed_names:
            for form in {gone, *_without_one(gone)}:
                forms[form] = tuple(each for each in forms[form] if each != gone)
                if not forms[form]:
                    del forms[form]
        for new in self._typed_names - before:
            for form in {new, *_without_one(new)}:
                forms[form] = (*forms.get(form, ()), new)
        return forms

    def _names_of(self, organisation: Organisation) -> Iterator[_Name]:
        written = [(organisation.name, HowNamed.NAME)]
        if organisation.short_name:
            written.append((organisation.short_name, HowNamed.NAME))
        written += [(alias.name, _how(alias.kind)) for alias in organisation.aliases]
        seen = set()
        for text, how in written:
            for form in self._forms(text):
                tokens = _tokens(form)
                if tokens and tokens not in seen:
                    seen.add(tokens)
                    yield self._name(organisation, form, tokens, how)

    def _name(
        self, organisation: Organisation, form: str, tokens: tuple[str, ...], how: HowNamed
    ) -> _Name:
        joined = " ".join(tokens)
        is_gone = organisation.status is not OrganisationStatus.ACTIVE
        return _Name(
            organisation=organisation.id,
            written=form,
            tokens=tokens,
            how=how,
            rank=(how is HowNamed.FORMER_NAME, is_gone, -len(joined)),
            is_ordinary=joined in self._usage.ordinary,
            is_exact=form in self._usage.exactly,
        )

    def _forms(self, name: str) -> Iterator[str]:
        """Give a name and what people leave of it."""
        bare = _IN_BRACKETS.sub("", name).strip()
        yield bare
        if bare in self._usage.exactly:
            return
        for lead in self._usage.leading:
            if bare.lower().startswith(f"{lead} "):
                rest = bare[len(lead) + 1 :]
                if " ".join(_tokens(rest)) not in self._usage.too_general:
                    yield rest
                break
        for tail in self._usage.trailing:
            if bare.lower().endswith(f" {tail}"):
                yield bare[: -len(tail) - 1].rstrip(" ,")


def _kept(
    known: tuple[Organisation, tuple[_Name, ...]] | None, organisation: Organisation
) -> tuple[Organisation, tuple[_Name, ...]] | None:
    return known if known and known[0] is organisation else None


def _tokens(name: str) -> tuple[str, ...]:
    return tuple(_folded(word) for word in _TOKEN.findall(name))


def _folded(word: str) -> str:
    return _AND.get(word) or plain(word)


def _match(
    name: _Name, words: Sequence[_Word], place: int, length: int, score: float = 1.0
) -> NameMatch:
    how = name.how if score == 1.0 else HowNamed.TYPING_ERROR
    if how is HowNamed.FORMER_NAME:
        score = FORMER_SCORE
    return NameMatch(
        name.organisation, words[place].start, words[place + length - 1].end, score, how
    )


def _says_another(words: Sequence[_Word], tokens: Sequence[str]) -> bool:
    """Tell whether a short word of a name has another letter: `de gand` is not `de rand`."""
    if len(words) != len(tokens):
        return False
    pairs = ((word.folded, token) for word, token in zip(words, tokens, strict=True))
    return any(
        len(word) == len(token) < TYPED_FROM and sorted(word) != sorted(token)
        for word, token in pairs
    )


def _how(kind: AliasKind) -> HowNamed:
    if kind is AliasKind.ABBREVIATION:
        return HowNamed.ABBREVIATION
    return HowNamed.FORMER_NAME if kind is AliasKind.FORMER else HowNamed.NAME


def _without_one(letters: str) -> Iterator[str]:
    for place in range(len(letters)):
        yield letters[:place] + letters[place + 1 :]


@cache
def _usage() -> _Usage:
    rows = load_data(_WORDS_FILE)
    return _Usage(
        ordinary=frozenset(" ".join(_tokens(str(each))) for each in rows["ordinary"]),
        exactly=frozenset(rows["exactly"]),
        introductions=frozenset(plain(each) for each in rows["introductions"]),
        leading=tuple(rows["leading"]),
        trailing=tuple(rows["trailing"]),
        too_general=frozenset(rows["too_general"]),
    )
