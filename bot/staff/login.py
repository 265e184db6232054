"""Coming in and going out, with a password or with OpenID Connect."""

from __future__ import annotations

import asyncio
import logging
import math
import re
from collections.abc import Callable
from functools import partial
from urllib.parse import quote

from aiohttp import web

from bot.staff.access import cookies
from bot.staff.access.accounts import Account
from bot.staff.access.cookies import BEFORE, BEFORE_SECONDS
from bot.staff.access.oidc import IssuerError
from bot.staff.access.passwords import LONGEST
from bot.staff.access.sessions import FORM as FORM_PURPOSE
from bot.staff.access.tokens import derived, new_token
from bot.staff.audit import record
from bot.staff.guard import HOME, LOGIN
from bot.staff.office import FORM, OFFICE, SESSION, client_of
from bot.staff.pages import to
from bot.staff.passkeys import LONGEST_ANSWER, Place
from bot.staff.refusals import Refused
from bot.staff.second import Way

logger = logging.getLogger(__name__)

CODE = f"{LOGIN}/code"
PASSKEY = f"{LOGIN}/passkey"
HOW = {
    Way.APP: "wachtwoord en code",
    Way.RECOVERY: "wachtwoord en herstelcode",
    Way.PASSKEY: "wachtwoord en passkey",
}
LONGEST_CODE = 60

_STAFF_PAGE = re.compile(r"/staff/[\x21-\x5b\x5d-\x7e]*")


async def show(request: web.Request) -> web.StreamResponse:
    """Answer `GET /staff/login`."""
    return _form(request, _safe(request.query.get("next", "")))


