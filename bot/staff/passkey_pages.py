"""The page on which somebody of staff makes, sees and removes the passkeys of their own account."""

from __future__ import annotations

import asyncio

from aiohttp import web

from bot.staff.access.accounts import Account
from bot.staff.access.tables import LONGEST_LABEL
from bot.staff.audit import record
from bot.staff.guard import PASSKEYS
from bot.staff.login import place_of
from bot.staff.office import FORM, OFFICE, SESSION
from bot.staff.pages import to
from bot.staff.passkeys import LONGEST_ANSWER, MOST
from bot.staff.refusals import Refused

NO_LABEL = "passkey"


async def show(request: web.Request) -> web.StreamResponse:
    """Answer `GET /staff/second/passkeys`."""
    return await _page(request, request[SESSION].account)


async def add(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/second/passkeys`: what the browser made.

    Who had no second step until now gets recovery codes with it.
    """
    office, session, form = request.app[OFFICE], request[SESSION], request[FORM]
    account, here = session.account, place_of(request)
    _refuse_stale(request)
    if here is None or account.passkeys >= MOST:
        raise Refused("conflict")
    is_right = await asyncio.to_thread(
        office.passkeys.add,
        account,
        here,
        session.token,
        form.get("answer", "")[:LONGEST_ANSWER],
        _label(form.get("label", "")),
    )
    if not is_right:
        return await _page(request, account, refused="wrong_passkey", status=401)
    await record(request, account.name, "passkey_on")
    if account.has_second:
        return to(PASSKEYS)
    codes = await asyncio.to_thread(office.second.renew, account)
    return await _page(request, await _again(request), codes=codes)


async def remove(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/second/passkeys/remove`."""
    office, account = request.app[OFFICE], request[SESSION].account
    _refuse_stale(request)
    is_last = account.passkeys == 1 and not account.has_app
    if is_last and office.settings.staff_second_step:
        raise Refused("conflict")
    is_gone = await asyncio.to_thread(
        office.passkeys.remove, account, request[FORM].get("passkey", "")
    )
    if not is_gone:
        raise Refused("not_found")
    await record(request, account.name, "passkey_off")
    if is_last:  # logs out everywhere: recovery codes open nothing any more
        await asyncio.to_thread(office.second.forget, account)
    return to(PASSKEYS)


def _refuse_stale(request: web.Request) -> None:
    """Refuse to change how one logs in, at a browser that somebody left open long ago."""
    if not request[SESSION].is_fresh:
        raise Refused("login_again")


def _label(given: str) -> str:
    text = " ".join(given.split())[:LONGEST_LABEL]
    return text if text and text.isprintable() else NO_LABEL


async def _again(request: web.Request) -> Account:
    """Give the account as it is after a change."""
    office, session = request.app[OFFICE], request[SESSION]
    found = await asyncio.to_thread(office.sessions.find, session.token)
    return found.account if found else session.account


async def _page(
    request: web.Request,
    account: Account,
    *,
    refused: str = "",
    codes: tuple[str, ...] = (),
    status: int = 200,
) -> web.Response:
    office, session, here = request.app[OFFICE], request[SESSION], place_of(request)
    options = ""
    if here and session.is_fresh and not codes and account.passkeys < MOST:
        options = await asyncio.to_thread(office.passkeys.creation, account, here, session.token)
    return office.pages.response(
        "passkeys",
        session,
        status,
        has_script=bool(options),
        passkeys=await asyncio.to_thread(office.passkeys.of, account),
        options=options,
        has_place=here is not None,
        is_fresh=session.is_fresh,
        may_remove_last=account.has_app or not office.settings.staff_second_step,
        refused=refused,
        codes=codes,
    )
