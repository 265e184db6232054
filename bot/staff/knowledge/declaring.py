"""Declaring that the list of an organisation on some platforms is complete, or no longer so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from aiohttp import web

from bot.staff.fields import one_of
from bot.staff.knowledge.confirming import given_team
from bot.staff.knowledge.keeping import Wish, keep
from bot.staff.knowledge.showing import current, file_of, page_of, today
from bot.staff.office import FORM, OFFICE
from bot.staff.refusals import Refused
from knowledge.addresses.platforms import Platform, Platforms
from knowledge.files.completeness import declarable, declared, withdrawn
from knowledge.files.documents import Document
from knowledge.model import Completeness, Organisation, Register
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
    name, identifier = file_of(request), request.match_info["id"]
    is_over = one_of(request[FORM].get("what", ""), "what", (DECLARE, WITHDRAW)) == WITHDRAW
    register, chosen = await _register(request), await _chosen(request)
    organisation, by = register.organisations[identifier], given_team(request, register, identifier)
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


async def _register(request: web.Request) -> Register:
    """Give the register that has the organisation in the address.

    Raises:
        Refused: It has none.
    """
    now = await current(request)
    register = now.register or request.app[OFFICE].library_of().registry.register
    if request.match_info["id"] not in register.organisations:
        raise Refused("not_found")
    return register


async def _chosen(request: web.Request) -> list[Platform]:
    now = await current(request)
    addresses = now.addresses or request.app[OFFICE].library_of().addresses
    form = request[FORM]
    chosen = [each for each in declarable(addresses.platforms) if form.get(f"{CHOSEN}{each.key}")]
    if not chosen:
        raise Refused("bad_field", field=request.app[OFFICE].pages.word("field", "platforms"))
    return chosen
