"""What changed for citizens, as far as the register itself dates it.

The same register gives the same changes, wherever and whenever it is read. A source's date tells
when somebody wrote a page, not that something changed, so it makes no change.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from knowledge.matching.verdict import defanged
from knowledge.model import (
    Address,
    Impersonation,
    OfficialChannel,
    Organisation,
    Register,
    Verdict,
)
from knowledge.publishing.export.vouched import Vouched

# Names the changes of this register among all names made this way (RFC 9562, version 5).
_SPACE = uuid.UUID("6d0f0c4e-3b0a-5c55-9d3a-2b1f4f7b8e10")


class Kind(StrEnum):
    """What sort of change it is."""

    CONFIRMED = "confirmed"
    PLANNED = "planned"
    RETIRED = "retired"
    COMPROMISED = "compromised"
    FAKE = "fake"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a citizen would be told otherwise than before.

    Attributes:
        organisation: Whose channel it is, or who is imitated; None when nobody of ours is.
        address: As it may be shown: only one that is trusted can be clicked.
        when: As precise as the register says: `2022`, `2022-04`, `2022-04-25`; None when unknown.
        by: The team that confirmed.
    """

    id: uuid.UUID
    kind: Kind
    organisation: Organisation | None
    platform: str
    address: str
    when: str | None
    by: str | None = None

    @property
    def day(self) -> date | None:
        """The first day it can have been."""
        return date.fromisoformat(f"{self.when}-01-01"[:10]) if self.when else None


def changes_of(standing: Vouched) -> list[Change]:
    """Give all changes up to the day of judging, the newest first.

    An undated takeover comes before them all. What is dated later did not happen yet: only plans
    may lie in the future.
    """
    found = [*_of_channels(standing), *_of_fakes(standing.register)]
    happened = [
        each
        for each in found
        if each.kind is Kind.PLANNED or each.day is None or each.day <= standing.today
    ]
    return sorted(happened, key=lambda each: (each.day or date.max, each.id.hex), reverse=True)


def _of_channels(standing: Vouched) -> Iterator[Change]:
    organisations = standing.register.organisations
    for name in sorted(organisations):
        for channel in organisations[name].channels:
            yield from _of_channel(channel, organisations[name], standing.verdict(channel))


def _of_channel(
    channel: OfficialChannel, organisation: Organisation, verdict: Verdict
) -> Iterator[Change]:
    verified, since, retired_on = channel.verified, channel.since, channel.retired_on
    match verdict:
        case Verdict.COMPROMISED:
            when = since.isoformat() if since else None
            yield _change(Kind.COMPROMISED, organisation, channel.address, when)
        case Verdict.PLANNED if since:
            yield _change(Kind.PLANNED, organisation, channel.address, since.isoformat())
        case Verdict.RETIRED if retired_on:
            yield _change(Kind.RETIRED, organisation, channel.address, retired_on.isoformat())
        # What the watcher sees again every week is no news.
        case Verdict.OFFICIAL | Verdict.OFFICIAL_STALE if verified and not verified.is_by_watch:
            when, team = verified.date.isoformat(), verified.by
            yield _change(Kind.CONFIRMED, organisation, channel.address, when, by=team)


def _of_fakes(register: Register) -> Iterator[Change]:
    for fake in register.impersonations:
        yield _change(Kind.FAKE, _imitated(fake, register), fake.address, fake.seen_since)


def _imitated(fake: Impersonation, register: Register) -> Organisation | None:
    return register.organisations.get(fake.imitates) if fake.imitates else None


def _change(
    kind: Kind,
    organisation: Organisation | None,
    address: Address,
    when: str | None,
    *,
    by: str | None = None,
) -> Change:
    whose = organisation.id if organisation else ""
    name = "\n".join((kind, whose, address.platform, address.key, when or ""))
    shown = address.value if kind is Kind.CONFIRMED else defanged(address.value)
    identity = uuid.uuid5(_SPACE, name)
    return Change(identity, kind, organisation, address.platform, shown, when, by)
