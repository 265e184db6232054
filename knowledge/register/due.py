"""What a team has to say again: confirmations of channels, and that a list is complete."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.addresses.platforms import Platforms
from knowledge.model import ChannelStatus, OfficialChannel, Organisation, Register
from knowledge.register.freshness import is_due, last_day

SOON = timedelta(days=30)
"""A list that is no longer complete leaves imitations without alarm: told before it happens."""


@dataclass(frozen=True, slots=True)
class EndingList:
    """A declaration that a list is complete, which counts no longer, or not for long.

    Attributes:
        said: Day of the declaration.
        until: Last day on which it counts.
    """

    organisation: Organisation
    platform: str
    said: date
    until: date


def ending_lists(register: Register, platforms: Platforms, today: date) -> list[EndingList]:
    """Give the declarations that ended, or end within `SOON`, those that end first in front.

    Args:
        register: Checked register.
        platforms: Their freshness windows.
        today: The date to judge by.
    """
    found = [
        EndingList(one, key, each.date, last_day(each.date, platforms.get(key)))
        for one in register.organisations.values()
        for each in one.complete
        for key in each.platforms
    ]
    ending = [each for each in found if each.until <= today + SOON]
    return sorted(ending, key=lambda each: (each.until, each.organisation.id, each.platform))


def due_channels(
    register: Register, platforms: Platforms, today: date
) -> list[tuple[Organisation, OfficialChannel]]:
    """Give the channels in use whose confirmation is missing or too old.

    Nobody counts visitors here, so reach is judged by what the register itself shows: an address
    that several organisations share, then organisations with many channels, then the platforms
    in the order of `platforms.yml`. Politicians' own accounts come last.

    Args:
        register: Checked register.
        platforms: Their freshness windows.
        today: The date to judge by.
    """
    due = [
        (organisation, channel)
        for organisation, channel in _in_use(register)
        if is_due(channel, platforms.get(channel.address.platform), today)
    ]
    order = {name: index for index, name in enumerate(platforms.names)}
    return sorted(due, key=lambda each: _reach(each[0], each[1], order))


def _in_use(register: Register) -> Iterator[tuple[Organisation, OfficialChannel]]:
    for organisation in register.organisations.values():
        for channel in organisation.channels:
            if channel.status is ChannelStatus.ACTIVE:
                yield organisation, channel


def _reach(
    organisation: Organisation, channel: OfficialChannel, order: dict[str, int]
) -> tuple[bool, bool, int, str, int, str]:
    address = channel.address
    return (
        channel.personal,
        not channel.shared,
        -len(organisation.channels),
        organisation.id,
        order[address.platform],
        address.key,
    )
