"""Coming in with a password: throttled, the same for everybody, and a new session each time."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.staff.access.roles import Role
from bot.staff.access.sessions import IDLE
from bot.staff.access.throttle import ACCOUNT, CLIENT
from tests.bot.staff.conftest import PASSWORD, Staff, form_token

WRONG = "wrong horse battery"


@pytest.fixture
async def staff(start_staff: Callable[..., Awaitable[Staff]]) -> Staff:
    staff = await start_staff()
    await asyncio.to_thread(staff.office.accounts.add, "An.Peeters", Role.TRIAGER, PASSWORD)
    return staff


async def try_password(
    staff: Staff, password: str = PASSWORD, name: str = "an.peeters", next_: str = "/staff/"
) -> Any:
    html = await (await staff.get("/staff/login")).text()
    form = {
        "form_token": form_token(html),
        "name": name,
        "password": password,
        "next": next_,
    }
    return await staff.client.post("/staff/login", data=form, allow_redirects=False)


async def test_the_right_password_lets_in_and_logging_out_ends_it(staff: Staff) -> None:
    response = await try_password(staff)
    assert (response.status, response.headers["Location"]) == (303, "/staff/")
    page = await staff.text("/staff/")
    assert "an.peeters (behandelaar)" in page
    token = staff.client.session.cookie_jar.filter_cookies(staff.url("/"))["kanaalcheck-staff"]
    out = await staff.client.post(
        "/staff/logout", data={"form_token": form_token(page)}, allow_redirects=False
    )
    assert out.status == 303
    assert out.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert staff.office.sessions.find(token.value) is None
    assert (await staff.get("/staff/")).status == 303
    events = [(event.actor, event.what) for event in staff.office.store.events()]
    assert events == [("an.peeters", "logout"), ("an.peeters", "login")]


async def test_the_cookie_is_out_of_reach_and_guarded_by_tls(
    start_staff: Callable[..., Awaitable[Staff]],
) -> None:
    for behind_tls, prefix in ((False, ""), (True, "__Host-")):
        staff = await start_staff(behind_tls=behind_tls)
        if not behind_tls:
            await asyncio.to_thread(staff.office.accounts.add, "an", Role.READER, PASSWORD)
        page = await staff.get("/staff/login")
        before = page.cookies[f"{prefix}kanaalcheck-staff-login"]
        answer = await staff.client.post(
            "/staff/login",
            data={
                "form_token": form_token(await page.text()),
                "name": "an",
                "password": PASSWORD,
            },
            headers={"Cookie": f"{before.key}={before.value}"},
            allow_redirects=False,
        )
        cookie = answer.cookies[f"{prefix}kanaalcheck-staff"]
        assert bool(cookie["secure"]) == behind_tls
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert (cookie["path"], cookie["domain"], cookie["max-age"]) == ("/", "", "")
        assert len(cookie.value) == 43  # 256 bits


async def test_every_login_is_a_new_session_and_the_database_knows_no_token(staff: Staff) -> None:
    tokens = []
    for _ in range(2):
        response = await try_password(staff)
        tokens.append(response.cookies["kanaalcheck-staff"].value)
    assert tokens[0] != tokens[1]
    assert staff.office.sessions.find(tokens[0]) is None  # of this very browser
    assert staff.office.sessions.find(tokens[1])
    database = Path(staff.office.settings.database_url.removeprefix("sqlite:///"))
    await staff.client.close()
    kept = b"".join(file.read_bytes() for file in database.parent.glob(f"{database.name}*"))
    assert b"argon2id" in kept
    for secret in (*tokens, PASSWORD):
        assert secret.encode() not in kept


async def test_a_wrong_password_and_an_unknown_account_get_the_same_answer(staff: Staff) -> None:
    await asyncio.to_thread(staff.office.accounts.add, "gone", Role.READER, PASSWORD)
    staff.office.accounts.disable("gone")
    staff.account("elsewhere")
    answers = []
    for name, password in (
        ("an.peeters", WRONG),
        ("nobody", PASSWORD),
        ("gone", PASSWORD),
        ("elsewhere", ""),
        ("'; --", PASSWORD),
        ("an.peeters", "x" * 5_000),
    ):
        response = await try_password(staff, password, name)
        html = (await response.text()).replace(form_token(await response.text()), "")
        answers.append((response.status, html.replace(f'value="{name}"', "").replace("&#39;", "'")))
    first = answers[0]
    assert first[0] == 401
    assert "De naam of het wachtwoord klopt niet." in first[1]
    assert [answer for answer in answers if answer != first and "--" not in answer[1]] == []


async def test_what_is_typed_as_a_name_is_not_kept(staff: Staff) -> None:
    await try_password(staff, WRONG, "MySecretPassword")
    (event,) = staff.office.store.events()
    assert (event.actor, event.what) == ("unknown", "login_refused")
    assert "MySecretPassword" not in str(event.details)


async def test_guessing_one_account_takes_ever_longer(staff: Staff) -> None:
    for _ in range(ACCOUNT.free):
        assert (await try_password(staff, WRONG)).status == 401
    waits = []
    for _ in range(4):
        refused = await try_password(staff)
        assert refused.status == 429
        waits.append(int(refused.headers["Retry-After"]))
        staff.clock.advance(seconds=waits[-1])
        assert (await try_password(staff, WRONG)).status == 401
    assert waits == [1, 2, 4, 8]
    staff.clock.advance(seconds=16)
    assert (await try_password(staff)).status == 303
    assert (await try_password(staff, WRONG)).status == 401  # counted from nothing again


async def test_guessing_many_accounts_from_one_client_takes_ever_longer(staff: Staff) -> None:
    for number in range(CLIENT.free):
        wait = staff.office.throttle.attempt(f"name{number}", "192.0.2.1")
        assert wait == 0.0
    assert staff.office.throttle.attempt("another", "192.0.2.1") == 1.0
    assert staff.office.throttle.attempt("another", "192.0.2.2") == 0.0


async def test_a_wait_has_an_end_and_is_forgotten(staff: Staff) -> None:
    throttle = staff.office.throttle
    for _ in range(60):
        wait = throttle.attempt("an", "192.0.2.1")
        assert wait <= max(ACCOUNT.longest, CLIENT.longest)
        staff.clock.advance(seconds=wait)
    staff.clock.now += timedelta(days=1, seconds=1)
    for _ in range(ACCOUNT.free):
        assert throttle.attempt("an", "192.0.2.1") == 0.0


async def test_many_guesses_at_once_gain_nothing(staff: Staff) -> None:
    waits = await asyncio.gather(
        *(asyncio.to_thread(staff.office.throttle.attempt, "an", "192.0.2.1") for _ in range(30))
    )
    assert sum(wait == 0.0 for wait in waits) <= ACCOUNT.free


@pytest.mark.parametrize("cookie", [True, False])
async def test_another_site_cannot_log_somebody_in(staff: Staff, cookie: bool) -> None:
    if cookie:
        await staff.get("/staff/login")
    response = await staff.client.post(
        "/staff/login",
        data={"form_token": "0" * 64, "name": "an.peeters", "password": PASSWORD},
        allow_redirects=False,
    )
    assert response.status == 403
    assert "kanaalcheck-staff" not in response.cookies


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ("/staff/cases/3?done=note", "/staff/cases/3?done=note"),
        ("https://evil.example/", "/staff/"),
        ("//evil.example/", "/staff/"),
        ("/staff", "/staff/"),
        ("/\\evil.example", "/staff/"),
        ("/staff/\\evil", "/staff/"),
        ("/staff/\r\nSet-Cookie: a=b", "/staff/"),
        ("javascript:alert(1)", "/staff/"),
        ("//[", "/staff/"),
    ],
)
async def test_one_is_sent_on_to_staff_pages_only(staff: Staff, asked: str, place: str) -> None:
    response = await try_password(staff, next_=asked)
    assert (response.status, response.headers["Location"]) == (303, place)


async def test_who_works_on_stays_in_and_who_is_silent_does_not(staff: Staff) -> None:
    session = staff.log_in()
    for _ in range(4):
        staff.clock.advance(minutes=25)
        await staff.text("/staff/")
    staff.clock.now += IDLE + timedelta(seconds=1)
    response = await staff.post("/staff/cases/1/undo", session)
    assert response.status == 401
    assert "Log opnieuw in" in await response.text()
