"""What the things that were seen mean for the register: proposals, and nothing but proposals.

Which pages count as evidence is told by `witnesses`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from knowledge.model import Address, ChannelStatus, OfficialChannel, Organisation
from knowledge.register.registry import WEBSITE, Registry
from knowledge.upkeep.watching.look import Sighting
from knowledge.upkeep.watching.lookalikes import Lookalike
from knowledge.upkeep.watching.pages import Link
from knowledge.upkeep.watching.witnesses import Witnesses, host_of, read_link, telling_first

SOCIAL = "social"


class Listed(StrEnum):
    """What the register says of an address that a site links to."""

    NEW = "new"
    CANDIDATE = "candidate"
    OTHER_OWNER = "other_owner"
    RETIRED = "retired"
    COMPROMISED = "compromised"
    FAKE = "fake"


@dataclass(frozen=True, slots=True)
class SiteTrouble:
    """A listed website that did not answer as it should."""

    organisation: str
    site: str
    seen: Sighting


@dataclass(frozen=True, slots=True)
class SiteMoved:
    """A listed website that leads to another host.

    Attributes:
        is_listed: Whether the place it leads to is in use in the register.
    """

    organisation: str
    site: str
    final: str
    is_listed: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """A listed channel that a site of the same organisation links to."""

    organisation: str
    channel: OfficialChannel
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Unlinked:
    """A listed account that none of the organisation's sites links to, though one was read."""

    organisation: str
    channel: OfficialChannel


@dataclass(frozen=True, slots=True)
class Found:
    """An account that a site of an organisation links to, and that is not listed as its own."""

    organisation: str
    address: Address
    standing: Listed
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Appeared:
    """A lookalike with the day on which it was first seen."""

    lookalike: Lookalike
    since: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class Proposals:
    """All that one round gives.

    Attributes:
        looked_at: Number of websites.
        asked: Number of names that were looked up.
        unasked: Number of names of which it could not be told.
    """

    troubles: tuple[SiteTrouble, ...]
    moved: tuple[SiteMoved, ...]
    evidence: tuple[Evidence, ...]
    unlinked: tuple[Unlinked, ...]
    found: tuple[Found, ...]
    appeared: tuple[Appeared, ...]
    looked_at: int
    asked: int
    unasked: int = 0


class Proposer:
    """Compares what was seen with the register.

    Args:
        registry: The register with its indexes.
    """

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def propose(
        self,
        sightings: Mapping[str, Sighting],
        organisations: Iterable[Organisation],
        appeared: Iterable[Appeared] = (),
        *,
        asked: int = 0,
        unasked: int = 0,
    ) -> Proposals:
        """Say what was found.

        Args:
            sightings: By address of the website in the register.
            organisations: Those whose websites were looked at.
            appeared: Lookalikes that exist.
            asked: Number of names that were looked up.
            unasked: Number of names of which it could not be told.
        """
        views = [_View(self._registry, each, sightings) for each in organisations]
        return Proposals(
            troubles=tuple(row for view in views for row in view.troubles()),
            moved=tuple(row for view in views for row in view.moved()),
            evidence=tuple(row for view in views for row in view.evidence()),
            unlinked=tuple(row for view in views for row in view.unlinked()),
            found=tuple(row for view in views for row in view.found()),
            appeared=tuple(appeared),
            looked_at=len(sightings),
            asked=asked,
            unasked=unasked,
        )


LINKS_TO_TAKE_AWAY = frozenset({Listed.FAKE, Listed.COMPROMISED, Listed.RETIRED})
"""What no site of the government should link to, wherever on it."""


def standing_of(registry: Registry, address: Address) -> Listed:
    """Say what the register says of an address that is not listed at who links to it."""
    if registry.impersonation(address):
        return Listed.FAKE
    listing = registry.listed(address)
    if listing is None:
        return Listed.CANDIDATE if registry.candidate(address) else Listed.NEW
    match listing.channel.status:
        case ChannelStatus.COMPROMISED:
            return Listed.COMPROMISED
        case ChannelStatus.RETIRED:
            return Listed.RETIRED
    return Listed.OTHER_OWNER


def sites_of(organisation: Organisation) -> Iterator[OfficialChannel]:
    """Give the websites of an organisation that are in use."""
    for channel in organisation.channels:
        if channel.address.platform == WEBSITE and channel.status is ChannelStatus.ACTIVE:
            yield channel


