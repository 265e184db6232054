"""Telephone numbers and bank accounts in a text, told from every other number."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from stdnum.be import nn, vat
from stdnum.exceptions import ValidationError

from knowledge.addresses.address import Addresses
from knowledge.matching.finding.cues.finder_data import FinderData
from knowledge.matching.finding.cues.number_context import NumberContext, is_keyword
from knowledge.matching.finding.cues.tariffs import is_texting_code
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
# Digits of another script count: nobody can be called at them, but they look like a number.
_PHONE = re.compile(
    r"(?<![\w+])(?<!\d[.,/-])(?<![^\W\d]-)(?:tel:(?://)?)?"
    r"(?P<number>(?:\++|%2B|\(\+?|00|0|3(?=2\s?4\d\d|2\s[1-9]\s)|(?![0-9])\d)[\d(]"
    r"(?:[\d\s./()_•·\u2010-\u2015-]|[,*](?=\d)){5,28}\d)(?!\w|\.[^\W\dA-Z_])",
    re.IGNORECASE,
)
_IBAN = re.compile(
    r"(?<![A-Za-z0-9])(?:IBAN)?(?P<number>[A-Za-z]{2}(?P<gap>[ ]?)\d\d)"
    r"(?=[ ./\u00a0\u2010-\u2015_-]?[A-Za-z0-9])"
)
_SHORT = re.compile(
    r"(?<![\w.,/+€$#*-])(?<!\d[\s()])(?P<star>\*{1,2})?"
    r"(?P<scheme>(?i:tel|callto|sms|smsto|mms|mmsto):(?://)?)?(?P<number>[1-9][0-9]{2,5})"
    r"(?![\w€%$/-]|[.,]\d|\s?[€%]|\.[^\W\dA-Z_]|[ ]\d{2,3}[ ]\d{2}(?!\d))(?(star)\*)"
)
# Opening hours and dates without a year: `09.00-12.30`, `05/06 - 07/08`.
_TIMES = re.compile(
    r"\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?(?:[\s/\u2010-\u2015-]+\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?)++"
)
_LOOSE_ZERO = re.compile(r"(?<!\d)(?:\+|00)[1-9]\d{0,2}\)?\s?\(0\)|(?P<loose>\(0\))")
_ODD_SEPARATORS = str.maketrans("_•·,*", "     ")
# Grouped as Belgian numbers are, though nobody may have it: callers invent numbers too.
_GROUPED = re.compile(
    r"0[1-9]\d{0,2}[ ./]\d{2,3}(?P<gap>[ .])\d{2,3}(?:(?P=gap)\d{2,3})?|\+\d{2,3}(?: \d{1,3}){3,5}"
)
_LAST_GROUP = re.compile(r"[\s./()_•·,*\u2010-\u2015-]++\d+$")
_LABELS_BEHIND = re.compile(r"(?:\.[^\W_][\w-]{0,62}){1,5}")
_PLACE_BEHIND = re.compile(r"[ ][A-Z][a-z]+")
_ENTERPRISE_GROUPS = re.compile(r"\d{4}[ .]\d{3}[ .]\d{3}")
_SEPARATORS = " ./-_\u00a0\u2010\u2011\u2012\u2013\u2014\u2015"
_LEAST_DIGITS = 7
_COUNTS = frozenset({"nr", "nummer", "numéro", "numero", "number", "sms"})  # number 12 of a list


@dataclass(frozen=True, slots=True)
class Number:
    """A number that is an address.

    Attributes:
        address: None where there can be no such number.
        is_doubtful: It may as well be something else; it counts beside another address only.
        is_texted: It is said to send or receive text messages.
    """

    start: int
    end: int
    address: Address | None
    is_doubtful: bool = False
    is_texted: bool = False


class Numbers:
    """Finds telephone numbers and bank accounts.

    Args:
        addresses: Reads them.
        data: Words around a number that tell what it is.
    """

    def __init__(self, addresses: Addresses, data: FinderData) -> None:
        self._addresses = addresses
        self._data = data
        self._context = NumberContext(data.words)
        self._said = data.words["number_words"] | data.words["sms_words"]

    def other_numbers(self, text: str) -> Iterator[tuple[int, int]]:
        """Give spans of numbers that are no address: dates, national numbers and the like."""
        for pattern in (_STRUCTURED, _BARE_STRUCTURED, _DATE):
            yield from (found.span() for found in pattern.finditer(text))
        for found in _NATIONAL_NUMBER.finditer(text):
            if _is_national_number(found.group()):
                yield found.span()
        for found in _ENTERPRISE.finditer(text):
            if self._is_enterprise(text, found):
                yield found.span()

    def amounts(self, text: str) -> Iterator[tuple[int, int]]:
        """Give spans of prices and percentages; a telephone number can be written as one."""
        return (found.span() for found in _AMOUNT.finditer(text))

    def ibans(self, text: str) -> Iterator[Number]:
        """Give bank accounts, also those whose check digits are wrong."""
        for found in _IBAN.finditer(text):
            start, letters = found.start("number"), found["number"][:2].upper()
            length = self._data.iban_lengths.get(letters, 0)
            end = _end_of(text, start, length)
            if end is None:
                continue
            number = "".join(c for c in text[start:end] if c not in _SEPARATORS)
            address = self._addresses.iban_or_none(number)
            digits = sum(character.isdigit() for character in number)
            if address or (digits >= least_digits(length) and not found["gap"]):
                yield Number(start, end, address)

    def phones(self, text: str) -> Iterator[Number]:
        """Give telephone numbers, also those that nobody can be called at."""
        position = 0
        while found := _PHONE.search(text, position):
            start, end = found.span("number")
            position = found.end()
            if self._is_domain(text, end):
                continue
            is_called = self._context.is_called(text, start, end)
            is_labelled = not is_called and self._context.is_labelled(text, start)
            read = self._longest(text, start, end)
            if read is None and not is_labelled:
                read = self._not_callable(text, start, end, is_called)
            if read:
                position = read.end
                is_other = is_labelled and not self._is_written_as_phone(text, start, read.end)
                is_texted = self._context.is_texted(text, start, read.end)
                yield replace(read, is_doubtful=read.is_doubtful or is_other, is_texted=is_texted)

    def short_numbers(self, text: str) -> Iterator[Number]:
        """Give short numbers where the text says that they are to be called or written to."""
        for found in _SHORT.finditer(text):
            start, end = found.span("number")
            if self._is_domain(text, end):
                continue
            digits = found["number"]
            keyword = self._context.keyword(text, start)
            is_sent = keyword is not None and is_keyword(keyword)
            is_sent = is_sent or (is_texting_code(digits) and self._context.is_told(text, start))
            if is_sent or self._is_short_number(text, found):
                is_texted = is_sent or self._is_texted(text, (start, end), digits)
                is_doubtful = is_sent and bool(_PLACE_BEHIND.match(text, end))
                address = self._addresses.from_phone(digits)
                yield Number(start, end, address, is_doubtful, is_texted)

    def _is_texted(self, text: str, span: tuple[int, int], digits: str) -> bool:
        """Tell what a short number is for: by the words before it, else by the numbering plan."""
        if self._context.is_texted(text, *span):
            return True
        is_said = not self._said.isdisjoint(self._context.words_before(text, span[0]))
        is_said = is_said or self._context.does(text, span[1]) is not None
        return not is_said and is_texting_code(digits)

    def _is_short_number(self, text: str, found: re.Match[str]) -> bool:
        is_alone = not (text[: found.start()] + text[found.end() :]).strip(" .?!")
        if is_alone or found["scheme"]:
            return True
        following = re.match(r"\W{0,3}([^\W\d_]+)", text[found.end() : found.end() + 30])
        if following and following[1].lower() in self._data.words["not_a_number_before"]:
            return False
        before = self._context.words_before(text, found.start())
        number = found["number"]
        if len(number) == 4 and number[:2] in ("19", "20"):
            return False
        if len(number) == 4 and self._context.does(text, found.end()):
            return True
        if not self._said.isdisjoint(before):
            is_labelled = before[-1] in self._data.words["number_labels_not_phone"]
            is_counted = len(number) == 3 and before[-1] in _COUNTS
            return not (is_labelled or is_counted)
        return len(number) == 4 and before[-1:] in (["is"], ["est"], ["ist"], ["klopt"])

    def _not_callable(self, text: str, start: int, end: int, is_called: bool) -> Number | None:
        """Take digits in the form of a telephone number for one that does not exist."""
        number = text[start:end]
        digits = sum(character.isdigit() for character in number)
        if digits < _LEAST_DIGITS or _TIMES.fullmatch(number):
            return None
        is_phone = _has_length_of_phone(number) and _GROUPED.fullmatch(number)
        return Number(start, end, None, is_doubtful=not (is_phone or is_called))

    def _is_enterprise(self, text: str, found: re.Match[str]) -> bool:
        """Tell an enterprise number from a telephone number: both have four, three, three."""
        start, end = found.span()
        if not _is_enterprise(found.group()) or self._context.is_called(text, start, end):
            return False
        if self._context.is_enterprise(text, start):
            return True
        return found["dot"] == "." and self._phone(found.group()) is None

    def _is_written_as_phone(self, text: str, start: int, end: int) -> bool:
        """Tell a number that is grouped or prefixed as nobody writes a number of a file."""
        number = text[start:end]
        if _ENTERPRISE_GROUPS.fullmatch(number) and self._context.is_enterprise(text, start):
            return False
        is_abroad = number.startswith("+") or (number.startswith("00") and not number.isdigit())
        return is_abroad or _GROUPED.fullmatch(number) is not None

    def _is_domain(self, text: str, end: int) -> bool:
        """Tell whether a number is only the start of a domain: `1700.Online`."""
        found = _LABELS_BEHIND.match(text, end)
        return bool(found and self._addresses.registrable_domain(f"0{found.group()}"))

    def _phone(self, number: str) -> Address | None:
        if any(found["loose"] for found in _LOOSE_ZERO.finditer(number)):
            return None  # without a country in front the zero is dialled too
        if number.count("(", 1) > number.count(")"):
            return None  # a piece of a longer number
        return self._addresses.phone_or_none(number)

    def _longest(self, text: str, start: int, end: int) -> Number | None:
        """Read the longest number that can be called, dropping groups from the end."""
        while end - start >= 7:
            number = _plain(text[start:end])
            address = self._phone(number) if _has_length_of_phone(number) else None
            if address:
                return Number(start, end, address)
            shorter = _LAST_GROUP.search(text[start:end])
            if shorter is None:
                return None
            end = start + shorter.start()
        return None


def _plain(number: str) -> str:
    """Give a number with a sign for abroad and separators that its reader knows."""
    return re.sub("^%2B", "+", number, flags=re.IGNORECASE).translate(_ODD_SEPARATORS)


def _has_length_of_phone(number: str) -> bool:
    """Count digits, which is far quicker than asking for the rules of a country."""
    digits = sum(character.isdigit() for character in number.replace("(0)", ""))
    if number.startswith("32"):
        return digits == 11
    if number.startswith("00"):
        return 10 <= digits <= 17
    return 9 <= digits <= 10 if number[0] == "0" else 8 <= digits <= 15


def least_digits(length: int) -> int:
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
