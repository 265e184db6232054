"""Whose voice a link on a page has: the site's own, a guest's, a partner's, or nobody's to see.

A site speaks of its own accounts where it says who it is: its head and foot, a block that asks to
follow it, its contact page, what it tells machines. What stands elsewhere may be anybody's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from knowledge.data import load_data

FILE = Path(__file__).with_name("site_words.yml")
MOST_LINKS = 3000
LONGEST_LINK = 2000
LONGEST_TEXT = 400
LONGEST_SIGN = 4  # in words: open onze Facebook-pagina
MOST_SAID = 12_000
MOST_DATA = 200_000
DEEPEST_DATA = 3

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "li", "main", "nav", "ol", "p", "section", "table", "td", "th", "tr", "ul",
})  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary", "legend", "dt"})
_APART = frozenset(
    {"footer", "header", "aside", "main", "article"}
)  # a heading before says nothing
_WRAPPERS = frozenset({"div", "header", "span", "hgroup"})
_UNSEEN = frozenset({"template", "noscript", "script", "style"})
_LANDMARKS = {"contentinfo": "footer", "banner": "header", "navigation": "header"}
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?<![-\w])opacity\s*:\s*0(?![.\d])"
    r"|font-size\s*:\s*0|(?:left|top|right|text-indent)\s*:\s*-\s*\d{3,}"
    r"|(?<![-\w])(?:width|height)\s*:\s*0(?![.\d])|clip\s*:\s*rect\(\s*0",
    re.IGNORECASE,
)
_SIMPLE = re.compile(r"[.#]([\w-]{1,80})")
_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")

HIDDEN, SHARE, ARTICLE = "hidden", "share", "article"
_CHROME = frozenset({"footer", "header"})
_ORGANISATION = "Organization"


class Where(StrEnum):
    """Where on a site a link stands, the most telling first."""

    REL_ME = "rel=me"
    ATPROTO = "atproto-did"
    TRUST_TXT = "trust.txt"
    SAME_AS = "sameAs"
    SECURITY_TXT = "security.txt"
    FOOTER = "footer"
    HEADER = "header"
    FOLLOW = "follow"
    CONTACT = "contact"
    PAGE = "page"
    PARTNER = "partner"
    GUEST = "guest"
    WARNING = "warning"

    @property
    def is_own_voice(self) -> bool:
        """Whether the site speaks of itself there."""
        return self in _OWN_VOICE

    @property
    def is_foreign(self) -> bool:
        """Whether what stands there is of somebody else, or warned of."""
        return self in _FOREIGN


_FOREIGN = frozenset({Where.PARTNER, Where.GUEST, Where.WARNING})
_OWN_VOICE = frozenset(tuple(Where)[: tuple(Where).index(Where.PAGE)])


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page holds.

    Attributes:
        base: Of its relative links, as the page gives it.
        links: Every link that a visitor sees, as it is written, with where it stands.
        says: Words of the page, the first and the last of a long one.
    """

    base: str | None
    links: tuple[tuple[str, Where], ...]
    says: str


def is_for_sale(text: str) -> bool:
    """Tell whether the words of a page offer its domain for sale."""
    return bool(_words()["for_sale"].search(text))


def read_page(html: str, *, is_contact: bool) -> Reading:
    """Read a page, however broken; at most `MOST_LINKS` links.

    Args:
        html: The page.
        is_contact: It is the page where an organisation says how to reach it.
    """
    # Told piece by piece: a tree takes minutes for a page of tags that are never closed.
    listener = _Listener()
    parser = etree.HTMLParser(target=listener, encoding="utf-8")
    try:
        parser.feed(html.encode("utf-8", "replace"))
        parser.close()
    except etree.XMLSyntaxError:  # nothing in it that is HTML
        return Reading(None, (), "")
    links = [(link.href, link.where(is_contact=is_contact)) for link in listener.links]
    shown = [(href, where) for href, where in links if where is not None]
    shown += [(url, Where.SAME_AS) for url in listener.same_as()]
    return Reading(listener.base, tuple(shown[:MOST_LINKS]), listener.says())


@dataclass(slots=True)
class _Text:
    """Words of one block, without those of its links."""

    words: list[str] = field(default_factory=list)
    length: int = 0

    def add(self, text: str) -> None:
        piece = text[: LONGEST_TEXT - self.length]  # pages of strangers may hold one long word
        if piece:
            self.words.append(piece)
            self.length += len(piece)

    def __str__(self) -> str:
        return " ".join("".join(self.words).split())


@dataclass(slots=True)
class _Open:
    """A tag that is open.

    Attributes:
        marks: What it and those around it tell.
        links: Number of links before it.
        inherited: The heading that it began under.
        heading: The last one before what comes next in it.
    """

    tag: str
    marks: frozenset[str]
    text: _Text
    links: int
    inherited: str = ""
    heading: str = ""
    link: _Link | None = None


