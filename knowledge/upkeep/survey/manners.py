"""What people write in a form when they mean nothing, or somebody: no account, answer or team."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import phonenumbers

from knowledge.data import load_data
from knowledge.model import Address, Organisation
from knowledge.wording.teams import OwnWords, Teams, folded

MANNERS_FILE = Path(__file__).with_name("manners.yml")
FEWEST_WORDS = 3
"""Words of an answer that says something to a stranger: "Maandelijks een rapport"."""
MOST_DIGITS = 8
"""Digits in a row, separators aside, beyond which a number can be somebody's own."""

_HOME = "BE"
_MAILBOX = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NUMBER = re.compile(r"\+?\d(?:[\s./()-]{0,2}\d)+")
_BETWEEN = re.compile(r"[\s,;|]+")
_AGAIN = re.compile(r"@[^@]*[/+&]@.*")
_SIGNS = frozenset(" -–—_/\\.?*…")
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Manners:
    """Content of `manners.yml`; see there."""

    nothing: frozenset[str]
    elsewhere: tuple[str, ...]
    attached: tuple[str, ...]
    mailboxes: tuple[str, ...]
    general: tuple[str, ...]

    @classmethod
    @cache
    def load(cls, path: Path = MANNERS_FILE) -> "Manners":
        """Read the file."""
        words = load_data(path)
        return cls(
            frozenset(words["nothing"]),
            tuple(words["elsewhere"]),
            tuple(words["attached"]),
            tuple(words["mailboxes"]),
            tuple(words["general"]),
        )

    def says_nothing(self, text: str) -> bool:
        """Tell whether a cell holds words, or signs alone, that stand for nothing."""
        return set(text) <= _SIGNS or folded(text) in self.nothing

    def is_answer(self, text: str, *, follows_choice: bool = False) -> bool:
        """Tell whether a text says something to a reader who has nothing else before him.

        Args:
            text: Words of the answer.
            follows_choice: A whole sentence stands before it already.
        """
        if len(_WORD.findall(text)) < (1 if follows_choice else FEWEST_WORDS):
            return False
        return not self.points_elsewhere(text)

    def points_elsewhere(self, text: str) -> bool:
        """Tell whether a text points to what its reader has not: `zie bijlage`."""
        words = f" {folded(text)} "
        is_elsewhere = any(words.startswith(f" {each} ") for each in self.elsewhere)
        return is_elsewhere or any(f" {each} " in words for each in self.attached)

    def is_team(self, name: str, organisation: Organisation | None) -> bool:
        """Tell whether a name is that of a team, as far as its words tell."""
        own = OwnWords.of(organisation) if organisation else OwnWords()
        return Teams.load().is_team(name, own)

    def is_shared_mailbox(self, address: Address, organisation: Organisation) -> bool:
        """Tell whether a mailbox is of a team: every part of it is known, so none is a name."""
        own = OwnWords.of(organisation)
        names = OwnWords((*own.names, organisation.id), own.suffice)
        words = _words(address.handle or "")
        others = [each for each in words if not _like(self.mailboxes)(each)]
        is_of_mailbox = len(others) < len(words) and set(others) <= Teams.load().beside
        return is_of_mailbox or Teams.load().is_team(" ".join(others), names)

    def how_general(self, address: Address, organisation: Organisation) -> int:
        """Give how well a mailbox serves for a question to a whole organisation, 0 the best."""
        handle = address.handle or ""
        if handle in self.general:
            return self.general.index(handle)
        names = {folded(each) for each in (organisation.id, organisation.short_name) if each}
        is_own = folded(handle) in names
        # Each further word makes it one of a part: binnenland.oostvlaanderen.
        return len(self.general) + (0 if is_own else len(_words(handle)))

    def doubt(
        self, text: str, address: Address, kind: str, organisation: Organisation
    ) -> str | None:
        """Say why staff have to look at a new channel first: `personal` or `sender`; else None.

        Args:
            text: As it was written.
            address: What it was read as.
            kind: Of its platform.
            organisation: Whose it would be.
        """
        is_persons = kind == "email" and not self.is_shared_mailbox(address, organisation)
        if is_persons or is_own_number(text):
            return "personal"
        return "sender" if kind == "sms" and not self.is_team(text, organisation) else None


def is_own_number(text: str) -> bool:
    """Tell whether a telephone number can be one person's: a mobile one."""
    try:
        number = phonenumbers.parse(text, _HOME)
    except phonenumbers.NumberParseException:
        return False
    kind = phonenumbers.number_type(number)
    return kind in (
        phonenumbers.PhoneNumberType.MOBILE,
        phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE,
        phonenumbers.PhoneNumberType.PERSONAL_NUMBER,
    )


def holds_several(text: str, kind: str) -> bool:
    """Tell whether a cell holds more than one address.

    Args:
        text: What stands in it.
        kind: Of the platform; numbers and names of senders are written with spaces.
    """
    if _NUMBER.fullmatch(text.strip()):
        return False
    if kind in ("phone", "iban"):
        return len(_NUMBER.findall(text)) > 1
    if kind == "sms":
        return bool(re.search(r"[,;|\n]", text))
    return bool(_AGAIN.fullmatch(text)) or len([part for part in _BETWEEN.split(text) if part]) > 1


def is_written_in_full(text: str, kind: str) -> bool:
    """Tell whether an account is written as one: a web address or a name behind an @."""
    if kind != "social":
        return True
    is_web = "://" in text or ("." in text.partition("/")[0] and "/" in text)
    return text.startswith("@") or is_web or _has_digits(text)


def details_in(text: str) -> Iterator[tuple[str, str]]:
    """Give the mailboxes and long numbers in a text, each with the platform it could be of."""
    for found in _MAILBOX.finditer(text):
        yield "email", found[0].rstrip(".")
    for found in _NUMBER.finditer(text):
        if sum(each.isdigit() for each in found[0]) > MOST_DIGITS:
            yield "phone", found[0]


def _has_digits(text: str) -> bool:
    """Tell whether it is a number, which some platforms know their accounts by."""
    return text.startswith("+") or (sum(each.isdigit() for each in text) >= MOST_DIGITS)


def _words(text: str) -> list[str]:
    return folded(text).split()


@cache
def _like(patterns: tuple[str, ...]) -> Callable[[str], object]:
    """Give a test for words that are like one of some, with `*` for the rest of a compound."""
    either = "|".join(re.escape(each).replace(r"\*", r"\w*") for each in patterns)
    return re.compile(f"(?:{either})").fullmatch
