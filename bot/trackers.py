"""Where Rasa keeps conversations: lean and in memory, or shared by processes in PostgreSQL."""

import json
import time
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote, urlsplit

from rasa.core.lock_store import InMemoryLockStore, LockStore, RedisLockStore
from rasa.core.tracker_store import SQLTrackerStore, TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, DEFAULT_SLOT_NAMES, REQUESTED_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, Restarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversations import ACTIVE_LOOP, KEPT_S, Conversations, Slots
from bot.settings import Settings

REDIS_PORT = 6379
SECONDS_BETWEEN_LOOKS = 60.0  # for what is kept long enough: Rasa's table has no index on time
_ONE_AFTER_ANOTHER = 1e-3  # seconds: Rasa orders events by time alone


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
        else:
            self._conversations.keep(tracker.sender_id, _kept(tracker))

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Give a conversation that waits for its next message; None when it is new."""
        slots = self._conversations.slots(sender_id)
        if slots is None:
            return None
        return DialogueStateTracker.from_events(
            sender_id, _as_events(slots, self.domain), self.domain.slots, domain=self.domain
        )

    async def keys(self) -> Iterable[str]:
        """Give the senders that are remembered."""
        return self._conversations.senders()


class LeanSQLTrackerStore(SQLTrackerStore):
    """Rasa's SQL store with as little in it: no word of a citizen, and nothing for over a day."""

    _look_again_at = 0.0

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Put what is kept in the place of what was, or delete what is to be forgotten."""
        events = [] if _asks_to_forget(tracker) else _as_events(_kept(tracker), self.domain)
        now = time.time()
        rows = [self._row(tracker.sender_id, event, now, at) for at, event in enumerate(events)]
        with self.session_scope() as session:
            written = session.query(self.SQLEvent)
            written.filter_by(sender_id=tracker.sender_id).delete(synchronize_session=False)
            if now >= self._look_again_at:
                self._look_again_at = now + SECONDS_BETWEEN_LOOKS
                old = written.filter(self.SQLEvent.timestamp < now - KEPT_S)
                old.delete(synchronize_session=False)
            session.add_all(rows)
            session.commit()

    def _row(self, sender_id: str, event: Event, now: float, place: int) -> Any:  # noqa: ANN401
        data = event.as_dict()
        return self.SQLEvent(
            sender_id=sender_id,
            type_name=event.type_name,
            timestamp=now + place * _ONE_AFTER_ANOTHER,
            action_name=data.get("name"),
            data=json.dumps(data),
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
        # Rasa takes a whole URL for a host.
        return LeanSQLTrackerStore(dialect="postgresql", host=settings.database_url)
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