def with_days(
    asked: Mapping[str, Lookalike | None], known: Mapping[str, str], today: date
) -> list[Appeared]:
    """Tell which lookalikes are new.

    Args:
        asked: Every name that was looked up, with the lookalike when it exists.
        known: First day of each.
        today: The day of the round.
    """
    found = [each for each in asked.values() if each is not None]
    dated = [
        Appeared(each, known[each.domain], known[each.domain] == today.isoformat())
        for each in found
    ]
    return sorted(
        dated, key=lambda each: (not each.is_new, each.lookalike.near, each.lookalike.domain)
    )


class _View:
    """One organisation, its websites and what they link to."""

    def __init__(
        self, registry: Registry, organisation: Organisation, sightings: Mapping[str, Sighting]
    ) -> None:
        self._registry = registry
        self._witnesses = Witnesses(registry)
        self._organisation = organisation
        self._seen = [
            (channel, sightings[channel.address.value])
            for channel in sites_of(organisation)
            if channel.address.value in sightings
        ]

    def troubles(self) -> Iterator[SiteTrouble]:
        for channel, seen in self._seen:
            if seen.trouble is not None:
                yield SiteTrouble(self._organisation.id, channel.address.value, seen)

    def moved(self) -> Iterator[SiteMoved]:
        for channel, seen in self._seen:
            if host_of(seen.final) != host_of(seen.site):
                is_listed = self._is_in_use(seen.final)
                yield SiteMoved(self._organisation.id, channel.address.value, seen.final, is_listed)

    def evidence(self) -> Iterator[Evidence]:
        for channel in self._organisation.channels:
            address = channel.address
            links = tuple(
                link
                for link in self._links.get(_key(address), ())
                # That a site links to itself says nothing.
                if address.platform != WEBSITE or host_of(link.page) != address.host
                if not link.where.is_foreign
            )
            if links and channel.status is ChannelStatus.ACTIVE:
                yield Evidence(self._organisation.id, channel, links)

    def unlinked(self) -> Iterator[Unlinked]:
        if not any(self._is_witness(seen) for _, seen in self._seen):
            return
        for channel in self._organisation.channels:
            is_account = self._registry.platforms.get(channel.address.platform).kind == SOCIAL
            is_asked = is_account and channel.status is ChannelStatus.ACTIVE
            if is_asked and _key(channel.address) not in self._links:
                yield Unlinked(self._organisation.id, channel)

    def found(self) -> Iterator[Found]:
        own = {_key(each.address) for each in used_or_planned(self._organisation)}
        for key, links in self._links.items():
            address = self._addresses[key]
            is_account = self._registry.platforms.get(address.platform).kind == SOCIAL
            if is_account and key not in own:
                standing = standing_of(self._registry, address)
                is_shown = standing in LINKS_TO_TAKE_AWAY or not links[0].where.is_foreign
                if is_shown:
                    yield Found(self._organisation.id, address, standing, tuple(links))

    def _is_witness(self, seen: Sighting) -> bool:
        return self._witnesses.witness(self._organisation.id, seen) is not None

    def _is_in_use(self, url: str) -> bool:
        address = read_link(self._registry.addresses, url)
        listing = self._registry.listed(address) if address else None
        return listing is not None and listing.channel.status is ChannelStatus.ACTIVE

    @cached_property
    def _read(self) -> tuple[dict[tuple[str, str], list[Link]], dict[tuple[str, str], Address]]:
        links: dict[tuple[str, str], list[Link]] = {}
        addresses: dict[tuple[str, str], Address] = {}
        for _, seen in self._seen:
            for said in self._witnesses.said(self._organisation.id, seen):
                addresses.setdefault(_key(said.address), said.address)
                links.setdefault(_key(said.address), []).append(said.link)
        return {key: telling_first(each) for key, each in links.items()}, addresses

    @property
    def _links(self) -> dict[tuple[str, str], list[Link]]:
        return self._read[0]

    @property
    def _addresses(self) -> dict[tuple[str, str], Address]:
        return self._read[1]


def used_or_planned(organisation: Organisation) -> Iterator[OfficialChannel]:
    """Give what an organisation uses or plans to."""
    for channel in organisation.channels:
        if channel.status in (ChannelStatus.ACTIVE, ChannelStatus.PLANNED):
            yield channel


def _key(address: Address) -> tuple[str, str]:
    return address.platform, address.key
