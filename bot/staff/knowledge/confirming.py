"""Confirming that a channel is the organisation's: one click, with who did what today."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from aiohttp import web

from bot.staff.fields import word
from bot.staff.knowledge.keeping import Wish, given_text, keep
from bot.staff.knowledge.showing import ROOT, current, page_of, today
from bot.staff.office import FORM, OFFICE
from bot.staff.refusals import Refused
from knowledge.files.documents import Document
from knowledge.files.editing import ChannelNotFoundError, confirmed, is_team
from knowledge.model import ChannelStatus, Organisation, Verification, VerificationMethod

LONGEST_TEAM = 100


async def confirm(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/knowledge/confirm`: the button of one channel was pressed."""
    office, form = request.app[OFFICE], request[FORM]
    method = word(form.get("method", ""), "method", VerificationMethod)
    if method is None:
        raise Refused("bad_field", field=office.pages.word("field", "method"))
    by = given_team(request)
    identifier, platform, address = _choice(form.get("channel", ""))
    organisation = await _organisation(request, identifier, platform, address)
    name, verification = f"organisations/{identifier}.yml", Verification(today(office), by, method)
    addresses = office.library_of().addresses

    def make(documents: Mapping[str, Document]) -> Mapping[str, str]:
        try:
            text = confirmed(documents[name], address, verification, addresses, platform)
        except ChannelNotFoundError as error:
            raise Refused("not_found") from error
        return {name: text}

    wish = Wish(
        (name,), make, f"{organisation.display_name}: {address} bevestigd", "channel_confirmed",
        {"organisation": identifier, "channel": address, "by": by}, _back(form, identifier),
    )  # fmt: skip
    return await keep(request, wish, seen=None)


def given_team(request: web.Request) -> str:
    """Give the team that looked, out of a form.

    Raises:
        Refused: No name, or one that stands for no team.
    """
    by = given_text(request, "by", LONGEST_TEAM)
    if not is_team(by):
        raise Refused("bad_field", field=request.app[OFFICE].pages.word("field", "by"))
    return by


async def _organisation(
    request: web.Request, identifier: str, platform: str, address: str
) -> Organisation:
    """Give whose channel it is.

    Raises:
        Refused: Nobody's, or it is not in use: a confirmation would call it official.
    """
    now = await current(request)
    register = now.register or request.app[OFFICE].library_of().registry.register
    organisation = register.organisations.get(identifier)
    for channel in organisation.channels if organisation else ():
        same = (channel.address.platform, channel.address.value) == (platform, address)
        if organisation and same and channel.status is ChannelStatus.ACTIVE:
            return organisation
    raise Refused("not_found")


def _choice(given: str) -> tuple[str, str, str]:
    identifier, _, rest = given.partition(" ")
    platform, _, address = rest.partition(" ")
    return identifier, platform, address


def _back(form: Mapping[str, str], identifier: str) -> str:
    """Give the page that the button stood on, with what it takes to press the next one."""
    kept = {name: form.get(name, "") for name in ("by", "method")}
    place = page_of(identifier) if form.get("from") == "organisation" else ROOT
    return f"{place}?{urlencode(kept)}"
