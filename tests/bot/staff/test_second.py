"""The second step: set up by its page, asked for after the password, each code once."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import Any

import pyotp
import pytest

from bot.staff.access.roles import Role
from bot.staff.access.sessions import HALF
from tests.bot.staff.conftest import PASSWORD, Staff, form_token

NAME = "an.peeters"


@pytest.fixture
async def staff(start_staff: Callable[..., Awaitable[Staff]]) -> Staff:
    staff = await start_staff()
    await asyncio.to_thread(staff.office.accounts.add, NAME, Role.TRIAGER, PASSWORD)
    return staff


async def give_password(staff: Staff, next_: str = "/staff/") -> Any:
    html = await (await staff.get("/staff/login")).text()
    form = {"form_token": form_token(html), "name": NAME, "password": PASSWORD, "next": next_}
    return await staff.client.post("/staff/login", data=form, allow_redirects=False)


async def give_code(staff: Staff, code: str, path: str = "/staff/login/code") -> Any:
    page = await staff.text(path if path.startswith("/staff/login") else "/staff/second")
    form = {"form_token": form_token(page), "code": code, "next": "/staff/dashboard"}
    return await staff.client.post(path, data=form, allow_redirects=False)


def app_of(page: str) -> pyotp.TOTP:
    """Gives the app that was set up from a page."""
    shown = re.search(r"<code>([A-Z2-7 ]{32,})</code>", page)
    assert shown
    return pyotp.TOTP(shown[1].replace(" ", ""))


def now(staff: Staff, app: pyotp.TOTP) -> str:
    return app.at(staff.clock.now)


async def set_up(staff: Staff) -> tuple[pyotp.TOTP, list[str]]:
    """Logs in, sets the second step up and logs out; gives the app and the recovery codes."""
    assert (await give_password(staff)).status == 303
    app = app_of(await staff.text("/staff/second"))
    answer = await give_code(staff, now(staff, app), "/staff/second")
    page = await answer.text()
    assert answer.status == 200, page
    staff.client.session.cookie_jar.clear()
    staff.clock.advance(seconds=60)
    return app, re.findall(r"<code>([0-9a-f-]{19})</code>", page)


async def test_without_a_second_step_the_password_lets_in(staff: Staff) -> None:
    response = await give_password(staff)
    assert response.headers["Location"] == "/staff/"


async def test_the_page_draws_what_an_app_reads(staff: Staff) -> None:
    await give_password(staff)
    page = await staff.text("/staff/second")
    app = app_of(page)
    assert 'role="img"' in page
    assert "<svg" in page
    assert "<script" not in page
    assert app.secret == app_of(await staff.text("/staff/second")).secret


async def test_after_the_password_comes_the_code(staff: Staff) -> None:
    app, _ = await set_up(staff)

    first = await give_password(staff, "/staff/dashboard")
    assert first.headers["Location"] == "/staff/login/code?next=%2Fstaff%2Fdashboard"
    assert (await staff.get("/staff/")).status == 303  # the password alone opens nothing
    second = await give_code(staff, now(staff, app))

    assert (second.status, second.headers["Location"]) == (303, "/staff/dashboard")
    assert (await staff.get("/staff/")).status == 200
    told = [(each.actor, each.what) for each in staff.office.store.events()]
    assert told[0] == (NAME, "login")
    assert (NAME, "second_on") in told


@pytest.mark.parametrize("code", ["000000", "", "x" * 60, "abcd-abcd-abcd-abcd", "٠٠٠٠٠٠"])
async def test_a_wrong_code_lets_nobody_in(staff: Staff, code: str) -> None:
    await set_up(staff)
    await give_password(staff)
    response = await give_code(staff, code)
    page = await response.text()
    assert response.status == 401
    assert 'role="alert"' in page
    assert 'aria-invalid="true"' in page
    assert (await staff.get("/staff/")).status == 303
    assert staff.office.store.events()[0].what == "code_refused"


async def test_a_code_works_once(staff: Staff) -> None:
    app, _ = await set_up(staff)
    code = now(staff, app)
    await give_password(staff)
    assert (await give_code(staff, code)).status == 303
    staff.client.session.cookie_jar.clear()
    await give_password(staff)
    assert (await give_code(staff, code)).status == 401
    staff.clock.advance(seconds=30)
    assert (await give_code(staff, now(staff, app))).status == 303


@pytest.mark.parametrize(("late", "status"), [(-30, 303), (30, 303), (-90, 401), (90, 401)])
async def test_clocks_may_differ_by_half_a_minute(staff: Staff, late: int, status: int) -> None:
    app, _ = await set_up(staff)
    staff.clock.advance(minutes=5)
    code = app.at(staff.clock.now, counter_offset=late // 30)
    await give_password(staff)
    assert (await give_code(staff, code)).status == status


async def test_a_recovery_code_works_once(staff: Staff) -> None:
    _, codes = await set_up(staff)
    assert len(set(codes)) == 10
    await give_password(staff)
    assert (await give_code(staff, f" {codes[0].upper()} ")).status == 303
    assert "nog 9 herstelcodes" in await staff.text("/staff/second")
    staff.client.session.cookie_jar.clear()
    await give_password(staff)
    assert (await give_code(staff, codes[0])).status == 401
    assert (await give_code(staff, codes[1].replace("-", ""))).status == 303


async def test_new_codes_end_the_old_ones(staff: Staff) -> None:
    app, codes = await set_up(staff)
    await give_password(staff)
    await give_code(staff, codes[0])
    response = await give_code(staff, now(staff, app), "/staff/second/codes")
    new = re.findall(r"<code>([0-9a-f-]{19})</code>", await response.text())
    staff.client.session.cookie_jar.clear()
    await give_password(staff)
    assert (await give_code(staff, codes[1])).status == 401
    assert (await give_code(staff, new[0])).status == 303


async def test_guessing_gets_slower(staff: Staff) -> None:
    await set_up(staff)
    await give_password(staff)
    answers = [(await give_code(staff, f"{number:06}")).status for number in range(8)]
    assert answers[:5] == [401] * 5
    assert 429 in answers[5:]


async def test_the_code_has_to_come_soon(staff: Staff) -> None:
    app, _ = await set_up(staff)
    await give_password(staff)
    page = await staff.text("/staff/login/code")
    staff.clock.advance(seconds=HALF.total_seconds() + 1)
    form = {"form_token": form_token(page), "code": now(staff, app)}
    response = await staff.client.post("/staff/login/code", data=form, allow_redirects=False)
    assert response.status == 401
    assert "U wachtte te lang" in await response.text()


async def test_nobody_gets_to_the_code_without_the_password(staff: Staff) -> None:
    await set_up(staff)
    assert (await staff.get("/staff/login/code")).status == 401
    await staff.get("/staff/login")
    assert (await staff.get("/staff/login/code")).status == 401


async def test_it_is_turned_off_with_a_code_alone(staff: Staff) -> None:
    app, codes = await set_up(staff)
    await give_password(staff)
    await give_code(staff, codes[0])
    assert (await give_code(staff, "123456", "/staff/second/off")).status == 401
    assert (await give_code(staff, now(staff, app), "/staff/second/off")).status == 303
    assert (await give_password(staff)).headers["Location"] == "/staff/"


async def test_a_form_of_elsewhere_sets_nothing_up(staff: Staff) -> None:
    await give_password(staff)
    app = app_of(await staff.text("/staff/second"))
    form = {"form_token": "x", "code": now(staff, app)}
    response = await staff.client.post("/staff/second", data=form, allow_redirects=False)
    assert response.status == 403
    assert not staff.office.accounts.all()[0].has_second


async def test_what_is_kept_is_no_secret_to_read(staff: Staff) -> None:
    app, codes = await set_up(staff)
    with staff.office.accounts._database.reading() as connection:
        held = str(connection.exec_driver_sql("select * from staff_accounts").fetchall())
        held += str(connection.exec_driver_sql("select * from staff_recovery").fetchall())
    assert app.secret not in held
    assert not any(code in held or code.replace("-", "") in held for code in codes)


async def test_who_logs_in_elsewhere_is_asked_too(staff: Staff) -> None:
    session = staff.log_in(Role.READER, "els")
    app = app_of(await staff.text("/staff/second"))
    response = await staff.post("/staff/second", session, code=now(staff, app))
    assert response.status == 200
    account = staff.office.accounts.from_elsewhere("https://tests", "els", "els", Role.READER)
    assert account
    assert account.has_second
    assert account.is_elsewhere


async def test_where_everybody_needs_one_nothing_else_opens(
    start_staff: Callable[..., Awaitable[Staff]],
) -> None:
    staff = await start_staff(staff_second_step=True)
    session = staff.log_in(Role.ADMIN)
    for page in ("/staff/", "/staff/audit", "/staff/knowledge"):
        assert (await staff.get(page)).headers["Location"] == "/staff/second"
    app = app_of(await staff.text("/staff/second"))
    assert (await staff.post("/staff/second", session, code=now(staff, app))).status == 200
    assert (await staff.get("/staff/")).status == 200
    staff.clock.advance(seconds=30)
    off = await staff.post("/staff/second/off", session, code=now(staff, app))
    assert off.status == 409
