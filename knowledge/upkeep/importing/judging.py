"""What rows of a spreadsheet come to: channels to list, what is wrong, and what staff must see.

Identity is equality: the name of an organisation is one that its file has, an address is read as
in the files. What the register knows of somebody else is refused and told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from hashlib import sha256
from typing import Any

from knowledge.addresses import shared_hosts
from knowledge.addresses.address import AddressError, Addresses
from knowledge.addresses.flaws import flaws
from knowledge.addresses.platforms import PERSON
from knowledge.matching.imitation.lookalike import Lookalikes
from knowledge.matching.imitation.words import OrdinaryWords
from knowledge.model import (
    Address,
    ChannelStatus,
    OfficialChannel,
    Organisation,
    OrganisationKind,
    OrganisationStatus,
)
from knowledge.register.registry import EMAIL, How, Registry
from knowledge.register.standing import place_of
from knowledge.upkeep.gathering.likeness import looks_like
from knowledge.upkeep.importing.reading import Entry, Read
from knowledge.upkeep.importing.words import word
from knowledge.upkeep.survey.cells import SheetProblem
from knowledge.upkeep.survey.form import Form
from knowledge.upkeep.survey.manners import (
    Manners,
    details_in,
    holds_several,
    is_written_in_full,
)
from knowledge.upkeep.watching.proposing import Listed, standing_of
from knowledge.wording.teams import folded

SOCIAL = "social"

_KEY_LENGTH = 12
_LONGEST_SOURCE = 300
_COVERED_BY_DOMAIN = frozenset({How.DOMAIN_HANDLE, How.MAIL_DOMAIN})
_OF_STANDING = {
    Listed.OTHER_OWNER: "other_owner",
    Listed.RETIRED: "retired",
    Listed.COMPROMISED: "compromised",
}


@dataclass(frozen=True, slots=True)
class Addition:
    """A channel that would be listed.

    Attributes:
        row: As it goes into the file.
        doubts: Why staff have to look first, in Dutch; empty where nothing speaks against it.
    """

    organisation: str
    address: Address
    row: Mapping[str, Any]
    entry: Entry
    doubts: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What names it in a form."""
        named = f"{self.organisation} {self.address.platform} {self.address.value}"
        return sha256(named.encode()).hexdigest()[:_KEY_LENGTH]


