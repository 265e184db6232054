"""What the files must say together: one function per rule, named after the id that it reports.

A rule yields problems; it changes nothing and reads no clock.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process

from knowledge.addresses.address import Addresses
from knowledge.files.documents import Placed
from knowledge.files.problem import Problem, mistake, warning
from knowledge.files.rows import PartialRegister
from knowledge.linting.address_rules import ADDRESS_RULES
from knowledge.linting.checked import Checked, Rule
from knowledge.linting.minister_rules import MINISTER_RULES
from knowledge.linting.other_rules import OTHER_RULES
from knowledge.model import (
    AliasKind,
    ChannelStatus,
    OfficialChannel,
    Organisation,
    OrganisationKind,
    OrganisationStatus,
    Position,
)

# Percent of equal characters; at 93 the register's two psychiatric centres, Geel and Rekem, match.
NAMES_ALIKE = 95.0
_NAMES_AT_ONCE = 100  # compared with all others


def check_register(
    draft: PartialRegister, addresses: Addresses, today: date | None
) -> Iterator[Problem]:
    """Run every rule.

    Args:
        draft: Everything that was read.
        addresses: The readers that it was read with.
        today: Date to judge by, or None.
    """
    checked = Checked(draft, addresses, today)
    for rule in (*RULES, *ADDRESS_RULES, *MINISTER_RULES, *OTHER_RULES):
        yield from rule(checked)


def address_duplicate(checked: Checked) -> Iterator[Problem]:
    """One address belongs to one organisation, unless every row says that it is shared."""
    for channels in _by_address(checked.draft.channels).values():
        first, *others = channels
        for other in others:
            owner, same = first.value.organisation, other.value.organisation
            place = f"{first.document.file}:{first.at('address').line}"
            if owner == same:
                message = f"dit adres staat al in dit bestand ({place}); houd één rij over"
            elif first.value.shared and other.value.shared:
                continue
            else:
                message = (
                    f"dit adres staat al bij {owner} ({place}); één adres hoort bij één "
                    "organisatie, of zet shared: true bij allebei"
                )
            yield mistake(other.at("address"), message, "address-duplicate")


def address_shared_alone(checked: Checked) -> Iterator[Problem]:
    """A shared address stands at more than one organisation."""
    for channels in _by_address(checked.draft.channels).values():
        if len(channels) == 1 and channels[0].value.shared:
            yield warning(
                channels[0].at("shared"),
                "shared: true, maar geen andere organisatie vermeldt dit adres",
                "address-shared-alone",
            )


def subdomains_of_shared_host(checked: Checked) -> Iterator[Problem]:
    """Only the owner of a whole domain can vouch for every host below it."""
    for channel in checked.draft.channels:
        if not channel.value.includes_subdomains:
            continue
        message = _why_not_all_hosts(channel.value, checked.addresses)
        if message:
            yield mistake(channel.at("includes_subdomains"), message, "subdomains-of-shared-host")


def platform_unknown(checked: Checked) -> Iterator[Problem]:
    """Rules, reporting points and declarations name platforms of `platforms.yml`."""
    rows: list[Placed[Any]] = [*checked.draft.rules, *checked.draft.reporting_points]
    named: list[_Field] = [
        (row, ("platforms", index), key)
        for row in rows
        for index, key in enumerate(row.value.platforms)
    ]
    for row, field, key in [*named, *_declared(checked.draft)]:
        if key not in checked.addresses.platforms:
            message = f"platform '{key}' staat niet in platforms.yml"
            yield mistake(row.at(*field), message, "platform-unknown")


def complete_twice(checked: Checked) -> Iterator[Problem]:
    """One declaration a platform: of two, nobody sees which one expires."""
    seen: dict[tuple[str, str], tuple[str | int, ...]] = {}
    for one, field, key in _declared(checked.draft):
        first = seen.setdefault((one.value.id, key), field)
        if first != field:
            line = one.at(*first).line
            message = f"'{key}' staat al in de verklaring op regel {line}; houd de jongste over"
            yield mistake(one.at(*field), message, "complete-twice")


def organisation_unknown(checked: Checked) -> Iterator[Problem]:
    """Every organisation that is named has a file."""
    known = {each.value.id for each in checked.draft.organisations}
    for identifier, row, field in _named_organisations(checked.draft):
        if identifier not in known:
            message = f"organisatie '{identifier}' heeft geen bestand in organisations/"
            yield mistake(row.at(*field), message, "organisation-unknown")


def organisation_own_parent(checked: Checked) -> Iterator[Problem]:
    """No organisation is below, or merged into, itself."""
    above = {
        each.value.id: each.value.merged_into or each.value.parent
        for each in checked.draft.organisations
    }
    for each in checked.draft.organisations:
        seen, current = {each.value.id}, above[each.value.id]
        while current and current not in seen:
            seen.add(current)
            current = above.get(current)
        if current == each.value.id:
            field = "merged_into" if each.value.merged_into else "parent"
            message = "zo hoort de organisatie bij zichzelf"
            yield mistake(each.at(field), message, "organisation-own-parent")


def replaced_by_unknown(checked: Checked) -> Iterator[Problem]:
    """What took over stands in the register, and is still in use."""
    in_use = {
        each.value.address.value
        for each in checked.draft.channels
        if each.value.status is not ChannelStatus.RETIRED
    }
    for channel in checked.draft.channels:
        successor = channel.value.replaced_by
        if successor and successor not in in_use:
            message = f"'{successor}' staat niet in het register als kanaal in gebruik"
            yield mistake(channel.at("replaced_by"), message, "replaced-by-unknown")


def status_field(checked: Checked) -> Iterator[Problem]:
    """A date belongs to the state that it dates."""
    allowed = {
        "since": (ChannelStatus.PLANNED, ChannelStatus.COMPROMISED),
        "retired_on": (ChannelStatus.RETIRED,),
        "replaced_by": (ChannelStatus.RETIRED, ChannelStatus.COMPROMISED),
    }
    for channel in checked.draft.channels:
        for field, states in allowed.items():
            if getattr(channel.value, field) and channel.value.status not in states:
                message = f"{field} hoort alleen bij status: {' of '.join(states)}"
                yield mistake(channel.at(field), message, "status-field")


def verified_in_future(checked: Checked) -> Iterator[Problem]:
    """Nobody has confirmed anything tomorrow."""
    for channel in checked.draft.channels if checked.today else ():
        verified = channel.value.verified
        if verified and checked.today and verified.date > checked.today:
            message = f"{verified.date} ligt in de toekomst"
            yield mistake(channel.at("verified", "date"), message, "verified-in-future")
    for one in checked.draft.organisations if checked.today else ():
        for index, each in enumerate(one.value.complete):
            if checked.today and each.date > checked.today:
                message = f"{each.date} ligt in de toekomst"
                yield mistake(one.at("complete", index, "date"), message, "verified-in-future")


def retired_in_future(checked: Checked) -> Iterator[Problem]:
    """What stops later is in use today."""
    for channel in checked.draft.channels if checked.today else ():
        ended = channel.value.retired_on
        if ended and checked.today and ended > checked.today:
            message = f"{ended} ligt in de toekomst; tot dan is het kanaal in gebruik"
            yield mistake(channel.at("retired_on"), message, "retired-in-future")


def personal_missing(checked: Checked) -> Iterator[Problem]:
    """A politician's own account never passes for one of the administration."""
    ministers = {
        each.value.id
        for each in checked.draft.organisations
        if each.value.kind is OrganisationKind.MINISTER
    }
    for channel in checked.draft.channels:
        if channel.value.organisation in ministers and not channel.value.personal:
            message = "zet personal: true: dit is een account van een politicus"
            yield mistake(channel.at("address"), message, "personal-missing")


