"""Channels that wait for a confirmation, with a box for each: a hundred in one commit."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain, groupby
from urllib.parse import urlencode

from aiohttp import web

from bot.staff.cases.queue import organisation_names, platform_names
from bot.staff.fields import chosen_page, count_of, query_text, word
from bot.staff.knowledge.confirming import given_team
from bot.staff.knowledge.keeping import Wish, failure, keep
from bot.staff.knowledge.showing import (
    ROOT,
    ShownChannel,
    channel_key,
    current,
    shown,
    today,
    version_of,
)
from bot.staff.office import FORM, OFFICE, SESSION
from bot.staff.refusals import Refused
from knowledge.addresses.address import Addresses
from knowledge.files.documents import Document, parse_document
from knowledge.files.editing import ChannelNotFoundError, confirmed
from knowledge.model import OfficialChannel, Verification, VerificationMethod
from knowledge.register.due import due_channels
from knowledge.register.standing import Standings

PAGE = f"{ROOT}/due"
ROWS = 100
MOST_FIELDS = 2 * ROWS + 10
CHOSEN = "on."
"""Begins the name of the box of a channel; its key and what was shown of it follow."""

ALL = "all."
"""Begins the name of the box of an organisation, whose value names the boxes shown below it."""

WEEKS_REPORTED = 12

_LONGEST_DETAIL = 200


class Order(StrEnum):
    """What decides which organisation stands first.

    Nobody counts who follows a channel, or who asks for one that is listed: reach is judged by what
    the register shows, and by what citizens report.
    """

    NAME = "name"
    REACH = "reach"
    REPORTED = "reported"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class Box:
    """A channel that waits.

    Attributes:
        name: Of its field.
    """

    name: str
    shown: ShownChannel


async def show(request: web.Request) -> web.StreamResponse:
    """Answer `GET /staff/knowledge/due`."""
    office, library = request.app[OFFICE], request.app[OFFICE].library_of()
    owner, platform = query_text(request, "organisation"), query_text(request, "platform")
    due, standings = await _due(request)
    wanted = [
        each
        for each in due
        if owner in ("", each.organisation) and platform in ("", each.address.platform)
    ]
    order = word(query_text(request, "order"), "order", Order) or Order.NAME
    ranks = await _ranks(request, wanted, order)
    # The most reached channel of each still first.
    wanted.sort(key=lambda each: (ranks.get(each.organisation, 0), each.organisation))
    page, day = chosen_page(request), today(office)
    here = wanted[(page - 1) * ROWS : page * ROWS]
    boxes = [Box(_box(each), shown(each, standings, day)) for each in here]
    return office.pages.response(
        "knowledge_due",
        request[SESSION],
        groups=[
            (identifier, list(rows))
            for identifier, rows in groupby(boxes, key=lambda one: one.shown.channel.organisation)
        ],
        total=len(wanted),
        every=len(due),
        owners=sorted({each.organisation for each in due}),
        sorts=sorted({each.address.platform for each in due}),
        organisation=owner,
        platform=platform,
        order=order,
        orders=tuple(Order),
        page=page,
        last_page=max(1, -(-len(wanted) // ROWS)),
        names=organisation_names(library),
        platforms=platform_names(library),
        methods=tuple(VerificationMethod),
        by=query_text(request, "by"),
        method=query_text(request, "method"),
        why=await asyncio.to_thread(office.keeper.why_not),
        done=request.query.get("done"),
        left=count_of(request, "left"),
    )


async def confirm(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/knowledge/due`: the button below the boxes was pressed."""
    office, form = request.app[OFFICE], request[FORM]
    method = word(form.get("method", ""), "method", VerificationMethod)
    if method is None:
        raise Refused("bad_field", field=office.pages.word("field", "method"))
    due, standings = await _due(request)
    ticked = _ticked(form)
    chosen = [each for each in due if _box(each) in ticked]
    owners = tuple(dict.fromkeys(each.organisation for each in chosen))
    by = given_team(request, standings.register, *owners)
    # What changed or was confirmed since, or never was there: nobody looked at it as it is now.
    left = len(ticked) - len(chosen)
    if left and not chosen:
        return failure(request, "rows_changed", PAGE)
    if not chosen:
        return failure(request, "nothing_ticked", PAGE)
    now = await current(request)
    addresses = now.addresses or office.library_of().addresses
    verification = Verification(today(office), by, method)
    files = tuple(dict.fromkeys(_file(each) for each in chosen))

    def make(documents: Mapping[str, Document]) -> Mapping[str, str]:
        return {
            name: _with(
                documents[name],
                [each for each in chosen if _file(each) == name],
                verification,
                addresses,
            )
            for name in files
        }

    kept = {name: form.get(name, "") for name in ("by", "method", "platform", "order")}
    kept |= {"left": str(left)} if left else {}
    wish = Wish(
        files, make, f"{len(chosen)} kanalen bevestigd door {by}", "channels_confirmed",
        {"organisation": ", ".join(owners)[:_LONGEST_DETAIL], "rows": str(len(chosen)), "by": by},
        f"{PAGE}?{urlencode(kept)}",
    )  # fmt: skip
    return await keep(request, wish, seen=None)


async def _due(request: web.Request) -> tuple[list[OfficialChannel], Standings]:
    office, now = request.app[OFFICE], await current(request)
    library = office.library_of()
    register = now.register or library.registry.register
    platforms = (now.addresses or library.addresses).platforms
    due = due_channels(register, platforms, today(office))
    return [channel for _, channel in due], Standings(register, platforms)


async def _ranks(
    request: web.Request, due: Sequence[OfficialChannel], order: Order
) -> Mapping[str, int]:
    """Give the place of organisations before their names are compared."""
    if order is Order.REACH:
        return {each: place for place, each in enumerate(_owners(due))}
    if order is Order.OLDEST:
        oldest = sorted(due, key=lambda each: each.verified.date if each.verified else date.min)
        return {each: place for place, each in enumerate(_owners(oldest))}
    if order is Order.REPORTED:
        store = request.app[OFFICE].store
        statistics = await asyncio.to_thread(store.statistics, weeks=WEEKS_REPORTED)
        return {each: -count for each, count in statistics.by_organisation.items()}
    return {}


def _owners(channels: Iterable[OfficialChannel]) -> list[str]:
    return list(dict.fromkeys(each.organisation for each in channels))


def _with(
    document: Document,
    channels: Iterable[OfficialChannel],
    verification: Verification,
    addresses: Addresses,
) -> str:
    for each in channels:
        address = each.address
        try:
            text = confirmed(document, address.value, verification, addresses, address.platform)
        except ChannelNotFoundError as error:
            raise Refused("not_found") from error
        document = parse_document(document.file, text.encode())
    return document.text


def _ticked(form: Mapping[str, str]) -> frozenset[str]:
    """Name the boxes that were ticked, one by one or all of an organisation."""
    one_by_one = (name for name in form if name.startswith(CHOSEN))
    together = (value.split() for name, value in form.items() if name.startswith(ALL))
    return frozenset(chain(one_by_one, chain.from_iterable(together)))


def _box(channel: OfficialChannel) -> str:
    return f"{CHOSEN}{channel_key(channel)}_{version_of(channel)}"


def _file(channel: OfficialChannel) -> str:
    return f"organisations/{channel.organisation}.yml"
