"""The page of one organisation: what the register says of it, and who made it say so."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from actions.reports.model import MarkedTakeover
from bot.staff.cases.queue import platform_names
from bot.staff.cases.takeovers import by_place
from bot.staff.fields import query_text
from bot.staff.knowledge.declaring import CHOSEN, DECLARE, WITHDRAW, shown_lists
from bot.staff.knowledge.parts import (
    ABOUT,
    CHANNELS,
    Part,
    fields_of,
    find_part,
    lists_of,
    mappings_of,
    rows_of,
    value_at,
)
from bot.staff.knowledge.showing import ShownChannel, current, file_of, name_in, read, shown, today
from bot.staff.office import OFFICE, SESSION
from knowledge.addresses.address import AddressError, Addresses
from knowledge.files.completeness import declarable
from knowledge.model import ChannelStatus, Organisation, VerificationMethod
from knowledge.register.standing import Standings
from knowledge.upkeep.saving.keeper import Current


@dataclass(frozen=True, slots=True)
class Fact:
    """A field with what the file says.

    Attributes:
        count: How many, when it is a list; else 0.
    """

    title: str
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A channel of the file.

    Attributes:
        part: Name of its form.
        row: As the file has it.
        judged: What citizens read; None where another version of the file is served.
        takeover: The warning of staff that stands for it.
    """

    part: str
    row: Mapping[str, Any]
    judged: ShownChannel | None
    takeover: MarkedTakeover | None = None

    @property
    def can_be_taken_over(self) -> bool:
        """Whether staff can warn of it: it is in use."""
        return self.judged is not None and self.judged.channel.status is ChannelStatus.ACTIVE


async def show(request: web.Request) -> web.StreamResponse:
    """Answer `GET /staff/knowledge/{id}`."""
    office, name, identifier = request.app[OFFICE], file_of(request), request.match_info["id"]
    document, now = await read(request, name), await current(request)
    data = document.data if document else {}
    about = find_part(data, ABOUT)
    ends, library = f"/{name}", office.library_of()
    marked = by_place(await asyncio.to_thread(office.store.takeovers))
    served = (now.register or library.registry.register).organisations.get(identifier)
    known = (now.addresses or library.addresses).platforms
    return office.pages.response(
        "knowledge_organisation",
        request[SESSION],
        identifier=identifier,
        name=name_in(data) or identifier,
        is_readable=document is not None,
        facts=_facts(about, data),
        channels=_channels(request, now, about, data, marked),
        lists={each: rows_of(about, data, each) for each in lists_of(about) if each != CHANNELS},
        answers={each: value_at(data, (each,)) for each in mappings_of(about)},
        titles={each: schema["title"] for each, schema in about.schema["properties"].items()},
        problems=[each for each in now.problems if each.file.endswith(ends)],
        revisions=await asyncio.to_thread(office.keeper.revisions, name),
        complete=shown_lists(served, known, today(office)),
        offered=declarable(known),
        chosen=CHOSEN,
        buttons=(DECLARE, WITHDRAW),
        platforms=platform_names(library),
        methods=tuple(VerificationMethod),
        by=query_text(request, "by"),
        method=query_text(request, "method"),
        why=await asyncio.to_thread(office.keeper.why_not),
        done=request.query.get("done"),
    )


def _facts(about: Part, data: Mapping[str, Any]) -> list[Fact]:
    facts = []
    for field in fields_of(about):
        value = value_at(data, field.path)
        if value is None:
            continue
        lines = value if isinstance(value, list) else [value]
        count = len(lines) if field.is_list else 0
        facts.append(Fact(field.schema["title"], "\n".join(map(str, lines)), count))
    return facts


def _channels(
    request: web.Request,
    now: Current,
    about: Part,
    data: Mapping[str, Any],
    marked: Mapping[tuple[str, str], MarkedTakeover],
) -> list[ShownRow]:
    rows = rows_of(about, data, CHANNELS)
    found = now.register and now.register.organisations.get(request.match_info["id"])
    if not (now.register and now.addresses and found) or not _are_rows_of(
        found, rows, now.addresses
    ):
        return [ShownRow(part, row, None) for part, row in rows]
    standings = Standings(now.register, now.addresses.platforms)
    day = today(request.app[OFFICE])
    return [
        ShownRow(
            part,
            row,
            shown(channel, standings, day),
            marked.get((channel.address.platform, channel.address.key)),
        )
        for (part, row), channel in zip(rows, found.channels, strict=True)
    ]


def _are_rows_of(
    organisation: Organisation, rows: list[tuple[str, Mapping[str, Any]]], addresses: Addresses
) -> bool:
    """Tell whether the channels of the register are those of the file, one by one."""
    try:
        written = [addresses.parse(row["address"], row["platform"]) for _, row in rows]
    except AddressError:
        return False
    return written == [channel.address for channel in organisation.channels]
