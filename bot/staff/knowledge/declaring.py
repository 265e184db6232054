"""Declaring that the list of an organisation on some platforms is complete, or no longer so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from aiohttp import web

from bot.staff.fields import one_of
from bot.staff.knowledge.confirming import LONGEST_TEAM
from bot.staff.knowledge.keeping import Wish, given_text, keep
from bot.staff.knowledge.showing import current, file_of, page_of, today
from bot.staff.office import FORM, OFFICE
from bot.staff.refusals import Refused
from knowledge.addresses.platforms import Platform, Platforms
from knowledge.files.completeness import declarable, declared, withdrawn
from knowledge.files.documents import Document
from knowledge.model import Completeness, Organisation
from knowledge.register.freshness import counts, last_day

DECLARE, WITHDRAW = "declare", "withdraw"
CHOSEN = "on."
"""Begins the name of the box of a platform; its key follows."""


@dataclass(frozen=True, slots=True)
class ShownList:
    """What an organisation declared about one platform.

    Attributes:
        until: Last day on which it counts.
        counts: Whether it counts today.
    """

    platform: Platform
    said: Completeness
    until: date
    counts: bool


def shown_lists(
    organisation: Organisation | None, platforms: Platforms, day: date
) -> list[ShownList]:
    """Give every declaration in a file, platform by platform."""
    return [
        ShownList(
            platform := platforms.get(key),
            said,
            last_day(said.date, platform),
            counts(said.date, platform, day),
        )
        for said in (organisation.complete if organisation else ())
        for key in said.platforms
    ]


async def declare(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/knowledge/{id}/complete`: a button below the boxes was pressed."""
    name, identifier, by = file_of(request), request.match_info["id"], _team(request)
    is_over = one_of(request[FORM].get("what", ""), "what", (DECLARE, WITHDRAW)) == WITHDRAW
    organisation, chosen = await _organisation(request), await _chosen(request)
    said = Completeness(tuple(each.key for each in chosen), today(request.app[OFFICE]), by)

    def make(documents: Mapping[str, Document]) -> Mapping[str, str]:
        document = documents[name]
        after = withdrawn(document, said.platforms) if is_over else declared(document, said)
        return {name: after}

    names = ", ".join(each.name["nl"] for each in chosen)
    done = "ingetrokken" if is_over else "verklaard"
    wish = Wish(
        (name,), make, f"{organisation.display_name}: volledige lijst {done} op {names}",
        "list_withdrawn" if is_over else "list_declared",
        {"organisation": identifier, "platforms": ", ".join(said.platforms), "by": by},
        f"{page_of(identifier)}?{urlencode({'by': by})}#complete",
    )  # fmt: skip
    return await keep(request, wish, seen=None)


def _team(request: web.Request) -> str:
    by = given_text(request, "by", LONGEST_TEAM)
    if "@" in by:  # somebody's own address
        raise Refused("bad_field", field=request.app[OFFICE].pages.word("field", "by"))
    return by


async def _organisation(request: web.Request) -> Organisation:
    now = await current(request)
    register = now.register or request.app[OFFICE].library_of().registry.register
    organisation = register.organisations.get(request.match_info["id"])
    if organisation is None:
        raise Refused("not_found")
    return organisation


async def _chosen(request: web.Request) -> list[Platform]:
    now = await current(request)
    addresses = now.addresses or request.app[OFFICE].library_of().addresses
    form = request[FORM]
    chosen = [each for each in declarable(addresses.platforms) if form.get(f"{CHOSEN}{each.key}")]
    if not chosen:
        raise Refused("bad_field", field=request.app[OFFICE].pages.word("field", "platforms"))
    return chosen
