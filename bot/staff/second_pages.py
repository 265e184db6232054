"""The page on which somebody of staff sets up the second step of their own account."""

from __future__ import annotations

import asyncio
import re

import zxingcpp
from aiohttp import web

from bot.staff.audit import record
from bot.staff.guard import SECOND
from bot.staff.login import second_step
from bot.staff.office import FORM, OFFICE, SESSION
from bot.staff.pages import to
from bot.staff.refusals import Refused

_SVG = re.compile(r"<svg.*</svg>", re.DOTALL)
_GROUPS = re.compile(r"(.{4})(?!$)")


async def show(request: web.Request) -> web.StreamResponse:
    """Answer `GET /staff/second`."""
    return await _page(request)


async def set_up(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/second`: the app shows codes, here is one."""
    office, session = request.app[OFFICE], request[SESSION]
    if session.account.has_second:
        raise Refused("conflict")
    secret = office.second.offered(session.token)
    code = request[FORM].get("code", "")
    codes = await asyncio.to_thread(office.second.set_up, session.account, secret, code)
    if codes is None:
        return await _page(request, refused="wrong_code", status=401)
    await record(request, session.account.name, "second_on")
    return await _page(request, codes=codes)


async def renew(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/second/codes`: new recovery codes."""
    office, account = request.app[OFFICE], request[SESSION].account
    if await second_step(request, account, request[FORM].get("code", "")) is None:
        return await _page(request, refused="wrong_code", status=401)
    codes = await asyncio.to_thread(office.second.renew, account)
    await record(request, account.name, "second_codes")
    return await _page(request, codes=codes)


async def turn_off(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/second/off`; logs out everywhere."""
    office, account = request.app[OFFICE], request[SESSION].account
    if office.settings.staff_second_step:
        raise Refused("conflict")
    if await second_step(request, account, request[FORM].get("code", "")) is None:
        return await _page(request, refused="wrong_code", status=401)
    await asyncio.to_thread(office.accounts.remove_second, account.name)
    await record(request, account.name, "second_off")
    return to(SECOND)


async def _page(
    request: web.Request, *, refused: str = "", codes: tuple[str, ...] = (), status: int = 200
) -> web.Response:
    office, session = request.app[OFFICE], request[SESSION]
    account, is_wanted = session.account, office.settings.staff_second_step
    secret = office.second.offered(session.token)
    return office.pages.response(
        "second",
        session,
        status,
        is_on=account.has_second,
        is_wanted=is_wanted,
        may_turn_off=not is_wanted,
        has_app=account.has_app,
        passkeys=account.passkeys,
        left=await asyncio.to_thread(office.second.left, account),
        secret=_GROUPS.sub(r"\1 ", secret),
        qr=_drawn(office.second.address(account, secret)),
        refused=refused,
        codes=codes,
    )


def _drawn(address: str) -> str:
    """Draw a QR code as SVG that stands in a page."""
    code = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode)
    found = _SVG.search(code.to_svg(scale=4, add_quiet_zones=True))
    return found[0] if found else ""
