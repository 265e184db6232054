"""What one source says of one channel of an organisation, before anybody judges it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Source(StrEnum):
    """Who says it."""

    SITE = "site"
    PROFILE = "profile"
    APPS = "apps"
    MAIL = "mail"
    REGISTER = "register"
    WIKIDATA = "wikidata"


class Voice(StrEnum):
    """How a source says it."""

    TWO_WAY = "two_way"  # the account says it too
    DECLARED = "declared"  # said to machines: rel=me, trust.txt, a domain as account name
    PLAIN = "plain"
    NAMELESS = "nameless"  # a site that does not name the organisation
    LOOSE = "loose"  # somewhere in running text
    PARTNER = "partner"
    GUEST = "guest"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of evidence.

    Attributes:
        organisation: Id of who it would be of.
        platform: Key of a platform; None where the address itself tells.
        text: The address as the source writes it.
        page: Where it stands: a web address that staff can open.
        detail: The property or the sort of place on it.
    """

    organisation: str
    platform: str | None
    text: str
    source: Source
    page: str
    detail: str
    voice: Voice = Voice.PLAIN


@dataclass(frozen=True, slots=True)
class Fact:
    """What an official source says of an organisation itself, for staff to put in its file.

    Attributes:
        field: Field of the file that it is about, such as `ovo_code`.
        text: What it says, in Dutch.
    """

    organisation: str
    field: str
    text: str
    page: str


@dataclass(frozen=True, slots=True)
class Told:
    """What came of asking one thing.

    Attributes:
        trouble: Why it could not be told, in Dutch; empty when it was.
    """

    findings: tuple[Finding, ...] = ()
    facts: tuple[Fact, ...] = ()
    trouble: str = ""
