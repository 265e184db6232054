"""Taking personal data out of what a citizen writes, before it is kept.

Rather too much than too little: an order number that looks like a telephone number goes too. What
is reported itself stays, else there would be nothing to judge.
"""

import re
from collections.abc import Callable, Sequence

from stdnum import iban, luhn
from stdnum.be import nn, vat
from stdnum.exceptions import ValidationError

from knowledge.matching.pasted.text import read

MAILBOX = "[e-mail]"
ACCOUNT = "[rekening]"
NATIONAL = "[rijksregisternummer]"
CARD = "[kaart]"
PHONE = "[telefoon]"

_SHORTEST_KEPT = 6
_DIGITS_OF_PHONE = 8  # the last ones: what stands before them is written in three ways
_ALONE = r"(?<![\w@/=+])"  # not inside a word, a link or an account name
_GAP = r"[\s./\-\u2010-\u2015]"
_MAILBOX = re.compile(r"(?<![\w@.+%'-])(?<!//)[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_ACCOUNT = re.compile(rf"{_ALONE}[a-z]{{2}}\d\d(?:{_GAP}?[a-z0-9]){{10,30}}", re.I | re.A)
_BELGIAN_ACCOUNT = re.compile(rf"be(?:{_GAP}?\d){{14}}(?!\w)", re.I)
_NATIONAL = re.compile(rf"{_ALONE}\d\d(?:{_GAP}{{0,3}}\d){{9}}(?!\d)")
_NATIONAL_AS_WRITTEN = re.compile(r"\d\d\.[0-6]\d\.[0-3]\d\s?[-\u2010-\u2015]\s?\d{3}\.\d\d")
_CARD = re.compile(rf"{_ALONE}\d(?:[\s-]?\d){{12,18}}(?!\d)")
_CARD_IN_FOURS = re.compile(r"\d{4}(?:[\s-]\d{4}){3}(?:[\s-]\d{1,3})?")
_PHONE = re.compile(
    r"(?<![\w@/=+-])(?<!\d[.,])(?:\+|\(\+|0|\(0|32(?=\s?4\d))\d"
    r"(?:[\s./()\-\u2010-\u2015]{0,3}\d){7,14}(?!\w)"
)
_DATE = re.compile(r"((?<![\d./-])[0-3]?\d[./-][01]?\d[./-](?:19|20)\d\d(?!\d))")
_ENTERPRISE = re.compile(r"[01]\d{3}\.\d{3}\.\d{3}")


def redacted(text: str, *, keep: Sequence[str] = ()) -> str:
    """Replace mailboxes, accounts, cards, national and telephone numbers by what they were.

    Args:
        text: As the citizen wrote it.
        keep: The address that is reported, such as the key of its subject: it stays.
    """
    kept = tuple(plain for plain in map(_plain, keep) if len(plain) >= _SHORTEST_KEPT)
    text = read(text).clean  # wide figures, invisible characters and `(at)` hide nothing
    text = _MAILBOX.sub(lambda found: _unless_kept(found.group(), MAILBOX, kept), text)
    text = _without_accounts(text, kept)
    text = _NATIONAL.sub(lambda found: _national(found.group(), kept), text)
    text = _CARD.sub(lambda found: _card(found.group(), kept), text)
    # A date with the hour behind it has as many digits as a telephone number.
    parts = _DATE.split(text)
    parts[::2] = [
        _PHONE.sub(lambda found: _phone(found.group(), kept), part) for part in parts[::2]
    ]
    return "".join(parts)


def _without_accounts(text: str, kept: Sequence[str]) -> str:
    """Replace bank accounts; the words behind one look like more of it, so it is measured."""
    pieces, done = [], 0
    position = 0
    while found := _ACCOUNT.search(text, position):
        length = _account_length(found.group())
        position = found.start() + (length or 2)
        if length:
            account = text[found.start() : position]
            pieces += [text[done : found.start()], _unless_kept(account, ACCOUNT, kept)]
            done = position
    return "".join((*pieces, text[done:]))


def _account_length(text: str) -> int:
    """Give how much of a text is a bank account, from its beginning; 0 for nothing."""
    for end in range(len(text), 13, -1):
        if not text[end : end + 1].isalnum() and _is_valid(iban.validate, text[:end]):
            return end
    mistyped = _BELGIAN_ACCOUNT.match(text)
    return mistyped.end() if mistyped else 0


def _national(text: str, kept: Sequence[str]) -> str:
    is_one = _NATIONAL_AS_WRITTEN.fullmatch(text) or _is_valid(nn.validate, _digits(text))
    return _unless_kept(text, NATIONAL, kept) if is_one else text


def _card(text: str, kept: Sequence[str]) -> str:
    is_one = _CARD_IN_FOURS.fullmatch(text) or luhn.is_valid(_digits(text))
    return _unless_kept(text, CARD, kept) if is_one else text


def _phone(text: str, kept: Sequence[str]) -> str:
    if _ENTERPRISE.fullmatch(text) and _is_valid(vat.validate, text):
        return text
    last = _digits(text)[-_DIGITS_OF_PHONE:]
    return text if any(last in each for each in kept) else PHONE


def _unless_kept(text: str, instead: str, kept: Sequence[str]) -> str:
    return text if any(_plain(text) in each for each in kept) else instead


def _is_valid(validate: Callable[[str], str], text: str) -> bool:
    try:
        validate(text)
    except ValidationError:
        return False
    return True


def _plain(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())
