"""The page on which somebody of staff sees where they are logged in, and changes their password."""

from __future__ import annotations

import asyncio
import math

from aiohttp import web

from bot.staff.access import cookies
from bot.staff.access.passwords import LONGEST, PasswordError
from bot.staff.access.sessions import Session
from bot.staff.audit import record
from bot.staff.guard import ACCOUNT
from bot.staff.office import FORM, OFFICE, SESSION, client_of
from bot.staff.pages import to
from bot.staff.refusals import Refused


async def show(request: web.Request) -> web.StreamResponse:
    """Answer `GET /staff/account`."""
    return await _page(request, request[SESSION])


async def end(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/account/sessions`: log out in another browser, or in all others."""
    office, session = request.app[OFFICE], request[SESSION]
    _refuse_stale(session)
    identifier = request[FORM].get("browser") or None
    ended = await asyncio.to_thread(office.sessions.end_others, session, identifier)
    if identifier and not ended:
        raise Refused("not_found")
    await record(request, session.account.name, "sessions_ended", count=str(ended))
    return to(ACCOUNT)


async def change_password(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/account/password`; logs out in every other browser."""
    office, session, fields = request.app[OFFICE], request[SESSION], request[FORM]
    account, new = session.account, fields.get("new", "")
    _refuse_stale(session)
    if account.is_elsewhere:
        raise Refused("conflict")
    if new != fields.get("again", ""):
        return await _page(request, session, refused="passwords_differ", status=400)
    if not await _is_theirs(request, fields.get("password", "")):
        return await _page(request, session, refused="wrong_password", status=401)
    try:
        async with office.guesses:
            await asyncio.to_thread(office.accounts.set_password, account.name, new[: LONGEST + 1])
    except PasswordError as error:
        return await _page(request, session, refused=error.kind, status=400)
    await record(request, account.name, "account_password", account=account.name)
    session = await asyncio.to_thread(office.sessions.start, account)
    response = await _page(request, session, is_changed=True)
    office.cookies.set(response, cookies.SESSION, session.token, None)
    return response


async def _is_theirs(request: web.Request, password: str) -> bool:
    """Look at the password of now, not too often; a wrong one is in the audit log.

    Raises:
        Refused: It was tried too often.
    """
    office, client, name = request.app[OFFICE], client_of(request), request[SESSION].account.name
    wait = await asyncio.to_thread(office.throttle.attempt, name, client)
    if wait > 0:
        seconds = str(math.ceil(wait))
        raise Refused("too_soon", headers={"Retry-After": seconds}, seconds=seconds)
    async with office.guesses:
        found = await asyncio.to_thread(office.accounts.verified, name, password[: LONGEST + 1])
    if found is None:
        await record(request, name, "password_refused", client=client)
        return False
    await asyncio.to_thread(office.throttle.succeeded, name, client)
    return True


def _refuse_stale(session: Session) -> None:
    """Refuse to change how one logs in, at a browser that somebody left open long ago."""
    if not session.is_fresh:
        raise Refused("login_again")


async def _page(
    request: web.Request,
    session: Session,
    *,
    refused: str = "",
    is_changed: bool = False,
    status: int = 200,
) -> web.Response:
    office = request.app[OFFICE]
    return office.pages.response(
        "account",
        session,
        status,
        opened=await asyncio.to_thread(office.sessions.opened, session),
        is_fresh=session.is_fresh,
        refused=refused,
        is_changed=is_changed,
    )
