"""Counts over an overview."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.addresses.platforms import Platform
from knowledge.publishing.overview.model import Overview, OverviewChannel
from knowledge.wording.domains import Domain


@dataclass(frozen=True, slots=True)
class Matrix:
    """How many organisations of each domain have a channel in use on each platform.

    Attributes:
        rows: A platform with one number for each domain.
    """

    domains: tuple[Domain, ...]
    rows: tuple[tuple[Platform, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Growth:
    """How many channels a dated source names, up to and including each year.

    Attributes:
        undated: Channels that no dated source names.
    """

    years: tuple[tuple[int, int], ...]
    undated: int


def per_platform(overview: Overview) -> tuple[tuple[Platform, int], ...]:
    """Count the organisations with a channel in use on each platform, most first."""
    counted = Counter(key for each in overview.organisations for key in each.platforms)
    found = [(each, counted[each.key]) for each in overview.platforms if counted[each.key]]
    return tuple(sorted(found, key=lambda each: -each[1]))


def per_domain(overview: Overview, platform: str | None = None) -> tuple[tuple[Domain, int], ...]:
    """Count the channels in use of each domain, most first.

    Args:
        overview: What is counted in.
        platform: Count there only.
    """
    counted = [
        (
            domain,
            sum(
                channel.in_use and platform in (None, channel.platform.key)
                for each in organisations
                for channel in each.channels
            ),
        )
        for domain, organisations in overview.by_domain
    ]
    return tuple(sorted((each for each in counted if each[1]), key=lambda each: -each[1]))


def matrix(overview: Overview) -> Matrix:
    """Cross platforms with policy domains."""
    domains = tuple(domain for domain, _ in overview.by_domain)
    rows = (
        (
            platform,
            tuple(
                sum(platform.key in each.platforms for each in organisations)
                for _, organisations in overview.by_domain
            ),
        )
        for platform in overview.platforms
    )
    return Matrix(domains, tuple(row for row in rows if any(row[1])))


def growth(channels: Iterable[OverviewChannel]) -> Growth:
    """Count channels by the first year in which a dated source names them, added up."""
    first_years = [each.first_year for each in channels]
    counted = Counter(year for year in first_years if year is not None)
    years = range(min(counted), max(counted) + 1) if counted else ()
    added, rows = 0, []
    for year in years:
        added += counted[year]
        rows.append((year, added))
    return Growth(tuple(rows), first_years.count(None))
