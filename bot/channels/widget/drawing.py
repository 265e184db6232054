"""A message of the bot as the widget draws it: blocks with links, buttons, a card for a verdict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from bot.channels.cards import TONES, blocks
from bot.channels.widget.linking import Links
from bot.conversation.messages import BotMessage
from knowledge.matching.answer import Answer, RealChannel, VerdictCard
from knowledge.matching.pasted.text import plain
from knowledge.model import worst_of

IN_FULL = 5
"""Verdicts of one card that are told with all their evidence; the others get one line each."""

Json = dict[str, Any]


class Drawing:
    """Draws messages.

    Args:
        links: What may be a link now.
    """

    def __init__(self, links: Links) -> None:
        self._links = links

    def message(self, said: BotMessage) -> Json:
        """Give a message in the shape of the protocol."""
        return {
            "text": said.text,  # may be saved, and opened by a program that makes links
            "blocks": [
                {"list": block.is_list, "lines": self._lines(block.lines)}
                for block in blocks(said.text)
            ],
            "buttons": [{"title": title, "payload": payload} for title, payload in said.buttons],
            "card": self._card(said.answer) if said.answer and said.answer.cards else None,
        }

    def _card(self, answer: Answer) -> Json:
        worst = answer.cards[0]
        return {
            **_head(worst),
            "headline": self._line(answer.summary or worst.headline),
            "items": [
                self._item(card) if place < IN_FULL else self._in_short(card)
                for place, card in enumerate(answer.said_once.cards)
            ],
            "rules": self._lines(answer.rules),
        }

    def _item(self, card: VerdictCard) -> Json:
        return {
            **self._in_short(card),
            "statement": self._line(card.statement),
            "at_once": self._lines(card.at_once),
            "evidence": self._lines(card.reasons),
            "unknown": self._lines(card.unknown),
            "advice": self._lines(card.advice),
            "official": self._official(card.real_beside) if card.real_beside else None,
        }

    def _in_short(self, card: VerdictCard) -> Json:
        return {
            **_head(card),
            "address": plain(card.address),
            "organisation": card.organisation,
            "headline": self._line(card.headline),
            "statement": [],
            "at_once": [],
            "evidence": [],
            "unknown": [],
            "advice": [],
            "official": None,
        }

    def _official(self, real: RealChannel) -> Json:
        channel = self._links.channel(real.address)
        return {
            "platform": real.platform_name,
            "address": real.address,
            "href": self._links.of_channel(channel) if channel else None,
            "sentence": self._line(real.sentence),
        }

    def _lines(self, lines: Iterable[str]) -> list[list[Json]]:
        return [self._line(line) for line in lines]

    def _line(self, line: str) -> list[Json]:
        segments = self._links.segments(line)
        # Only after what may be a link was found: the widget draws the rest as text.
        return [each.as_json() if each.href else {"text": plain(each.text)} for each in segments]


def worst_verdict(said: Sequence[BotMessage]) -> str | None:
    """Give what an answer of several messages judges; None when it judges nothing."""
    worst = worst_of(each.verdict for each in said if each.verdict)
    return worst.value if worst else None


def _head(card: VerdictCard) -> Json:
    return {"verdict": card.verdict, "tone": TONES[card.verdict], "word": card.word}
