"""A source in a citizen's words: "Wikidata", "de site van de VDAB", "Het Laatste Nieuws".

The raw reference is for staff, the API and open data.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from knowledge.data import load_data
from knowledge.model import LANGUAGES, Organisation, Source, Texts
from knowledge.wording.catalogue import Catalogue
from knowledge.wording.naming import named

FILE = Path(__file__).with_name("publishers.yml")

_PAGE_COPY = re.compile(r"pagesource/(?P<host>[\w.-]+)")
_ANSWERS = {
    "source.question": re.compile(r"schriftelijke vraag nr\. (?P<number>\d+)", re.IGNORECASE),
    "source.survey": re.compile(r"bevraging sociale media, antwoord van (?P<team>.+)"),
}
_OURSELVES = re.compile(r"kanaalcheck", re.IGNORECASE)
_WIKIDATA = re.compile(r"wikidata", re.IGNORECASE)
_GITHUB = re.compile(r"github", re.IGNORECASE)
_WORKSHOP = re.compile(r"(?:dev|test|staging|acc|beta|webserver)\.")
"""What the host of a site that is still being made begins with; nobody is sent there."""


@dataclass(frozen=True, slots=True)
class SourceWords:
    """The key of a sentence about where something stands, with what to fill in."""

    key: str
    values: Mapping[str, str | Texts] = field(default_factory=dict)

    def in_language(self, catalogue: Catalogue, language: str) -> str:
        """Give the words."""
        return catalogue.text(self.key, language, **self.values)


def in_words(
    source: Source, catalogue: Catalogue, language: str, organisation: Organisation | None = None
) -> str:
    """Say in a citizen's words where a fact stands, with the date of the source where known.

    Args:
        source: Where it stands.
        catalogue: Holds the words.
        language: One of `LANGUAGES`.
        organisation: Whose own site is called so.
    """
    words = source_words(source.url, organisation).in_language(catalogue, language)
    date = catalogue.written_date(source.date, language) if source.date else ""
    return f"{words}, {date}" if date else words


def source_words(reference: str, organisation: Organisation | None = None) -> SourceWords:
    """Find the words for a reference, which may be a web address or words for staff."""
    if _WIKIDATA.search(reference):
        return SourceWords("source.wikidata")
    host = _host(reference)
    if host:
        return _of_site(host, organisation)
    for key, pattern in _ANSWERS.items():
        found = pattern.search(reference)
        if found:
            return SourceWords(key, found.groupdict())
    if _GITHUB.search(reference):
        return SourceWords("source.code")
    return SourceWords("source.ourselves" if _OURSELVES.match(reference) else "source.public")


def publisher(reference: str) -> Texts | None:
    """Give the name of whoever published a web address; None where it is none that we know."""
    host = _host(reference)
    labels = host.split(".") if host else []
    ends = (".".join(labels[start:]) for start in range(len(labels)))
    return next((_publishers()[end] for end in ends if end in _publishers()), None)


def _of_site(host: str, organisation: Organisation | None) -> SourceWords:
    if organisation and _is_own(host, organisation):
        return SourceWords("source.own", named(organisation))
    known = publisher(f"https://{host}/")
    if known:
        return SourceWords("source.publisher", {"publisher": known})
    if _WORKSHOP.match(host):
        return SourceWords("source.public")
    return SourceWords("source.site", {"host": host.removeprefix("www.")})


def _host(reference: str) -> str | None:
    copied = _PAGE_COPY.search(reference)
    if copied:
        return copied["host"].lower()
    if not reference.startswith(("http://", "https://")):
        return None
    host = urlsplit(reference.split(" ")[0]).hostname
    return host.rstrip(".") if host else None


def _is_own(host: str, organisation: Organisation) -> bool:
    own = {
        channel.address.host.removeprefix("www.")
        for channel in organisation.channels
        if channel.address.platform == "website" and channel.address.host
    }
    return any(f".{host}".endswith(f".{each}") for each in own)


@cache
def _publishers() -> Mapping[str, Texts]:
    known = load_data(FILE)["publishers"]
    return {
        host: dict.fromkeys(LANGUAGES, name) if isinstance(name, str) else name
        for host, name in known.items()
    }
