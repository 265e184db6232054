"""The door of the staff pages: who is logged in, with which role, and did the form come from us.

A route says which role it needs; everything else happens here, so that no page can forget it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from aiohttp import web

from actions.reports.model import Event
from actions.reports.store import NoSuchCase, StatusError, StoreUnavailable
from bot.http.fields import MAX_FIELDS, read_form
from bot.http.parts import CONTENT_TYPE, UPLOADS, Parts, Takes, read_parts
from bot.http.problems import Problem
from bot.running.application import SERVED, Served
from bot.running.publishing import FOLLOWED
from bot.staff.access import cookies
from bot.staff.access.roles import Role
from bot.staff.access.sessions import FORM as FORM_PURPOSE
from bot.staff.access.tokens import is_derived
from bot.staff.office import FORM, OFFICE, SESSION, UPLOAD, Fields
from bot.staff.pages import BROKEN, REGISTER, Broken, Register, to
from bot.staff.refusals import Refused

HOME = "/staff/"
LOGIN = "/staff/login"
ACCOUNT = "/staff/account"
SECOND = "/staff/second"
PASSKEYS = f"{SECOND}/passkeys"
WITHOUT_SECOND = frozenset({SECOND, PASSKEYS, "/staff/logout"})
"""Where those go who still have to set up a second step."""
FORM_TOKEN = "form_token"  # noqa: S105 - the name of a field

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Route:
    """One thing that staff can ask.

    Attributes:
        role: Least role that may; None is before the door.
        most_fields: Of its form; more where there is a box for each of many rows.
        takes: A file that the form comes with; None where it comes without.
    """

    method: str
    path: str
    handler: Handler
    role: Role | None
    most_fields: int = MAX_FIELDS
    takes: Takes | None = None


class _LoginNeededError(Exception):
    """Nobody is logged in, or not any more."""


class _SecondNeededError(Exception):
    """Who is logged in has no second step yet, and everybody has to have one."""


def guarded(route: Route) -> Handler:
    """Give the handler of a route with the door before it."""

    async def enter(request: web.Request) -> web.StreamResponse:
        BROKEN.set(_broken(request.app[SERVED]))
        REGISTER.set(await asyncio.to_thread(_register, request.app))
        try:
            await _admit(request, route)
            return await route.handler(request)
        except _LoginNeededError:
            return _to_login(request)
        except _SecondNeededError:
            return to(SECOND)
        except Refused as refused:
            return _refusal(request, refused)
        except (NoSuchCase, FileNotFoundError):
            return _refusal(request, Refused("not_found"))
        except StatusError:
            return _refusal(request, Refused("conflict"))
        except StoreUnavailable:
            return _refusal(request, Refused("unavailable", headers={"Retry-After": "60"}))

    return enter


def _broken(served: Served) -> Broken | None:
    """Say what every page says first while the files of the register are broken."""
    if served.knowledge_error is None:
        return None
    return Broken(served.library.version, served.kept_at)


def _register(app: web.Application) -> Register:
    """Say from which register citizens are answered."""
    version = app[SERVED].latest.version
    if FOLLOWED not in app:
        return Register(version)
    about, seen = app[FOLLOWED].about, app[FOLLOWED].seen
    return Register(version, about.made_at if about else None, seen.why)


async def _admit(request: web.Request, route: Route) -> None:
    if route.role is not None:
        await _recognise(request)
        account = request[SESSION].account
        is_wanted = request.app[OFFICE].settings.staff_second_step and not account.has_second
        if is_wanted and route.path not in WITHOUT_SECOND:
            raise _SecondNeededError
        role = account.role
        if not role.may(route.role):
            await _note_refusal(request, route, route.role)
            word = request.app[OFFICE].pages.word
            raise Refused("not_allowed", role=word("role", role), needed=word("role", route.role))
    if route.method == "POST":
        request[FORM] = await (_read_with_file if route.takes else _read)(request, route)
        _check_form_token(request, route)


async def _note_refusal(request: web.Request, route: Route, needed: Role) -> None:
    """Write down who asked for what their role does not let them."""
    office, moment = request.app[OFFICE], request.app[OFFICE].clock()
    details = {"path": route.path, "needed": needed.value}
    event = Event(moment, request[SESSION].account.name, "not_allowed", details=details)
    await asyncio.to_thread(office.store.record, event)


async def _recognise(request: web.Request) -> None:
    office = request.app[OFFICE]
    token = office.cookies.read(request, cookies.SESSION)
    session = await asyncio.to_thread(office.sessions.find, token) if token else None
    if session is None:
        raise _LoginNeededError
    request[SESSION] = session


async def _read(request: web.Request, route: Route) -> Fields:
    try:
        fields = await read_form(request, route.most_fields)
    except Problem as problem:
        raise Refused("stale_form") from problem
    return _without_nulls(fields)


async def _read_with_file(request: web.Request, route: Route) -> Fields:
    assert route.takes  # noqa: S101  # the only routes that are read so
    parts = request[UPLOAD] = Parts()
    if request.content_type != CONTENT_TYPE:  # a form of ours without its file
        return await _read(request, route)
    try:
        with request.app[UPLOADS].one():
            await read_parts(request, parts, route.takes)
    except Problem as problem:
        raise Refused("bad_upload") from problem
    return _without_nulls(parts.fields)


def _without_nulls(fields: Mapping[str, object]) -> Fields:
    return {name: str(value).replace("\0", "") for name, value in fields.items()}


def _check_form_token(request: web.Request, route: Route) -> None:
    """Refuse a form that no page of ours gave to this browser."""
    name = cookies.BEFORE if route.role is None else cookies.SESSION
    token = request.app[OFFICE].cookies.read(request, name)
    given = request[FORM].pop(FORM_TOKEN, "")
    if not token or not is_derived(given, token, FORM_PURPOSE):
        raise Refused("stale_form")


def _to_login(request: web.Request) -> web.Response:
    if request.method == "POST":
        return _refusal(request, Refused("login_needed"))
    return to(f"{LOGIN}?next={quote(request.path_qs, safe='')}")


def _refusal(request: web.Request, refused: Refused) -> web.Response:
    return request.app[OFFICE].pages.refusal(refused, request.get(SESSION))
