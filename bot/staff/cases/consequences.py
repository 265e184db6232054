"""What would happen if an address were confirmed as fake: said before it happens.

What is listed, somebody's real address, or nothing that anybody can ask about, is confirmed by a
slip more often than on purpose. Everything here is equality with what the register knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from actions.reports.model import Subject
from bot.notifying.warnings import address_of
from bot.staff.cases.canonical import canonical
from knowledge.library import Library
from knowledge.matching.verdict import MentionVerdict, defanged
from knowledge.model import Address, Texts, Verdict
from knowledge.register.registry import IN_USE

INVALID = frozenset({"invalid_iban", "invalid_phone"})
MOST_NAMED = 5  # channels of which it is said that they would be covered
NEIGHBOUR = "reason.known_neighbour"
OWN_DOMAIN = "_on_official_domain"


class Doubt(StrEnum):
    """Why a confirmation is asked back; the sentences stand in `texts.yml`."""

    LISTED = "listed"
    BELOW_LISTED = "below_listed"
    NOT_IN_USE = "not_in_use"
    COVERS = "covers"
    SOMEBODYS = "somebodys"
    COVERS_SOMEBODYS = "covers_somebodys"
    NEIGHBOUR = "neighbour"
    CANDIDATE = "candidate"
    OWN_DOMAIN = "own_domain"
    NAME_LISTED = "name_listed"
    INVALID = "invalid"
    NO_ADDRESS = "no_address"


@dataclass(frozen=True, slots=True)
class Consequence:
    """One thing that staff should know before they confirm.

    Attributes:
        shown: The address that is confirmed.
        about: Whose it is, or what it covers, in Dutch; empty where nobody's.
    """

    doubt: Doubt
    shown: str
    about: str = ""


def consequences(library: Library, subjects: Iterable[Subject]) -> tuple[Consequence, ...]:
    """Give everything that speaks against confirming addresses as fake, each thing once."""
    return tuple(
        dict.fromkeys(
            Consequence(doubt, subject.shown, about)
            for subject in subjects
            for doubt, about in _doubts(library, subject)
        )
    )


def mark_of(doubts: Iterable[Consequence]) -> str:
    """Name what was said, so that a yes to something else counts for nothing."""
    text = "\n".join(f"{each.doubt} {each.shown} {each.about}" for each in doubts)
    return sha256(text.encode()).hexdigest()[:16]


def _doubts(library: Library, subject: Subject) -> Iterator[tuple[Doubt, str]]:
    mentions = library.checker.check(canonical(library, subject)).mentions
    judged = next(iter(mentions), None)
    address = address_of(subject, library.addresses)
    if address.platform in library.platforms:
        yield from _of_address(library, address)
    elif judged is None:
        yield Doubt.NO_ADDRESS, ""
    if judged:
        yield from _of_check(judged)


def _of_address(library: Library, address: Address) -> Iterator[tuple[Doubt, str]]:
    registry = library.registry
    listing = registry.listed(address)
    if listing:
        is_itself = listing.channel.address.key == address.key
        doubt = Doubt.LISTED if is_itself else Doubt.BELOW_LISTED
        if listing.channel.status not in IN_USE:
            doubt = Doubt.NOT_IN_USE
        yield doubt, listing.organisation.display_name
    belonging = registry.other_body(address)
    if belonging:
        yield Doubt.SOMEBODYS, _dutch(belonging.body.names)
    yield from _covered(library, address)
    candidate = registry.candidate(address)
    if candidate:
        organisation = registry.organisation(candidate.organisation)
        name = organisation.display_name if organisation else candidate.organisation
        yield Doubt.CANDIDATE, name


def _covered(library: Library, address: Address) -> Iterator[tuple[Doubt, str]]:
    """Tell what else would be called fake, because it stands below the address."""
    register = library.registry.register
    channels = [
        channel.address
        for organisation in register.organisations.values()
        for channel in organisation.channels
        if channel.status in IN_USE
    ]
    others = [channel.address for body in register.others for channel in body.channels]
    for doubt, known in ((Doubt.COVERS, channels), (Doubt.COVERS_SOMEBODYS, others)):
        found = [each for each in library.registry.held_by(address, known) if each != address]
        if found:
            named = ", ".join(defanged(each.value) for each in found[:MOST_NAMED])
            yield doubt, named


def _of_check(judged: MentionVerdict) -> Iterator[tuple[Doubt, str]]:
    whose = judged.organisation.display_name if judged.organisation else ""
    if not INVALID.isdisjoint(judged.mention.traps):
        yield Doubt.INVALID, ""
    if judged.verdict is Verdict.NEEDS_PLATFORM:
        yield Doubt.NAME_LISTED, whose
    if judged.verdict is Verdict.OTHER_BODY and judged.belongs_to:
        yield Doubt.SOMEBODYS, _dutch(judged.belongs_to.name)
    for reason in judged.reasons:
        if reason.key == NEIGHBOUR:
            yield Doubt.NEIGHBOUR, str(reason.values.get("description", ""))
        elif reason.key.endswith(OWN_DOMAIN):
            yield Doubt.OWN_DOMAIN, whose


def _dutch(names: Texts) -> str:
    return names["nl"]
