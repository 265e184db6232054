"""The overview: organisations by policy domain, with their channels as they stand on one day.

Every form draws from this: the files, the public page and the answers of the bot.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from knowledge.addresses.platforms import Platform, Platforms
from knowledge.model import (
    OfficialChannel,
    Organisation,
    OrganisationStatus,
    PolicyAnswer,
    Register,
    Verdict,
)
from knowledge.register.freshness import complete_platforms
from knowledge.register.registry import Registry
from knowledge.register.standing import Place, Standings
from knowledge.wording.domains import Domain, Domains

ANSWERS = ("evaluation", "reactions", "content_policy", "misuse", "misuse_watch")
"""What organisations are asked beside their channels, as fields of `Organisation`."""


@dataclass(frozen=True, slots=True)
class OverviewChannel:
    """One official channel on the day of the overview.

    Attributes:
        standing: The verdict that a citizen reads about it.
        first_year: Oldest year in which a dated source names it; None when no source has a date.
    """

    channel: OfficialChannel
    platform: Platform
    standing: Verdict
    first_year: int | None

    @property
    def in_use(self) -> bool:
        """Whether it may be used today."""
        return self.standing.is_trusted

    @property
    def is_confirmed(self) -> bool:
        """Whether its organisation or a team confirmed it within the window of its platform."""
        return self.standing is Verdict.OFFICIAL


@dataclass(frozen=True, slots=True)
class OverviewOrganisation:
    """One organisation with its policy domain and channels.

    Attributes:
        complete: Where it declared that the register lists all it has, and that still counts.
    """

    organisation: Organisation
    domain: Domain
    channels: tuple[OverviewChannel, ...]
    complete: tuple[Platform, ...] = ()

    @property
    def exists(self) -> bool:
        """Whether it still exists under this name."""
        return self.organisation.status is OrganisationStatus.ACTIVE

    @property
    def in_use(self) -> tuple[OverviewChannel, ...]:
        """Its channels in use."""
        return tuple(each for each in self.channels if each.in_use)

    @property
    def planned(self) -> tuple[OverviewChannel, ...]:
        """Its channels that were announced."""
        return tuple(each for each in self.channels if each.standing is Verdict.PLANNED)

    @property
    def past(self) -> tuple[OverviewChannel, ...]:
        """Its channels that are stopped or taken over."""
        return tuple(each for each in self.channels if not each.in_use and each not in self.planned)

    @property
    def platforms(self) -> frozenset[str]:
        """Keys of the platforms on which it has a channel in use."""
        return frozenset(each.platform.key for each in self.channels if each.in_use)

    def answer(self, name: str) -> PolicyAnswer | None:
        """Give its own answer to one of `ANSWERS`."""
        found: PolicyAnswer | None = getattr(self.organisation, name)
        return found


@dataclass(frozen=True)
class Overview:
    """The register of one version, seen on one day.

    Attributes:
        version: Of the knowledge.
        day: The day that freshness is judged by.
        organisations: By policy domain, then by name.
    """

    version: str
    day: date
    organisations: tuple[OverviewOrganisation, ...]

    @cached_property
    def by_domain(self) -> tuple[tuple[Domain, tuple[OverviewOrganisation, ...]], ...]:
        """The organisations of each policy domain."""
        groups: dict[str, list[OverviewOrganisation]] = {}
        for each in self.organisations:
            groups.setdefault(each.domain.key, []).append(each)
        return tuple((group[0].domain, tuple(group)) for group in groups.values())

    @property
    def channels(self) -> Iterator[OverviewChannel]:
        """Every channel."""
        return (channel for each in self.organisations for channel in each.channels)

    @cached_property
    def platforms(self) -> tuple[Platform, ...]:
        """The platforms of all channels, social ones first, each time in the order of the name."""
        found = {each.platform.key: each.platform for each in self.channels}
        return tuple(
            sorted(
                found.values(), key=lambda each: (each.kind != "social", each.name["nl"].lower())
            )
        )

    def get(self, identifier: str) -> OverviewOrganisation | None:
        """Give one organisation."""
        return self._by_id.get(identifier)

    @cached_property
    def _by_id(self) -> dict[str, OverviewOrganisation]:
        return {each.organisation.id: each for each in self.organisations}


def make_overview(
    register: Register,
    platforms: Platforms,
    day: date,
    domains: Domains | None = None,
    taken_over: frozenset[Place] = frozenset(),
) -> Overview:
    """See the whole register on one day.

    Args:
        register: Checked register.
        platforms: Their freshness windows and names.
        day: The day to judge freshness by.
        domains: Names of the policy domains; None reads `domains.yml`.
        taken_over: What staff report as taken over, beside the register.
    """
    known = domains or Domains.load()
    standings = Standings(register, platforms, taken_over)
    made = (_organisation(each, standings, day, known) for each in register.organisations.values())
    in_order = sorted(
        made,
        key=lambda each: (
            known.place(each.domain),
            each.organisation.display_name.casefold(),
            each.organisation.id,
        ),
    )
    return Overview(register.version, day, tuple(in_order))


def overview_of(registry: Registry, platforms: Platforms, day: date) -> Overview:
    """Give the overview of the register that is served, with what staff warn of now."""
    return _kept_overview(registry, platforms, day, registry.taken_over)


@lru_cache(maxsize=2)
def _kept_overview(
    registry: Registry, platforms: Platforms, day: date, taken_over: frozenset[Place]
) -> Overview:
    return make_overview(registry.register, platforms, day, taken_over=taken_over)


def _organisation(
    organisation: Organisation, standings: Standings, day: date, domains: Domains
) -> OverviewOrganisation:
    channels = [_channel(each, standings, day) for each in organisation.channels]
    channels.sort(
        key=lambda each: (
            not each.in_use,
            each.platform.kind != "social",
            each.platform.key,
            each.channel.address.value,
        )
    )
    complete = complete_platforms(organisation, standings.platforms, day)
    return OverviewOrganisation(
        organisation,
        domains.of(organisation.policy_domain),
        tuple(channels),
        tuple(standings.platforms.get(key) for key in complete),
    )


def _channel(channel: OfficialChannel, standings: Standings, day: date) -> OverviewChannel:
    platform = standings.platforms.get(channel.address.platform)
    standing = standings.of(channel, day)
    years = [int(each.date[:4]) for each in channel.sources if each.date]
    return OverviewChannel(channel, platform, standing, min(years, default=None))
