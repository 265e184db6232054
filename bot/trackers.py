"""Where Rasa keeps conversations: lean and in memory, or shared by processes in PostgreSQL."""

import time
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from rasa.core.lock_store import InMemoryLockStore, LockStore, RedisLockStore
from rasa.core.tracker_store import SQLTrackerStore, TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, DEFAULT_SLOT_NAMES, REQUESTED_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, Restarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversations import ACTIVE_LOOP, Conversations
from bot.settings import Settings

REDIS_PORT = 6379


def _asks_to_forget(tracker: DialogueStateTracker) -> bool:
    return any(isinstance(event, Restarted) for event in tracker.events)


class LeanTrackerStore(TrackerStore):
    """Keeps the slots and the open form of a conversation and drops its events.

    Every rule looks at one message, so that the words of earlier ones are of no use; without them
    a turn costs the same however long the conversation is.
    """

    def __init__(self, conversations: Conversations) -> None:
        super().__init__(Domain.empty())
        self._conversations = conversations

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the slots, or nothing of a conversation that is to be forgotten."""
        if _asks_to_forget(tracker):
            self._conversations.forget(tracker.sender_id)
            return
        slots = tracker.current_slot_values().items()
        kept = {name: value for name, value in slots if name not in DEFAULT_SLOT_NAMES}
        if tracker.active_loop_name:
            kept[ACTIVE_LOOP] = tracker.active_loop_name
            kept[REQUESTED_SLOT] = tracker.get_slot(REQUESTED_SLOT)
        self._conversations.keep(tracker.sender_id, kept)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Give a conversation that waits for its next message; None when it is new."""
        slots = self._conversations.slots(sender_id)
        if slots is None:
            return None
        known = {slot.name for slot in self.domain.slots}
        # As events: Rasa replays them now and then.
        events: list[Event] = [
            SlotSet(name, value) for name, value in slots.items() if name in known
        ]
        if slots.get(ACTIVE_LOOP) in self.domain.form_names:
            events.insert(0, ActiveLoop(slots[ACTIVE_LOOP]))
        listening = ActionExecuted(ACTION_LISTEN_NAME)
        return DialogueStateTracker.from_events(
            sender_id, [*events, listening], self.domain.slots, domain=self.domain
        )

    async def keys(self) -> Iterable[str]:
        """Give the senders that are remembered."""
        return self._conversations.senders()


class ForgettingSQLTrackerStore(SQLTrackerStore):
    """Rasa's SQL store, which can also delete a conversation."""

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write new events, or delete the conversation when that was asked."""
        if not _asks_to_forget(tracker):
            await super().save(tracker)
            return
        with self.session_scope() as session:
            written = session.query(self.SQLEvent).filter_by(sender_id=tracker.sender_id)
            written.delete(synchronize_session=False)
            session.commit()


def tracker_store(settings: Settings) -> TrackerStore:
    """Open the store that the settings ask for."""
    if settings.shares_conversations:
        # Rasa takes a whole URL for a host.
        return ForgettingSQLTrackerStore(dialect="postgresql", host=settings.database_url)
    return LeanTrackerStore(Conversations(time.monotonic))


def lock_store(settings: Settings) -> LockStore:
    """Open what keeps the messages of one conversation in order."""
    if settings.redis_url is None:
        return InMemoryLockStore()
    parts = urlsplit(settings.redis_url)
    return RedisLockStore(
        host=parts.hostname or "localhost",
        port=parts.port or REDIS_PORT,
        db=int(parts.path.strip("/") or 0),
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        use_ssl=parts.scheme == "rediss",
    )
