"""Confirming that a channel is the organisation's: one click, with who did what today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

from aiohttp import web

from bot.staff.fields import word
from bot.staff.knowledge.keeping import Wish, failure, given_text, keep
from bot.staff.knowledge.showing import ROOT, current, is_changed, page_of, today
from bot.staff.office import FORM, OFFICE
from bot.staff.refusals import Refused
from knowledge.files.documents import Document
from knowledge.files.editing import ChannelNotFoundError, confirmed
from knowledge.model import (
    ChannelStatus,
    OfficialChannel,
    Organisation,
    Register,
    Verification,
    VerificationMethod,
)
from knowledge.wording.teams import OwnWords, Teams

LONGEST_TEAM = 100
ROWS = "rows"
"""Field that names the channels that a page showed, in order."""


async def confirm(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/knowledge/confirm`: the button of one channel was pressed."""
    office, form = request.app[OFFICE], request[FORM]
    method = word(form.get("method", ""), "method", VerificationMethod)
    if method is None:
        raise Refused("bad_field", field=office.pages.word("field", "method"))
    identifier, platform, address = _choice(form.get("channel", ""))
    register, channel = await _channel(request, identifier, platform, address)
    organisation, by = register.organisations[identifier], given_team(request, register, identifier)
    if is_changed(form, channel):
        return failure(request, "row_changed", _back(form, identifier))
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


def given_team(request: web.Request, register: Register, *identifiers: str) -> str:
    """Give the team that looked, out of a form.

    Args:
        request: With the form.
        register: Names the organisations.
        identifiers: Of the organisations that the team vouches for.

    Raises:
        Refused: No name, or one that is not known to be of a team, for one of them.
    """
    by, teams = given_text(request, "by", LONGEST_TEAM), Teams.load()
    for identifier in identifiers:
        organisation = register.organisations[identifier]
        own = OwnWords.of(organisation, *_above(organisation, register))
        if not teams.is_team(by, own):
            words = " ".join(teams.unknown(by, own)) or by
            raise Refused("no_team", organisation=organisation.display_name, words=words)
    return by


def _above(organisation: Organisation, register: Register) -> Iterator[Organisation]:
    """Give what an organisation belongs to, upwards; lint sees to it that this ends."""
    seen = {organisation.id}
    while (above := register.organisations.get(organisation.parent or "")) and above.id not in seen:
        seen.add(above.id)
        yield above
        organisation = above


async def _channel(
    request: web.Request, identifier: str, platform: str, address: str
) -> tuple[Register, OfficialChannel]:
    """Give the channel.

    Raises:
        Refused: It is nobody's, or not in use: a confirmation would call it official.
    """
    now = await current(request)
    register = now.register or request.app[OFFICE].library_of().registry.register
    organisation = register.organisations.get(identifier)
    for channel in organisation.channels if organisation else ():
        same = (channel.address.platform, channel.address.value) == (platform, address)
        if same and channel.status is ChannelStatus.ACTIVE:
            return register, channel
    raise Refused("not_found")


def _choice(given: str) -> tuple[str, str, str]:
    identifier, _, rest = given.partition(" ")
    platform, _, address = rest.partition(" ")
    return identifier, platform, address


def _back(form: Mapping[str, str], identifier: str) -> str:
    """Give the page that the button stood on, with what it takes to press the next one."""
    kept = {name: form.get(name, "") for name in ("by", "method")}
    if form.get("from") == "organisation":
        return f"{page_of(identifier)}?{urlencode(kept)}"
    # The same rows in the same places: the next click must not meet another channel.
    kept |= {ROWS: form[ROWS]} if form.get(ROWS) else {}
    return f"{ROOT}?{urlencode(kept)}"
