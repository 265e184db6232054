"""The page of listed channels that staff report as taken over, and the way on to the register."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from aiohttp import web

from actions.reports.model import MarkedTakeover
from bot.notifying.warnings import takeovers
from bot.staff.access.roles import Role
from bot.staff.cases.queue import organisation_names, platform_names
from bot.staff.cases.takeovers import listed_for
from bot.staff.fields import query_text
from bot.staff.knowledge.editing import RECOVER, SEIZE
from bot.staff.knowledge.parts import ABOUT, CHANNELS, find_part, rows_of
from bot.staff.knowledge.showing import ROOT, read
from bot.staff.office import OFFICE, SESSION
from knowledge.addresses.address import AddressError
from knowledge.library import Library
from knowledge.model import ChannelStatus, OfficialChannel

MOST_ENDED = 20
SHORT_FORM_OF = {ChannelStatus.ACTIVE: SEIZE, ChannelStatus.COMPROMISED: RECOVER}
"""What an administrator can write of a channel that stands there, by what the register says."""


@dataclass(frozen=True, slots=True)
class StandingWarning:
    """A warning that stands, with what is left to do about it.

    Attributes:
        channel: What it warns of; None where the register lists it no longer.
        form: Where an administrator writes it into the register, or that it is over; None where
            who looks may not.
    """

    marked: MarkedTakeover
    channel: OfficialChannel | None
    form: str | None

    @property
    def is_told(self) -> bool:
        """Whether the register itself says that it is taken over."""
        return self.channel is not None and self.channel.status is ChannelStatus.COMPROMISED


async def show(request: web.Request) -> web.StreamResponse:
    """Answer `GET /staff/takeovers`, with what an address is listed as where one is given."""
    office, asked = request.app[OFFICE], query_text(request, "address")
    library = office.library_of()
    marked = await asyncio.to_thread(office.store.takeovers)
    ended = await asyncio.to_thread(office.store.ended_takeovers, limit=MOST_ENDED)
    return office.pages.response(
        "takeovers",
        request[SESSION],
        asked=asked,
        found=listed_for(library, asked, marked) if asked else (),
        standing=[await _left(request, library, each) for each in marked],
        ended=ended,
        organisations=organisation_names(library),
        platforms=platform_names(library),
        done=request.query.get("done"),
    )


async def _left(request: web.Request, library: Library, marked: MarkedTakeover) -> StandingWarning:
    (warning,) = takeovers([marked], library.addresses)
    listing = (
        library.registry.listed(warning.address)
        if warning.address.platform in library.platforms
        else None
    )
    channel = listing.channel if listing else None
    may = request[SESSION].account.role.may(Role.ADMIN)
    is_open = may and channel is not None and channel.status in SHORT_FORM_OF
    form = await _form(request, channel, marked) if is_open and channel else None
    return StandingWarning(marked, channel, form)


async def _form(
    request: web.Request, channel: OfficialChannel, marked: MarkedTakeover
) -> str | None:
    """Give the form that writes a takeover, with its day, or its end into the register."""
    organisation = channel.organisation
    with suppress(FileNotFoundError):
        document = await read(request, f"organisations/{organisation}.yml")
        data = document.data if document else {}
        rows = rows_of(find_part(data, ABOUT), data, CHANNELS)
        for name, row in rows:
            if _is_row(request.app[OFFICE].library_of(), row, channel):
                kind = SHORT_FORM_OF[channel.status]
                since = f"?since={marked.marked_at:%Y-%m-%d}" if kind == SEIZE else ""
                return f"{ROOT}/{organisation}/{kind}/{name}{since}"
    return None


def _is_row(library: Library, row: Mapping[str, object], channel: OfficialChannel) -> bool:
    try:
        address = library.addresses.parse(str(row["address"]), str(row["platform"]))
    except (AddressError, KeyError):
        return False
    return address == channel.address
