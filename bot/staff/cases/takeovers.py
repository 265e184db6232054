"""Warning of a listed channel that others took over, and ending that; the register is untouched.

Whoever triages may warn, as every minute counts; what the register says is for administrators.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from aiohttp import web

from actions.reports.model import MarkedTakeover, Marking, Subject
from bot.notifying.warnings import address_of
from bot.staff.fields import number
from bot.staff.office import FORM, OFFICE, SESSION
from bot.staff.pages import to
from bot.staff.refusals import Refused
from knowledge.addresses.address import AddressError
from knowledge.library import Library
from knowledge.matching.verdict import defanged
from knowledge.model import ChannelStatus, OfficialChannel
from knowledge.register.registry import IN_USE

PATH = "/staff/takeovers"
HIGHEST = 999_999_999
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class ListedChannel:
    """A listed channel as a triager sees it before warning of it.

    Attributes:
        covers: What was asked for is not the channel itself but stands below it.
        standing: The warning that stands for it already.
        is_told: The register itself says that it is taken over.
    """

    channel: OfficialChannel
    covers: bool
    standing: MarkedTakeover | None
    is_told: bool


async def mark(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/takeovers`: warn everybody of a listed channel, now."""
    office, form = request.app[OFFICE], request[FORM]
    channel = _listed(office.library_of(), form.get("platform", ""), form.get("address", ""))
    reason = " ".join(form.get("reason", "").split())
    if len(reason) > LONGEST_REASON:
        raise Refused("bad_field", field="reason")
    case = number(form["case"], "case", HIGHEST) if form.get("case") else None
    if case and await asyncio.to_thread(office.store.case, case) is None:
        raise Refused("not_found")
    address = channel.address
    marking = Marking(
        address.platform,
        address.key,
        defanged(address.value),
        channel.organisation,
        case,
        reason or None,
    )
    actor = request[SESSION].account.name
    await asyncio.to_thread(office.store.mark_taken_over, marking, actor=actor)
    return to(f"/staff/cases/{case}?done=takeover" if case else f"{PATH}?done=takeover")


async def end(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/takeovers/{id}/end`."""
    office, actor = request.app[OFFICE], request[SESSION].account.name
    which = number(request.match_info["id"], "takeover", HIGHEST)
    if not await asyncio.to_thread(office.store.end_takeover, which, actor=actor):
        raise Refused("takeover_gone")
    return to(f"{PATH}?done=takeover_ended")


def listed_for(
    library: Library, asked: str, marked: Iterable[MarkedTakeover]
) -> tuple[ListedChannel, ...]:
    """Give the listed channels in use that a text names: an address, or an account's bare name."""
    standing = by_place(marked)
    found: dict[tuple[str, str], ListedChannel] = {}
    for mention in library.checker.check(asked.replace("[.]", ".")).mentions:
        handle = mention.mention.handle
        if mention.channel:
            channels: tuple[OfficialChannel, ...] = (mention.channel,)
        else:
            channels = library.registry.by_handle(handle) if handle else ()
        for channel in channels:
            address = channel.address
            place = address.platform, address.key
            covers = mention.address is not None and mention.address.key != address.key
            is_told = channel.status is ChannelStatus.COMPROMISED
            if channel.status in IN_USE:
                found[place] = ListedChannel(channel, covers, standing.get(place), is_told)
    return tuple(found.values())


def listed_as(
    library: Library, subject: Subject, marked: Iterable[MarkedTakeover]
) -> ListedChannel | None:
    """Give the listed channel in use that a reported address is, or stands below."""
    address = address_of(subject, library.addresses)
    if address.platform not in library.platforms:
        return None
    listing = library.registry.listed(address)
    if listing is None or listing.channel.status not in IN_USE:
        return None
    listed = listing.channel.address
    standing = by_place(marked).get((listed.platform, listed.key))
    is_told = listing.channel.status is ChannelStatus.COMPROMISED
    return ListedChannel(listing.channel, listed.key != address.key, standing, is_told)


def by_place(marked: Iterable[MarkedTakeover]) -> Mapping[tuple[str, str], MarkedTakeover]:
    """Give warnings by platform and normal form."""
    return {(each.platform, each.key): each for each in marked}


def _listed(library: Library, platform: str, text: str) -> OfficialChannel:
    """Give the channel in use that is listed under exactly this address.

    Raises:
        Refused: There is none: what nobody listed cannot be taken over.
    """
    try:
        address = library.addresses.parse(text, platform)
    except (AddressError, KeyError) as error:
        raise Refused("bad_field", field="address") from error
    listing = library.registry.listed(address)
    is_itself = listing is not None and listing.channel.address.key == address.key
    if listing is None or not is_itself or listing.channel.status is not ChannelStatus.ACTIVE:
        raise Refused("not_listed", shown=defanged(address.value))
    return listing.channel
