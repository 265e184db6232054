"""What staff change about a case; the store writes who did it to its timeline."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping

from aiohttp import web

from actions.reports.model import FAKE, Status, Subject
from bot.notifying.warnings import shared_by_strangers
from bot.staff.cases.consequences import Doubt, consequences, mark_of
from bot.staff.fields import case_id, number, one_of, word
from bot.staff.office import FORM, OFFICE, SESSION, Office
from bot.staff.pages import to
from bot.staff.refusals import Refused
from knowledge.addresses.address import Addresses

LONGEST_NOTE = 2_000
HIGHEST_CASE = 999_999_999
SURE = "sure"
ASKED_BACK = 409  # nothing has changed yet


async def set_status(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/cases/{id}/status`; asks back before citizens are warned by a slip."""
    case, status = case_id(request), word(request[FORM].get("status", ""), "status", Status)
    if status is None:
        raise Refused("bad_field", field="status")
    note, office = _note(request), request.app[OFFICE]
    if status is Status.CONFIRMED_FAKE:
        back = f"/staff/cases/{case}"
        asked = await ask_back(request, back, (case,), {"status": status, "note": note or ""})
        if asked:
            return asked
    by_two, actor = office.settings.confirm_by_two, request[SESSION].account.name
    moved = await asyncio.to_thread(
        office.store.set_status, case, status, actor=actor, note=note, by_two=by_two
    )
    done = "proposed" if moved.proposed_by and moved.status is not status else "status"
    return to(f"/staff/cases/{case}?done={done}")


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
    """Answer `POST /staff/cases/{id}/merge`: into a confirmed one, it is a confirmation too."""
    case, into = case_id(request), number(request[FORM].get("into", ""), "into", HIGHEST_CASE)
    if into == case:
        raise Refused("bad_field", field="into")
    office = request.app[OFFICE]
    stays = await asyncio.to_thread(office.store.case, into)
    if stays and stays.status in FAKE:
        asked = await ask_back(request, f"/staff/cases/{case}", (case,), {"into": str(into)})
        if asked:
            return asked
    by_two = office.settings.confirm_by_two
    return await _change(
        request,
        "merge",
        lambda office, actor: office.store.merge(case, into, actor=actor, by_two=by_two),
        case=into,
    )


async def ask_back(
    request: web.Request, back: str, cases: Iterable[int], fields: Mapping[str, str]
) -> web.Response | None:
    """Say what a confirmation would do, where it may be a slip; None when nothing speaks against.

    Args:
        request: Its form carries the answer to what was said before.
        back: Where to go back to.
        cases: What would be confirmed.
        fields: What the form is sent again with.

    Raises:
        Refused: One of them is a whole host that strangers share.
    """
    office = request.app[OFFICE]
    library = office.library_of()
    subjects = [
        subject
        for each in cases
        for subject in await asyncio.to_thread(office.store.subjects_of, each)
    ]
    for subject in subjects:
        _refuse_shared(subject, library.addresses)
    doubts = consequences(library, subjects)
    mark = mark_of(doubts)
    if not doubts or request[FORM].get(SURE) == mark:
        return None
    return office.pages.response(
        "sure",
        request[SESSION],
        ASKED_BACK,
        back=back,
        action=request.path,
        fields={**fields, SURE: mark},
        doubts=doubts,
        is_listed=any(each.doubt is Doubt.LISTED for each in doubts),
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


def _refuse_shared(subject: Subject, addresses: Addresses) -> None:
    kind = shared_by_strangers(subject, addresses)
    if kind:
        raise Refused("shared_host", shown=subject.shown, sort=kind)


def _note(request: web.Request) -> str | None:
    text = request[FORM].get("note", "").strip()
    if len(text) > LONGEST_NOTE:
        raise Refused("bad_field", field="note")
    return text or None
