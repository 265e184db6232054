"""The audit log: what was done is recorded, and shown to administrators. Nobody can edit it."""

from __future__ import annotations

import asyncio

from aiohttp import web

from actions.reports.model import Event
from bot.staff.fields import chosen_page, query_text
from bot.staff.office import OFFICE, SESSION

PAGE_SIZE = 100


async def record(request: web.Request, actor: str, what: str, **details: str) -> None:
    """Write one line that is about no case."""
    office = request.app[OFFICE]
    event = Event(office.clock(), actor, what, details=details)
    await asyncio.to_thread(office.store.record, event)


async def show(request: web.Request) -> web.StreamResponse:
    """Answer `GET /staff/audit`, newest first."""
    office = request.app[OFFICE]
    actor, page = query_text(request, "actor"), chosen_page(request)
    events = await asyncio.to_thread(
        office.store.events,
        actor=actor or None,
        offset=(page - 1) * PAGE_SIZE,
        limit=PAGE_SIZE + 1,
    )
    return office.pages.response(
        "audit",
        request[SESSION],
        events=events[:PAGE_SIZE],
        actor_asked=actor,
        page=page,
        is_last=len(events) <= PAGE_SIZE,
    )
