"""Fetching a page of somebody else: politely, within limits, one request at a time for a host."""

from __future__ import annotations

import asyncio
import codecs
import ssl
import time
import zlib
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urljoin, urlsplit

import httpx
from protego import Protego

from knowledge.upkeep.watching.names import LookupFailedError
from knowledge.upkeep.watching.reachability import (
    GuardedTransport,
    PrivateAddressError,
    UnknownHostError,
)

ROBOT = "Kanaalcheck"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
HTML = frozenset({"text/html", "application/xhtml+xml"})
TEXT = frozenset({"text/plain"})

_MOST_ROBOTS_BYTES = 500 * 1024  # RFC 9309, 2.5
_LONGEST_CRAWL_DELAY = 30.0  # a site that asks for more is looked at once a minute at most
_CHARSETS = ("utf-8", "iso8859-1", "iso8859-15", "cp1252", "utf-16", "utf-16-le", "utf-16-be")


class Trouble(StrEnum):
    """Why a page could not be read."""

    NO_SUCH_HOST = "no_such_host"
    LOOKUP_FAILED = "lookup_failed"
    PRIVATE_ADDRESS = "private_address"
    TLS = "tls"
    NOT_REACHABLE = "not_reachable"
    TIMEOUT = "timeout"
    TOO_LARGE = "too_large"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    BAD_REDIRECT = "bad_redirect"
    ROBOTS = "robots"
    HTTP_ERROR = "http_error"
    NOT_A_PAGE = "not_a_page"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Limits:
    """How far we go.

    Attributes:
        seconds: For one request with its answer.
        size: Bytes of one answer, unpacked.
        redirects: Followed for one page.
        pause: Seconds between two requests to one host.
    """

    seconds: float = 20.0
    size: int = 2_000_000
    redirects: int = 8
    pause: float = 2.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of fetching one page.

    Attributes:
        url: What was asked.
        hops: Every address on the way, the last one that was asked included.
        status: Of the last answer; None without one.
        text: Of the page; None when there is trouble.
        detail: What the trouble is, in the words of who told it.
    """

    url: str
    hops: tuple[str, ...]
    status: int | None = None
    text: str | None = None
    trouble: Trouble | None = None
    detail: str = ""

    @property
    def final(self) -> str:
        """The address that answered, or that was asked last."""
        return self.hops[-1]


class _TroubleError(Exception):
    def __init__(self, trouble: Trouble, detail: str = "", status: int | None = None) -> None:
        super().__init__(trouble)
        self.trouble, self.detail, self.status = trouble, detail, status


@dataclass(slots=True)
class _Host:
    """When a host may be asked again."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0


