"""The register as staff see it: an organisation's file, its channels and what waits."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from aiohttp import web

from bot.channels.cards import TONES
from bot.settings import Settings
from bot.staff.cases.queue import UNKNOWN_PLATFORM, organisation_names, platform_names
from bot.staff.knowledge.forms import Making
from bot.staff.office import OFFICE, Office
from bot.staff.refusals import Refused
from bot.staff.text import HERE
from knowledge.files.documents import Document, UnreadableDocumentError
from knowledge.files.snapshot import kind_of
from knowledge.linting.schema_rules import check_shape
from knowledge.model import ChannelStatus, OfficialChannel, Verdict
from knowledge.register.standing import Standings
from knowledge.upkeep.saving.keeper import Current

ROOT = "/staff/knowledge"

SHOWN = "shown."
"""Begins the name of a field that says what a form showed of a channel; its key follows."""

_KEY_LENGTH = 12
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class ShownChannel:
    """An official channel with what citizens read about it today.

    Attributes:
        tone: Name of colour and icon.
    """

    channel: OfficialChannel
    verdict: Verdict
    tone: str

    @property
    def can_be_confirmed(self) -> bool:
        """Say whether it is in use."""
        return self.channel.status is ChannelStatus.ACTIVE

    @property
    def box(self) -> str:
        """Give the name of its field in a form: which channel, and what was shown of it."""
        return f"{channel_key(self.channel)}_{version_of(self.channel)}"

    @property
    def choice(self) -> str:
        """Give what names it in a form."""
        address = self.channel.address
        return f"{self.channel.organisation} {address.platform} {address.value}"


def channel_key(channel: OfficialChannel) -> str:
    """Name a channel in a form, whatever is said of it."""
    address = channel.address
    return _digest(f"{channel.organisation} {address.platform} {address.value}")


def version_of(channel: OfficialChannel) -> str:
    """Give a mark that changes with what the register says of a channel."""
    return _digest(repr(replace(channel, position=None)))


def is_changed(form: Mapping[str, str], channel: OfficialChannel) -> bool:
    """Tell whether a form showed something else of a channel than the register says now."""
    given = form.get(f"{SHOWN}{channel_key(channel)}")
    return given is not None and given != version_of(channel)


def today(office: Office) -> date:
    """Give the date to judge confirmations by."""
    return today_of(office.settings, office.clock)


def today_of(settings: Settings, clock: Callable[[], datetime]) -> date:
    """Give the date to judge confirmations by: the one that is set, else the day here."""
    return settings.today or clock().astimezone(HERE).date()


def file_of(request: web.Request) -> str:
    """Give the path in the register of the organisation in the address.

    Raises:
        Refused: There is no such organisation.
    """
    identifier = request.match_info["id"]
    if not _SLUG.fullmatch(identifier):
        raise Refused("not_found")
    return f"organisations/{identifier}.yml"


def page_of(identifier: str) -> str:
    """Give the address of the page of an organisation."""
    return f"{ROOT}/{identifier}"


async def read(request: web.Request, name: str) -> Document | None:
    """Read a file of the register; None when it does not keep its schema now.

    Raises:
        FileNotFoundError: It is not there.
    """
    try:
        document = await asyncio.to_thread(request.app[OFFICE].keeper.document, name)
    except UnreadableDocumentError:
        return None
    return None if any(check_shape(document, kind_of(name))) else document


async def current(request: web.Request) -> Current:
    """Read and check the register as its files are now."""
    return await asyncio.to_thread(request.app[OFFICE].keeper.current)


def shown(channel: OfficialChannel, standings: Standings, day: date) -> ShownChannel:
    """Judge a channel as the check does."""
    verdict = standings.of(channel, day)
    return ShownChannel(channel, verdict, TONES[verdict])


def making(office: Office) -> Making:
    """Give what forms are made with."""
    library = office.library_of()
    organisations = sorted(organisation_names(library).items(), key=lambda each: each[1].lower())
    platforms = {
        key: name for key, name in platform_names(library).items() if key != UNKNOWN_PLATFORM
    }
    every = library.registry.register.organisations.values()
    domains = sorted({each.policy_domain for each in every}, key=str.lower)
    return Making(
        word=office.pages.word,
        choices={
            "platform": sorted(platforms.items(), key=lambda each: each[1].lower()),
            "parent": organisations,
            "merged_into": organisations,
        },
        hints=office.pages.words("knowledge_hint"),
        complaints=office.pages.words("knowledge_complaint"),
        known={"policy_domain": domains},
    )


def name_in(data: Mapping[str, Any]) -> str:
    """Give what citizens call an organisation, out of its file."""
    return str(data.get("short_name") or data.get("name") or "")


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:_KEY_LENGTH]
