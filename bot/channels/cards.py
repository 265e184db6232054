"""How an answer is drawn: the colour and icon of a verdict, a text as paragraphs and lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from knowledge.matching.answer import BULLET
from knowledge.model import Verdict

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
"""Name of colour and icon in every style sheet; never the only carrier of a verdict."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together: the items of a list, or the lines of a paragraph."""

    is_list: bool
    lines: tuple[str, ...]


def blocks(text: str) -> tuple[Block, ...]:
    """Split a message into paragraphs and lists."""
    split = []
    for is_list, group in groupby(text.splitlines(), key=lambda line: line.startswith(BULLET)):
        lines = tuple(line.removeprefix(BULLET).strip() for line in group)
        split.append(Block(is_list, tuple(line for line in lines if line)))
    return tuple(block for block in split if block.lines)
