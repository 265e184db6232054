"""The page of one's own account: where one is logged in, and another password."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from yarl import URL

from bot.staff.access.roles import Role
from bot.staff.access.sessions import FRESH, MOST, Session
from tests.bot.staff.conftest import PASSWORD, Staff

NAME = "an.peeters"
NEW = "tomaat fiets wolk lantaarn"


@pytest.fixture
async def staff(start_staff: Callable[..., Awaitable[Staff]]) -> Staff:
    staff = await start_staff()
    await asyncio.to_thread(staff.office.accounts.add, NAME, Role.TRIAGER, PASSWORD)
    return staff


def come_in(staff: Staff) -> Session:
    """Logs in with another browser."""
    account = staff.office.accounts.verified(NAME, PASSWORD)
    assert account
    session = staff.office.sessions.start(account)
    jar = staff.client.session.cookie_jar
    jar.clear()
    jar.update_cookies({"kanaalcheck-staff": session.token}, URL(str(staff.url("/"))))
    return session


async def change(staff: Staff, session: Session, **fields: str) -> Any:
    given = {"password": PASSWORD, "new": NEW, "again": NEW, **fields}
    return await staff.post("/staff/account/password", session, **given)


def is_open(staff: Staff, session: Session) -> bool:
    return staff.office.sessions.find(session.token) is not None


def what(staff: Staff) -> list[str]:
    return [event.what for event in staff.office.store.events()]


async def test_another_password_logs_out_everywhere_else(staff: Staff) -> None:
    elsewhere = come_in(staff)
    session = come_in(staff)
    answer = await change(staff, session)
    assert answer.status == 200
    assert "Uw wachtwoord is gewijzigd" in await answer.text()
    assert not is_open(staff, elsewhere)
    assert not is_open(staff, session)
    assert (await staff.get("/staff/")).status == 200  # under a new token
    assert staff.office.accounts.verified(NAME, PASSWORD) is None
    assert staff.office.accounts.verified(NAME, NEW)
    assert what(staff) == ["account_password"]


@pytest.mark.parametrize(
    ("fields", "status", "told"),
    [
        ({"password": "wrong horse battery"}, 401, "klopt niet"),
        ({"again": "tomaat fiets wolk lantaren"}, 400, "verschillen"),
        ({"new": "kort", "again": "kort"}, 400, "te kort of te lang"),
        ({"new": "x" * 201, "again": "x" * 201}, 400, "te kort of te lang"),
        ({"new": "password1234", "again": "password1234"}, 400, "makkelijk te raden"),
        ({"new": "Zomer2026!!!!", "again": "Zomer2026!!!!"}, 400, "makkelijk te raden"),
        ({"new": "an.peeters2026!", "again": "an.peeters2026!"}, 400, "makkelijk te raden"),
        ({"new": "VlaamseOverheid1", "again": "VlaamseOverheid1"}, 400, "makkelijk te raden"),
    ],
)
async def test_what_is_refused_changes_nothing(
    staff: Staff, fields: dict[str, str], status: int, told: str
) -> None:
    answer = await change(staff, come_in(staff), **fields)
    assert (answer.status, told in await answer.text()) == (status, True)
    assert staff.office.accounts.verified(NAME, PASSWORD)
    assert what(staff) == (["password_refused"] if status == 401 else [])


async def test_guessing_the_password_of_an_open_browser_is_slowed_down(staff: Staff) -> None:
    session = come_in(staff)
    statuses = [(await change(staff, session, password=f"wrong {n}")).status for n in range(8)]
    assert statuses[0] == 401
    assert statuses[-1] == 429


async def test_a_browser_left_open_changes_nothing(staff: Staff) -> None:
    other, session = come_in(staff), come_in(staff)
    staff.clock.now += FRESH + timedelta(seconds=1)
    assert (await change(staff, session)).status == 403
    assert (await staff.post("/staff/account/sessions", session)).status == 403
    assert is_open(staff, other)
    page = await staff.text("/staff/account")
    assert "Log eerst opnieuw in" in page
    assert 'type="password"' not in page


async def test_who_logs_in_elsewhere_has_no_password_here(staff: Staff) -> None:
    session = staff.log_in()
    assert "bij uw organisatie" in await staff.text("/staff/account")
    assert (await change(staff, session)).status == 409


async def test_one_sees_every_browser_and_logs_out_in_one_or_all_others(staff: Staff) -> None:
    first, second, stranger = come_in(staff), come_in(staff), staff.log_in()
    mine = come_in(staff)
    page = await staff.text("/staff/account")
    assert page.count("Een andere browser") == 2
    assert page.count("Deze browser") == 1
    for session in (first, second, mine):
        assert session.token not in page

    (chosen,) = [each.id for each in staff.office.sessions.opened(first) if each.is_this]
    ended = await staff.post("/staff/account/sessions", mine, browser=chosen)
    assert ended.status == 303
    assert [is_open(staff, each) for each in (first, second, mine)] == [False, True, True]

    assert (await staff.post("/staff/account/sessions", mine, browser=chosen)).status == 404
    assert (await staff.post("/staff/account/sessions", mine)).status == 303
    assert [is_open(staff, each) for each in (second, mine, stranger)] == [False, True, True]
    assert what(staff) == ["sessions_ended", "sessions_ended"]


async def test_a_browser_of_somebody_else_cannot_be_logged_out(staff: Staff) -> None:
    stranger = staff.log_in()
    (theirs,) = staff.office.sessions.opened(stranger)
    answer = await staff.post("/staff/account/sessions", come_in(staff), browser=theirs.id)
    assert answer.status == 404
    assert is_open(staff, stranger)


async def test_one_browser_too_many_logs_the_oldest_out(staff: Staff) -> None:
    came_in = []
    for _ in range(MOST + 1):
        came_in.append(come_in(staff))
        staff.clock.advance(seconds=1)
    assert [is_open(staff, each) for each in came_in] == [False, *[True] * MOST]


async def test_who_may_not_is_in_the_audit_log(staff: Staff) -> None:
    staff.log_in(Role.READER, "lezer")
    assert (await staff.get("/staff/audit")).status == 403
    (event,) = staff.office.store.events()
    assert (event.actor, event.what) == ("lezer", "not_allowed")
    assert event.details == {"path": "/staff/audit", "needed": "admin"}
