"""An answer as data: the cards of its verdicts in one language, drawn by each channel in its way.

A channel never reads back out of prose what was known before it was written.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from typing import Any

from pydantic import TypeAdapter

from knowledge.matching.pasted.text import plain
from knowledge.matching.subject import Subject
from knowledge.model import Verdict

IN_FULL = 3  # cards told with all their evidence; the others get one line each
BULLET = "• "


class Did(StrEnum):
    """What a message of the bot did, beside what it says."""

    FORGOT = "forgot"
    SWITCHED_LANGUAGE = "switched_language"
    HELPED_IN_CRISIS = "helped_in_crisis"
    ASKED = "asked"
    MISSED = "missed"


class Role(StrEnum):
    """What a sentence of an answer is there for."""

    SUMMARY = "summary"
    SECTION = "section"
    HEADLINE = "headline"
    STATEMENT = "statement"
    REASON = "reason"
    UNKNOWN = "unknown"
    REAL = "real"
    ADVICE = "advice"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class RealChannel:
    """A channel in use of the organisation, shown beside an address that is not.

    Attributes:
        platform: Key of `platforms.yml`.
        platform_name: In the language of the answer.
        sentence: Names the organisation and the address.
        brief: Names the address alone, for beside a sentence that names the organisation.
    """

    platform: str
    platform_name: str
    address: str
    organisation: str
    sentence: str
    brief: str = ""


@dataclass(frozen=True, slots=True)
class VerdictCard:
    """Our answer about one address, in one language.

    Attributes:
        icon: One sign that stands for the verdict.
        word: The verdict in a few words.
        headline: The verdict in one sentence, without icon.
        statement: What to know at once beside the headline; may be empty.
        address: As a citizen may see it; only that of a trusted verdict can be clicked.
        organisation: What citizens call whose it is, claims to be or imitates; None when unknown.
        reasons: The evidence.
        unknown: What is not known.
        real: None where there is nothing to show beside it.
        advice: What to do.
        spellings: How an address that nobody should open may be written in the answer.
        section: Heading of what it is about, where an answer is about several sorts of things.
        at_once: What may not wait beside headline and statement, in few words: it is in the
            reasons or the advice too.
    """

    verdict: Verdict
    icon: str
    word: str
    headline: str
    statement: str
    address: str
    organisation: str | None
    reasons: tuple[str, ...]
    unknown: tuple[str, ...]
    real: RealChannel | None
    advice: tuple[str, ...]
    spellings: tuple[str, ...] = ()
    section: str = ""
    at_once: tuple[str, ...] = ()

    @property
    def real_beside(self) -> RealChannel | None:
        """The channel in use, unless the statement names it already."""
        return self.real if self.real and self.real.address not in self.statement else None

    @property
    def readable(self) -> "VerdictCard":
        """The card with addresses as one reads them, for a channel that makes no link of text."""
        return replace(
            self,
            headline=plain(self.headline),
            statement=plain(self.statement),
            address=plain(self.address),
            reasons=tuple(map(plain, self.reasons)),
            unknown=tuple(map(plain, self.unknown)),
            advice=tuple(map(plain, self.advice)),
            at_once=tuple(map(plain, self.at_once)),
        )

    @property
    def bare(self) -> "VerdictCard":
        """The card without what is behind its headline."""
        return replace(self, statement="", reasons=(), unknown=(), real=None, advice=(), at_once=())


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of an answer.

    Attributes:
        card: The card that it is of; None for what is said of the whole message.
    """

    role: Role
    text: str
    card: VerdictCard | None = None

    @property
    def is_item(self) -> bool:
        """Whether it is one of a list."""
        return self.role in (Role.REASON, Role.UNKNOWN)

    @property
    def plain(self) -> str:
        """The sentence with the sign that it begins with in plain text."""
        if self.role is Role.HEADLINE and self.card:
            return f"{self.card.icon} {self.text}"
        return f"{BULLET}{self.text}" if self.is_item else self.text


