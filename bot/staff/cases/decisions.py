"""What staff change about a case; the store writes who did it to its timeline."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from aiohttp import web

from actions.reports.model import Status
from bot.notifying.warnings import shared_by_strangers
from bot.staff.fields import case_id, number, one_of, word
from bot.staff.office import FORM, OFFICE, SESSION, Office
from bot.staff.pages import to
from bot.staff.refusals import Refused

LONGEST_NOTE = 2_000
HIGHEST_CASE = 999_999_999


async def set_status(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/cases/{id}/status`."""
    case, status = case_id(request), word(request[FORM].get("status", ""), "status", Status)
    if status is None:
        raise Refused("bad_field", field="status")
    note = _note(request)
    if status is Status.CONFIRMED_FAKE:
        await _refuse_shared(request, case)
    return await _change(
        request,
        "status",
        lambda office, actor: office.store.set_status(case, status, actor=actor, note=note),
    )


async def undo(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/cases/{id}/undo`."""
    case = case_id(request)
    return await _change(
        request, "undo", lambda office, actor: office.store.undo(case, actor=actor)
    )


async def assign(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/cases/{id}/assign`; nobody when the field is empty."""
    case, assignee = case_id(request), request[FORM].get("assignee", "")
    names = await asyncio.to_thread(request.app[OFFICE].accounts.active_names)
    one_of(assignee, "assignee", ("", *names))
    return await _change(
        request,
        "assign",
        lambda office, actor: office.store.assign(case, assignee or None, actor=actor),
    )


async def note(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/cases/{id}/note`."""
    case, text = case_id(request), _note(request)
    if text is None:
        raise Refused("bad_field", field="note")
    return await _change(
        request, "note", lambda office, actor: office.store.note(case, text, actor=actor)
    )


async def merge(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/cases/{id}/merge`."""
    case, into = case_id(request), number(request[FORM].get("into", ""), "into", HIGHEST_CASE)
    if into == case:
        raise Refused("bad_field", field="into")
    return await _change(
        request,
        "merge",
        lambda office, actor: office.store.merge(case, into, actor=actor),
        case=into,
    )


async def _change(
    request: web.Request,
    done: str,
    change: Callable[[Office, str], object],
    *,
    case: int | None = None,
) -> web.Response:
    """Change something in the name of who is logged in, and show the case again."""
    office, actor = request.app[OFFICE], request[SESSION].account.name
    await asyncio.to_thread(change, office, actor)
    return to(f"/staff/cases/{case or case_id(request)}?done={done}")


async def _refuse_shared(request: web.Request, case: int) -> None:
    office = request.app[OFFICE]
    found = await asyncio.to_thread(office.store.case, case)
    kind = found and shared_by_strangers(found.subject, office.library_of().addresses)
    if found and kind:
        raise Refused("shared_host", shown=found.subject.shown, sort=kind)


def _note(request: web.Request) -> str | None:
    text = request[FORM].get("note", "").strip()
    if len(text) > LONGEST_NOTE:
        raise Refused("bad_field", field="note")
    return text or None
