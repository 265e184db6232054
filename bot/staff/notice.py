"""The emergency notice: staff tell every citizen something at once, in four languages.

A notice is never changed: it is withdrawn, and another one is written.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from aiohttp import web

from actions.reports.kept.notice_rows import EmergencyNotice, Level
from bot.notifying.notice_board import in_force
from bot.staff.fields import number
from bot.staff.office import FORM, OFFICE, SESSION, Fields
from bot.staff.pages import to
from bot.staff.refusals import Refused
from bot.staff.text import HERE
from knowledge.model import LANGUAGES

PATH = "/staff/notice"
LONGEST = 300  # characters: it stands above every conversation
MOST_SHOWN = 20
HIGHEST_NOTICE = 999_999_999
FIELDS = ("level", *LANGUAGES, "begins_at", "ends_at")

EMPTY, TOO_LONG, NO_LEVEL, NO_MOMENT, ENDS_TOO_SOON = (
    "empty",
    "too_long",
    "no_level",
    "no_moment",
    "ends_too_soon",
)
"""What can be wrong with a field; the sentences stand in `texts.yml`."""


@dataclass(frozen=True, slots=True)
class RefusedNotice:
    """A notice that is being written.

    Attributes:
        fields: As they were typed.
        errors: What is wrong, by field.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)


async def show(request: web.Request) -> web.StreamResponse:
    """Answer `GET /staff/notice`."""
    return await _page(request, RefusedNotice())


async def tell(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/notice`."""
    office, fields = request.app[OFFICE], request[FORM]
    now = office.clock()
    errors: dict[str, str] = {}
    texts = {language: " ".join(fields.get(language, "").split()) for language in LANGUAGES}
    errors |= {name: wrong for name, text in texts.items() if (wrong := _wrong_text(text))}
    if fields.get("level") not in tuple(Level):
        errors["level"] = NO_LEVEL
    begins_at = _moment(fields, "begins_at", errors) or now
    ends_at = _moment(fields, "ends_at", errors)
    if ends_at and ends_at <= max(begins_at, now):
        errors["ends_at"] = ENDS_TOO_SOON
    if errors:
        return await _page(request, RefusedNotice(fields, errors), status=400)
    actor = request[SESSION].account.name
    notice = EmergencyNotice(Level(fields["level"]), texts, begins_at, ends_at, actor)
    await asyncio.to_thread(office.store.set_notice, notice)
    return to(f"{PATH}?done=notice")


async def withdraw(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/notice/{id}/withdraw`."""
    office, actor = request.app[OFFICE], request[SESSION].account.name
    which = number(request.match_info["id"], "notice", HIGHEST_NOTICE)
    if not await asyncio.to_thread(office.store.withdraw_notice, which, actor=actor):
        raise Refused("notice_gone")
    return to(f"{PATH}?done=notice_withdrawn")


async def _page(request: web.Request, draft: RefusedNotice, *, status: int = 200) -> web.Response:
    office = request.app[OFFICE]
    now = office.clock()
    notices = await asyncio.to_thread(office.store.newest_notices, limit=MOST_SHOWN)
    standing = await asyncio.to_thread(office.store.standing_notices)
    return office.pages.response(
        "notice",
        request[SESSION],
        status,
        shown=in_force(standing, now),
        standing=[each.id for each in standing],
        notices=notices,
        draft=dict.fromkeys(FIELDS, "") | dict(draft.fields),
        errors=draft.errors,
        levels=tuple(Level),
        languages=LANGUAGES,
        maximum=LONGEST,
        done=request.query.get("done"),
    )


def _wrong_text(text: str) -> str | None:
    if not text:
        return EMPTY
    return TOO_LONG if len(text) > LONGEST else None


def _moment(fields: Fields, name: str, errors: dict[str, str]) -> datetime | None:
    """Read a moment as clocks here show it; None when it is empty."""
    typed = fields.get(name, "").strip()
    if not typed:
        return None
    try:
        return datetime.strptime(typed, "%Y-%m-%dT%H:%M").replace(tzinfo=HERE)
    except ValueError:
        errors[name] = NO_MOMENT
        return None
