"""How an answer is drawn: a verdict as icon, word and colour, its text as paragraphs and lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from knowledge.catalogue import Catalogue
from knowledge.model import Verdict

BULLET = "• "

TONES: Mapping[Verdict, str] = {
    Verdict.CONFIRMED_FAKE: "bad",
    Verdict.COMPROMISED: "bad",
    Verdict.LOOKALIKE: "bad",
    Verdict.NOT_LISTED: "care",
    Verdict.NEEDS_PLATFORM: "care",
    Verdict.OTHER_BODY: "other",
    Verdict.RETIRED: "past",
    Verdict.PLANNED: "past",
    Verdict.OFFICIAL_STALE: "stale",
    Verdict.OFFICIAL: "good",
}


@dataclass(frozen=True, slots=True)
class Card:
    """The head of an answer that judges something.

    Attributes:
        tone: Name of colour and icon in the style sheet and `card.html`.
        word: The verdict in a few words.
    """

    verdict: Verdict
    tone: str
    word: str


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together: the items of a list, or the lines of a paragraph."""

    is_list: bool
    lines: tuple[str, ...]


def card(custom: Mapping[str, object] | None, catalogue: Catalogue, language: str) -> Card | None:
    """Give the card of what a bot's message carries; None when it judges nothing."""
    verdict = custom.get("verdict") if custom else None
    if not isinstance(verdict, str):
        return None
    known = Verdict(verdict)
    word = catalogue.text(f"short.{known}", language_of(custom, language))
    return Card(known, TONES[known], word[:1].upper() + word[1:])


def language_of(custom: Mapping[str, object] | None, otherwise: str) -> str:
    """Give the language that a bot's message is in, which is not always that of the page."""
    told = custom.get("language") if custom else None
    return told if isinstance(told, str) else otherwise


def blocks(text: str) -> tuple[Block, ...]:
    """Split a message into paragraphs and lists."""
    split = []
    for is_list, group in groupby(text.splitlines(), key=lambda line: line.startswith(BULLET)):
        lines = tuple(line.removeprefix(BULLET).strip() for line in group)
        split.append(Block(is_list, tuple(line for line in lines if line)))
    return tuple(block for block in split if block.lines)