@dataclass
class Judged:
    """All that a spreadsheet comes to.

    Attributes:
        problems: By place; a row with one is not among the additions.
        notes: What staff should know, in Dutch.
        known: Number of channels that the register has already.
    """

    additions: list[Addition] = field(default_factory=list)
    problems: list[SheetProblem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    known: int = 0


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a whole spreadsheet comes from.

    Attributes:
        source: In words or as an address; empty where every row says its own.
        day: Of the source.
    """

    source: str
    day: date


class Judge:
    """Judges the rows of one spreadsheet.

    Args:
        file: What staff know it by.
        registry: The register with its indexes.
        neighbours: Whose the well-known domains near official ones are.
        origin: Where the rows come from that name no source of their own.
        today: What starts after it is planned.
    """

    def __init__(
        self,
        file: str,
        registry: Registry,
        neighbours: Mapping[str, str],
        origin: Origin,
        today: date,
    ) -> None:
        self._file, self._registry, self._neighbours = file, registry, neighbours
        self._origin, self._today = origin, today
        self._addresses: Addresses = registry.addresses
        self._manners = Manners.load()
        self._seen: dict[tuple[str, str], Addition] = {}
        self.judged = Judged()

    def judge(self, read: Read) -> Judged:
        """Judge every row; each mistake of a row is told."""
        self.judged.problems += read.problems
        self.judged.notes += read.notes
        for entry in read.entries:
            row = _Row(self._file, entry, self.judged)
            organisation = self._organisation(row)
            address = self._address(row)
            if organisation and address and not self._may_be_listed(row, organisation, address):
                continue
            source = self._source(row)
            self._check_label(row)
            if organisation and address and source and row.is_sound:
                self._add(row, organisation, address, source)
        return self.judged

    def _organisation(self, row: _Row) -> Organisation | None:
        text = row.entry.organisation
        found = self._by_name.get(folded(text), ())
        organisations = self._registry.register.organisations
        if len(found) != 1:
            near = get_close_matches(folded(text), list(self._by_name), 1)
            ids = ", ".join(sorted(found or (self._by_name[near[0]] if near else ())))
            meant = f" (bedoelt u {ids}?)" if ids else ""
            if found:
                row.wrong("organisation", "several_organisations", value=text, found=ids)
            else:
                row.wrong("organisation", "unknown_organisation", value=text, meant=meant)
            return None
        organisation = organisations[next(iter(found))]
        if organisation.status is OrganisationStatus.ACTIVE:
            return organisation
        into = f" (nu {organisation.merged_into})" if organisation.merged_into else ""
        row.wrong("organisation", "gone", organisation=organisation.display_name, into=into)
        return None

    @cached_property
    def _by_name(self) -> dict[str, set[str]]:
        """Ids by every name that an organisation has, folded."""
        names: dict[str, set[str]] = defaultdict(set)
        for each in self._registry.register.organisations.values():
            aliases = (alias.name for alias in each.aliases)
            for name in (each.id, each.name, each.short_name, each.ovo_code, *aliases):
                if name:
                    names[folded(name)].add(each.id)
        return names

    def _address(self, row: _Row) -> Address | None:
        """Read what a row holds; both of address and account, where it has both."""
        entry = row.entry
        platform = entry.platform or self._platform_of(entry.written or entry.account)
        if platform is None:
            row.wrong("platform" if "platform" in entry.places else "address", "no_platform")
            return None
        read = [
            self._read(row, text, platform, name)
            for name, text in (("address", entry.written), ("account", entry.account))
            if text
        ]
        if None in read:
            return None
        first = read[0]
        for other in filter(None, read[1:]):
            if first and other != first:
                row.wrong("account", "differ", address=first.value, account=other.value)
        if first and entry.link and not self._leads_there(entry.link, first):
            row.wrong("address", "link", target=entry.link)
        return first

    def _platform_of(self, text: str) -> str | None:
        """Give the platform of an address that is written whole."""
        if "@" in text and "/" not in text and not text.startswith("@"):
            return EMAIL
        if "://" not in text and not ("." in text.partition("/")[0] and "/" in text):
            return None
        with suppress(AddressError):
            return self._addresses.from_url(text).platform
        return None

    def _read(self, row: _Row, text: str, platform: str, column: str) -> Address | None:
        kind = self._addresses.platforms.get(platform).kind
        if holds_several(row.entry.raw if column == "address" else text, kind):
            row.refuse(column, Form.load().word("errors", "several"))
            return None
        try:
            address = self._addresses.parse(text, platform)
            again = self._addresses.parse(address.value, platform)
        except AddressError as error:
            row.refuse(column, str(error))
            return None
        found = [each.message for each in flaws(text, address, self._addresses)]
        if again != address:
            found.append(word("errors", "not_own"))
        if column == "address" and not is_written_in_full(text, kind):
            found.append(Form.load().word("errors", "not_full", value=text))
        for message in found:
            row.refuse(column, message)
        return None if found else address

    def _leads_there(self, link: str, address: Address) -> bool:
        """Tell whether what is behind a cell is what stands in it."""
        with suppress(AddressError):
            return self._addresses.parse(link, address.platform) == address
        return False

    def _source(self, row: _Row) -> dict[str, str] | None:
        entry = row.entry
        text, day = entry.source, entry.source_date
        if not text or self._manners.points_elsewhere(text):
            text, day = self._origin.source, day or self._origin.day
        if not text:
            row.wrong("source" if "source" in entry.places else "address", "no_source")
            return None
        self._check_details(row, "source", text)
        return {"url": text[:_LONGEST_SOURCE], **({"date": day.isoformat()} if day else {})}

    def _check_label(self, row: _Row) -> None:
        if row.entry.label:
            self._check_details(row, "label", row.entry.label)

    def _check_details(self, row: _Row, column: str, text: str) -> None:
        """Refuse mailboxes and numbers that are no official channels: this is published."""
        for platform, found in details_in(text):
            address = None
            with suppress(AddressError):
                address = self._addresses.parse(found, platform)
            if address is None or self._registry.listed(address) is None:
                row.wrong(column, "details", value=found)

    def _may_be_listed(self, row: _Row, organisation: Organisation, address: Address) -> bool:
        """Compare with what the register knows, and tell what stands in the way."""
        own = self._own(organisation, address)
        if own:
            self.judged.known += 1
            self._tell_known(row, own)
            return False
        listing = self._registry.listed(address)
        standing = standing_of(self._registry, address)
        whose = listing.organisation.id if listing else ""
        if standing is Listed.FAKE:
            row.wrong("address", "fake")
        elif standing is Listed.OTHER_OWNER and whose == organisation.id:
            if listing and listing.how in _COVERED_BY_DOMAIN:
                return True
            channel = listing.channel.address.value if listing else ""
            self._note(row, "covered", address, listed=channel, organisation=whose)
            return False
        elif standing in _OF_STANDING:
            row.wrong("address", _OF_STANDING[standing], organisation=whose)
        self._check_others(row, organisation, address)
        return True

    def _check_others(self, row: _Row, organisation: Organisation, address: Address) -> None:
        candidate = self._registry.candidate(address)
        if candidate and candidate.organisation != organisation.id:
            row.wrong("address", "candidate", organisation=candidate.organisation)
        body = self._registry.other_owner(address)
        domain = self._addresses.registrable_domain(address.host) if address.host else None
        if body:
            row.wrong("address", "other_body", name=body.body.name("nl"))
        elif domain and domain in self._neighbours:
            row.wrong("address", "neighbour", name=self._neighbours[domain])
        is_minister = organisation.kind is OrganisationKind.MINISTER
        platform = self._addresses.platforms.get(address.platform)
        if platform.sort_of(address.key) == PERSON and not is_minister:
            row.wrong("address", "person")

    def _own(self, organisation: Organisation, address: Address) -> OfficialChannel | None:
        place = place_of(address, self._registry.platforms)
        return next(
            (
                each
                for each in organisation.channels
                if place_of(each.address, self._registry.platforms) == place
            ),
            None,
        )

    def _tell_known(self, row: _Row, own: OfficialChannel) -> None:
        said = row.entry.status
        is_other = said is not None and said is not own.status
        if own.status is ChannelStatus.RETIRED and said is not ChannelStatus.RETIRED:
            row.wrong("address", "retired", organisation=own.organisation)
        elif own.status is ChannelStatus.COMPROMISED and is_other:
            row.wrong("address", "compromised", organisation=own.organisation)
        elif is_other and said is ChannelStatus.RETIRED:
            self._note(row, "stopped", own.address, organisation=own.organisation)
        elif is_other and said is ChannelStatus.COMPROMISED:
            self._note(row, "seized", own.address, organisation=own.organisation)
        else:
            self._note(row, "known", own.address, organisation=own.organisation)

    def _add(
        self, row: _Row, organisation: Organisation, address: Address, source: dict[str, str]
    ) -> None:
        entry = row.entry
        place = place_of(address, self._registry.platforms)
        before = self._seen.get(place)
        if before:
            cell = before.entry.places["address"]
            if before.organisation == organisation.id:
                self._note(row, "same", before.address, cell=cell)
            else:
                row.wrong("address", "repeated", cell=cell, organisation=before.organisation)
            return
        fields = self._fields(row, organisation)
        if fields is None:
            return
        doubts = tuple(self._doubts(entry.written or entry.account, organisation, address))
        named = {"platform": address.platform, "address": self._shown(entry, address)}
        made = {**named, **fields, "sources": [source]}
        addition = Addition(organisation.id, address, made, entry, doubts)
        self._seen[place] = addition
        self.judged.additions.append(addition)

    def _shown(self, entry: Entry, address: Address) -> str:
        """Give the address as files have it: a telephone number stays as people dial it."""
        is_number = self._addresses.platforms.get(address.platform).kind == "phone"
        return (entry.written or entry.account) if is_number else address.value

    def _fields(self, row: _Row, organisation: Organisation) -> dict[str, Any] | None:
        """Give the other fields of a channel; None for one that is not or no longer in use."""
        entry = row.entry
        is_to_come = entry.since is not None and entry.since > self._today
        status = entry.status or (ChannelStatus.PLANNED if is_to_come else ChannelStatus.ACTIVE)
        named = {"organisation": organisation.id}
        if status in (ChannelStatus.RETIRED, ChannelStatus.COMPROMISED):
            key = "stopped" if status is ChannelStatus.RETIRED else "seized"
            text = entry.written or entry.account
            self.judged.notes.append(
                word("notes", key, number=str(entry.number), address=text, **named)
            )
            return None
        if status is ChannelStatus.PLANNED and entry.since and not is_to_come:
            row.wrong("since", "planned_since")
            return None
        fields: dict[str, Any] = {"label": entry.label} if entry.label else {}
        fields["status"] = status.value
        if status is ChannelStatus.PLANNED and entry.since:
            fields["since"] = entry.since.isoformat()
        if organisation.kind is OrganisationKind.MINISTER:
            fields["personal"] = True
        if entry.languages:
            fields["languages"] = list(dict.fromkeys(entry.languages))
        return fields

    def _doubts(self, text: str, organisation: Organisation, address: Address) -> Iterator[str]:
        kind = self._addresses.platforms.get(address.platform).kind
        doubt = self._manners.doubt(text, address, kind, organisation)
        if doubt:
            yield word("doubts", doubt)
        if kind == SOCIAL and not looks_like(organisation, address, self._addresses):
            yield word("doubts", "other_name")
        if address.platform == EMAIL and shared_hosts.gives_mail_to_anybody(address.host or ""):
            yield word("doubts", "free_mail")
        is_beside_listed = address.host and self._registry.official_domain(address.host)
        for each in () if is_beside_listed else self._lookalikes.resembles(address)[:1]:
            named = {"address": each.address, "organisation": each.organisation}
            yield word("doubts", "lookalike", **named)

    @cached_property
    def _lookalikes(self) -> Lookalikes:
        words = OrdinaryWords.load()
        return Lookalikes(self._registry, words=words, neighbours=self._neighbours)

    def _note(self, row: _Row, key: str, address: Address, **values: str) -> None:
        number = str(row.entry.number)
        told = word("notes", key, number=number, address=address.value, **values)
        self.judged.notes.append(told)


class _Row:
    """One row, and where its mistakes are told."""

    def __init__(self, file: str, entry: Entry, judged: Judged) -> None:
        self._file, self.entry, self._judged = file, entry, judged
        self.is_sound = True

    def wrong(self, column: str, why: str, **values: str) -> None:
        """Tell a mistake: a key of `errors`."""
        self.refuse(column, word("errors", why, **values))

    def refuse(self, column: str, message: str) -> None:
        """Tell a mistake in its own words."""
        self.is_sound = False
        places = self.entry.places
        cell = places.get(column) or places["address"]
        problem = SheetProblem(self._file, self.entry.sheet, cell, message)
        if problem not in self._judged.problems:
            self._judged.problems.append(problem)
