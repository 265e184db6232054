"""What was answered to each message, so that one that is sent again is not answered anew.

In memory, bounded, for a day at most: the answers of the conversation that was quiet for longest
go first. Messages of one conversation are answered one after another.
"""

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

from bot.http.problems import Problem

KEPT_S = 24 * 60 * 60
MAX_BYTES = 8 * 1024 * 1024
"""Of all answers together, with what they answer."""
MOST_OF_ONE = 50  # messages of one conversation
MOST_WAITING = 20  # messages of one conversation that are being answered
SECONDS_TO_WAIT = 5
OVERHEAD = 2_500  # bytes that an answer takes beside its body, roughly


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer.

    Attributes:
        body: As it was sent.
        said: What it answers; empty for an image.
        verdict: What it judges; None when it judges nothing.
        language: That it was asked in.
        forgets: The conversation was deleted with it.
        is_shared: Other machines know it too: this process need not.
    """

    body: bytes
    said: str = ""
    verdict: str | None = None
    language: str = ""
    forgets: bool = False
    is_shared: bool = False

    @property
    def size(self) -> int:
        """How much memory it takes, roughly, in bytes."""
        return len(self.body) + len(self.said) * 2 + OVERHEAD


@dataclass(slots=True)
class _Message:
    """A message that came in."""

    digest: bytes
    answer: asyncio.Task[Answered]
    is_judged: bool = False
    size: int = 0


@dataclass(slots=True)
class _Conversation:
    """The last messages of one conversation, oldest first."""

    messages: OrderedDict[str, _Message] = field(default_factory=OrderedDict)
    last_at: float = 0.0

    def done(self) -> list[str]:
        """Give the messages that have their answer, oldest first."""
        return [name for name, each in self.messages.items() if each.size]

    @property
    def waiting(self) -> int:
        """How many messages are being answered."""
        return sum(not each.answer.done() for each in self.messages.values())


class Answers:
    """The answers by conversation and by the id that the client gave its message.

    Args:
        clock: Seconds that only go forward.
        max_bytes: What they may take together.
    """

    def __init__(self, clock: Callable[[], float], *, max_bytes: int = MAX_BYTES) -> None:
        self._clock = clock
        self._max_bytes = max_bytes
        self._bytes = 0
        self._known: OrderedDict[str, _Conversation] = OrderedDict()
        self._in_order: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def __len__(self) -> int:
        return len(self._known)

    @property
    def size(self) -> int:
        """How much memory they take, roughly, in bytes."""
        return self._bytes

    def knows(self, conversation: str, message: str) -> bool:
        """Tell whether a message came in before."""
        found = self._known.get(conversation)
        return found is not None and message in found.messages

    async def once(
        self,
        conversation: str,
        message: str,
        content: bytes,
        answer: Callable[[], Awaitable[Answered]],
    ) -> Answered:
        """Answer a message, or give the answer that it got or is getting.

        Who hangs up does not undo it: the turn is taken to its end, and the answer waits.

        Args:
            conversation: Name of the conversation.
            message: The id that the client gave it.
            content: What it says; another content under the same id is refused.
            answer: Takes the turn; what fails may be tried again under the same id.

        Raises:
            Problem: The id was used for something else, or too many messages wait.
        """
        digest = hashlib.sha256(content).digest()
        held = self._held(conversation)
        known = held.messages.get(message)
        if known is None:
            known = self._begin(conversation, held, message, digest, answer)
        elif known.digest != digest:
            raise Problem("message-id-reused", field="id")
        return await asyncio.shield(known.answer)

    def judge(self, conversation: str, message: str) -> Answered | None:
        """Give an answer to be judged, the first time; None when it was judged before.

        Raises:
            Problem: There is no such answer, or not any more.
        """
        self._forget_expired()
        found = self._known.get(conversation)
        known = found.messages.get(message) if found else None
        if known is None or not known.size:
            raise Problem("message-unknown", field="id")
        is_first, known.is_judged = not known.is_judged, True
        return known.answer.result() if is_first else None

    def forget(self, conversation: str) -> None:
        """Delete the answers of a conversation; those that are being given stay until they are."""
        found = self._known.get(conversation)
        for message in found.done() if found else ():
            self._remove(conversation, message)

    def _held(self, conversation: str) -> _Conversation:
        self._forget_expired()
        held = self._known.setdefault(conversation, _Conversation())
        held.last_at = self._clock()
        self._known.move_to_end(conversation)
        return held

    def _begin(
        self,
        conversation: str,
        held: _Conversation,
        message: str,
        digest: bytes,
        answer: Callable[[], Awaitable[Answered]],
    ) -> _Message:
        if held.waiting >= MOST_WAITING:
            seconds = str(SECONDS_TO_WAIT)
            raise Problem("too-many-requests", headers={"Retry-After": seconds}, seconds=seconds)
        lock = self._in_order.setdefault(conversation, asyncio.Lock())
        task = asyncio.create_task(_in_turn(lock, answer))
        known = held.messages[message] = _Message(digest, task)
        task.add_done_callback(lambda done: self._done(conversation, message, done))
        return known

    def _done(self, conversation: str, message: str, task: asyncio.Task[Answered]) -> None:
        if task.cancelled() or task.exception() is not None:
            self._remove(conversation, message)
            return
        answered = task.result()
        held = self._known.get(conversation)
        if answered.forgets:
            self.forget(conversation)
        if held is None or message not in held.messages:
            return
        held.messages[message].size = answered.size
        self._bytes += answered.size
        self._shrink(conversation, held)

    def _shrink(self, conversation: str, held: _Conversation) -> None:
        """Forget the oldest answers of a long conversation, then the quietest conversations."""
        done = held.done()
        for message in done[: max(0, len(done) - MOST_OF_ONE)]:
            self._remove(conversation, message)
        while self._bytes > self._max_bytes and len(self._known) > 1:
            self._drop(next(iter(self._known)))

    def _forget_expired(self) -> None:
        oldest_kept = self._clock() - KEPT_S
        while self._known and next(iter(self._known.values())).last_at < oldest_kept:
            self._drop(next(iter(self._known)))

    def _drop(self, conversation: str) -> None:
        gone = self._known.pop(conversation)
        self._bytes -= sum(each.size for each in gone.messages.values())

    def _remove(self, conversation: str, message: str) -> None:
        held = self._known.get(conversation)
        if held is None:
            return
        gone = held.messages.pop(message, None)
        self._bytes -= gone.size if gone else 0
        if not held.messages:
            self._known.pop(conversation)


async def _in_turn(lock: asyncio.Lock, answer: Callable[[], Awaitable[Answered]]) -> Answered:
    async with lock:
        return await answer()
