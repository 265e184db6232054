"""From what sources say to proposals, each with its evidence and how strong it is.

Nothing is listed here. What the register knows of somebody else, what strangers share, what no
file of the register could hold, and accounts of persons are not proposed, and it is told why.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from knowledge.addresses import shared_hosts
from knowledge.addresses.address import AddressError, Addresses
from knowledge.addresses.flaws import flaws
from knowledge.addresses.platforms import PERSON
from knowledge.matching.imitation.lookalike import Difference, Lookalikes
from knowledge.matching.imitation.words import OrdinaryWords
from knowledge.model import Address, OrganisationKind, OrganisationStatus
from knowledge.register.registry import EMAIL, How, Registry
from knowledge.register.standing import place_of
from knowledge.upkeep.gathering.finding import Finding, Source, Voice
from knowledge.upkeep.gathering.likeness import looks_like
from knowledge.upkeep.gathering.mail_domains import domains_of
from knowledge.upkeep.watching.proposing import Listed, sites_of, standing_of, used_or_planned

SOCIAL = "social"
MAIL_DOMAIN = "email_domain"

_PERSON = re.compile(r"[a-z]{2,}(?:-[a-z]+)?\.[a-z-]{2,}(?:\.[a-z-]+)*")

Place = tuple[str, str]


class Strength(StrEnum):
    """How much evidence carries, the strongest first."""

    TWO_WAY = "two_way"
    DECLARED = "declared"
    OWN_SITE = "own_site"
    REGISTER = "register"
    DNS = "dns"
    WIKIDATA = "wikidata"
    WEAK = "weak"

    @property
    def rank(self) -> int:
        """Its place in the order, 0 for the strongest."""
        return tuple(Strength).index(self)


class Doubt(StrEnum):
    """Why a proposal is weak, whatever it stands on."""

    OTHER_NAME = "other_name"
    ON_SEVERAL_SITES = "on_several_sites"
    OTHER_DOMAIN = "other_domain"
    FREE_MAIL = "free_mail"
    PERSON = "person"
    RUNNING_TEXT = "running_text"
    SITE_NAMES_NOBODY = "site_names_nobody"
    PARTNER = "partner"
    GUEST = "guest"
    LOOKALIKE = "lookalike"


class Why(StrEnum):
    """Why something that a source gives is not proposed."""

    UNREADABLE = "unreadable"
    OTHER_OWNER = "other_owner"
    OTHER_BODY = "other_body"
    RETIRED = "retired"
    COMPROMISED = "compromised"
    FAKE = "fake"
    WARNED = "warned"
    PERSON = "person"
    COVERED = "covered"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A channel that an organisation may have, and that staff did not list.

    Attributes:
        evidence: The strongest first.
        doubts: Empty unless `strength` is weak.
        is_candidate: It waits in `candidates.yml` already.
    """

    organisation: str
    address: Address
    strength: Strength
    evidence: tuple[Finding, ...]
    doubts: tuple[Doubt, ...] = ()
    is_candidate: bool = False

    @property
    def choice(self) -> str:
        """What names it in a form or a file."""
        return f"{self.organisation} {self.address.platform} {self.address.value}"


@dataclass(frozen=True, slots=True)
class Refused:
    """What a source gives and is not proposed.

    Attributes:
        detail: Of the reason: whose it is, or what cannot be read, in Dutch.
    """

    finding: Finding
    why: Why
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """All that one round gives.

    Attributes:
        known: Number of listed channels that some source gives too.
    """

    proposals: tuple[Proposal, ...]
    refused: tuple[Refused, ...]
    known: int


_OF_STANDING = {
    Listed.OTHER_OWNER: Why.OTHER_OWNER,
    Listed.RETIRED: Why.RETIRED,
    Listed.COMPROMISED: Why.COMPROMISED,
    Listed.FAKE: Why.FAKE,
}
_DOUBTFUL_VOICES = {
    Voice.NAMELESS: Doubt.SITE_NAMES_NOBODY,
    Voice.LOOSE: Doubt.RUNNING_TEXT,
    Voice.PARTNER: Doubt.PARTNER,
    Voice.GUEST: Doubt.GUEST,
}
_SLIPS = frozenset({
    Difference.CONFUSABLE_CHARACTERS, Difference.SEPARATORS, Difference.SMALL_EDIT,
})  # fmt: skip
_ALLOWED_BELOW = frozenset({How.DOMAIN_HANDLE, How.MAIL_DOMAIN})
"""An account or mailbox that its domain vouches for, and that can be listed itself; a page below a
listed site is that site."""