@dataclass(slots=True)
class _Link:
    """A link with what stands around it."""

    href: str
    rel: frozenset[str]
    marks: frozenset[str]
    around: _Text
    heading: str
    label: _Text

    def where(self, *, is_contact: bool) -> Where | None:
        """Say where it stands; None when no visitor sees it, or it passes the page on."""
        if self.marks & {HIDDEN, SHARE}:
            return None
        foreign = self._foreign()
        if foreign:
            return foreign
        if "me" in self.rel:
            return Where.REL_ME
        for mark, where in (("footer", Where.FOOTER), ("header", Where.HEADER)):
            if mark in self.marks:
                return where
        if ARTICLE in self.marks:
            return Where.PAGE
        if "follow" in self.marks or self._says("follow", self.heading, self.around, self.label):
            return Where.FOLLOW
        if _is_sign(self.label) or _is_sign(self.heading):
            return Where.FOLLOW
        return Where.CONTACT if is_contact else Where.PAGE

    def _foreign(self) -> Where | None:
        if "ugc" in self.rel or "guests" in self.marks or self._says("guests", self.heading):
            return Where.GUEST
        if "sponsored" in self.rel or "partners" in self.marks:
            return Where.PARTNER
        if self._says("partners", self.heading, self.around):
            return Where.PARTNER
        is_warning = self._says("warning", self.heading, self.around, self.label)
        return Where.WARNING if is_warning else None

    def _says(self, what: str, *texts: object) -> bool:
        return any(_words()[what].search(str(text)) for text in texts)


def _is_sign(text: object) -> bool:
    """Tell whether a text is hardly more than the name of a network, as icons have it."""
    words = str(text).split()
    return 0 < len(words) <= LONGEST_SIGN and bool(_words()["accounts"].search(" ".join(words)))


class _Listener:
    """Hears the tags of a page in order, and keeps what links and what is said."""

    def __init__(self) -> None:
        self.base: str | None = None
        self.links: list[_Link] = []
        self._open: list[_Open] = []
        self._said: list[str] = []
        self._css, self._data = _Text(), list[str]()
        self._data_length = 0
        self._is_data = False
        self._hidden: frozenset[str] = frozenset()

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        around = self._open[-1] if self._open else _Open("", frozenset(), _Text(), 0)
        marks = self._marks(tag, attributes, around.marks)
        text = _Text() if tag in _BLOCKS else around.text
        heading = "" if tag in _APART else around.heading
        opened = _Open(tag, marks, text, len(self.links), heading, heading, around.link)
        self._is_data = tag == "script" and "ld+json" in attributes.get("type", "").lower()
        if self._is_data:
            self._data.append("")
        self._say(attributes.get("content", "") if _names_site(tag, attributes) else "")
        href = attributes.get("href")
        if href is not None and tag == "base" and self.base is None:
            self.base = href
        if href is not None:
            opened.link = self._link(tag, href, attributes, opened) or opened.link
        elif opened.link is not None:
            opened.link.label.add(_label(attributes))
        self._open.append(opened)

    def end(self, tag: str) -> None:
        closed = self._open.pop()
        if tag == "style":
            self._hidden |= frozenset(_hidden_names(str(self._css)))
            self._css = _Text()
        if not self._open:
            return
        around = self._open[-1]
        if tag in _HEADINGS:
            around.heading = str(closed.text)
        elif tag in _WRAPPERS and closed.links == len(self.links):
            around.heading = (
                closed.heading if closed.heading != closed.inherited else around.heading
            )

    def data(self, text: str) -> None:
        if not self._open:
            return
        here = self._open[-1]
        if here.tag == "style":
            self._css.words.append(text)
        elif here.tag == "script":
            self._keep_data(text)
        elif HIDDEN not in here.marks:
            self._say(text)
            (here.link.label if here.link else here.text).add(text)

    def close(self) -> None:
        """Nothing is left to do; lxml asks for it."""

    def says(self) -> str:
        text = " ".join(" ".join(self._said).split())
        half = MOST_SAID // 2
        return text if len(text) <= MOST_SAID else f"{text[:half]} … {text[-half:]}"

    def same_as(self) -> Iterator[str]:
        """Give what the page says of its own organisation in JSON-LD."""
        for text in self._data:
            try:
                told = json.loads(text)
            except (ValueError, RecursionError):
                continue
            for node in _own_nodes(told):
                named = node.get("sameAs")
                for url in named if isinstance(named, list) else [named]:
                    if isinstance(url, str) and len(url) <= LONGEST_LINK:
                        yield url

    def _marks(
        self, tag: str, attributes: Mapping[str, str], around: frozenset[str]
    ) -> frozenset[str]:
        own = set(_parts_in(attributes))
        own |= {tag} & _CHROME | ({"header"} if tag == "nav" else set())
        own |= {_LANDMARKS[role] for role in [attributes.get("role", "")] if role in _LANDMARKS}
        if self._is_hidden(tag, attributes):
            own.add(HIDDEN)
        if tag in ("main", ARTICLE):  # in no head or foot, also where one was never closed
            around -= _CHROME
        if tag == ARTICLE:
            own.add(ARTICLE)
        if ARTICLE in own | around:  # its own head and foot are not those of the site
            own -= _CHROME
        return around | own

    def _is_hidden(self, tag: str, attributes: Mapping[str, str]) -> bool:
        names = {*attributes.get("class", "")[:LONGEST_LINK].split(), attributes.get("id", "")}
        return (
            tag in _UNSEEN
            or "hidden" in attributes
            or bool(_HIDING.search(attributes.get("style", "")[:LONGEST_LINK]))
            or not self._hidden.isdisjoint(names)
        )

    def _link(
        self, tag: str, href: str, attributes: Mapping[str, str], opened: _Open
    ) -> _Link | None:
        rel = frozenset(attributes.get("rel", "").lower().split())
        can_link = tag in ("a", "area") or (tag == "link" and "me" in rel)
        if not can_link or len(self.links) >= MOST_LINKS:
            return None
        label = _Text()
        label.add(_label(attributes))
        link = _Link(href, rel, opened.marks, opened.text, opened.heading, label)
        self.links.append(link)
        return link

    def _say(self, text: str) -> None:
        if text.strip():
            self._said.append(text)

    def _keep_data(self, text: str) -> None:
        if self._is_data and self._data_length < MOST_DATA:
            self._data_length += len(text)
            self._data[-1] += text  # a long one comes in pieces


