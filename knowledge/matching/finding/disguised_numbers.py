"""Numbers in other clothes, which a person still calls or pays: `O47O…`, `0-4-7-0-…`, `BE68:5390…`.

A second look at what the strict finder left. What becomes a telephone number or an account once
letters are taken for the digits they look like, and signs for separators, is read as one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from unicodedata import numeric

from knowledge.addresses.address import Addresses
from knowledge.matching.finding.cues.finder_data import FinderData
from knowledge.matching.finding.cues.number_context import NumberContext
from knowledge.matching.finding.cues.platform_words import any_of
from knowledge.matching.finding.numbers import Number, least_digits
from knowledge.matching.imitation.skeleton import ascii_look

_ALIKE = str.maketrans("OoQDIilLZzSsBbGgqTtAEe", "0000111122558669977433")
_LONGEST_GAP = 4
_LONGEST_SPOKEN = 12
_LONGEST_RUN = 15  # digits of the longest telephone number in the world
_NATIONAL = re.compile(r"0(?:[1-9]\d{7}|4\d{8})|00[1-9]\d{7,14}|\+[1-9]\d{7,14}|32[1-9]\d{7,8}")
_WITHOUT_ZERO = re.compile(r"4[5-9]\d{7}")
_FEW = 20  # characters around a number that may be blanks and full stops
_SINGLES = 5  # groups of one digit that nobody writes without meaning them as one number
_IN_NUMBER = re.compile(r"[0-9][.,:/-]")
_HOUR = re.compile(r"[0-2]\d:[0-5]\d(?!\d)")
_DIGIT = re.compile(r"[0-9]")
_AND = re.compile(r"(?:en|und)(?=[a-z]{4})")
_GLUED = re.compile(
    r"(?<![^\W_])[A-Za-z]{0,8}(?P<number>0[0-9]{8,9}|00[0-9]{9,13})[A-Za-z]{0,8}(?![^\W_])"
)
_ON_KEYS = re.compile(
    r"(?<![\w+])(?:0[1-9]\d{1,2}|\+\d{2,5}|1?[ -]?8\d\d)[ ./-]?\d{0,4}[ ./-]?"
    r"(?:[A-Z](?:[ .-]?[A-Z]){2,8}|(?<=-)[A-Za-z]{3,9})(?![^\W_])"
)
_SERVICE = re.compile(r"0800|09\d\d|07[08]|\+|1?[ -]?8\d\d")
# Belgian account numbers before IBAN, the last two digits check the others.
_OLD_ACCOUNT = re.compile(r"(?<![\d-])\d{3}[-./ ]\d{7}[-./ ]\d{2}(?![\d-])")
_IBAN_START = re.compile(
    r"(?<![A-Za-z0-9])(?:I\W?B\W?A\W?N\W{0,3})?"
    r"(?P<first>[A-Za-z8])[^A-Za-z0-9]{0,3}(?P<second>[A-Za-z])"
    r"(?![A-Za-z]+(?![A-Za-z0-9]))"  # a word of letters alone, such as `bel`
    r"(?=[^A-Za-z0-9]{0,3}[0-9OoQDIilSsBZz][^A-Za-z0-9]{0,3}[0-9OoQDIilSsBZz])"
)


@dataclass(frozen=True, slots=True)
class _Group:
    """Digits without a separator inside; `is_plain` when they are written as digits."""

    start: int
    end: int
    digits: str
    is_plain: bool


class DisguisedNumbers:
    """Finds numbers that are not written as one.

    Args:
        addresses: Reads what they become.
        data: Words for digits, lengths of accounts, words around a number.
    """

    def __init__(self, addresses: Addresses, data: FinderData) -> None:
        self._addresses = addresses
        self._data = data
        self._context = NumberContext(data.words)
        self._separators = data.words["separator_words"]
        self._digits = {_as_digits(word): value for word, value in data.digit_words.items()}
        words = any_of(self._digits)
        zeros = any_of(word for word, value in self._digits.items() if value == "0")
        self._zero = re.compile(rf"(?<![^\W_])(?:{zeros})(?![^\W_])", re.IGNORECASE)
        self._group = re.compile(
            rf"(?<![^\W_])(?:(?P<word>(?i:(?:{words})(?:(?:en|und)(?:{words}))?))|(?P<alike>[OoIl]{{1,4}})"
            r"|(?P<digits>(?=[A-Za-z]*[0-9])[0-9OoQDIilLZzSsBbGgqTtAEe]{1,16}))(?![^\W_])"
        )

    def phones(self, text: str) -> Iterator[Number]:
        """Give telephone numbers; those that may be chance are doubtful."""
        seen = _as_digits(text)
        if not (_DIGIT.search(seen) or self._zero.search(seen)):
            return
        for run in self._runs(seen):
            yield from self._in_run(text, run)
        for found in _GLUED.finditer(text):
            if self._is_number(found["number"]):
                yield from self._glued(text, *found.span())
        for found in _ON_KEYS.finditer(text):
            is_called = self._context.is_called(text, *found.span())
            if is_called or _SERVICE.match(found.group()):
                yield Number(*found.span(), None, is_doubtful=not is_called)

    def ibans(self, text: str) -> Iterator[Number]:
        """Give bank accounts."""
        seen = _as_digits(text)
        if not _DIGIT.search(seen):
            return
        for found in _IBAN_START.finditer(seen):
            start = found.start("first")
            country = (found["first"] + found["second"]).upper().replace("8", "B")
            span = _spread(seen, start, self._data.iban_lengths.get(country, 0))
            if span:
                number = self._account(text, seen, start, span)
                if number:
                    yield number
        for found in _OLD_ACCOUNT.finditer(seen):
            digits = re.sub(r"\D", "", found.group())
            if (int(digits[:10]) % 97 or 97) == int(digits[10:]):
                is_paid = self._context.is_paid(text, found.start())
                yield Number(*found.span(), None, is_doubtful=not is_paid)

    def _account(self, text: str, seen: str, start: int, places: Sequence[int]) -> Number | None:
        end = places[-1] + 1
        written = "".join(text[place] for place in places)
        letters = "".join(seen[place] for place in places)
        is_plain = written.isascii() and written[2:4].isdigit()
        address = self._addresses.iban_or_none(written) if is_plain else None
        if address:
            return Number(start, end, address)
        country, rest = letters[:2].replace("8", "B"), letters[2:].translate(_ALIKE)
        with_bank = rest[:2] + letters[4:8] + rest[6:]  # many countries begin with four letters
        is_one = self._addresses.iban_or_none(country + rest) or self._addresses.iban_or_none(
            country + with_bank
        )
        digits = sum(character.isdigit() for character in letters)
        is_likely = digits >= least_digits(len(places)) and self._context.is_paid(text, start)
        return Number(start, end, None) if is_one or is_likely else None

    def _glued(self, text: str, start: int, end: int) -> Iterator[Number]:
        """Give a number with letters at its ends, unless it may well be a code."""
        if self._context.is_called(text, start, end) or text[start : start + 3].lower() == "tel":
            yield Number(start, end, None)
        elif self._context.is_named(text, start, end):
            yield Number(start, end, None, is_doubtful=True)

    def _runs(self, seen: str) -> Iterator[list[_Group]]:
        """Give groups of digits with little between them; at least as many as a number has."""
        run: list[_Group] = []
        for found in self._group.finditer(seen):
            group = self._read(found)
            if run and not self._is_joined(seen[run[-1].end : group.start]):
                yield run
                run = []
            run.append(group)
        yield run

    def _is_joined(self, gap: str) -> bool:
        """Tell whether only signs stand between two groups, or a word for one: `punt`."""
        if not any(character.isalnum() for character in gap):
            return 0 < len(gap) <= _LONGEST_GAP
        return len(gap) <= _LONGEST_SPOKEN and gap.strip().lower() in self._separators

    def _read(self, found: re.Match[str]) -> _Group:
        if found["word"]:
            return _Group(*found.span(), self._in_words(found["word"].lower()), False)
        written = found.group()
        return _Group(*found.span(), written.translate(_ALIKE), written.isdigit())

    def _in_words(self, word: str) -> str:
        """Give the digits of `vier`, `twaalf` and `vierendertig`."""
        if word in self._digits:
            return self._digits[word]
        parts = _AND.split(word)
        values = (self._digits.get(part) for part in parts)
        return "".join(value[0] for value in reversed([each for each in values if each]))

    def _in_run(self, text: str, run: Sequence[_Group]) -> Iterator[Number]:
        first = 0
        while first < len(run):
            last = self._longest(text, run, first)
            if last is None:
                first += 1
                continue
            groups = run[first : last + 1]
            number = self._judged(text, groups)
            if number:
                yield number
            first = last + 1

    def _longest(self, text: str, run: Sequence[_Group], first: int) -> int | None:
        """Give the last group of the longest telephone number that begins with this group."""
        if run[first].digits[0] not in "0349" and not _sign(text, run[first]):
            return None
        digits = _sign(text, run[first])
        best = None
        for index in range(first, len(run)):
            digits += run[index].digits
            if len(digits) > _LONGEST_RUN + 1:
                break
            if self._is_number(digits):
                best = index
        return best

    def _is_number(self, digits: str) -> bool:
        if _WITHOUT_ZERO.fullmatch(digits):
            return True
        return (
            bool(_NATIONAL.fullmatch(digits)) and self._addresses.phone_or_none(digits) is not None
        )

    def _judged(self, text: str, groups: Sequence[_Group]) -> Number | None:
        """Say what a run of groups is worth; None when it is written as any list of numbers."""
        start, end = groups[0].start - len(_sign(text, groups[0])), groups[-1].end
        gaps = [_gap(text[one.end : other.start]) for one, other in pairwise(groups)]
        is_called = self._context.is_called(text, start, end)
        is_even = len(set(gaps[1:])) <= 1 and len(groups) > 1
        is_plain = all(each.is_plain and text[each.start : each.end].isascii() for each in groups)
        digits = _sign(text, groups[0]) + "".join(group.digits for group in groups)
        is_single = sum(len(group.digits) == 1 for group in groups) >= _SINGLES
        is_odd = not (
            is_even or is_called or self._context.is_named(text, start, end)
        ) or _is_other(text, start, end, is_even)
        if is_plain and is_odd:
            return None
        rest = len(text) - (end - start)
        is_alone = rest < _FEW and not (text[:start] + text[end:]).strip(" .?!")
        is_sure = is_called or is_alone or (is_even and is_single)
        is_readable = is_plain and not _WITHOUT_ZERO.fullmatch(digits)
        address = self._addresses.phone_or_none(digits) if is_readable else None
        return Number(start, end, address, is_doubtful=not is_sure)


@lru_cache(maxsize=4096)
def _seen(character: str) -> str:
    """Give the digit or ASCII letter that a character is or looks like, else itself."""
    value = numeric(character, None)
    if value is not None and value in range(10):
        return str(int(value))
    if "\U0001f1e6" <= character <= "\U0001f1ff":  # half of a flag
        return chr(ord(character) - 0x1F1E6 + ord("A"))
    look = ascii_look(character) if character.isalpha() else ""
    return look if len(look) == 1 and look.isalnum() else character


def _as_digits(text: str) -> str:
    """Fold every character that is no ASCII; offsets stay."""
    return text if text.isascii() else "".join(c if c.isascii() else _seen(c) for c in text)


def _is_other(text: str, start: int, end: int, is_even: bool) -> bool:
    """Tell the rest of a decimal number, and hours of the day."""
    is_rest = bool(_IN_NUMBER.fullmatch(text[max(0, start - 2) : start]))
    return is_rest or (not is_even and bool(_HOUR.match(text, start, end)))


def _gap(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _sign(text: str, group: _Group) -> str:
    """Give the plus in front of a group, a blank between them allowed."""
    return "+" if text[max(0, group.start - 1) : group.start] == "+" else ""


def _spread(seen: str, start: int, length: int) -> list[int] | None:
    """Give where the characters of an account stand, separators left out."""
    places: list[int] = []
    gap = 0
    for position in range(start, min(len(seen), start + 4 * length)):
        if seen[position].isascii() and seen[position].isalnum():
            places.append(position)
            gap = 0
        else:
            gap += 1
        if gap > _LONGEST_GAP or len(places) == length:
            break
    if not length or len(places) < length:
        return None
    return None if seen[places[-1] + 1 : places[-1] + 2].isdigit() else places
