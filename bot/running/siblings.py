"""The workers of one installation: each is the home of some conversations, and they share a port.

What was said in a conversation, the answers to resend and the pictures of a report stand in the
memory of one process. Whichever worker a request reaches hands it on to the home of its
conversation, over a socket in a folder that only this installation may read.
"""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
from aiohttp import hdrs, web

from bot.http.problems import Problem
from bot.running.application import FROM_SIBLING, client_of, is_from_sibling

SECONDS_TO_RESTART = 2
SECONDS_TO_TELL = 2.0
"""What a sibling may take to give its metrics."""
SECONDS_OF_A_TURN = 60.0

_HANDED_ON = ("Accept", "Accept-Language", "Content-Type", "Host", "Origin", "Sec-Fetch-Site")
"""All that a conversation reads of the headers of a request."""
_HANDED_BACK = (
    "Cache-Control",
    "Content-Language",
    "Content-Security-Policy",
    "Content-Type",
    "Retry-After",
)


@dataclass(frozen=True)
class Place:
    """Which worker a process is.

    Attributes:
        index: From 0.
        count: How many there are.
        folder: Where each listens for its siblings.
    """

    index: int
    count: int
    folder: Path

    def socket_of(self, index: int) -> Path:
        """Where a worker listens for its siblings."""
        return self.folder / f"{index}.sock"

    def home_of(self, conversation: str) -> int:
        """Give the worker that a conversation is at home at."""
        digest = hashlib.blake2b(conversation.encode("utf-8", "replace"), digest_size=8).digest()
        return int.from_bytes(digest) % self.count

    def new_id(self) -> str:
        """Make the unguessable id of a conversation that is at home here."""
        while self.home_of(made := secrets.token_urlsafe(16)) != self.index:
            continue
        return made


@dataclass
class Siblings:
    """Hands requests on, and asks the others what they counted."""

    place: Place
    _sessions: dict[int, aiohttp.ClientSession] = field(default_factory=dict)

    async def running(self, _app: web.Application) -> AsyncIterator[None]:
        """Keep connections for as long as the application runs."""
        yield
        await asyncio.gather(*(each.close() for each in self._sessions.values()))

    async def answer(
        self, index: int, request: web.Request, form: aiohttp.FormData | None
    ) -> web.Response | None:
        """Let a worker answer a request; None when it is not there.

        Args:
            index: Of the worker.
            request: Whose body was read, or is given as a form.
            form: What it held.

        Raises:
            Problem: The worker went away amid the request.
        """
        headers = {name: request.headers[name] for name in _HANDED_ON if name in request.headers}
        headers[FROM_SIBLING] = client_of(request)
        if form:
            del headers[hdrs.CONTENT_TYPE]  # the parts are parted anew
        body = form or await request.read()
        try:
            async with self._session(index).request(
                request.method,
                f"http://sibling{request.raw_path}",
                headers=headers,
                data=body,
                allow_redirects=False,
            ) as answer:
                return _copied(answer.status, answer.headers, await answer.read())
        except aiohttp.ClientConnectorError:
            return None
        except (aiohttp.ClientError, TimeoutError) as error:
            seconds = str(SECONDS_TO_RESTART)
            raise Problem("not-ready", headers={"Retry-After": seconds}) from error

    async def metrics(self) -> list[tuple[int, bytes]]:
        """Give what each other worker counted; a worker that is not there gives nothing."""
        others = [index for index in range(self.place.count) if index != self.place.index]
        found = await asyncio.gather(*map(self._metrics_of, others))
        return [(index, text) for index, text in zip(others, found, strict=True) if text]

    async def _metrics_of(self, index: int) -> bytes:
        with suppress(aiohttp.ClientError, TimeoutError):
            async with asyncio.timeout(SECONDS_TO_TELL):
                async with self._session(index).get("http://sibling/metrics") as answer:
                    return await answer.read()
        return b""

    def _session(self, index: int) -> aiohttp.ClientSession:
        if index not in self._sessions:
            self._sessions[index] = aiohttp.ClientSession(
                connector=aiohttp.UnixConnector(str(self.place.socket_of(index)), limit=0),
                timeout=aiohttp.ClientTimeout(total=SECONDS_OF_A_TURN),
                cookie_jar=aiohttp.DummyCookieJar(),
                skip_auto_headers={hdrs.USER_AGENT, hdrs.ACCEPT, hdrs.ACCEPT_ENCODING},
                auto_decompress=False,
            )
        return self._sessions[index]


SIBLINGS = web.AppKey("siblings", Siblings)


async def answered_at_home(
    request: web.Request, conversation: str, form: aiohttp.FormData | None = None
) -> web.Response | None:
    """Let the home of a conversation answer a request of it.

    Args:
        request: Was found to be as agreed.
        conversation: Its name.
        form: What the body held, when it was read in parts.

    Returns:
        None when this process is to answer: it is the home, or the only one, or the home is gone
        and comes back without what it knew.

    Raises:
        Problem: The home went away amid the request.
    """
    siblings = request.app.get(SIBLINGS)
    if siblings is None or is_from_sibling(request):
        return None
    home = siblings.place.home_of(conversation)
    if home == siblings.place.index:
        return None
    return await siblings.answer(home, request, form)


def _copied(status: int, headers: Mapping[str, str], body: bytes) -> web.Response:
    kept = {name: headers[name] for name in _HANDED_BACK if name in headers}
    return web.Response(status=status, headers=kept, body=body)
