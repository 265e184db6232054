"""The changes as a feed that any reader can follow: Atom (RFC 4287).

Identifiers come from what changed, not from the address of the server: a feed that moves tells
nothing twice.
"""

import uuid
from collections.abc import Sequence
from datetime import date
from xml.etree import ElementTree as Xml

from knowledge.addresses.platforms import Platforms
from knowledge.model import LANGUAGES
from knowledge.publishing.export import licence
from knowledge.publishing.export.changes import Change, Kind
from knowledge.publishing.export.texts import words
from knowledge.publishing.export.urls import CHANGES, Places

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
MOST_ENTRIES = 500
"""Enough for every reader that looks in once a month; the whole register has its own files."""

_NAMESPACE = "http://www.w3.org/2005/Atom"
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_FEEDS = uuid.UUID("0e9b1f0c-5a44-5a53-8f3e-9c3f6f1f0a77")  # names the feeds, one a language
_BEFORE_ALL = date(1970, 1, 1)


def as_atom(
    changes: Sequence[Change],
    places: Places,
    platforms: Platforms,
    language: str,
    *,
    newest: date | None,
) -> bytes:
    """Write the feed in one language.

    Args:
        changes: The newest first.
        places: Where it is published.
        platforms: Their names.
        language: One of `LANGUAGES`.
        newest: Day to give to what has no day of its own, and to a feed without changes.
    """
    undated = newest or _BEFORE_ALL
    shown = changes[:MOST_ENTRIES]
    feed = Xml.Element("feed", {"xmlns": _NAMESPACE, _XML_LANGUAGE: language})
    _text(feed, "id", f"urn:uuid:{uuid.uuid5(_FEEDS, language)}")
    _text(feed, "title", words()["feed_title"][language])
    _text(feed, "subtitle", words()["feed_subtitle"][language])
    _text(feed, "updated", _moment(max((_day(each, undated) for each in shown), default=undated)))
    _text(feed, "rights", licence.NAME)
    _text(Xml.SubElement(feed, "author"), "name", "Kanaalcheck")
    _links(feed, places, language)
    for change in shown:
        _entry(feed, change, places, platforms, language, undated)
    Xml.indent(feed)
    written: bytes = Xml.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _links(feed: Xml.Element, places: Places, language: str) -> None:
    here = places.document(CHANGES)
    kind = CONTENT_TYPE.partition(";")[0]
    for code in LANGUAGES:
        relation = "self" if code == language else "alternate"
        address = f"{here}?language={code}"
        described = {"rel": relation, "type": kind, "hreflang": code, "href": address}
        Xml.SubElement(feed, "link", described)
    page = f"{places.reuse}?language={language}"
    Xml.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": page})


def _entry(
    feed: Xml.Element,
    change: Change,
    places: Places,
    platforms: Platforms,
    language: str,
    undated: date,
) -> None:
    organisation = change.organisation
    values = {
        "address": change.address,
        "platform": platforms.get(change.platform).name[language],
        "organisation": organisation.display_name if organisation else "",
        "date": change.when or "",
        "by": change.by or "",
    }
    entry = Xml.SubElement(feed, "entry")
    _text(entry, "id", f"urn:uuid:{change.id}")
    _text(entry, "title", words()[f"{change.kind}_title"][language].format(**values))
    _text(entry, "updated", _moment(_day(change, undated)))
    page = places.page(organisation.id) if organisation else places.overview
    Xml.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": page})
    Xml.SubElement(entry, "category", {"term": change.kind})
    _text(entry, "summary", words()[_summary_key(change)][language].format(**values))


def _summary_key(change: Change) -> str:
    if change.when is None:
        return f"{change.kind}_undated"
    is_of_ours = change.kind is Kind.FAKE and change.organisation
    return "fake_of_summary" if is_of_ours else f"{change.kind}_summary"


def _day(change: Change, undated: date) -> date:
    # A plan lies in the future: it was told at the latest when the register was last written.
    day = change.day
    return undated if day is None or change.kind is Kind.PLANNED else day


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _text(parent: Xml.Element, name: str, text: str) -> None:
    Xml.SubElement(parent, name).text = text
