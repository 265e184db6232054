"""What the register knows of one minister's or policy domain's organisations, and what not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from types import MappingProxyType

from knowledge.addresses.platforms import Platform, Platforms
from knowledge.model import (
    ChannelStatus,
    Impersonation,
    KnownCase,
    Organisation,
    OrganisationKind,
    OrganisationStatus,
    Register,
)
from knowledge.publishing.overview.model import Overview, OverviewChannel, OverviewOrganisation
from knowledge.publishing.overview.scope import Scope
from knowledge.publishing.overview.selection import Selection, select
from knowledge.upkeep.differences.comparing import Change, Side, changes

SOCIAL = "social"


@dataclass(frozen=True)
class Facts:
    """Everything that the answer draws from.

    Attributes:
        day: On which the register is seen.
        overview: The organisations that exist and come under the minister or domain.
        register: The whole register.
        unplaced: Organisations of the same policy domains of which no source names the minister.
        changed: Against the earlier version; None where there is none to compare with.
    """

    scope: Scope
    day: date
    overview: Overview
    register: Register
    platforms: Platforms
    unplaced: tuple[OverviewOrganisation, ...]
    changed: tuple[Change, ...] | None = None

    @property
    def organisations(self) -> tuple[OverviewOrganisation, ...]:
        """Those that the answer is about."""
        return self.overview.organisations

    @cached_property
    def users(self) -> tuple[OverviewOrganisation, ...]:
        """Those with an account on social media in use."""
        return tuple(each for each in self.organisations if social(each.in_use))

    @cached_property
    def planners(self) -> tuple[OverviewOrganisation, ...]:
        """Those that announced an account on social media."""
        return tuple(each for each in self.organisations if social(each.planned))

    @cached_property
    def silent(self) -> tuple[OverviewOrganisation, ...]:
        """Those of which the register knows no account on social media, in use or announced."""
        known = (*self.users, *self.planners)
        return tuple(each for each in self.organisations if each not in known)

    @cached_property
    def per_platform(self) -> tuple[tuple[Platform, int, int, int], ...]:
        """By platform: organisations there, their accounts in use, those recently confirmed."""
        rows = []
        for platform in self.overview.platforms:
            found = [
                channel
                for each in self.users
                for channel in social(each.in_use)
                if channel.platform.key == platform.key
            ]
            if found:
                owners = {channel.channel.organisation for channel in found}
                confirmed = sum(channel.is_confirmed for channel in found)
                rows.append((platform, len(owners), len(found), confirmed))
        return tuple(sorted(rows, key=lambda row: -row[1]))

    @cached_property
    def unconfirmed(self) -> tuple[tuple[OverviewOrganisation, int], ...]:
        """Who has channels in use that nobody confirmed of late, and how many."""
        counted = (
            (each, sum(not channel.is_confirmed for channel in each.in_use))
            for each in self.organisations
        )
        return tuple(row for row in counted if row[1])

    def answered(self, name: str) -> tuple[OverviewOrganisation, ...]:
        """Give who answered one of `overview.model.ANSWERS`."""
        return tuple(each for each in self.organisations if each.answer(name))

    def unanswered(self, name: str) -> tuple[OverviewOrganisation, ...]:
        """Give who did not."""
        return tuple(each for each in self.organisations if not each.answer(name))

    def predecessors(self, organisation: Organisation) -> tuple[Organisation, ...]:
        """Give what went up in an organisation, one step or more ago."""
        found = [
            each
            for each in self.register.organisations.values()
            if each.merged_into == organisation.id and each.id != organisation.id
        ]
        earlier = [before for each in found for before in self.predecessors(each)]
        return (*found, *earlier)

    @cached_property
    def without_successor(self) -> tuple[Organisation, ...]:
        """Those of these policy domains that are gone, where no source names a successor."""
        domains = {each.domain.written for each in self.organisations}
        return tuple(
            each
            for each in self.register.organisations.values()
            if each.status in (OrganisationStatus.MERGED, OrganisationStatus.ABOLISHED)
            and each.merged_into is None
            and each.policy_domain in domains
        )

    @cached_property
    def cases(self) -> tuple[KnownCase, ...]:
        """Known cases of misuse in the name of these organisations, the newest first."""
        found = [each for each in self.register.cases if self._ids & set(each.organisations)]
        return tuple(sorted(found, key=lambda each: each.date or "", reverse=True))

    @cached_property
    def fakes(self) -> tuple[Impersonation, ...]:
        """Confirmed fakes that imitate these organisations."""
        return tuple(each for each in self.register.impersonations if each.imitates in self._ids)

    @cached_property
    def addresses_in_use(self) -> frozenset[str]:
        """Every address of the register that its organisation uses."""
        return frozenset(
            channel.address.value
            for each in self.register.organisations.values()
            for channel in each.channels
            if channel.status is ChannelStatus.ACTIVE
        )

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(each.organisation.id for each in self.organisations)


def gather_facts(now: Side, whole: Overview, scope: Scope, *, earlier: Side | None = None) -> Facts:
    """Collect what the answer needs.

    Args:
        now: The register with what it is read by.
        whole: The overview of it, on the day of the answer.
        scope: Whose organisations.
        earlier: An older version to compare with.
    """
    part = select(whole, _selection(scope))
    unplaced = tuple(_unplaced(whole, part, scope))
    facts = Facts(scope, whole.day, part, now.register, now.platforms, unplaced)
    if earlier is None:
        return facts
    compared = changes(_only(earlier, scope, part), _only(now, scope, part), whole.day)
    return replace(facts, changed=compared)


def social(channels: Iterable[OverviewChannel]) -> tuple[OverviewChannel, ...]:
    """Give the accounts on social media of some channels."""
    return tuple(each for each in channels if each.platform.kind == SOCIAL)


def _selection(scope: Scope) -> Selection:
    return Selection(
        minister=scope.minister.id if scope.minister else None,
        domain=scope.domain.key if scope.domain else None,
    )


def _unplaced(whole: Overview, part: Overview, scope: Scope) -> Iterable[OverviewOrganisation]:
    """Give who may be missing: of a domain of the minister, without any minister known."""
    if scope.minister is None:
        return
    domains = {each.domain.key for each in part.organisations}
    for each in select(whole, Selection()).organisations:
        if each.domain.key in domains and not each.organisation.ministers:
            yield each


def _only(side: Side, scope: Scope, part: Overview) -> Side:
    """Give one version with nothing but these organisations, and who imitates them."""
    ids = {each.organisation.id for each in part.organisations}
    ids |= {each.id for each in side.register.organisations.values() if _is_of(each, scope)}
    kept = {
        key: each
        for key, each in side.register.organisations.items()
        if key in ids and each.kind is not OrganisationKind.MINISTER
    }
    register = replace(
        side.register,
        organisations=MappingProxyType(kept),
        impersonations=tuple(e for e in side.register.impersonations if e.imitates in ids),
        candidates=(),
        answers=(),
        rules=(),
        reporting_points=(),
        cases=(),
    )
    return Side(register, side.platforms, _NO_NEIGHBOURS)


_NO_NEIGHBOURS: Mapping[str, str] = MappingProxyType({})


def _is_of(organisation: Organisation, scope: Scope) -> bool:
    if scope.minister:
        return scope.minister.id in (row.minister for row in organisation.ministers)
    return scope.domain is not None and organisation.policy_domain == scope.domain.written
