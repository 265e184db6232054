"""The images that a citizen sent in a conversation, until a report is filed from it.

Only their names are held, in memory: bounded, and for half an hour. What nobody took is deleted by
whoever asks for the orphans; should the process die before, the daily deletion finds them.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import RLock

KEPT_S = 30 * 60
MOST_IMAGES = 3  # of one report (contract)
MOST_CONVERSATIONS = 1_000


@dataclass(frozen=True, slots=True)
class _Held:
    names: tuple[str, ...]
    last_at: float


class Attached:
    """Names of images by conversation; from any thread.

    Args:
        clock: Seconds that only go forward.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._held: OrderedDict[str, _Held] = OrderedDict()
        self._orphans: list[str] = []
        self._lock = RLock()

    def __len__(self) -> int:
        return len(self._held)

    def has_room(self, conversation: str) -> bool:
        """Tell whether one more image can go with a report of a conversation."""
        return len(self.names(conversation)) < MOST_IMAGES

    def add(self, conversation: str, name: str) -> None:
        """Hold an image for the report that may be filed from a conversation.

        Args:
            conversation: Channel and sender, such as `widget:abc`.
            name: Of a stored image.
        """
        with self._lock:
            names = self.names(conversation)
            self._held[conversation] = _Held((*names, name)[-MOST_IMAGES:], self._clock())
            self._held.move_to_end(conversation)
            self._orphans += (*names, name)[:-MOST_IMAGES]
            while len(self._held) > MOST_CONVERSATIONS:
                self.drop(next(iter(self._held)))

    def names(self, conversation: str) -> tuple[str, ...]:
        """Give the images of a conversation, first sent first."""
        with self._lock:
            self._drop_expired()
            held = self._held.get(conversation)
            return held.names if held else ()

    def taken(self, conversation: str) -> None:
        """Let go of the images of a conversation: a report has them now."""
        with self._lock:
            self._held.pop(conversation, None)

    def drop(self, conversation: str) -> None:
        """Let the images of a conversation be deleted."""
        with self._lock:
            held = self._held.pop(conversation, None)
            self._orphans += held.names if held else ()

    def orphans(self) -> Iterator[str]:
        """Give the images that nobody will take, each once; the caller deletes them."""
        with self._lock:
            self._drop_expired()
        while self._orphans:
            yield self._orphans.pop()

    def _drop_expired(self) -> None:
        oldest = self._clock() - KEPT_S
        while self._held and next(iter(self._held.values())).last_at < oldest:
            self.drop(next(iter(self._held)))
