"""Which official channels a team has to confirm again, those that most citizens meet first."""

from collections.abc import Iterator
from datetime import date

from knowledge.freshness import is_due
from knowledge.model import ChannelStatus, OfficialChannel, Organisation, Register
from knowledge.platforms import Platforms


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
