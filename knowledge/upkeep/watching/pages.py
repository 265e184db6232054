"""The links of a page, and the small files in which a site says what else it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urljoin, urlsplit

from lxml import etree

MOST_LINKS = 3000
LONGEST_LINK = 2000
MOST_FURTHER_PAGES = 2

_FOOTERS = re.compile(r"footer|voettekst", re.IGNORECASE)
_FURTHER = re.compile(r"contact|volg[-_ ]?ons|sociale?[-_ ]?media", re.IGNORECASE)
_DID = re.compile(r"did:(?:plc:[a-z2-7]{24}|web:[a-zA-Z0-9.%-]{1,200})")
_LINE = re.compile(r"\s*([A-Za-z-]{1,30})\s*[:=]\s*(\S{1,2000})\s*")


class Where(StrEnum):
    """Where on a site a link stands, the most telling first."""

    REL_ME = "rel=me"
    ATPROTO = "atproto-did"
    TRUST_TXT = "trust.txt"
    SECURITY_TXT = "security.txt"
    FOOTER = "footer"
    PAGE = "page"


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


def links_of(html: str, page: str) -> Iterator[Link]:
    """Give the links of a page, at most `MOST_LINKS`.

    Args:
        html: The page, however broken.
        page: Its address.
    """
    # Told piece by piece: a tree takes minutes for a page of tags that are never closed.
    gatherer = _Gatherer()
    parser = etree.HTMLParser(target=gatherer, encoding="utf-8")
    try:
        parser.feed(html.encode("utf-8", "replace"))
        parser.close()
    except etree.XMLSyntaxError:  # nothing in it that is HTML
        return
    base = _whole(gatherer.base, page) or page
    for href, where in gatherer.found:
        url = _whole(href, base)
        if url:
            yield Link(url, where, page)


class _Gatherer:
    """Hears the tags of a page in order, and keeps what links."""

    def __init__(self) -> None:
        self.base: str | None = None
        self.found: list[tuple[str, Where]] = []
        self._is_footer: list[bool] = []  # of every open tag
        self._footers = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        marks = f"{attributes.get('class', '')} {attributes.get('id', '')}"[:LONGEST_LINK]
        is_footer = tag == "footer" or bool(_FOOTERS.search(marks))
        self._is_footer.append(is_footer)
        self._footers += is_footer
        href = attributes.get("href")
        if href is None:
            return
        if tag == "base" and self.base is None:
            self.base = href
        self._link(tag, href, "me" in attributes.get("rel", "").lower().split())

    def end(self, _: str) -> None:
        self._footers -= self._is_footer.pop()

    def close(self) -> None:
        """Nothing is left to do; lxml asks for it."""

    def _link(self, tag: str, href: str, is_me: bool) -> None:
        can_link = tag in ("a", "area") or (tag == "link" and is_me)
        if can_link and len(self.found) < MOST_LINKS:
            in_footer = Where.FOOTER if self._footers else Where.PAGE
            self.found.append((href, Where.REL_ME if is_me else in_footer))


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
    return url if scheme in ("http", "https", "mailto", "tel") else None
