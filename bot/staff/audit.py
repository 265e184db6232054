"""The audit log: what was done is recorded, and shown to administrators. Nobody can edit it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta

from aiohttp import web

from actions.reports.model import Event
from bot.staff.fields import chosen_page, number, query_text
from bot.staff.office import OFFICE, SESSION
from bot.staff.refusals import Refused
from bot.staff.text import HERE

PAGE_SIZE = 100
HIGHEST_CASE = 999_999_999
FILTERS = ("actor", "what", "case", "since", "until")


async def record(request: web.Request, actor: str, what: str, **details: str) -> None:
    """Write one line that is about no case."""
    office = request.app[OFFICE]
    event = Event(office.clock(), actor, what, details=details)
    await asyncio.to_thread(office.store.record, event)


async def record_of_case(
    request: web.Request, actor: str, what: str, case: int, **details: str
) -> None:
    """Write one line about a case."""
    office = request.app[OFFICE]
    event = Event(office.clock(), actor, what, case, details)
    await asyncio.to_thread(office.store.record, event)


async def show(request: web.Request) -> web.StreamResponse:
    """Answer `GET /staff/audit`, newest first."""
    office = request.app[OFFICE]
    asked = {name: query_text(request, name) for name in FILTERS}
    page = chosen_page(request)
    until = _day(asked, "until")
    events = await asyncio.to_thread(
        office.store.events,
        since=_day(asked, "since"),
        until=until + timedelta(days=1) if until else None,
        actor=asked["actor"] or None,
        what=asked["what"] or None,
        case=number(asked["case"], "case", HIGHEST_CASE) if asked["case"] else None,
        offset=(page - 1) * PAGE_SIZE,
        limit=PAGE_SIZE + 1,
    )
    return office.pages.response(
        "audit",
        request[SESSION],
        events=events[:PAGE_SIZE],
        asked=asked,
        filled={name: value for name, value in asked.items() if value},
        page=page,
        is_last=len(events) <= PAGE_SIZE,
    )


def _day(asked: Mapping[str, str], name: str) -> datetime | None:
    """Read the begin of a day here; None when it is empty."""
    try:
        return (
            datetime.strptime(asked[name], "%Y-%m-%d").replace(tzinfo=HERE) if asked[name] else None
        )
    except ValueError as error:
        raise Refused("bad_field", field=name) from error
