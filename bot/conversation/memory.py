"""What conversations remember between messages: a few slots, never the messages themselves."""

import json
from collections import OrderedDict
from collections.abc import Callable, Mapping
from threading import Lock
from typing import Any

KEPT_S = 24 * 60 * 60
MOST_KEPT = 20_000  # about 0.7 kB each

ACTIVE_LOOP = "active_loop"
"""Kept beside the slots: the form that is open."""

Slots = Mapping[str, Any]


class Conversations:
    """Slots by sender, in bounded memory; who stays away for a day is forgotten.

    From any thread.

    Args:
        clock: Seconds that only go forward.
        kept_s: How long a conversation without messages is kept, in seconds.
        most: The conversation unseen for longest goes above this.
    """

    def __init__(
        self, clock: Callable[[], float], *, kept_s: float = KEPT_S, most: int = MOST_KEPT
    ) -> None:
        self._clock = clock
        self._kept_s = kept_s
        self._most = most
        # As JSON: a third of the memory, and nothing that the garbage collector walks through.
        self._known: OrderedDict[str, tuple[float, str]] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._known)

    def slots(self, sender: str) -> Slots | None:
        """Give what a conversation remembers; None when it is new."""
        with self._lock:
            self._forget_expired()
            known = self._known.get(sender)
        return json.loads(known[1]) if known else None

    def keep(self, sender: str, slots: Slots) -> None:
        """Remember this and nothing else of a conversation.

        Raises:
            TypeError: A value is not of JSON.
        """
        told = {name: value for name, value in slots.items() if value is not None}
        kept = json.dumps(told, separators=(",", ":"))
        with self._lock:
            self._known[sender] = (self._clock(), kept)
            self._known.move_to_end(sender)
            while len(self._known) > self._most:
                self._known.popitem(last=False)

    def forget(self, sender: str) -> None:
        """Delete a conversation."""
        with self._lock:
            self._known.pop(sender, None)

    def senders(self) -> tuple[str, ...]:
        """Give who is remembered, longest unseen first."""
        with self._lock:
            return tuple(self._known)

    def _forget_expired(self) -> None:
        oldest = self._clock() - self._kept_s
        while self._known and next(iter(self._known.values()))[0] < oldest:
            self._known.popitem(last=False)
