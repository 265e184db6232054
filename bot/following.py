"""Fetching the register from elsewhere: a signed copy that a server or a web server publishes.

Who publishes has `KANAALCHECK_REGISTER_SIGNING_KEY`, or runs `python -m knowledge snapshot`; who
follows has `KANAALCHECK_REGISTER_URL`. What is fetched lies where `served_folder` says,
and is served from there as any folder is.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout
from yarl import URL

from bot.capacity.giving_way import giving_way
from bot.settings import Settings
from knowledge.publishing.export.signed import SUFFIX
from knowledge.upkeep.followed import LARGEST_COPY, CopyRefused, Followed, Seen, Why

if TYPE_CHECKING:
    from bot.http.metrics import Metrics

SECONDS_BETWEEN = 15.0
SECONDS_TO_ANSWER = 30.0
SECONDS_AT_START = 10.0
LARGEST_SIGNATURE = 1024
NOT_CHANGED, WELL, NOT_FOUND = 304, 200, 404

logger = logging.getLogger(__name__)


class Following:
    """Asks for a newer register again and again.

    Args:
        url: Where the copy is; its signature is at the same address with `.sig` behind it.
        followed: Takes what came.
        clock: The time in UTC.
    """

    def __init__(
        self,
        url: str,
        followed: Followed,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        seconds: float = SECONDS_TO_ANSWER,
    ) -> None:
        self._url = URL(url)
        self._followed = followed
        self._clock = clock
        self._timeout = ClientTimeout(seconds)
        self._has_looked = False  # at a copy that may be broken on disk

    async def renew(self) -> None:
        """Ask once; what is not served is told in the log, and in health and metrics.

        Raises:
            OSError: The disk does not take it.
        """
        before = await asyncio.to_thread(lambda: self._followed.seen)
        try:
            await self._ask()
        except CopyRefused as refused:
            self._tell(before, refused)
            seen = replace(before, why=refused.why)
        else:
            if before.why:
                logger.info("the register that is followed is well again")
            seen = Seen(self._clock())
        await asyncio.to_thread(self._followed.note, seen)

    async def _ask(self) -> None:
        try:
            async with ClientSession(timeout=self._timeout) as session:
                await self._fetch(session)
        except (ClientError, TimeoutError) as error:
            raise CopyRefused(Why.UNREACHABLE, type(error).__name__) from error

    async def _fetch(self, session: ClientSession, *, is_again: bool = False) -> None:
        about = await asyncio.to_thread(lambda: self._followed.about)
        tag = about.tag if about and self._has_looked else None
        headers = {"If-None-Match": tag} if tag else {}
        async with session.get(self._url, headers=headers, allow_redirects=False) as answer:
            if answer.status == NOT_CHANGED and tag:
                return
            content = await _body(answer, LARGEST_COPY)
            newer = answer.headers.get("ETag")
        beside = self._url.with_path(self._url.path + SUFFIX).with_query(self._url.query)
        async with session.get(beside, allow_redirects=False) as answer:
            if answer.status == NOT_FOUND:
                raise CopyRefused(Why.UNRELIABLE, "de handtekening ontbreekt")
            signature = await _body(answer, LARGEST_SIGNATURE)
        try:
            await asyncio.to_thread(self._take, content, signature, newer)
        except CopyRefused as refused:
            if refused.why is not Why.UNRELIABLE or is_again:
                raise
            # The copy may have been replaced between the two requests.
            await self._fetch(session, is_again=True)
        self._has_looked = True

    def _take(self, content: bytes, signature: bytes, tag: str | None) -> None:
        with giving_way():
            if self._followed.take(content, signature, tag, self._clock()):
                logger.info("a newer register was fetched")

    def _tell(self, before: Seen, refused: CopyRefused) -> None:
        if refused.why is not before.why:
            logger.error(
                "the register at KANAALCHECK_REGISTER_URL is not served (%s: %s); the one before"
                " is served on",
                refused.why,
                refused,
            )


async def _body(answer: ClientResponse, most: int) -> bytes:
    """Read a body of at most so many bytes.

    Raises:
        CopyRefused: There is none, or it is larger.
    """
    if answer.status != WELL:
        raise CopyRefused(Why.UNREACHABLE, f"HTTP {answer.status}")
    found = bytearray()
    async for chunk in answer.content.iter_chunked(1 << 16):
        found += chunk
        if len(found) > most:
            raise CopyRefused(Why.TOO_LARGE, f"meer dan {most} bytes")
    return bytes(found)


def followed_of(settings: Settings) -> Followed | None:
    """Give where the register of elsewhere is kept; None where none is followed."""
    if settings.register_url is None or settings.register_key is None:
        return None
    return Followed(settings.register_followed, settings.register_key.read_bytes())


def served_folder(settings: Settings) -> Path:
    """Give the folder that is served: that of our own files, or of what is followed."""
    followed = followed_of(settings)
    return followed.register if followed else settings.knowledge


def existing_folder(settings: Settings) -> Path:
    """Give the folder that a server would begin with now; commands of operators fetch nothing."""
    folder = served_folder(settings)
    return folder if folder.is_dir() else settings.knowledge


def fetch_first(settings: Settings) -> None:
    """Ask once before anything is served, and see to it that there is a folder to serve.

    Not in an event loop.

    Raises:
        OSError: The disk does not take it.
    """
    followed = followed_of(settings)
    if followed is None or settings.register_url is None:
        return
    followed.begin_with(settings.knowledge)
    asyncio.run(Following(settings.register_url, followed, seconds=SECONDS_AT_START).renew())


def show(followed: Followed, metrics: Metrics) -> None:
    """Let metrics show what is followed, and what became of asking last."""
    metrics.follow(
        "kanaalcheck_register_source_problem",
        "1 when the register that is followed is not served, by why",
        "problem",
        partial(_problems, followed),
    )
    metrics.follow(
        "kanaalcheck_register_source_asked_timestamp_seconds",
        "When the register that is followed last gave what is served",
        None,
        lambda: _at(followed.seen.asked_at),
    )
    metrics.follow(
        "kanaalcheck_register_source_made_timestamp_seconds",
        "When the register that is followed was signed",
        None,
        lambda: _at(followed.about.made_at if followed.about else None),
    )


def _problems(followed: Followed) -> dict[str, float]:
    now = followed.seen.why
    return {why: float(why is now) for why in Why}


def _at(moment: datetime | None) -> dict[str, float]:
    return {"": moment.timestamp() if moment else 0.0}