def left_office_in_use(checked: Checked) -> Iterator[Problem]:
    """Who is no longer minister has no channel in use as one."""
    left = set()
    for each in checked.draft.organisations:
        if each.value.status is not OrganisationStatus.LEFT_OFFICE:
            continue
        if each.value.kind is OrganisationKind.MINISTER:
            left.add(each.value.id)
        else:
            yield mistake(
                each.at("status"), "left_office hoort alleen bij een minister", "left-office-in-use"
            )
    for channel in checked.draft.channels:
        if channel.value.organisation in left and channel.value.status is ChannelStatus.ACTIVE:
            message = "zet status: retired: dit is geen kanaal van een minister meer"
            yield mistake(channel.at("status"), message, "left-office-in-use")


def name_taken(checked: Checked) -> Iterator[Problem]:
    """A name leads to one organisation; a former name may lead to each of its successors."""
    first: dict[str, _Named] = {}
    for named in _names(checked.draft):
        folded = " ".join(named.name.casefold().split())
        known = first.setdefault(folded, named)
        if known.owner != named.owner and not (named.is_former or known.is_former):
            place = f"{known.place.file}:{known.place.line}"
            message = f"de naam '{named.name}' staat al bij {known.owner} ({place})"
            yield mistake(named.place, message, "name-taken")