def _own_nodes(
    told: Any,  # noqa: ANN401  # JSON of a stranger
    depth: int = 0,
) -> Iterator[Mapping[str, Any]]:
    """Give what a page says of whom it is of: not of authors, events, members or parents."""
    top = told if isinstance(told, list) else [told]
    for node in top:
        if not isinstance(node, dict) or depth > DEEPEST_DATA:
            continue
        graph = node.get("@graph")
        if isinstance(graph, list):
            yield from _own_nodes(graph, depth + 1)
        if _is_own_type(node.get("@type")):
            yield node
        publisher = node.get("publisher")
        if node.get("@type") == "WebSite" and isinstance(publisher, dict):
            yield from _own_nodes(publisher, depth + 1)


def _is_own_type(kind: Any) -> bool:  # noqa: ANN401  # JSON of a stranger
    kinds = kind if isinstance(kind, list) else [kind]
    return any(
        isinstance(each, str) and (each.endswith(_ORGANISATION) or each in _data()["own_types"])
        for each in kinds
    )


def _names_site(tag: str, attributes: Mapping[str, str]) -> bool:
    kind = attributes.get("property") or attributes.get("name") or ""
    return tag == "meta" and kind.lower() in ("og:site_name", "application-name", "og:title")


def _label(attributes: Mapping[str, str]) -> str:
    """Give what a link, or an image in it, is called; an icon has its name as a class."""
    told = (attributes.get(name, "") for name in ("aria-label", "title", "alt"))
    text = next((each for each in told if each.strip()), "")
    if text:
        return f" {text} "
    parts = (part.lower() for part in _PARTS.findall(attributes.get("class", "")[:LONGEST_LINK]))
    sign = next((part for part in parts if _words()["accounts"].fullmatch(part)), "")
    return f" {sign} " if sign else ""


def _parts_in(attributes: Mapping[str, str]) -> Iterator[str]:
    names = " ".join(attributes.get(name, "") for name in ("class", "id", "aria-label"))
    found = {part.lower() for part in _PARTS.findall(names[:LONGEST_LINK])}
    for mark, parts in _parts().items():
        if not parts.isdisjoint(found):
            yield mark


def _hidden_names(css: str) -> Iterator[str]:
    """Give the classes and ids that a style sheet hides always, and not on paper or phones."""
    depth, start, selector = 0, 0, ""
    for place, letter in enumerate(css):
        if letter == "{":
            if depth == 0:
                selector, start = css[start:place].strip(), place + 1
            depth += 1
        elif letter == "}" and depth:
            depth -= 1
            if depth == 0:
                if not selector.startswith("@") and _HIDING.search(css[start:place]):
                    yield from _simple_names(selector)
                start = place + 1


def _simple_names(selector: str) -> Iterator[str]:
    for each in selector.split(","):
        match = _SIMPLE.fullmatch(each.strip())
        if match:
            yield match[1]


@cache
def _data() -> Mapping[str, Any]:
    data: Mapping[str, Any] = load_data(FILE)
    return data


@cache
def _words() -> Mapping[str, re.Pattern[str]]:
    return {
        name: re.compile(
            rf"(?<!\w)(?:{'|'.join(re.escape(each) for each in listed)})(?!\w)", re.IGNORECASE
        )
        for name, listed in _data()["words"].items()
    }


@cache
def _parts() -> Mapping[str, frozenset[str]]:
    return {name: frozenset(listed) for name, listed in _data()["parts"].items()}
