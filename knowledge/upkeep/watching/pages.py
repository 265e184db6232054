"""The links of a page, and the small files in which a site says what else it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from knowledge.upkeep.watching.places import LONGEST_LINK, MOST_LINKS, Where, read_page

__all__ = ["Link", "Page", "Where", "did_of", "fields_of", "further_pages", "links_of", "page_of"]

MOST_FURTHER_PAGES = 2

_FURTHER = re.compile(r"contact|volg[-_ ]?ons|sociale?[-_ ]?media", re.IGNORECASE)
_DID = re.compile(r"did:(?:plc:[a-z2-7]{24}|web:[a-zA-Z0-9.%-]{1,200})")
_LINE = re.compile(r"\s*([A-Za-z-]{1,30})\s*[:=]\s*(\S{1,2000})\s*")


@dataclass(frozen=True, slots=True)
class Link:
    """An address that a site gives.

    Attributes:
        url: Whole, as a browser would open it.
        where: The sort of place.
        page: The page or file it stands in.
    """

    url: str
    where: Where
    page: str


@dataclass(frozen=True, slots=True)
class Page:
    """The links of a page, at most `MOST_LINKS`, and words of it."""

    links: tuple[Link, ...]
    says: str


def page_of(html: str, page: str) -> Page:
    """Read a page.

    Args:
        html: The page, however broken.
        page: Its address.
    """
    reading = read_page(html, is_contact=bool(_FURTHER.search(urlsplit(page).path)))
    base = _whole(reading.base, page) or page
    whole = ((_whole(href, base), where) for href, where in reading.links)
    return Page(tuple(Link(url, where, page) for url, where in whole if url), reading.says)


def links_of(html: str, page: str) -> Iterator[Link]:
    """Give the links of a page; see `page_of`."""
    yield from page_of(html, page).links


def further_pages(links: list[Link], page: str) -> list[str]:
    """Choose the pages of the same site where contacts usually stand."""
    host = urlsplit(page).netloc
    found: dict[str, None] = {}
    for link in links:
        try:
            parts = urlsplit(link.url)
        except ValueError:
            continue
        url = parts._replace(fragment="").geturl()
        if parts.netloc == host and _FURTHER.search(parts.path) and url != page:
            found[url] = None
    return sorted(found, key=len)[:MOST_FURTHER_PAGES]


def did_of(text: str) -> str | None:
    """Read `/.well-known/atproto-did`: the account at Bluesky that has this host as its name."""
    found = text.strip()
    return found if _DID.fullmatch(found) else None


def fields_of(text: str) -> Iterator[tuple[str, str]]:
    """Read the fields of security.txt (RFC 9116) or trust.txt, lower case, with their values."""
    for line in text.splitlines()[:MOST_LINKS]:
        match = _LINE.fullmatch(line[: 2 * LONGEST_LINK])
        if match and not line.lstrip().startswith(("#", "-")):
            yield match[1].lower(), match[2]


def _whole(href: str | None, base: str) -> str | None:
    if not href or len(href) > LONGEST_LINK:
        return None
    try:
        url = urljoin(base, href.strip())
        scheme = urlsplit(url).scheme
    except ValueError:  # brackets that hold no IPv6 number
        return None
    # As everybody writes it: the schemes of links are read by their beginning.
    return scheme + url[len(scheme) :] if scheme in ("http", "https", "mailto", "tel") else None