def names_alike(checked: Checked) -> Iterator[Problem]:
    """Two organisations of nearly the same name are often one, listed twice."""
    rows = checked.draft.organisations
    for index, other in _alike_pairs(tuple(each.value.name.casefold() for each in rows)):
        message = f"deze naam lijkt sterk op die van {rows[other].value.id}; is het dezelfde?"
        yield warning(rows[index].at("name"), message, "names-alike")


def candidate_listed(checked: Checked) -> Iterator[Problem]:
    """What is in the register has been checked already."""
    listed = _by_address(checked.draft.channels)
    for candidate in checked.draft.candidates:
        address = candidate.value.address
        channels = listed.get((address.platform, address.key))
        if channels:
            owner = channels[0].value.organisation
            message = f"dit adres staat al in het register bij {owner}; schrap de kandidaat"
            yield warning(candidate.at("address"), message, "candidate-listed")


def candidate_duplicate(checked: Checked) -> Iterator[Problem]:
    """One row for each address that waits."""
    seen: dict[tuple[str, str], int] = {}
    for candidate in checked.draft.candidates:
        address = candidate.value.address
        line = seen.setdefault((address.platform, address.key), candidate.at("address").line)
        if line != candidate.at("address").line:
            message = f"deze kandidaat staat al op regel {line}"
            yield warning(candidate.at("address"), message, "candidate-duplicate")


def fake_listed(checked: Checked) -> Iterator[Problem]:
    """Nothing is both fake and official."""
    listed = _by_address(checked.draft.channels)
    for fake in checked.draft.impersonations:
        address = fake.value.address
        channels = listed.get((address.platform, address.key))
        if channels:
            place = f"{channels[0].document.file}:{channels[0].at('address').line}"
            message = (
                f"dit adres staat ook als officieel kanaal in het register ({place}); "
                "een overgenomen kanaal krijgt daar status: compromised"
            )
            yield mistake(fake.at("address"), message, "fake-listed")


def fake_is_candidate(checked: Checked) -> Iterator[Problem]:
    """What is known to be fake needs no checking any more."""
    fakes = {
        (each.value.address.platform, each.value.address.key)
        for each in checked.draft.impersonations
    }
    for candidate in checked.draft.candidates:
        address = candidate.value.address
        if (address.platform, address.key) in fakes:
            message = "dit adres staat in impersonations.yml; schrap de kandidaat"
            yield warning(candidate.at("address"), message, "fake-is-candidate")


def id_duplicate(checked: Checked) -> Iterator[Problem]:
    """An id of a rule or reporting point is used once."""
    groups: tuple[list[Any], ...] = (checked.draft.rules, checked.draft.reporting_points)
    for rows in groups:
        seen: dict[str, int] = {}
        for row in rows:
            line = seen.setdefault(row.value.id, row.at("id").line)
            if line != row.at("id").line:
                message = f"kenmerk '{row.value.id}' staat al op regel {line}"
                yield mistake(row.at("id"), message, "id-duplicate")


