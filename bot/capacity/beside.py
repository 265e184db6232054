"""Work that would stop everybody: done beside the event loop, in a thread with its own loop."""

import asyncio
import threading
from collections.abc import Coroutine
from functools import cached_property
from typing import Any, TypeVar

from bot.capacity.giving_way import giving_way

_Result = TypeVar("_Result")


class Beside:
    """Runs coroutines that compute for long, one after another where they do not wait.

    What they share with the event loop of the process has to bear two threads.
    """

    async def run(self, work: Coroutine[Any, Any, _Result]) -> _Result:
        """Give what a coroutine gives; it sees the context variables of who asks."""
        done = asyncio.run_coroutine_threadsafe(_giving_way(work), self._loop)
        return await asyncio.wrap_future(done)

    @cached_property
    def _loop(self) -> asyncio.AbstractEventLoop:
        """Begin with the first long piece of work: most processes of tests have none."""
        loop = asyncio.new_event_loop()
        threading.Thread(target=loop.run_forever, name="long messages", daemon=True).start()
        return loop


async def _giving_way(work: Coroutine[Any, Any, _Result]) -> _Result:
    with giving_way():
        return await work
