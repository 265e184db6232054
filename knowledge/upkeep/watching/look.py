"""Looking at one website: the page itself, where contacts stand, and what it says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from knowledge.upkeep.watching.fetching import TEXT, Fetched, Fetcher, Trouble
from knowledge.upkeep.watching.pages import (
    Link,
    Page,
    Where,
    did_of,
    fields_of,
    further_pages,
    page_of,
)

UNREACHED = frozenset(
    {
        Trouble.NO_SUCH_HOST,
        Trouble.LOOKUP_FAILED,
        Trouble.PRIVATE_ADDRESS,
        Trouble.TLS,
        Trouble.NOT_REACHABLE,
        Trouble.TIMEOUT,
    }
)
"""Troubles of a host and not of a page: it is not bothered with more requests."""

TRUST_FILES = ("/.well-known/trust.txt", "/trust.txt")
SECURITY_FILE = "/.well-known/security.txt"
DID_FILE = "/.well-known/atproto-did"
PROFILE_AT_BLUESKY = "https://bsky.app/profile/{host}"

_TRUST_FIELDS = frozenset({"social", "control"})


@dataclass(frozen=True, slots=True)
class Sighting:
    """What was seen of one website.

    Attributes:
        site: Address in the register.
        final: Where it led.
        status: Of the last answer; None without one.
        trouble: Why the page could not be read; None when it could.
        detail: What the trouble is, in the words of who told it.
        hops: Redirects on the way, `final` included.
        links: That the site gives, each once.
        expires: Of security.txt, as it stands there.
        says: Words of the page and of its further pages.
        seen_on: The day, as an ISO date; empty when nobody told.
    """

    site: str
    final: str
    status: int | None = None
    trouble: Trouble | None = None
    detail: str = ""
    hops: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    expires: str | None = None
    says: str = ""
    seen_on: str = ""


class Looker:
    """Looks at websites; the small files of a host are asked for once.

    Args:
        fetcher: Fetches pages.
    """

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self._files: dict[str, Fetched] = {}

    async def look_at(self, site: str) -> Sighting:
        """Look at one website, by its address in the register."""
        page = await self._fetcher.get(site)
        seen = Sighting(site, page.final, page.status, page.trouble, page.detail, page.hops[1:])
        first = _read(page)
        links, says = list(first.links), first.says
        if page.trouble not in UNREACHED:
            for further in further_pages(links, page.final):
                another = _read(await self._fetcher.get(further))
                links += another.links
                says = f"{says} {another.says}" if another.says else says
            seen = await self._with_files(seen, links)
        return replace(seen, links=tuple(_once(links)), says=says)

    async def _with_files(self, seen: Sighting, links: list[Link]) -> Sighting:
        """Read the small files of a site."""
        for path in TRUST_FILES:
            trust = await self._file(urljoin(seen.final, path))
            links += _stated(trust, Where.TRUST_TXT, _TRUST_FIELDS)
        security = await self._file(urljoin(seen.final, SECURITY_FILE))
        links += _stated(security, Where.SECURITY_TXT, frozenset({"contact"}))
        expires = dict(fields_of(security.text or "")).get("expires")
        for host in _names_at_bluesky(seen.final):
            url = f"https://{host}{DID_FILE}"
            if did_of((await self._file(url)).text or ""):
                links.append(Link(PROFILE_AT_BLUESKY.format(host=host), Where.ATPROTO, url))
        return replace(seen, expires=expires)

    async def _file(self, url: str) -> Fetched:
        """Fetch a file; one that leads elsewhere says nothing about this site."""
        if url not in self._files:
            file = await self._fetcher.get(url, TEXT)
            self._files[url] = file if file.hops == (url,) else replace(file, text=None)
        return self._files[url]


def _names_at_bluesky(url: str) -> tuple[str, ...]:
    """Give the names that an account of this site can have at Bluesky: its hosts."""
    host = urlsplit(url).hostname or ""
    return tuple(dict.fromkeys((host.removeprefix("www."), host)))


def _read(page: Fetched) -> Page:
    return page_of(page.text, page.final) if page.text is not None else Page((), "")


def _stated(file: Fetched, where: Where, names: frozenset[str]) -> Iterator[Link]:
    for name, value in fields_of(file.text or ""):
        if name in names:
            yield Link(value, where, file.final)


def _once(links: list[Link]) -> Iterator[Link]:
    """Give every address once, from the most telling place; and once more where it is warned of."""
    order = list(Where)
    best: dict[tuple[str, bool], Link] = {}
    for link in links:
        key = (link.url, link.where is Where.WARNING)
        known = best.get(key)
        if known is None or order.index(link.where) < order.index(known.where):
            best[key] = link
    return iter(best.values())