class Fetcher:
    """Fetches pages.

    Args:
        transport: The way to a server.
        contact: Where whoever sees us in a log can read who we are.
        limits: How far we go.
        clock: Seconds that only go up.
        sleep: Waits so many seconds.
    """

    def __init__(
        self,
        transport: GuardedTransport,
        contact: str,
        *,
        limits: Limits | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._limits = limits or Limits()
        self._clock, self._sleep = clock, sleep
        self._hosts: defaultdict[str, _Host] = defaultdict(_Host)
        self._robots: dict[str, Protego] = {}
        self._transport = transport
        self._headers = {
            "User-Agent": f"{ROBOT}/1.0 (+{contact})",
            "Accept-Encoding": "gzip",
            "Accept-Language": "nl",
        }

    async def __aenter__(self) -> Fetcher:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._transport.aclose()

    async def get(
        self, url: str, kinds: frozenset[str] = HTML, *, heeds_robots: bool = True
    ) -> Fetched:
        """Fetch a page, following redirects.

        Args:
            url: Of the web.
            kinds: Media types that are read; another is no page.
            heeds_robots: Whether robots.txt is asked first, as for every page.
        """
        hops = [url]
        try:
            while True:
                place = hops[-1]
                if heeds_robots:
                    await self._check_robots(place)
                response = await self._ask(place, self._limits.size, kinds)
                if response.leads_to is None:
                    return Fetched(url, tuple(hops), response.status, response.text)
                hops.append(_next(response.leads_to, hops, self._limits.redirects))
        except _TroubleError as error:
            return Fetched(url, tuple(hops), error.status, None, error.trouble, error.detail)

    async def _check_robots(self, url: str) -> None:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            self._robots[origin] = await self._read_robots(f"{origin}/robots.txt")
        if not self._robots[origin].can_fetch(url, ROBOT):
            raise _TroubleError(Trouble.ROBOTS)

    async def _read_robots(self, url: str) -> Protego:
        """Read robots.txt as RFC 9309 says: none means all is free, a broken server nothing is."""
        hops = [url]
        while True:
            try:
                answer = await self._ask(hops[-1], _MOST_ROBOTS_BYTES, None)
            except _TroubleError as error:
                if error.status is not None and 400 <= error.status < 500:
                    return Protego.parse("")
                raise
            if answer.leads_to is None:
                return Protego.parse(answer.text)
            hops.append(_next(answer.leads_to, hops, self._limits.redirects))

    async def _ask(self, url: str, size: int, kinds: frozenset[str] | None) -> _Answer:
        """Ask once, when the host's turn comes."""
        name = urlsplit(url).hostname or ""
        host = self._hosts[name]
        async with host.lock:
            await self._sleep(max(0.0, host.free_at - self._clock()))
            try:
                async with asyncio.timeout(self._limits.seconds):
                    return await self._answer(url, size, kinds)
            except TimeoutError as error:
                raise _TroubleError(Trouble.TIMEOUT) from error
            except (httpx.InvalidURL, UnicodeError) as error:
                raise _TroubleError(Trouble.BAD_REDIRECT, str(error)[:200]) from error
            except (httpx.HTTPError, LookupFailedError) as error:
                raise _told(error) from error
            finally:
                host.free_at = self._clock() + self._pause(url)

    def _pause(self, url: str) -> float:
        parts = urlsplit(url)
        rules = self._robots.get(f"{parts.scheme}://{parts.netloc}")
        asked = rules.crawl_delay(ROBOT) if rules else None
        return max(self._limits.pause, min(asked or 0.0, _LONGEST_CRAWL_DELAY))

    async def _answer(self, url: str, size: int, kinds: frozenset[str] | None) -> _Answer:
        # Not through a client of httpx: it would keep cookies, and read where a redirect leads.
        request = httpx.Request("GET", url, headers=self._headers)
        response = await self._transport.handle_async_request(request)
        try:
            return await self._read(response, size, kinds)
        finally:
            await response.aclose()

    async def _read(
        self, response: httpx.Response, size: int, kinds: frozenset[str] | None
    ) -> _Answer:
        status = response.status_code
        if status in REDIRECTS and "Location" in response.headers:
            return _Answer(status, "", response.headers["Location"])
        if status >= 300:
            raise _TroubleError(Trouble.HTTP_ERROR, f"HTTP {status}", status)
        media_type, charset = _content_type(response)
        if kinds is not None and media_type not in kinds:
            raise _TroubleError(Trouble.NOT_A_PAGE, media_type[:80], status)
        body = await _read_body(response, size)
        return _Answer(status, _decoded(body, charset), None)


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    text: str
    leads_to: str | None


def _next(target: str, hops: list[str], most: int) -> str:
    """Give where a redirect leads, when we follow it."""
    try:
        found = urljoin(hops[-1], target)
        parts = urlsplit(found)
    except ValueError as error:
        raise _TroubleError(Trouble.BAD_REDIRECT, target[:200]) from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise _TroubleError(Trouble.BAD_REDIRECT, target[:200])
    if len(hops) > most or found in hops:
        raise _TroubleError(Trouble.TOO_MANY_REDIRECTS)
    return parts._replace(fragment="").geturl()


def _told(error: Exception) -> _TroubleError:
    """Say what a failed connection means."""
    match error:
        case UnknownHostError():
            return _TroubleError(Trouble.NO_SUCH_HOST)
        case PrivateAddressError():
            return _TroubleError(Trouble.PRIVATE_ADDRESS)
        case LookupFailedError():
            return _TroubleError(Trouble.LOOKUP_FAILED)
        case httpx.TimeoutException():
            return _TroubleError(Trouble.TIMEOUT)
        case httpx.RemoteProtocolError() | httpx.DecodingError():
            return _TroubleError(Trouble.UNREADABLE, type(error).__name__)
    tls = _tls_error(error)
    if tls is not None:
        return _TroubleError(Trouble.TLS, tls)
    return _TroubleError(Trouble.NOT_REACHABLE, type(error).__name__)


def _tls_error(error: BaseException) -> str | None:
    """Find the mistake of a certificate or handshake among the causes."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return str(cause.verify_message)
        if isinstance(cause, ssl.SSLError):
            return str(cause.reason)
        cause = cause.__cause__ or cause.__context__
    return None


def _content_type(response: httpx.Response) -> tuple[str, str]:
    media_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return media_type, response.charset_encoding or ""


async def _read_body(response: httpx.Response, size: int) -> bytes:
    """Read an answer piece by piece; what unpacks to more than the limit is not unpacked."""
    packing = response.headers.get("Content-Encoding", "identity").strip().lower()
    if packing not in ("identity", "gzip", "x-gzip", ""):
        raise _TroubleError(Trouble.UNREADABLE, packing[:40], response.status_code)
    unpack = zlib.decompressobj(wbits=31) if "gzip" in packing else None
    body = bytearray()
    async for piece in response.aiter_raw():
        try:
            body += unpack.decompress(piece, size + 1 - len(body)) if unpack else piece
        except zlib.error as error:
            raise _TroubleError(Trouble.UNREADABLE, "gzip", response.status_code) from error
        if len(body) > size:
            raise _TroubleError(Trouble.TOO_LARGE, "", response.status_code)
    return bytes(body)


def _decoded(body: bytes, charset: str) -> str:
    """Read bytes as text; only usual charsets, since some codecs of Python take for ever."""
    if body.startswith(codecs.BOM_UTF8):
        return body[len(codecs.BOM_UTF8) :].decode("utf-8", "replace")
    try:
        name = codecs.lookup(charset).name if charset else ""
    except (LookupError, ValueError):
        name = ""
    return body.decode(name if name in _CHARSETS else "utf-8", "replace")
