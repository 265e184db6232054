"""Every route of the table: without login, with a wrong role, with a stale session or form."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from bot.staff import ROUTES
from bot.staff.access.roles import Role
from bot.staff.access.sessions import ABSOLUTE, IDLE
from bot.staff.guard import Route
from tests.bot.staff.conftest import Staff, file_one

BEHIND = [route for route in ROUTES if route.role is not None]
FORMS = [route for route in ROUTES if route.method == "POST"]
REFUSED = (401, 403)


def name(route: Route) -> str:
    return f"{route.method} {route.path}"


def place(staff: Staff, route: Route) -> str:
    case = str(file_one(staff))
    path = route.path.replace("{id}", case).replace("{name}", "0" * 32 + ".png")
    for field in ("part", "kind", "key", "revision"):
        path = path.replace(f"{{{field}}}", "about")
    return path


async def ask(staff: Staff, route: Route, *, form_token: str | None = None) -> int:
    path = place(staff, route)
    if route.method == "GET":
        response = await staff.get(path)
    else:
        fields = {"status": "confirmed_fake", "note": "x", "assignee": "", "format": "csv"}
        form = {**fields, **({"form_token": form_token} if form_token else {})}
        response = await staff.client.post(path, data=form, allow_redirects=False)
    if response.status == 303 and response.headers["Location"].startswith("/staff/login?next="):
        return 401
    return int(response.status)


async def what_was_done(staff: Staff) -> list[str]:
    events = await asyncio.to_thread(staff.office.store.events, limit=1_000)
    return [event.what for event in events if event.actor != "citizen"]


def test_every_route_is_known_and_has_a_role_or_is_known_to_be_open() -> None:
    assert {name(route) for route in ROUTES if route.role is None} == {
        "GET /staff/staff.css",
        "GET /staff/login",
        "POST /staff/login",
        "GET /staff/login/code",  # nothing without the password, given a short while ago
        "POST /staff/login/code",
        "POST /staff/login/passkey",
        "GET /staff/passkey.js",
        "GET /staff/login/oidc",
        "GET /staff/login/oidc/callback",
    }
    assert {name(route) for route in ROUTES if route.role is Role.ADMIN} == {
        "GET /staff/audit",
        "POST /staff/knowledge/gathered/start",
        "POST /staff/knowledge/reminders/send",
        "GET /staff/knowledge/new",
        "POST /staff/knowledge/new",
        "GET /staff/knowledge/{id}/succession",
        "POST /staff/knowledge/{id}/succession",
        "GET /staff/knowledge/import",
        "POST /staff/knowledge/import",
        "GET /staff/knowledge/import/{key}",
        "POST /staff/knowledge/import/{key}",
        "GET /staff/knowledge/{id}/edit/{part}",
        "POST /staff/knowledge/{id}/edit/{part}",
        "POST /staff/knowledge/{id}/remove/{part}",
        "POST /staff/knowledge/{id}/history/{revision}",
        "GET /staff/knowledge/{id}/{kind}/{part}",
        "POST /staff/knowledge/{id}/{kind}/{part}",
    }
    changing = {route.path for route in BEHIND if route.role is Role.TRIAGER}
    assert changing == {
        "/staff/export",
        "/staff/notice",
        "/staff/notice/{id}/withdraw",
        "/staff/many",
        "/staff/share",
        "/staff/many/undo",
        "/staff/takeovers",
        "/staff/takeovers/{id}/end",
        "/staff/knowledge/confirm",
        "/staff/knowledge/{id}/complete",
        "/staff/knowledge/candidates/{key}",
        "/staff/knowledge/candidates/{key}/drop",
        "/staff/knowledge/due",
        "/staff/knowledge/gathered",
        "/staff/knowledge/reminders",
        *(
            f"/staff/cases/{{id}}/{what}"
            for what in ("status", "undo", "assign", "note", "merge", "evidence", "rdap")
        ),
    }


async def test_the_application_has_no_other_route_under_staff(staff: Staff) -> None:
    served = {
        (route.method, route.resource.canonical)
        for route in staff.client.app.router.routes()
        if route.resource and route.resource.canonical.startswith("/staff")
    }
    assert served == {(route.method, route.path) for route in ROUTES}


@pytest.mark.parametrize("route", BEHIND, ids=name)
class TestRefused:
    async def test_without_login(self, staff: Staff, route: Route) -> None:
        assert await ask(staff, route) == 401
        assert await what_was_done(staff) == []

    async def test_with_an_invented_session(self, staff: Staff, route: Route) -> None:
        session = staff.log_in(Role.ADMIN)
        staff.office.sessions.end(session.token)
        assert await ask(staff, route, form_token=session.form_token) == 401

    async def test_after_half_an_hour_of_silence(self, staff: Staff, route: Route) -> None:
        session = staff.log_in(Role.ADMIN)
        staff.clock.now += IDLE + timedelta(seconds=1)
        assert await ask(staff, route, form_token=session.form_token) == 401
        assert await what_was_done(staff) == []

    async def test_after_a_working_day(self, staff: Staff, route: Route) -> None:
        session = staff.log_in(Role.ADMIN)
        for _ in range(int(ABSOLUTE / timedelta(minutes=20))):
            staff.clock.advance(minutes=20)
            assert staff.office.sessions.find(session.token)
        staff.clock.advance(minutes=1)
        assert await ask(staff, route, form_token=session.form_token) == 401
        assert await what_was_done(staff) == []

    async def test_when_the_account_is_disabled(self, staff: Staff, route: Route) -> None:
        session = staff.log_in(Role.ADMIN)
        staff.office.accounts.disable(session.account.name)
        assert await ask(staff, route, form_token=session.form_token) == 401

    async def test_with_every_lower_role(self, staff: Staff, route: Route) -> None:
        assert route.role
        for role in Role:
            session = staff.log_in(role)
            status = await ask(staff, route, form_token=session.form_token)
            assert (status == 403) == (not role.may(route.role)), role

    async def test_when_the_role_is_taken_away(self, staff: Staff, route: Route) -> None:
        session = staff.log_in(Role.ADMIN)
        staff.office.accounts.set_role(session.account.name, Role.READER)
        status = await ask(staff, route, form_token=session.form_token)
        assert (status == 403) == (route.role is not Role.READER)


@pytest.mark.parametrize("route", [route for route in FORMS if route.role], ids=name)
class TestForms:
    async def test_without_a_form_token(self, staff: Staff, route: Route) -> None:
        staff.log_in(Role.ADMIN)
        assert await ask(staff, route) == 403
        assert await what_was_done(staff) == []

    async def test_with_the_form_token_of_another_session(self, staff: Staff, route: Route) -> None:
        other = staff.log_in(Role.ADMIN)
        staff.log_in(Role.ADMIN)
        assert await ask(staff, route, form_token=other.form_token) == 403
        assert await what_was_done(staff) == []

    @pytest.mark.parametrize("method", ["get", "head", "put", "delete", "patch"])
    async def test_with_another_method(self, staff: Staff, route: Route, method: str) -> None:
        session = staff.log_in(Role.ADMIN)
        path = place(staff, route)
        if method == "get" and any(each.path == path and each.method == "GET" for each in ROUTES):
            return
        response = await staff.client.request(
            method, path, data={"form_token": session.form_token}, allow_redirects=False
        )
        assert response.status in (404, 405)  # 404: a page of that name could be there
        assert await what_was_done(staff) == []

    async def test_as_json_or_with_files(self, staff: Staff, route: Route) -> None:
        session = staff.log_in(Role.ADMIN)
        path = place(staff, route)
        response = await staff.client.post(path, json={"form_token": session.form_token})
        assert response.status == 403
        assert await what_was_done(staff) == []


@pytest.mark.parametrize("cookie", ["", "x" * 5_000, "\udcff", "é", "'; DROP TABLE staff_sessions"])
async def test_any_cookie_is_nobody(staff: Staff, cookie: str) -> None:
    value = cookie.encode("utf-8", "surrogateescape").decode("latin-1")
    response = await staff.get("/staff/", headers={"Cookie": f"kanaalcheck-staff={value}"})
    assert response.status == 303


async def test_a_page_says_where_to_go_on_after_logging_in(staff: Staff) -> None:
    response = await staff.get("/staff/?q=a%26b")
    assert response.headers["Location"] == "/staff/login?next=%2Fstaff%2F%3Fq%3Da%2526b"


@pytest.mark.parametrize("route", [each for each in BEHIND if each.method == "GET"], ids=name)
async def test_pages_protect_themselves(staff: Staff, route: Route) -> None:
    staff.log_in(Role.ADMIN)
    response = await staff.get(place(staff, route))
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["X-Frame-Options"] == "DENY"
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "script-src" not in policy


async def test_a_database_that_is_away_is_told_and_changes_nothing(
    start_staff: Callable[..., Awaitable[Staff]],
) -> None:
    away = await start_staff(database_url="postgresql://nobody@127.0.0.1:1/none")
    response = await away.get("/staff/", headers={"Cookie": "kanaalcheck-staff=x"})
    assert response.status == 503
    assert "niet bereikbaar" in await response.text()
