"""Requests to Telegram, noted in the instant in which they leave.

After a crash that note says what was said. So nothing may come between the note and the request:
each goes in a thread of its own, where no turn of a conversation is in its way.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from typing import Any

import httpx
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

Answer = tuple[int, bytes]


@dataclass(frozen=True, slots=True)
class Begun:
    """Notes how far a request came; called in whichever thread sends it.

    Attributes:
        starts: Before any of it is sent.
        leaves: With its last piece, without which it is no request.
    """

    starts: Callable[[], None]
    leaves: Callable[[], None]


BEGUN: ContextVar[Begun | None] = ContextVar("begun", default=None)
"""The note of the request that this task makes."""
SECONDS_TO_CONNECT = 10.0
AT_ONCE = 32
"""Requests under way: at Telegram's pace ten times what it takes."""
STARTS, LEAVES = "http11.send_request_headers.started", "http11.send_request_body.started"
"""httpcore's names of the moments."""


class Sending(BaseRequest):
    """Sends requests, each in a thread of its own.

    Args:
        seconds_to_answer: How long an answer is waited for.
    """

    def __init__(self, seconds_to_answer: float) -> None:
        self._seconds_to_answer = seconds_to_answer
        self._client = httpx.Client(
            timeout=httpx.Timeout(seconds_to_answer, connect=SECONDS_TO_CONNECT),
            limits=httpx.Limits(max_connections=AT_ONCE, max_keepalive_connections=AT_ONCE),
        )

    @property
    def read_timeout(self) -> float:
        """Seconds for which an answer is waited for."""
        return self._seconds_to_answer

    async def initialize(self) -> None:
        """Make ready: nothing to do."""

    async def shutdown(self) -> None:
        """Close all connections; a thread that still waits ends with the process."""
        self._client.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *_timeouts: object,
        **_more: object,
    ) -> Answer:
        """Send a request and give status and body of the answer.

        Raises:
            TimedOut: There was none in time.
            NetworkError: The connection failed.
        """
        parameters = request_data.json_parameters if request_data else None
        request = self._client.build_request(
            method,
            url,
            data=parameters,
            headers={"User-Agent": self.USER_AGENT},
            extensions={"trace": partial(_noting, BEGUN.get())},
        )
        return await _in_thread(partial(self._send, request))

    def _send(self, request: httpx.Request) -> Answer:
        try:
            response = self._client.send(request)
        except httpx.TimeoutException:
            raise TimedOut from None
        except (httpx.HTTPError, RuntimeError) as error:  # RuntimeError: closed meanwhile
            # The error's own text may hold the address, which holds the token.
            raise NetworkError(type(error).__name__) from None
        return response.status_code, response.content


def _noting(begun: Begun | None, event: str, _info: Mapping[str, Any]) -> None:
    if begun and event == STARTS:
        begun.starts()
    elif begun and event == LEAVES:
        begun.leaves()


async def _in_thread(work: Callable[[], Answer]) -> Answer:
    """Do something in a thread that keeps no process from ending."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[Answer] = loop.create_future()

    def give(found: Answer | None, error: Exception | None) -> None:
        if answer.done():
            return
        if error:
            answer.set_exception(error)
        elif found:
            answer.set_result(found)

    def run() -> None:
        found, failure = None, None
        try:
            found = work()
        except Exception as error:  # told to whoever waits
            failure = error
        with suppress(RuntimeError):  # the loop has ended
            loop.call_soon_threadsafe(give, found, failure)

    threading.Thread(target=run, name="telegram request", daemon=True).start()
    return await answer
