"""Where Rasa keeps conversations: lean and in memory, or shared by processes in PostgreSQL."""

import asyncio
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Any

from rasa.core.lock_store import InMemoryLockStore, LockStore
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, DEFAULT_SLOT_NAMES, REQUESTED_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, Restarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from actions.reports.database.connection import Database
from bot.conversation.memory import ACTIVE_LOOP, Conversations, Slots
from bot.conversation.redis_locks import RedisLocks
from bot.conversation.shared_memory import SharedConversations
from bot.settings import Settings

THREADS = 4
"""That wait for the database; more turns than these wait for one another."""


def _asks_to_forget(tracker: DialogueStateTracker) -> bool:
    return any(isinstance(event, Restarted) for event in tracker.events)


class LeanTrackerStore(TrackerStore):
    """Keeps the slots and the open form of a conversation and drops its events.

    Every rule looks at one message, so that the words of earlier ones are of no use; without them
    a turn costs the same however long the conversation is.
    """

    def __init__(self, conversations: Conversations | SharedConversations) -> None:
        super().__init__(Domain.empty())
        self._conversations = conversations

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the slots, or nothing of a conversation that is to be forgotten."""
        self._keep(tracker.sender_id, None if _asks_to_forget(tracker) else _kept(tracker))

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Give a conversation that waits for its next message; None when it is new."""
        return self._tracker(sender_id, self._conversations.slots(sender_id))

    async def keys(self) -> Iterable[str]:
        """Give the senders that are remembered."""
        return self._conversations.senders()

    def _keep(self, sender_id: str, kept: Slots | None) -> None:
        if kept is None:
            self._conversations.forget(sender_id)
        else:
            self._conversations.keep(sender_id, kept)

    def _tracker(self, sender_id: str, slots: Slots | None) -> DialogueStateTracker | None:
        if slots is None:
            return None
        return DialogueStateTracker.from_events(
            sender_id, _as_events(slots, self.domain), self.domain.slots, domain=self.domain
        )


class SharedTrackerStore(LeanTrackerStore):
    """The same, of a database: asked beside the event loop, where nobody else waits for it."""

    def __init__(self, conversations: SharedConversations) -> None:
        super().__init__(conversations)
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="conversations")

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the slots, or nothing of a conversation that is to be forgotten."""
        kept = None if _asks_to_forget(tracker) else _kept(tracker)
        await self._run(self._keep, tracker.sender_id, kept)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Give a conversation that waits for its next message; None when it is new."""
        return self._tracker(sender_id, await self._run(self._conversations.slots, sender_id))

    async def _run(self, work: Callable[..., Any], *arguments: Any) -> Any:  # noqa: ANN401
        run = copy_context().run  # what the thread does belongs to this request
        return await asyncio.get_running_loop().run_in_executor(
            self._threads, run, work, *arguments
        )


def _kept(tracker: DialogueStateTracker) -> dict[str, Any]:
    """Give the slots of a conversation, and the form that is open in it."""
    slots = tracker.current_slot_values().items()
    kept = {name: value for name, value in slots if name not in DEFAULT_SLOT_NAMES}
    if tracker.active_loop_name:
        kept[ACTIVE_LOOP] = tracker.active_loop_name
        kept[REQUESTED_SLOT] = tracker.get_slot(REQUESTED_SLOT)
    return kept


def _as_events(kept: Slots, domain: Domain) -> list[Event]:
    """Give the events that lead to what is kept: Rasa replays them now and then."""
    known = {slot.name for slot in domain.slots}
    told = {name: value for name, value in kept.items() if name in known and value is not None}
    events: list[Event] = [SlotSet(name, value) for name, value in told.items()]
    if kept.get(ACTIVE_LOOP) in domain.form_names:
        events.insert(0, ActiveLoop(kept[ACTIVE_LOOP]))
    return [*events, ActionExecuted(ACTION_LISTEN_NAME)]


def tracker_store(settings: Settings) -> TrackerStore:
    """Open the store that the settings ask for."""
    if settings.shares_conversations:
        own, database = Conversations(time.monotonic), Database(settings.database_url)
        return SharedTrackerStore(SharedConversations(database, own, time.monotonic))
    return LeanTrackerStore(Conversations(time.monotonic))


def lock_store(settings: Settings) -> LockStore:
    """Open what keeps the messages of one conversation in order."""
    if settings.redis_url is None:
        return InMemoryLockStore()
    return RedisLocks(settings.redis_url, time.monotonic)