RULES: tuple[Rule, ...] = (
    address_duplicate,
    address_shared_alone,
    subdomains_of_shared_host,
    platform_unknown,
    complete_twice,
    organisation_unknown,
    organisation_own_parent,
    replaced_by_unknown,
    status_field,
    verified_in_future,
    retired_in_future,
    personal_missing,
    left_office_in_use,
    name_taken,
    names_alike,
    candidate_listed,
    candidate_duplicate,
    fake_listed,
    fake_is_candidate,
    id_duplicate,
)


def _by_address(
    channels: Iterable[Placed[OfficialChannel]],
) -> dict[tuple[str, str], list[Placed[OfficialChannel]]]:
    found: dict[tuple[str, str], list[Placed[OfficialChannel]]] = defaultdict(list)
    for channel in channels:
        found[channel.value.address.platform, channel.value.address.key].append(channel)
    return found


def _why_not_all_hosts(channel: OfficialChannel, addresses: Addresses) -> str | None:
    address = channel.address
    if address.platform != "website" or not address.host:
        return "includes_subdomains hoort alleen bij een website"
    if address.path:
        return "includes_subdomains kan niet bij een adres met een pad; schrijf alleen de site"
    if "." in addresses.suffix(address.host) or addresses.platforms.of_host(address.host):
        return f"{address.host} staat bij een gedeelde dienst, waar ook anderen sites hebben"
    return None


_Field = tuple[Placed[Any], tuple[str | int, ...], str]
"""A value with the row and the field that hold it."""


def _declared(draft: PartialRegister) -> Iterator[_Field]:
    """Give every platform of which a list is declared complete."""
    for one in draft.organisations:
        for index, each in enumerate(one.value.complete):
            for place, key in enumerate(each.platforms):
                yield one, ("complete", index, "platforms", place), key


def _named_organisations(
    draft: PartialRegister,
) -> Iterator[tuple[str, Placed[Any], tuple[str | int, ...]]]:
    """Give every id of an organisation, with the row and field that name it."""
    for each in draft.organisations:
        for field in ("parent", "merged_into"):
            identifier = getattr(each.value, field)
            if identifier:
                yield identifier, each, (field,)
    for candidate in draft.candidates:
        yield candidate.value.organisation, candidate, ("organisation",)
    for fake in draft.impersonations:
        if fake.value.imitates:
            yield fake.value.imitates, fake, ("imitates",)
    rows: list[Placed[Any]] = [*draft.rules, *draft.cases]
    for row in rows:
        for index, identifier in enumerate(row.value.organisations):
            yield identifier, row, ("organisations", index)


@dataclass(frozen=True, slots=True)
class _Named:
    """A name of an organisation; its place costs reading the file again, and is seldom needed."""

    organisation: Placed[Organisation]
    name: str
    field: tuple[str | int, ...]
    is_former: bool = False

    @property
    def owner(self) -> str:
        return self.organisation.value.id

    @property
    def place(self) -> Position:
        return self.organisation.at(*self.field)


def _names(draft: PartialRegister) -> Iterator[_Named]:
    for each in draft.organisations:
        yield _Named(each, each.value.name, ("name",))
        if each.value.short_name:
            yield _Named(each, each.value.short_name, ("short_name",))
        for index, alias in enumerate(each.value.aliases):
            is_former = alias.kind is AliasKind.FORMER
            yield _Named(each, alias.name, ("aliases", index, "name"), is_former)


@lru_cache(maxsize=1)
def _alike_pairs(names: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Give the places of each name and of an earlier one that it resembles."""
    found = []
    for start in range(0, len(names), _NAMES_AT_ONCE):
        part = names[start : start + _NAMES_AT_ONCE]
        alike = process.cdist(part, names, scorer=fuzz.ratio, score_cutoff=NAMES_ALIKE)
        for row, other in np.argwhere(alike > 0).tolist():
            index = start + row
            if other < index and _digits(names[index]) == _digits(names[other]):
                found.append((index, other))
    return tuple(found)


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())
