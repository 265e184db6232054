"""Confirmations that the watcher renews: listed channels that their owner's site links to.

It lists nothing. A channel is renewed when all of this holds, and each is a reason to tell staff
where it does not:

- staff listed it, it is in use, and nobody flags it;
- a website of the same organisation, that a team itself confirmed and whose confirmation still
  counts, was read today over TLS, led nowhere else, and names the organisation;
- that site links to exactly this address where it speaks of itself (`Where.is_own_voice`), and
  nowhere warns of it.

What the watcher renewed itself is never a witness: a chain of machines that believe each other
would outlive the last human look.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from knowledge.addresses.address import Addresses
from knowledge.files.documents import Document, parse_document
from knowledge.files.editing import ChannelNotFoundError, confirmed
from knowledge.model import (
    WATCH,
    ChannelStatus,
    OfficialChannel,
    Organisation,
    OrganisationStatus,
    Verdict,
    Verification,
    VerificationMethod,
)
from knowledge.register.freshness import is_due
from knowledge.register.registry import Registry
from knowledge.register.standing import WEBSITE, place_of
from knowledge.upkeep.saving.keeper import Keeper, Outcome, UnchangedError
from knowledge.upkeep.watching.look import Sighting
from knowledge.upkeep.watching.pages import Link, Where
from knowledge.upkeep.watching.places import is_for_sale
from knowledge.upkeep.watching.witnesses import Said, Witnesses, host_of, telling_first

DECLARED = frozenset({Where.REL_ME, Where.ATPROTO, Where.TRUST_TXT})
"""Places where a site says of an account, to machines, that it is its own."""

_APART = re.compile(r"[\W_]+")
_SHORTEST_NAME = 2


class Hindrance(StrEnum):
    """Why a link to a listed channel does not renew it."""

    SITE_NOT_CONFIRMED = "site_not_confirmed"
    SITE_NAMES_NOBODY = "site_names_nobody"
    NOT_OWN_VOICE = "not_own_voice"
    WARNED = "warned"


@dataclass(frozen=True, slots=True)
class Renewal:
    """A channel that its owner's site links to today.

    Attributes:
        site: The website that says so.
        links: The most telling first.
        day: When they were seen.
    """

    channel: OfficialChannel
    site: OfficialChannel
    links: tuple[Link, ...]
    day: date

    @property
    def is_declared(self) -> bool:
        """Whether the site says to machines too that the account is its own."""
        return any(link.where in DECLARED for link in self.links)


@dataclass(frozen=True, slots=True)
class Hindered:
    """A channel that is linked to, and not renewed."""

    channel: OfficialChannel
    site: OfficialChannel
    links: tuple[Link, ...]
    why: Hindrance


@dataclass(frozen=True, slots=True)
class Renewals:
    """What one round renews, and what it could not."""

    renewed: tuple[Renewal, ...]
    hindered: tuple[Hindered, ...]


@dataclass(frozen=True, slots=True)
class _Voice:
    """A link with what is known of the website that gives it."""

    said: Said
    is_named: bool
    day: date

    @property
    def where(self) -> Where:
        return self.said.link.where


class Renewer:
    """Judges what was seen.

    Args:
        registry: The register with its indexes.
        today: The date to judge freshness by.
    """

    def __init__(self, registry: Registry, today: date) -> None:
        self._registry = registry
        self._platforms = registry.platforms
        self._witnesses = Witnesses(registry)
        self._today = today

    def judge(
        self, sightings: Mapping[str, Sighting], organisations: Iterable[Organisation]
    ) -> Renewals:
        """Tell what can be renewed.

        Args:
            sightings: By address of the website in the register.
            organisations: Those whose websites were looked at.
        """
        found = [
            each
            for organisation in organisations
            # The sites of what is no more are the first to be sold.
            if organisation.status is OrganisationStatus.ACTIVE
            for each in self._of(organisation, sightings)
        ]
        return Renewals(
            tuple(each for each in found if isinstance(each, Renewal)),
            tuple(each for each in found if isinstance(each, Hindered)),
        )

    def _of(
        self, organisation: Organisation, sightings: Mapping[str, Sighting]
    ) -> Iterator[Renewal | Hindered]:
        heard: dict[tuple[str, str], list[_Voice]] = {}
        for voice in self._voices(organisation, sightings):
            heard.setdefault(place_of(voice.said.address, self._platforms), []).append(voice)
        for channel in organisation.channels:
            found = [
                each
                for each in heard.get(place_of(channel.address, self._platforms), ())
                if not _is_itself(channel, each.said)
            ]
            if found and self._is_wanted(channel):
                yield self._judged(channel, found)

    def _voices(
        self, organisation: Organisation, sightings: Mapping[str, Sighting]
    ) -> Iterator[_Voice]:
        for channel in organisation.channels:
            seen = sightings.get(channel.address.value)
            if channel.address.platform != WEBSITE or seen is None or not seen.seen_on:
                continue
            is_named, day = names(organisation, seen.says), date.fromisoformat(seen.seen_on)
            for said in self._witnesses.said(organisation.id, seen):
                yield _Voice(said, is_named, day)

    def _judged(self, channel: OfficialChannel, found: list[_Voice]) -> Renewal | Hindered:
        if any(each.where is Where.WARNING for each in found):
            return _hindered(channel, found, Hindrance.WARNED)
        own = [each for each in found if each.where.is_own_voice]
        if not own:
            return _hindered(channel, found, Hindrance.NOT_OWN_VOICE)
        sure = [each for each in own if self._is_root(each.said.site)]
        if not sure:
            return _hindered(channel, own, Hindrance.SITE_NOT_CONFIRMED)
        named = [each for each in sure if each.is_named]
        if not named:
            return _hindered(channel, sure, Hindrance.SITE_NAMES_NOBODY)
        links = telling_first([each.said.link for each in named])
        best = next(each for each in named if each.said.link is links[0])
        return Renewal(channel, best.said.site, tuple(links), best.day)

    def _is_wanted(self, channel: OfficialChannel) -> bool:
        """Tell whether a listed channel waits for a renewal, and may have one."""
        if channel.status is not ChannelStatus.ACTIVE or not self._is_unflagged(channel):
            return False
        if channel.verified is None or channel.verified.is_by_watch:
            return True
        return is_due(channel, self._platforms.get(channel.address.platform), self._today)

    def _is_root(self, site: OfficialChannel) -> bool:
        """Tell whether a team confirmed a site itself, and that still counts."""
        verified = site.verified
        return verified is not None and not verified.is_by_watch and self._is_fresh(site)

    def _is_fresh(self, site: OfficialChannel) -> bool:
        is_official = self._registry.standing(site, self._today) is Verdict.OFFICIAL
        return is_official and self._is_unflagged(site)

    def _is_unflagged(self, channel: OfficialChannel) -> bool:
        if self._registry.impersonation(channel.address):
            return False
        return self._registry.standing(channel, self._today).is_trusted


def kept(renewals: Iterable[Renewal], keeper: Keeper) -> Outcome | None:
    """Write renewals as one commit, or offer them as a patch; None when there is nothing to write.

    What staff changed since the round looked goes first: a row that is no longer in use, or that a
    team confirmed meanwhile, stays as it is.

    Raises:
        RejectedError: The register has mistakes.
        SavingError: It could not be committed; every file is as it was.
    """
    by_file: dict[str, list[Renewal]] = {}
    for each in renewals:
        by_file.setdefault(f"organisations/{each.channel.organisation}.yml", []).append(each)
    addresses = keeper.current().addresses
    if not by_file or addresses is None:
        return None

    def make(documents: Mapping[str, Document]) -> Mapping[str, str]:
        return {name: _with(documents[name], rows, addresses) for name, rows in by_file.items()}

    count = sum(map(len, by_file.values()))
    subject = f"Vernieuw {count} bevestigingen: de eigen site verwijst er vandaag naar"
    try:
        return keeper.change(tuple(by_file), make, seen=None, account=WATCH, subject=subject)
    except UnchangedError:
        return None


def names(organisation: Organisation, text: str) -> bool:
    """Tell whether a page's words hold a name of an organisation, whole, and sell no domain."""
    if is_for_sale(text):
        return False
    said = f" {_words(text)} "
    called = (
        organisation.name,
        organisation.short_name or "",
        *(alias.name for alias in organisation.aliases),
    )
    return any(len(each) >= _SHORTEST_NAME and f" {each} " in said for each in map(_words, called))