_OF_SOURCE = {
    Source.REGISTER: Strength.REGISTER,
    Source.MAIL: Strength.DNS,
    Source.WIKIDATA: Strength.WIKIDATA,
}


class Judge:
    """Compares what was gathered with the register.

    Args:
        registry: The register with its indexes.
    """

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._addresses: Addresses = registry.addresses
        self._organisations = registry.register.organisations
        self._own = {
            each.id: {self._place(channel.address) for channel in used_or_planned(each)}
            for each in self._organisations.values()
        }

    def judge(self, findings: Iterable[Finding]) -> Judged:
        """Give the proposals, by organisation and strength."""
        refused: list[Refused] = []
        known: set[tuple[str, Place]] = set()
        groups: dict[tuple[str, Place], list[tuple[Address, Finding]]] = defaultdict(list)
        for finding in findings:
            address = self._read(finding, refused)
            if address is None:
                continue
            key = (finding.organisation, self._place(address))
            if key[1] in self._own.get(finding.organisation, ()):
                known.add(key)
                continue
            no = self._why_not(finding, address)
            if no:
                refused.append(no)
            else:
                groups[key].append((address, finding))
        proposals = self._proposals(groups, refused)
        ordered = sorted(
            proposals, key=lambda each: (each.organisation, each.strength.rank, each.address.key)
        )
        return Judged(tuple(ordered), tuple(dict.fromkeys(refused)), len(known))

    def _read(self, finding: Finding, refused: list[Refused]) -> Address | None:
        owner = self._organisations.get(finding.organisation)
        # What is no more, or is minister no longer, gets no channel in use.
        is_there = owner is not None and owner.status is OrganisationStatus.ACTIVE
        if not is_there or finding.platform is None:
            return None
        try:
            address = self._addresses.parse(finding.text, finding.platform)
            again = self._addresses.parse(address.value, finding.platform)
        except AddressError as error:
            refused.append(Refused(finding, Why.UNREADABLE, str(error)))
            return None
        wrong = [each.message for each in flaws(finding.text, address, self._addresses)]
        if wrong or again != address:
            told = "; ".join(wrong) or "dit is geen account of eigen site"
            refused.append(Refused(finding, Why.UNREADABLE, told))
            return None
        return address

    def _why_not(self, finding: Finding, address: Address) -> Refused | None:
        standing = standing_of(self._registry, address)
        if standing in _OF_STANDING:
            listing = self._registry.listed(address)
            whose = listing.organisation.id if listing else ""
            is_own = whose == finding.organisation and standing is Listed.OTHER_OWNER
            if not is_own:
                return Refused(finding, _OF_STANDING[standing], whose)
            if listing and listing.how not in _ALLOWED_BELOW:
                return Refused(finding, Why.COVERED)
        body = self._registry.other_owner(address)
        if body:
            return Refused(finding, Why.OTHER_BODY, body.body.name("nl"))
        if finding.voice is Voice.WARNING:
            return Refused(finding, Why.WARNED)
        is_minister = self._kind(finding.organisation) is OrganisationKind.MINISTER
        if self._addresses.platforms.get(address.platform).sort_of(address.key) == PERSON:
            return None if is_minister else Refused(finding, Why.PERSON)
        return None

    def _proposals(
        self,
        groups: Mapping[tuple[str, Place], list[tuple[Address, Finding]]],
        refused: list[Refused],
    ) -> Iterator[Proposal]:
        warned = {
            (each.finding.organisation, each.finding.text)
            for each in refused
            if each.why is Why.WARNED
        }
        shown_by: dict[Place, set[str]] = defaultdict(set)
        for (owner, place), rows in groups.items():
            if any(each.source in (Source.SITE, Source.PROFILE) for _, each in rows):
                shown_by[place].add(owner)
        for (owner, place), rows in groups.items():
            address = rows[0][0]
            if (owner, address.value) in warned:
                continue
            others = shown_by[place] - {owner}
            yield self._proposal(owner, address, [each for _, each in rows], others)

    def _proposal(
        self, owner: str, address: Address, findings: list[Finding], others: set[str]
    ) -> Proposal:
        evidence = sorted(dict.fromkeys(findings), key=lambda each: _strength(each).rank)
        strength = _strength(evidence[0])
        doubts = tuple(self._doubts(owner, address, evidence, others))
        return Proposal(
            organisation=owner,
            address=address,
            strength=Strength.WEAK if doubts else strength,
            evidence=tuple(evidence),
            doubts=doubts,
            is_candidate=self._registry.candidate(address) is not None,
        )

    def _doubts(
        self, owner: str, address: Address, evidence: list[Finding], others: set[str]
    ) -> Iterator[Doubt]:
        """Give doubts.

        Args:
            owner: Whose it would be.
            address: Of the proposal.
            evidence: The strongest first.
            others: Organisations whose sites show the same.
        """
        strength = _strength(evidence[0])
        if evidence[0].voice in _DOUBTFUL_VOICES:
            yield _DOUBTFUL_VOICES[evidence[0].voice]
        if address.platform == EMAIL:
            yield from self._doubts_of_mailbox(owner, address)
        if self._is_slip(address):
            yield Doubt.LOOKALIKE
        is_own_name = self._is_own_name(owner, address)
        is_sure = strength.rank < Strength.OWN_SITE.rank
        is_alone = is_own_name and not any(self._is_own_name(each, address) for each in others)
        if others and strength is not Strength.TWO_WAY and not is_alone:
            yield Doubt.ON_SEVERAL_SITES
        is_told_twice = len({each.source for each in evidence}) > 1
        if not (is_own_name or is_sure or is_told_twice):
            yield Doubt.OTHER_NAME

    def _is_slip(self, address: Address) -> bool:
        """Tell whether a host that no listed domain holds is nearly one: lint refuses some."""
        if not address.host or self._registry.official_domain(address.host):
            return False
        return any(each.difference in _SLIPS for each in self._lookalikes.resembles(address))

    @cached_property
    def _lookalikes(self) -> Lookalikes:
        return Lookalikes(self._registry, words=OrdinaryWords.load())

    def _is_own_name(self, owner: str, address: Address) -> bool:
        if self._addresses.platforms.get(address.platform).kind != SOCIAL:
            return True
        return looks_like(self._organisations[owner], address, self._addresses)

    def _doubts_of_mailbox(self, owner: str, address: Address) -> Iterator[Doubt]:
        host = address.host or ""
        if shared_hosts.gives_mail_to_anybody(host):
            yield Doubt.FREE_MAIL
        elif self._domains.get(self._addresses.owned_domain(host) or "") != owner:
            hosts = {site.address.host for site in sites_of(self._organisations[owner])}
            if host not in hosts:
                yield Doubt.OTHER_DOMAIN
        if _PERSON.fullmatch(address.handle or ""):
            yield Doubt.PERSON

    def _kind(self, identifier: str) -> OrganisationKind:
        return self._organisations[identifier].kind

    @cached_property
    def _domains(self) -> Mapping[str, str]:
        """Whose the domains are that one organisation has to itself."""
        owned = domains_of(self._organisations.values(), self._addresses)
        return {domain: owner for owner, domain in owned}

    def _place(self, address: Address) -> Place:
        return place_of(address, self._registry.platforms)


def _strength(finding: Finding) -> Strength:
    if finding.voice in _DOUBTFUL_VOICES:
        return Strength.WEAK
    if finding.voice is Voice.TWO_WAY:
        return Strength.TWO_WAY
    if finding.voice is Voice.DECLARED:
        return Strength.DECLARED
    return _OF_SOURCE.get(finding.source, Strength.OWN_SITE)
