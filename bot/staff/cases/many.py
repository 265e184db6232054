"""Deciding or assigning several cases of the queue at once, and taking that back."""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qsl, urlencode

from aiohttp import web

from actions.reports.model import Status
from bot.staff.cases.decisions import HIGHEST_CASE, LONGEST_NOTE, ask_back
from bot.staff.cases.queue import BY_MANY, NAMES, PAGE_SIZE
from bot.staff.fields import number, one_of, word
from bot.staff.guard import HOME
from bot.staff.office import FORM, OFFICE, SESSION, Fields
from bot.staff.pages import to
from bot.staff.refusals import Refused

CASE = "case-"
BACK = "back"
MOST_FIELDS = PAGE_SIZE + 20
LONGEST_BACK = 2_000
LONGEST_BATCH = 32


async def decide(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/many`: one decision for the cases with a mark; all of them or none."""
    office, form = request.app[OFFICE], request[FORM]
    chosen, back = _chosen(form), _back(form)
    if "assign" in form:
        return await _assign(request, chosen, back)
    status = word(form.get("status", ""), "status", Status)
    if status not in BY_MANY:
        raise Refused("bad_field", field="status")
    note = form.get("note", "").strip()
    if len(note) > LONGEST_NOTE:
        raise Refused("bad_field", field="note")
    if status is Status.CONFIRMED_FAKE:
        again = {f"{CASE}{each}": "1" for each in chosen}
        again |= {"status": status, "note": note, BACK: urlencode(back)}
        asked = await ask_back(request, f"{HOME}?{urlencode(back)}", chosen, again)
        if asked:
            return asked
    batch = await asyncio.to_thread(
        office.store.decide_many,
        chosen,
        status,
        actor=request[SESSION].account.name,
        note=note or None,
        by_two=office.settings.confirm_by_two,
    )
    said = {"done": "many", "batch": batch, "count": str(len(chosen))}
    return to(f"{HOME}?{urlencode({**back, **said})}")


async def undo(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/many/undo`: take back what was decided together."""
    office, form = request.app[OFFICE], request[FORM]
    batch, back = form.get("batch", ""), _back(form)
    if not batch.isalnum() or len(batch) > LONGEST_BATCH:
        raise Refused("bad_field", field="batch")
    await asyncio.to_thread(office.store.undo_many, batch, actor=request[SESSION].account.name)
    return to(f"{HOME}?{urlencode({**back, 'done': 'many_undone'})}")


async def save_filter(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/filters`: keep what is asked of the queue under a name."""
    office, form = request.app[OFFICE], request[FORM]
    name, back = " ".join(form.get("name", "").split()), _back(form)
    if not 1 <= len(name) <= 60:
        raise Refused("bad_field", field="name")
    owner = request[SESSION].account.name
    if not await asyncio.to_thread(office.store.save_filter, owner, name, urlencode(back)):
        raise Refused("too_many_filters")
    return to(f"{HOME}?{urlencode({**back, 'done': 'filter_saved'})}")


async def remove_filter(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/filters/{id}/remove`."""
    which = number(request.match_info["id"], "filter", HIGHEST_CASE)
    owner = request[SESSION].account.name
    await asyncio.to_thread(request.app[OFFICE].store.remove_filter, owner, which)
    return to(f"{HOME}?done=filter_removed")


async def _assign(request: web.Request, chosen: list[int], back: dict[str, str]) -> web.Response:
    office, assignee = request.app[OFFICE], request[FORM].get("assignee", "")
    names = await asyncio.to_thread(office.accounts.active_names)
    one_of(assignee, "assignee", ("", *names))
    await asyncio.to_thread(
        office.store.assign_many, chosen, assignee or None, actor=request[SESSION].account.name
    )
    return to(f"{HOME}?{urlencode({**back, 'done': 'assign'})}")


def _chosen(form: Fields) -> list[int]:
    chosen = [
        number(name.removeprefix(CASE), "cases", HIGHEST_CASE)
        for name in form
        if name.startswith(CASE)
    ]
    if not chosen:
        raise Refused("nothing_chosen")
    return chosen


def _back(form: Fields) -> dict[str, str]:
    """Read where in the queue somebody was; what is no filter of it is left out."""
    query = form.get(BACK, "")
    if len(query) > LONGEST_BACK:
        raise Refused("bad_field", field="q")
    return {name: value for name, value in parse_qsl(query) if name in NAMES}
