"""Does what a team said still count: is it too long ago for the platform that it is about."""

from datetime import date, timedelta

from knowledge.addresses.platforms import Platform, Platforms
from knowledge.model import OfficialChannel, Organisation


def is_due(channel: OfficialChannel, platform: Platform, today: date) -> bool:
    """Tell whether a team has to confirm the channel again.

    Args:
        channel: One of the register.
        platform: The platform of the channel.
        today: The date to judge by.

    Returns:
        True without a confirmation, and with one that does not count any more, or not yet.
    """
    return channel.verified is None or not counts(channel.verified.date, platform, today)


def counts(day: date, platform: Platform, today: date) -> bool:
    """Tell whether what was said on a day still counts.

    Args:
        day: When a team said it.
        platform: What it is about; `freshness_days` is how long, in days, it counts there (last
            day included).
        today: The date to judge by.

    Returns:
        False for a day in the future too: a mistaken date must not keep a channel official.
    """
    return day <= today <= last_day(day, platform)


def last_day(day: date, platform: Platform) -> date:
    """Give the last day on which what was said on a day counts."""
    return day + timedelta(days=platform.freshness_days)


def complete_platforms(
    organisation: Organisation, platforms: Platforms, today: date
) -> tuple[str, ...]:
    """Give the platforms where an organisation declared its list complete, and that still counts.

    Args:
        organisation: One of the register.
        platforms: Their freshness windows, and the order of the answer.
        today: The date to judge by.
    """
    days: dict[str, date] = {}
    for each in organisation.complete:
        days |= dict.fromkeys(each.platforms, each.date)
    return tuple(
        platform.key
        for platform in platforms
        if platform.key in days and counts(days[platform.key], platform, today)
    )
