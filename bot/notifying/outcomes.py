"""Telling the citizen who asked for it what became of a report, in the same conversation."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from datetime import timedelta
from functools import cache
from pathlib import Path

from actions.reports.model import DeliveryWay, OutboxRow
from bot.notifying.outbox import Parcel
from knowledge.wording.catalogue import Catalogue

SENTENCES = Path(__file__).with_name("notices")

Buttons = Sequence[tuple[str, str]]
Sender = Callable[[str, str, Buttons], Awaitable[None]]
"""Says something in a conversation of one channel: id of it there, text, buttons."""


class Outcomes:
    """Says what became of a report, at most once.

    After a crash in the middle nobody knows whether it was said: it is not said again, and whoever
    asks by reference still hears it. A failure that is known is tried again.

    Args:
        senders: By channel name; a channel that cannot speak first has none, and its citizens hear
            it when they write (see `unheard.py`).
    """

    kind = DeliveryWay.CHAT
    at_once = 1
    lease = timedelta(minutes=1)
    is_never_repeated = True

    def __init__(self, senders: Mapping[str, Sender]) -> None:
        self._senders = senders

    @property
    def channels(self) -> Collection[str]:
        """The channels that can speak first, as of now."""
        return tuple(self._senders)

    def parcels(self, rows: Sequence[OutboxRow]) -> Iterable[Parcel]:
        """Tell each on its own."""
        return [(row,) for row in rows]

    async def deliver(self, parcel: Parcel) -> None:
        """Say it in the conversation.

        Raises:
            KeyError: The channel left meanwhile.
            Exception: It was not said.
        """
        for row in parcel:
            channel, _, conversation = row.payload["conversation"].partition(":")
            text = sentence_of(row)
            if text:
                await self._senders[channel](conversation, text, ())


def sentence_of(row: OutboxRow) -> str | None:
    """Say what became of a report in the language it was filed in; None of what nobody hears."""
    told, key = row.payload, f"outcome.{row.payload['status']}"
    if key not in sentences():
        return None
    return sentences().text(key, told["language"], reference=told["reference"])


@cache
def sentences() -> Catalogue:
    """Read what is said.

    Raises:
        CatalogueError: A language misses a sentence.
    """
    return Catalogue.load(SENTENCES)
