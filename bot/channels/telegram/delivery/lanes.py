"""What concerns one chat in order, different chats side by side."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

Work = Callable[[], Awaitable[None]]


class Lanes:
    """Does what is put in, for each key in the order in which it came."""

    def __init__(self) -> None:
        self._lanes: dict[str, deque[tuple[Work, asyncio.Future[None]]]] = {}
        self._running: dict[str, asyncio.Task[None]] = {}
        self._moved = asyncio.Event()
        self._is_stopping = False

    def __len__(self) -> int:
        """How much waits or is being done."""
        return len(self._running) + sum(map(len, self._lanes.values()))

    def put(self, key: str, work: Work) -> asyncio.Future[None]:
        """Let something be done after what was put in under the same key.

        Returns:
            What ends, or fails, as the work does; what is not begun before the end is cancelled.
        """
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._lanes.setdefault(key, deque()).append((work, done))
        if key not in self._running and not self._is_stopping:
            self._running[key] = asyncio.create_task(self._run(key), name="telegram chat")
        return done

    async def has_room(self, most: int) -> None:
        """Wait until less than so much waits."""
        while len(self) >= most:
            self._moved.clear()
            await self._moved.wait()

    async def finish(self, seconds: float) -> None:
        """Begin nothing else, and wait at most so long for what is being done."""
        self._is_stopping = True
        if self._running:
            await asyncio.wait(tuple(self._running.values()), timeout=seconds)

    async def stop(self) -> None:
        """Break off what is being done, and forget what waits."""
        self._is_stopping = True
        tasks = tuple(self._running.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for _, done in (each for lane in self._lanes.values() for each in lane):
            done.cancel()

    async def _run(self, key: str) -> None:
        lane = self._lanes[key]
        try:
            while lane and not self._is_stopping:
                work, done = lane.popleft()
                await _do(work, done)
                self._moved.set()
        finally:
            del self._running[key]
            if not lane:
                del self._lanes[key]


async def _do(work: Work, done: asyncio.Future[None]) -> None:
    """Do something; a failure is for whoever waits for it, and stops nothing else."""
    try:
        await work()
    except Exception as error:
        if not done.done():
            done.set_exception(error)
            done.exception()  # nobody has to wait for it
    except BaseException:
        done.cancel()
        raise
    else:
        if not done.done():
            done.set_result(None)