def _words(text: str) -> str:
    return _APART.sub(" ", text.casefold()).strip()


def _with(document: Document, rows: Iterable[Renewal], addresses: Addresses) -> str:
    for each in rows:
        if not _is_as_judged(document, each.channel, addresses):
            continue
        address, method = each.channel.address, VerificationMethod.LINKED_FROM_OFFICIAL_SITE
        verification = Verification(each.day, WATCH, method)
        try:
            text = confirmed(document, address.value, verification, addresses, address.platform)
        except ChannelNotFoundError:  # two rows of one address
            continue
        document = parse_document(document.file, text.encode())
    return document.text


def _is_as_judged(document: Document, channel: OfficialChannel, addresses: Addresses) -> bool:
    """Tell whether a row says what it said when the round was judged."""
    verified = channel.verified
    expected = verified and {
        "date": verified.date.isoformat(), "by": verified.by, "method": verified.method.value
    }  # fmt: skip
    return any(
        (row["platform"], row["status"]) == (channel.address.platform, channel.status.value)
        and row.get("verified") == expected
        and addresses.parse(row["address"], row["platform"]) == channel.address
        for row in document.data.get("official_channels", ())
    )


def _is_itself(channel: OfficialChannel, said: Said) -> bool:
    """Tell whether a site only links to itself, which says nothing."""
    address = channel.address
    is_web = address.host is not None and address.handle is None
    is_same_page = is_web and said.site.address.key == address.key
    is_whole_site = is_web and not address.path
    return is_same_page or (is_whole_site and host_of(said.link.page) == address.host)


def _hindered(channel: OfficialChannel, found: list[_Voice], why: Hindrance) -> Hindered:
    links = telling_first([each.said.link for each in found])
    return Hindered(channel, found[0].said.site, tuple(links), why)