async def log_in(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/login`."""
    office, fields = request.app[OFFICE], request[FORM]
    name, password = fields.get("name", "").strip(), fields.get("password", "")
    place, client = _safe(fields.get("next", "")), client_of(request)
    wait = await asyncio.to_thread(office.throttle.attempt, name, client)
    if wait > 0:
        seconds = str(math.ceil(wait))
        raise Refused("too_soon", headers={"Retry-After": seconds}, seconds=seconds)
    async with office.guesses:
        account = await asyncio.to_thread(office.accounts.verified, name, password[: LONGEST + 1])
    if account is None:
        # The name is not kept: what does not exist may be a password in the wrong field.
        await record(request, "unknown", "login_refused", client=client)
        return _form(request, place, name=name, refused="wrong_login", status=401)
    await asyncio.to_thread(office.throttle.succeeded, name, client)
    return await _go_on(request, account, place, how="wachtwoord")


async def ask_code(request: web.Request) -> web.StreamResponse:
    """Answer `GET /staff/login/code`: the second step."""
    token, account = await _halfway(request)
    return await _code_form(request, token, account, _safe(request.query.get("next", "")))


async def take_code(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/login/code`."""
    office, fields = request.app[OFFICE], request[FORM]
    token, account = await _halfway(request)
    place = _safe(fields.get("next", ""))
    way = await second_step(request, account, fields.get("code", ""))
    if way is None:
        return await _code_form(request, token, account, place, refused="wrong_code")
    await asyncio.to_thread(office.sessions.end, token)
    return await _let_in(request, account, place, how=HOW[way])


async def take_passkey(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/login/passkey`: what the browser signed."""
    office, fields = request.app[OFFICE], request[FORM]
    token, account = await _halfway(request)
    place, here = _safe(fields.get("next", "")), place_of(request)
    answer = fields.get("answer", "")[:LONGEST_ANSWER]

    def signed() -> Way | None:
        is_right = here and office.passkeys.passed(account, here, token, answer)
        return Way.PASSKEY if is_right else None

    way = await _counted(request, account, signed, refused="passkey_refused")
    if way is None:
        return await _code_form(request, token, account, place, refused="wrong_passkey")
    await asyncio.to_thread(office.sessions.end, token)
    return await _let_in(request, account, place, how=HOW[way])


def place_of(request: web.Request) -> Place | None:
    """Tell where browsers find these pages; None where they make no passkeys."""
    return Place.of(request.app[OFFICE].settings.public_url, request.url)


async def second_step(request: web.Request, account: Account, code: str) -> Way | None:
    """Look at a code, not too often; a wrong one is in the audit log.

    Raises:
        Refused: It was tried too often.
    """
    second = request.app[OFFICE].second
    look = partial(second.passed, account, code[:LONGEST_CODE])
    return await _counted(request, account, look, refused="code_refused")


async def _counted(
    request: web.Request, account: Account, look: Callable[[], Way | None], *, refused: str
) -> Way | None:
    """Look at a second step, not too often.

    Raises:
        Refused: It was tried too often.
    """
    office, client = request.app[OFFICE], client_of(request)
    counted = f"code {account.name}"
    wait = await asyncio.to_thread(office.throttle.attempt, counted, client)
    if wait > 0:
        seconds = str(math.ceil(wait))
        raise Refused("too_soon", headers={"Retry-After": seconds}, seconds=seconds)
    way = await asyncio.to_thread(look)
    if way is None:
        await record(request, account.name, refused, client=client)
    else:
        await asyncio.to_thread(office.throttle.succeeded, counted, client)
    return way


async def leave(request: web.Request) -> web.StreamResponse:
    """Answer `GET /staff/login/oidc`: on to the issuer."""
    office, token = request.app[OFFICE], new_token()
    if office.issuer is None:
        raise Refused("not_found")
    try:
        response = to(await office.issuer.leave(token))
    except IssuerError as error:
        raise _failed(error) from error
    office.cookies.set(response, BEFORE, token, BEFORE_SECONDS)
    return response


async def come_back(request: web.Request) -> web.StreamResponse:
    """Answer `GET /staff/login/oidc/callback`: back from the issuer."""
    office = request.app[OFFICE]
    if office.issuer is None:
        raise Refused("not_found")
    token = office.cookies.read(request, BEFORE)
    if not token:
        raise Refused("stale_form")
    try:
        who = await office.issuer.come_back(token, dict(request.query))
    except IssuerError as error:
        raise _failed(error) from error
    if who.role is None:
        raise Refused("no_role")
    account = await asyncio.to_thread(
        office.accounts.from_elsewhere, office.issuer.url, who.subject, who.name, who.role
    )
    if account is None:
        raise Refused("no_role")
    return await _go_on(request, account, HOME, how="OpenID Connect")


async def log_out(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/logout`."""
    office, session = request.app[OFFICE], request[SESSION]
    await asyncio.to_thread(office.sessions.end, session.token)
    await record(request, session.account.name, "logout")
    response = to(LOGIN)
    office.cookies.delete(response, cookies.SESSION)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'  # of this host; cookies reach wider
    return response


async def _go_on(request: web.Request, account: Account, place: str, *, how: str) -> web.Response:
    """Let somebody in, or on to the second step where the account has one."""
    if not account.has_second:
        return await _let_in(request, account, place, how=how)
    office = request.app[OFFICE]
    token = await asyncio.to_thread(office.sessions.start_half, account)
    response = to(f"{CODE}?next={quote(place, safe='')}")
    office.cookies.set(response, BEFORE, token, BEFORE_SECONDS)
    return response


async def _halfway(request: web.Request) -> tuple[str, Account]:
    """Give who gave the right password a short while ago.

    Raises:
        Refused: Nobody did, or it is too long ago.
    """
    office = request.app[OFFICE]
    token = office.cookies.read(request, BEFORE)
    account = await asyncio.to_thread(office.sessions.find_half, token) if token else None
    if token is None or account is None:
        raise Refused("code_over")
    return token, account


async def _let_in(request: web.Request, account: Account, place: str, *, how: str) -> web.Response:
    office = request.app[OFFICE]
    before = office.cookies.read(request, cookies.SESSION)
    if before:
        await asyncio.to_thread(office.sessions.end, before)
    session = await asyncio.to_thread(office.sessions.start, account)
    await record(request, account.name, "login", how=how, client=client_of(request))
    response = to(place)
    office.cookies.set(response, cookies.SESSION, session.token, None)
    office.cookies.delete(response, BEFORE)
    return response


def _form(
    request: web.Request, place: str, *, name: str = "", refused: str = "", status: int = 200
) -> web.Response:
    office, token = request.app[OFFICE], new_token()
    response = office.pages.response(
        "login",
        None,
        status,
        form_token=derived(token, FORM_PURPOSE),
        next=place,
        name=name,
        refused=refused,
        elsewhere=office.issuer is not None,
    )
    office.cookies.set(response, BEFORE, token, BEFORE_SECONDS)
    return response


async def _code_form(
    request: web.Request, token: str, account: Account, place: str, *, refused: str = ""
) -> web.Response:
    office, here = request.app[OFFICE], place_of(request)
    options = ""
    if account.passkeys and here:
        options = await asyncio.to_thread(office.passkeys.request, account, here, token)
    return office.pages.response(
        "login_code",
        None,
        401 if refused else 200,
        has_script=bool(options),
        form_token=derived(token, FORM_PURPOSE),
        next=place,
        refused=refused,
        options=options,
        has_app=account.has_app,
    )


def _safe(place: str) -> str:
    """Give a place to go on to, if it is one of the staff pages."""
    return place if _STAFF_PAGE.fullmatch(place) else HOME


def _failed(error: IssuerError) -> Refused:
    logger.warning("OpenID Connect login failed: %s", error)
    return Refused("elsewhere_failed")
