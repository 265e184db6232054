"""One update from being taken to being answered, noting how far it came."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Any, Protocol

from telegram import Update

from bot.capacity.limits import RateLimiter
from bot.channels.telegram.delivery.client import Client
from bot.channels.telegram.delivery.departures import Departures
from bot.channels.telegram.delivery.journal import Entry, Note
from bot.channels.telegram.delivery.lanes import Lanes
from bot.channels.telegram.delivery.ledger import Ledger
from bot.channels.telegram.delivery.sending import Begun
from bot.channels.telegram.delivery.speaking import Marks, Speaker, Unsaid, chat_in
from bot.channels.telegram.metrics import TelegramMetrics
from bot.channels.telegram.sayings import Saying, from_json, to_json
from bot.channels.telegram.sealing import Seal

AT_ONCE = 32
"""Updates that are understood side by side: some wait for a picture."""
SECONDS_TO_HEAR = 120.0
SECONDS_TO_BE_HEARD = 20.0
"""For a turn to speak first, and then for saying it: an outcome is leased for a minute."""
MOST_A_MINUTE = 60
"""Updates of one user: more than anybody types; a long history may be forwarded at once."""
ANSWERED, FAILED, LIMITED, REPEATED, TAKEN = "answered", "failed", "limited", "repeated", "taken"

logger = logging.getLogger(__name__)


class Hears(Protocol):
    """Understands updates."""

    async def hear(self, update: Update) -> tuple[Saying, ...]:
        """Give what is said about an update."""
        ...

    async def too_many(self, update: Update) -> tuple[Saying, ...]:
        """Give what is said to a user who writes too often."""
        ...


class Answering:
    """Answers updates, those of one chat in order.

    Args:
        hears: Understands them.
        speaker: Says what is answered.
        ledger: Notes how far each came.
        departures: Notes what left.
        seal: Seals what is noted.
        client: Reads updates.
        metrics: Counts them.
        a_minute: Updates a minute and user; 0 for no limit.
        lanes: Keeps chats in order.
    """

    def __init__(
        self,
        hears: Hears,
        speaker: Speaker,
        ledger: Ledger,
        departures: Departures,
        seal: Seal,
        client: Client,
        metrics: TelegramMetrics,
        *,
        a_minute: int,
        lanes: Lanes,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._hears = hears
        self._speaker = speaker
        self._ledger = ledger
        self._departures = departures
        self._seal = seal
        self._client = client
        self._metrics = metrics
        self._limiter = RateLimiter(min(a_minute, MOST_A_MINUTE), clock=clock)
        self._told: set[str] = set()
        self._lanes = lanes
        self._hearing = asyncio.Semaphore(AT_ONCE)

    def put(self, entries: Sequence[Entry]) -> Sequence[Awaitable[None]]:
        """Answer updates in their turn; gives what ends when each is answered."""
        coming = []
        for entry in entries:
            raw = self._opened(entry)
            self._welcome(raw)
            work = partial(self._answer, entry)
            coming.append(self._lanes.put(chat_of(raw, entry.update_id), work))
        self._metrics.waiting(len(self._lanes))
        return coming

    async def first(self, sayings: Sequence[Saying]) -> None:
        """Speak first, when the turn of the chat comes that the first part is for.

        Raises:
            Unsaid: It is not said, and will not be.
        """
        has_begun, is_dropped = asyncio.Event(), False

        async def work() -> None:
            if is_dropped:
                return
            has_begun.set()
            for saying in sayings:
                await self._speaker.say(saying, patience=SECONDS_TO_BE_HEARD)

        if not sayings:
            return
        said = self._lanes.put(str(chat_in(sayings[0])), work)
        try:
            await asyncio.wait_for(has_begun.wait(), SECONDS_TO_BE_HEARD)
        except TimeoutError:
            is_dropped = True
            raise Unsaid("other answers in that chat wait") from None
        await said

    async def _answer(self, entry: Entry) -> None:
        """Answer one update; whatever is wrong with it stops no other."""
        try:
            sayings = await self._sayings(entry)
            await self._say(entry, sayings)
        except Exception as error:
            # The exception's own text may hold what a citizen wrote.
            logger.error(  # noqa: TRY400
                "update %d of Telegram is not answered: %s", entry.update_id, type(error).__name__
            )
            self._metrics.update(FAILED)
        else:
            self._metrics.update(ANSWERED)
        await self._ledger.note(entry.update_id, Note(is_answered=True))
        self._metrics.waiting(len(self._lanes) - 1)

    async def _sayings(self, entry: Entry) -> tuple[Saying, ...]:
        """Give what is said about an update: what was noted before, or what it is now."""
        if entry.answer is not None:
            return from_json(self._seal.open(entry.answer))
        update = Update.de_json(json.loads(self._seal.open(entry.body)), self._client)
        sayings = await self._heard(update)
        if sayings:
            answer = self._seal.seal(to_json(sayings))
            await self._ledger.note(entry.update_id, Note(answer=answer))
        return sayings

    async def _heard(self, update: Update) -> tuple[Saying, ...]:
        user = _user_of(update)
        if self._limiter.wait(user):
            self._metrics.update(LIMITED)
            return await self._once_too_many(user, update)
        self._told.discard(user)
        async with self._hearing, asyncio.timeout(SECONDS_TO_HEAR):
            return await self._hears.hear(update)

    async def _once_too_many(self, user: str, update: Update) -> tuple[Saying, ...]:
        """Say once that it is too much, until it no longer is."""
        if user in self._told:
            return ()
        self._told.add(user)
        return await self._hears.too_many(update)

    async def _say(self, entry: Entry, sayings: Sequence[Saying]) -> None:
        loop = asyncio.get_running_loop()
        for number, saying in enumerate(sayings[entry.said :], start=entry.said):
            self._departures.left(entry.update_id, number)
            begun, before = Note(said=number + 1), Note(said=number)
            marks = Marks(
                Begun(
                    partial(self._ledger.note_now, loop, entry.update_id, begun),
                    partial(self._departures.left, entry.update_id, number + 1),
                ),
                partial(self._ledger.note, entry.update_id, begun),
                partial(self._ledger.note, entry.update_id, before),
            )
            try:
                await self._speaker.say(saying, marks)
            except Unsaid as reason:
                logger.warning("a part of an answer is given up: %s", reason)

    def _opened(self, entry: Entry) -> Any:  # noqa: ANN401 - what Telegram sent
        """Give an update as it came; None when it cannot be read, which is logged in its turn."""
        try:
            return json.loads(self._seal.open(entry.body))
        except (ValueError, RecursionError):
            return None

    def _welcome(self, raw: object) -> None:
        """Note that somebody writes, so that they are written to again."""
        chat = _chat(raw)
        if isinstance(chat, int):
            self._speaker.unblock(chat)


def chat_of(raw: object, update_id: int) -> str:
    """Say with what an update has to stay in order: its chat, else its user, else nothing."""
    chat = _chat(raw)
    if chat is not None:
        return str(chat)
    user = _member(_content(raw), "from", "id")
    return f"user {user}" if user is not None else f"update {update_id}"


def _chat(raw: object) -> object:
    content = _content(raw)
    found = _member(content, "chat", "id")
    return found if found is not None else _member(content, "message", "chat", "id")


def _content(raw: object) -> object:
    """Give the one member of an update that is no id."""
    if not isinstance(raw, Mapping):
        return None
    return next((each for each in raw.values() if isinstance(each, Mapping)), None)


def _member(value: object, *names: str) -> object:
    for name in names:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _user_of(update: Update) -> str:
    """Say who is counted; inline queries come with every letter and are counted apart."""
    who = update.effective_user or update.effective_chat
    kind = "inline" if update.inline_query else "talk"
    return f"{kind} {who.id if who else ''}"