@dataclass(frozen=True, slots=True)
class Answer:
    """What one message of the bot says, as data.

    Attributes:
        language: Of every sentence, one of `LANGUAGES`.
        verdict: The worst of the cards; None when nothing is judged.
        cards: Worst first.
        summary: How many addresses there are, when there are several.
        rules: What the government does or never does, where that bears on the message.
        did: What it did beside saying something.
        can_ask: Intents that fit as a next question.
        subject: What it leaves as the subject of the conversation; None leaves the one before.
    """

    language: str
    verdict: Verdict | None = None
    cards: tuple[VerdictCard, ...] = ()
    summary: str = ""
    rules: tuple[str, ...] = ()
    did: Did | None = None
    can_ask: tuple[str, ...] = ()
    subject: Subject | None = None

    @property
    def short(self) -> "Answer":
        """The worst card and the headlines of the others, for where there is little room."""
        others = tuple(each.bare for each in self.cards[1:])
        return replace(self, cards=(*self.cards[:1], *others), rules=())

    @property
    def readable(self) -> "Answer":
        """The same with addresses as one reads them, for a channel that makes no link of text."""
        return replace(
            self,
            cards=tuple(card.readable for card in self.cards),
            rules=tuple(map(plain, self.rules)),
        )

    @property
    def said_once(self) -> "Answer":
        """The same without advice that a card before gives already, for who draws cards."""
        told: set[str] = set()
        cards = []
        for card in self.cards:
            advice = tuple(line for line in card.advice if line not in told)
            cards.append(replace(card, advice=advice))
            told.update(advice)
        return replace(self, cards=tuple(cards))

    def paragraphs(self) -> Iterator[tuple[Line, ...]]:
        """Give it sentence by sentence, for a channel that writes one below the other."""
        if self.summary:
            yield (Line(Role.SUMMARY, self.summary),)
        advice: dict[str, None] = {}
        for section, cards in groupby(self.cards, key=lambda card: card.section):
            heading = (Line(Role.SECTION, section),) if section else ()
            for place, card in enumerate(cards):
                is_full = place < IN_FULL
                yield (*heading, *(_evidence(card) if is_full else _headline(card)))
                heading = ()
                advice |= dict.fromkeys(card.advice if is_full else ())
        if advice:
            yield tuple(Line(Role.ADVICE, line) for line in advice)
        yield from ((Line(Role.RULE, rule),) for rule in self.rules)

    def at_once(self) -> Iterator[tuple[Line, ...]]:
        """Give what a citizen reads first: the worst card in few words, a line for each other."""
        if self.summary:
            yield (Line(Role.SUMMARY, self.summary),)
        for place, card in enumerate(self.cards):
            heading = (Line(Role.SECTION, card.section),) if card.section else ()
            yield (*heading, *(_in_brief(card) if place == 0 else _in_a_line(card)))

    def behind(self) -> Iterator[tuple[Line, ...]]:
        """Give the rest, to be folded out: evidence, what is not known, advice and rules."""
        for place, card in enumerate(self.cards[:IN_FULL]):
            lines = _evidence(card) if card.statement else ()  # a bare card has nothing behind it
            told = tuple(line for line in lines if place or line.role not in _FIRST)
            yield from (told,) if told else ()
        advice = dict.fromkeys(line for card in self.cards[:IN_FULL] for line in card.advice)
        yield from (tuple(Line(Role.ADVICE, line) for line in advice),) if advice else ()
        yield from ((Line(Role.RULE, rule),) for rule in self.rules)

    def as_json(self) -> dict[str, Any]:
        """Give it in JSON types alone, without what is empty, as `from_json` reads it."""
        return {name: value for name, value in _ADAPTER.dump_python(self).items() if value}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Answer":
        """Read what `as_json` gave.

        Raises:
            pydantic.ValidationError: It is something else.
        """
        return _ADAPTER.validate_python(data)


def _evidence(card: VerdictCard) -> tuple[Line, ...]:
    told = [
        (Role.STATEMENT, card.statement),
        *((Role.REASON, each) for each in card.reasons),
        *((Role.UNKNOWN, each) for each in card.unknown),
        (Role.REAL, card.real_beside.sentence if card.real_beside else ""),
    ]
    lines = (Line(role, text, card) for role, text in told if text)
    return (*_headline(card), *lines)


def _in_brief(card: VerdictCard) -> tuple[Line, ...]:
    told = [
        (Role.STATEMENT, card.statement),
        (Role.REAL, _real_in_brief(card)),
        *((Role.REASON, each) for each in card.at_once),
    ]
    lines = (Line(role, text, card) for role, text in told if text)
    return (*_headline(card), *lines)


def _real_in_brief(card: VerdictCard) -> str:
    real = card.real_beside
    if real is None or card.verdict is Verdict.RETIRED:  # its statement says what replaced it
        return ""
    is_named = real.organisation in f"{card.headline} {card.statement}"
    return real.brief if is_named and real.brief else real.sentence


def _in_a_line(card: VerdictCard) -> tuple[Line, ...]:
    return (Line(Role.HEADLINE, f"{card.address}: {card.word}", card),)


def _headline(card: VerdictCard) -> tuple[Line, ...]:
    return (Line(Role.HEADLINE, card.headline, card),)


_FIRST = frozenset({Role.HEADLINE, Role.STATEMENT})
_ADAPTER = TypeAdapter(Answer)
