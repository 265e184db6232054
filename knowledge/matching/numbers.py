"""Telephone numbers and bank accounts in a text, told from every other number."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from stdnum.be import nn, vat
from stdnum.exceptions import ValidationError

from knowledge.address import AddressError, Addresses
from knowledge.matching.finder_data import FinderData
from knowledge.model import Address

_STRUCTURED = re.compile(r"(?:\+{3}|\*{3})\s?\d{3}\s?/\s?\d{4}\s?/\s?\d{5}\s?(?:\+{3}|\*{3})?")
_BARE_STRUCTURED = re.compile(r"(?<![\d/])\d{3}/\d{4}/\d{5}(?![\d/])")
_DATE = re.compile(
    r"(?<![\d.])(?:[0-3]?\d[./-][01]?\d[./-](?:19|20)\d\d|(?:19|20)\d\d[./-][01]?\d[./-][0-3]?\d)(?!\d)"
)
_NATIONAL_NUMBER = re.compile(r"(?<![\d+])\d{2}[.\s]?\d{2}[.\s]?\d{2}[-\s.]?\d{3}[.\s]?\d{2}(?!\d)")
_ENTERPRISE = re.compile(
    r"(?<![\d+])(?:BE\s?)?[01]\d{3}(?P<dot>[.\s]?)\d{3}[.\s]?\d{3}(?![\d.]?\d)"
)
_AMOUNT = re.compile(
    r"(?:€|EUR|\$|£)\s?\d[\d.,\s]{0,15}|\d[\d.]{0,12}(?:,\d\d?)?\s?(?:€|%|euro?\b)", re.IGNORECASE
)
_PHONE = re.compile(
    r"(?<![\w+.,/-])(?:tel:)?(?P<number>(?:\+|\(\+?|00|0|3(?=2\s?4\d\d))[\d(]"
    r"[\d\s./()\u2010-\u2015-]{5,28}\d)(?![\w])",
    re.IGNORECASE,
)
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}\d\d(?=[ .\u00a0-]?[A-Za-z0-9])")
_SHORT = re.compile(
    r"(?<![\w.,/+€$-])(?:tel:)?(?P<number>[1-9]\d{2,5})(?![\w€%$/-]|[.,]\d|\s?[€%])"
)
# Grouped as Belgian numbers are, though nobody may have it: callers invent numbers too.
_GROUPED = re.compile(
    r"0[1-9]\d{0,2}[ ./]\d{2,3}(?P<gap>[ .])\d{2,3}(?:(?P=gap)\d{2,3})?|\+\d{2,3}(?: \d{1,3}){3,5}"
)
_LAST_GROUP = re.compile(r"[\s./()\u2010-\u2015-]++\d+$")
_SEPARATORS = " .-\u00a0"
_WORDS_BEFORE = 4
_COUNTS = frozenset({"nr", "nummer", "numéro", "numero", "number", "sms"})  # number 12 of a list


@dataclass(frozen=True, slots=True)
class Number:
    """A number that is an address; `address` is None where there can be no such number."""

    start: int
    end: int
    address: Address | None


class Numbers:
    """Finds telephone numbers and bank accounts.

    Args:
        addresses: Reads them.
        data: Words around a number that tell what it is.
    """

    def __init__(self, addresses: Addresses, data: FinderData) -> None:
        self._addresses = addresses
        self._data = data

    def other_numbers(self, text: str) -> Iterator[tuple[int, int]]:
        """Give spans of numbers that are no address: dates, amounts, national numbers."""
        for pattern in (_STRUCTURED, _BARE_STRUCTURED, _DATE, _AMOUNT):
            yield from (found.span() for found in pattern.finditer(text))
        for found in _NATIONAL_NUMBER.finditer(text):
            if _is_national_number(found.group()):
                yield found.span()
        for found in _ENTERPRISE.finditer(text):
            is_labelled = self._is_labelled(text, found.start())
            if is_labelled or (found["dot"] == "." and _is_enterprise(found.group())):
                yield found.span()

    def ibans(self, text: str) -> Iterator[Number]:
        """Give bank accounts, also those whose check digits are wrong."""
        for found in _IBAN.finditer(text):
            length = self._data.iban_lengths.get(found.group()[:2].upper(), 0)
            end = _end_of(text, found.start(), length)
            if end is None:
                continue
            number = text[found.start() : end]
            address = self._iban(number)
            digits = sum(character.isdigit() for character in number)
            if address or digits >= _least_digits(length):
                yield Number(found.start(), end, address)

    def phones(self, text: str) -> Iterator[Number]:
        """Give telephone numbers, also those in groups that nobody can be called at."""
        position = 0
        while found := _PHONE.search(text, position):
            start, end = found.span("number")
            position = found.end()
            if self._is_labelled(text, start):
                continue
            read = self._longest(text, start, end) or _invented(text, start, end)
            if read:
                yield read
                position = read.end

    def short_numbers(self, text: str) -> Iterator[Number]:
        """Give short numbers where the text says that they are to be called or written to."""
        for found in _SHORT.finditer(text):
            start, end = found.span("number")
            if self._is_short_number(text, found):
                yield Number(start, end, self._addresses.from_phone(found["number"]))

    def _is_short_number(self, text: str, found: re.Match[str]) -> bool:
        is_alone = not (text[: found.start()] + text[found.end() :]).strip(" .?!")
        if is_alone or found.group().startswith("tel:"):
            return True
        following = re.match(r"\W{0,3}([^\W\d_]+)", text[found.end() : found.end() + 30])
        if following and following[1].lower() in self._data.words["not_a_number_before"]:
            return False
        before = _words_before(text, found.start())
        number = found["number"]
        if len(number) == 4 and number[:2] in ("19", "20"):
            return False
        said = self._data.words["number_words"] | self._data.words["sms_words"]
        if said & set(before):
            is_labelled = before[-1] in self._data.words["number_labels_not_phone"]
            is_counted = len(number) == 3 and before[-1] in _COUNTS
            return not (is_labelled or is_counted)
        return len(number) == 4 and before[-1:] in (["is"], ["est"], ["ist"], ["klopt"])

    def _is_labelled(self, text: str, start: int) -> bool:
        labels = self._data.words["number_labels_not_phone"]
        return bool(labels & set(_words_before(text, start)[-2:]))

    def _phone(self, number: str) -> Address | None:
        try:
            return self._addresses.from_phone(number)
        except AddressError:
            return None

    def _iban(self, number: str) -> Address | None:
        try:
            return self._addresses.from_iban(number)
        except AddressError:
            return None

    def _longest(self, text: str, start: int, end: int) -> Number | None:
        """Read the longest number that can be called, dropping groups from the end."""
        while end - start >= 7:
            number = text[start:end]
            address = self._phone(number) if _has_length_of_phone(number) else None
            if address:
                return Number(start, end, address)
            shorter = _LAST_GROUP.search(number)
            if shorter is None:
                return None
            end = start + shorter.start()
        return None


def _invented(text: str, start: int, end: int) -> Number | None:
    is_phone = _has_length_of_phone(text[start:end]) and _GROUPED.fullmatch(text, start, end)
    return Number(start, end, None) if is_phone else None


def _has_length_of_phone(number: str) -> bool:
    """Count digits, which is far quicker than asking for the rules of a country."""
    digits = sum(character.isdigit() for character in number.replace("(0)", ""))
    if number.startswith("32"):
        return digits == 11
    if number.startswith("00"):
        return 10 <= digits <= 17
    return 9 <= digits <= 10 if number[0] == "0" else 8 <= digits <= 15


def _least_digits(length: int) -> int:
    """Give how many digits make letters and digits a mistyped account and not a code."""
    return length * 2 // 3


def _end_of(text: str, start: int, length: int) -> int | None:
    """Find where an account number of so many characters ends, separators not counted."""
    count = 0
    for position in range(start, min(len(text), start + 2 * length)):
        character = text[position]
        if character.isascii() and character.isalnum():
            count += 1
        elif character not in _SEPARATORS:
            return None
        if count == length:
            rest = text[position + 1 : position + 2]
            return None if rest.isalnum() else position + 1
    return None


def _words_before(text: str, start: int) -> list[str]:
    line = text[max(0, start - 60) : start].rpartition("\n")[2]
    return re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", line.lower())[-_WORDS_BEFORE:]


def _is_national_number(text: str) -> bool:
    try:
        nn.validate(re.sub(r"\D", "", text))
    except ValidationError:
        return bool(re.fullmatch(r"\d\d\.[01]\d\.[0-3]\d-\d{3}\.\d\d", text))
    return True


def _is_enterprise(text: str) -> bool:
    try:
        vat.validate(text)
    except ValidationError:
        return False
    return True
