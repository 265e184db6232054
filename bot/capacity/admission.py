"""How many turns of conversations go on at once: a few, a short queue, and no more.

A turn takes milliseconds of one core; more of them at once make every one slower, and checks with
them. Who does not get in is told when to try again, while it costs next to nothing to say so.
"""

import asyncio
import secrets
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

AT_ONCE = 4  # turns; two encode while two do the rest
IN_QUEUE = 40  # behind them: less than a second
LONGEST_WAIT_S = 5.0
"""In the queue; only where turns hang does it take that long."""

SECONDS_TO_COME_BACK = range(1, 5)
"""Of these one is told at random: who is sent away together shall not come back together."""


class CrowdedError(Exception):
    """Too many turns wait already.

    Attributes:
        seconds: After which it may be tried again.
    """

    def __init__(self) -> None:
        super().__init__("too many turns")
        self.seconds = secrets.choice(SECONDS_TO_COME_BACK)


class Admission:
    """Lets turns in.

    Args:
        at_once: Turns that go on side by side.
        in_queue: Turns that wait for one of those to end.
        longest_wait_s: How long one waits, in seconds.
    """

    def __init__(
        self,
        at_once: int = AT_ONCE,
        in_queue: int = IN_QUEUE,
        longest_wait_s: float = LONGEST_WAIT_S,
    ) -> None:
        self._most = at_once + in_queue
        self._places = asyncio.Semaphore(at_once)
        self._longest_wait_s = longest_wait_s
        self._let_in = 0

    @property
    def is_full(self) -> bool:
        """Whether the next one that is not patient is sent away."""
        return self._let_in >= self._most

    @contextmanager
    def entered(self, *, is_patient: bool = False) -> Iterator[None]:
        """Count one turn until it is over.

        Args:
            is_patient: It is in a queue of its own that lasts, and is never sent away.

        Raises:
            CrowdedError: Too many wait already.
        """
        if self.is_full and not is_patient:
            raise CrowdedError
        self._let_in += 1
        try:
            yield
        finally:
            self._let_in -= 1

    @asynccontextmanager
    async def place(self, *, is_patient: bool = False) -> AsyncIterator[None]:
        """Hold one of the places, in the order in which they were asked for.

        Args:
            is_patient: However long it takes.

        Raises:
            CrowdedError: None came free in time.
        """
        try:
            async with asyncio.timeout(None if is_patient else self._longest_wait_s):
                await self._places.acquire()
        except TimeoutError as error:
            raise CrowdedError from error
        try:
            yield
        finally:
            self._places.release()
