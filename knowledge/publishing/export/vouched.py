"""What the register vouches for today, and what it only remembers.

Everything that is published as the organisation's own goes through here: a channel that is
planned, retired or taken over never does.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from knowledge.addresses.platforms import Platforms
from knowledge.model import (
    OfficialChannel,
    Organisation,
    OrganisationKind,
    Register,
    Verdict,
)
from knowledge.register.standing import WEBSITE, Standings

SOCIAL = "social"


@dataclass(frozen=True)
class Vouched:
    """One register, judged on one day."""

    register: Register
    platforms: Platforms
    today: date

    def verdict(self, channel: OfficialChannel) -> Verdict:
        """Give the verdict that a citizen would read about a channel."""
        return self._standings.of(channel, self.today)

    def in_use(self, organisation: Organisation) -> Iterator[OfficialChannel]:
        """Give the channels that the organisation uses now, and nobody took over."""
        for channel in organisation.channels:
            if self.verdict(channel).is_trusted:
                yield channel

    def own(self, organisation: Organisation) -> Iterator[OfficialChannel]:
        """Give the channels in use that identify it: not shared, and not a politician's.

        A politician's own account is one of the politician, not of an administration.
        """
        is_person = organisation.kind is OrganisationKind.MINISTER
        for channel in self.in_use(organisation):
            if not channel.shared and (is_person or not channel.personal):
                yield channel

    def profiles(self, organisation: Organisation) -> Iterator[OfficialChannel]:
        """Give the sites and accounts among its own channels."""
        for channel in self.own(organisation):
            if channel.address.platform == WEBSITE or self.is_account(channel):
                yield channel

    def is_account(self, channel: OfficialChannel) -> bool:
        """Tell an account on a social platform."""
        return self.platforms.get(channel.address.platform).kind == SOCIAL

    def sites(self, organisation: Organisation) -> list[OfficialChannel]:
        """Give its own websites, in the order of the register."""
        return [each for each in self.own(organisation) if each.address.platform == WEBSITE]

    @cached_property
    def _standings(self) -> Standings:
        return Standings(self.register, self.platforms)


def newest_day(register: Register, today: date) -> date | None:
    """Give the last whole day on which the register says that something was seen or done."""
    written = (day for day in _days(register) if day <= today)
    return max(written, default=None)


def _days(register: Register) -> Iterator[date]:
    for organisation in register.organisations.values():
        for channel in organisation.channels:
            if channel.verified:
                yield channel.verified.date
            yield from filter(None, (channel.since, channel.retired_on))
            for source in channel.sources:
                yield from _whole_day(source.date)
    for fake in register.impersonations:
        yield from _whole_day(fake.seen_since)


def _whole_day(text: str | None) -> Iterator[date]:
    try:
        yield date.fromisoformat(text or "")
    except ValueError:  # a year or a month
        return
