"""A part of the overview: of one domain, platform, kind, state, or with certain words."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from knowledge.model import OrganisationKind, Verdict
from knowledge.publishing.overview.model import Overview, OverviewChannel, OverviewOrganisation


class State(StrEnum):
    """What sort of channels are looked for."""

    IN_USE = "in_use"
    CONFIRMED = "confirmed"
    STALE = "stale"
    PLANNED = "planned"
    RETIRED = "retired"
    COMPROMISED = "compromised"


class Order(StrEnum):
    """In which order organisations come."""

    DOMAIN = "domain"
    NAME = "name"
    CHANNELS = "channels"


EVERYONE = "all"
"""Kind that stands for public bodies and politicians together."""

_IS_STATE: dict[State, Callable[[OverviewChannel], bool]] = {
    State.IN_USE: lambda each: each.in_use,
    State.CONFIRMED: lambda each: each.standing is Verdict.OFFICIAL,
    State.STALE: lambda each: each.standing is Verdict.OFFICIAL_STALE,
    State.PLANNED: lambda each: each.standing is Verdict.PLANNED,
    State.RETIRED: lambda each: each.standing is Verdict.RETIRED,
    State.COMPROMISED: lambda each: each.standing is Verdict.COMPROMISED,
}


@dataclass(frozen=True, slots=True)
class Selection:
    """What is looked for; None, or empty, lets everything through.

    Attributes:
        minister: Id of the minister whom organisations come under.
        kind: One of `OrganisationKind`; None is every public body but no politician; `EVERYONE`.
        text: Words that name, full name, abbreviation or an address have to hold.
    """

    domain: str | None = None
    minister: str | None = None
    platform: str | None = None
    organisation: str | None = None
    kind: str | None = None
    state: State | None = None
    text: str = ""
    order: Order = Order.DOMAIN

    @property
    def asks_channels(self) -> bool:
        """Whether organisations without such a channel fall out."""
        return bool(self.platform or self.state)


def select(overview: Overview, selection: Selection) -> Overview:
    """Give the part of an overview that is looked for.

    An organisation that no longer exists is only there when it is asked for by name, or for
    channels that are no longer in use.
    """
    found = [
        replace(each, channels=_channels(each, selection))
        for each in overview.organisations
        if _is_meant(each, selection) and _holds(each, selection.text)
    ]
    if selection.asks_channels:
        found = [each for each in found if each.channels]
    if selection.order is Order.NAME:
        found.sort(key=lambda each: each.organisation.display_name.casefold())
    if selection.order is Order.CHANNELS:
        found.sort(key=lambda each: -len(each.in_use))
    return Overview(overview.version, overview.day, tuple(found))


def is_in_state(channel: OverviewChannel, state: State) -> bool:
    """Tell whether a channel is of a sort."""
    return _IS_STATE[state](channel)


def _is_meant(each: OverviewOrganisation, selection: Selection) -> bool:
    if selection.organisation:
        return each.organisation.id == selection.organisation
    if not each.exists and selection.state is not State.RETIRED:
        return False
    if selection.domain and each.domain.key != selection.domain:
        return False
    named = [row.minister for row in each.organisation.ministers]
    if selection.minister and selection.minister not in named:
        return False
    kind = each.organisation.kind
    if selection.kind in (None, EVERYONE):
        return selection.kind == EVERYONE or kind is not OrganisationKind.MINISTER
    return kind == selection.kind


def _channels(each: OverviewOrganisation, selection: Selection) -> tuple[OverviewChannel, ...]:
    return tuple(
        channel
        for channel in each.channels
        if (selection.platform is None or channel.platform.key == selection.platform)
        and (selection.state is None or is_in_state(channel, selection.state))
    )


def _holds(each: OverviewOrganisation, text: str) -> bool:
    """Tell whether every word stands somewhere in the names and addresses."""
    words = _folded(text).split()
    if not words:
        return True
    organisation = each.organisation
    searched = _folded(
        " ".join(
            (
                organisation.id,
                organisation.name,
                organisation.display_name,
                *(alias.name for alias in organisation.aliases),
                *(channel.channel.address.value for channel in each.channels),
            )
        )
    )
    return all(word in searched for word in words)


def _folded(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))
