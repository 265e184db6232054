"""Outcomes of reports that wait for their citizen to write, on channels that cannot speak first.

Which conversations have one is known in memory, renewed every few seconds: a turn of any other
conversation asks no database.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING

from aiohttp import web

from bot.conversation.messages import BotMessage
from bot.notifying.outcomes import Sender, sentence_of

if TYPE_CHECKING:
    from actions.reports.store import ReportStore

SECONDS_BETWEEN = 5.0  # a citizen waited for days; each time costs 30 ms for 10,000 outcomes

logger = logging.getLogger(__name__)


class Unheard:
    """Tells each outcome at most once, whichever process the citizen writes to.

    Args:
        store: Holds the outcomes.
        senders: By channel name: the channels that speak first, whose outcomes are not for us.
    """

    def __init__(self, store: ReportStore, senders: Mapping[str, Sender]) -> None:
        self._store = store
        self._senders = senders
        self._conversations: frozenset[str] = frozenset()

    def renew(self) -> None:
        """Ask which conversations have an outcome to hear.

        Raises:
            StoreUnavailable: The database is away; no turn waits for it until it is back.
        """
        try:
            self._conversations = self._store.unheard()
        except Exception:
            self._conversations = frozenset()
            raise

    def has(self, channel: str, sender: str) -> bool:
        """Tell whether there may be something to tell in a conversation."""
        return f"{channel}:{sender}" in self._conversations and channel not in self._senders

    async def take(self, channel: str, sender: str) -> list[BotMessage]:
        """Give what is to be told in a conversation now; nobody gets it again."""
        if not self.has(channel, sender):
            return []
        conversation = f"{channel}:{sender}"
        try:
            rows = await asyncio.to_thread(self._store.take_unheard, conversation)
        except Exception as error:
            # The citizen gets an answer anyway; the exception's own text may hold what was told.
            logger.warning("no outcome is told now: %s", type(error).__name__)
            self._conversations = frozenset()
            return []
        self._conversations -= {conversation}
        return [BotMessage(text) for text in map(sentence_of, rows) if text]


UNHEARD = web.AppKey("unheard", Unheard)
