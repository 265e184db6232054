"""What the staff pages of one application work with."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from aiohttp import web

from bot.capacity.limits import client_key
from bot.http.parts import Parts
from bot.notifying.reminding.store import Reminders
from bot.settings import Settings
from bot.staff.access.accounts import Accounts
from bot.staff.access.cookies import Cookies
from bot.staff.access.oidc import Issuer
from bot.staff.access.sessions import Session, Sessions
from bot.staff.access.throttle import Throttle
from bot.staff.pages import Pages
from bot.staff.passkeys import Passkeys
from bot.staff.second import SecondStep
from knowledge.library import Library
from knowledge.upkeep.saving.keeper import Keeper

if TYPE_CHECKING:
    from actions.reports.intake.images import Images
    from actions.reports.store import ReportStore

Fields = dict[str, str]

GUESSES_AT_ONCE = 2  # argon2 takes 64 MiB for each


@dataclass(frozen=True)
class Office:
    """What the staff pages of one application work with.

    Attributes:
        second: The codes that accounts are asked for after the password.
        passkeys: What they can sign with instead.
        keeper: Changes the files of the register.
        reminders: What organisations were asked by mail, and answered.
        issuer: Where staff can log in too; None without OpenID Connect.
        library_of: Gives the register that is served now.
        clock: The time in UTC.
        guesses: Limits how many passwords are looked at together.
    """

    settings: Settings
    store: ReportStore
    images: Images
    accounts: Accounts
    sessions: Sessions
    throttle: Throttle
    cookies: Cookies
    pages: Pages
    second: SecondStep
    passkeys: Passkeys
    keeper: Keeper
    reminders: Reminders
    issuer: Issuer | None
    library_of: Callable[[], Library]
    clock: Callable[[], datetime]
    guesses: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(GUESSES_AT_ONCE))


OFFICE = web.AppKey("office", Office)
SESSION = web.RequestKey("staff-session", Session)
FORM = web.RequestKey("staff-form", Fields)
UPLOAD = web.RequestKey("staff-upload", Parts)
"""What a form came with, where it takes a file."""


def client_of(request: web.Request) -> str:
    """Say which client this is, for counting and for the audit log."""
    forwarded = request.headers.getall("X-Forwarded-For", [])
    return client_key(request.remote, forwarded, request.app[OFFICE].settings.trusted_proxies)
