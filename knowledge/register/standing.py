"""What an official channel is worth on one day: its status, its freshness, and who flagged it."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from knowledge.addresses.platforms import Platforms
from knowledge.model import Address, ChannelStatus, OfficialChannel, Register, Verdict
from knowledge.register.freshness import is_due

WEBSITE = "website"

_OF_STATUS = {
    ChannelStatus.COMPROMISED: Verdict.COMPROMISED,
    ChannelStatus.RETIRED: Verdict.RETIRED,
    ChannelStatus.PLANNED: Verdict.PLANNED,
}


Place = tuple[str, str]
"""Platform and key under which an address is looked up."""


@dataclass(frozen=True)
class Standings:
    """The standing of every channel of one register.

    Attributes:
        taken_over: Places of channels that staff report as taken over, beside the register.
    """

    register: Register
    platforms: Platforms
    taken_over: frozenset[Place] = frozenset()

    def of(self, channel: OfficialChannel, today: date) -> Verdict:
        """Give the verdict that a citizen reads about a channel that is the asked one exactly.

        Args:
            channel: One of the register.
            today: The date to judge freshness by.
        """
        if channel.status is ChannelStatus.COMPROMISED or self._is_taken_over(channel.address):
            return Verdict.COMPROMISED
        settled = _OF_STATUS.get(channel.status)
        if settled:
            return settled
        is_stale = is_due(channel, self.platforms.get(channel.address.platform), today)
        return Verdict.OFFICIAL_STALE if is_stale else Verdict.OFFICIAL

    def _is_taken_over(self, address: Address) -> bool:
        place = place_of(address, self.platforms)
        return place in self._flagged or place in self.taken_over

    @cached_property
    def _flagged(self) -> frozenset[Place]:
        """Addresses that any organisation flags: a takeover hides behind no other listing."""
        return frozenset(
            place_of(channel.address, self.platforms)
            for organisation in self.register.organisations.values()
            for channel in organisation.channels
            if channel.status is ChannelStatus.COMPROMISED
        )


def place_of(address: Address, platforms: Platforms) -> Place:
    """Give platform and key of an address: a press page or web form is the website that it is."""
    is_web = platforms.get(address.platform).kind == "web"
    return (WEBSITE if is_web else address.platform), address.key
