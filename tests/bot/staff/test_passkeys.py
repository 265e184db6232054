"""Passkeys as second step: made on their page, asked after the password, signed for us alone."""

import asyncio
import html
import json
import re
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from yarl import URL

from bot.staff.access.command import main
from bot.staff.access.roles import Role
from bot.staff.access.sessions import FRESH
from bot.staff.passkeys import Place
from tests.bot.staff.authenticator import VERIFIED, Authenticator
from tests.bot.staff.conftest import PASSWORD, Staff, form_token
from tests.bot.staff.test_second import NAME, app_of, give_code, give_password, now

ORIGIN, SITE = "https://kanaalcheck.example", "kanaalcheck.example"
PAGE = "/staff/second/passkeys"
Start = Callable[..., Awaitable[Staff]]


async def started(start_staff: Start, **changes: Any) -> Staff:
    staff = await start_staff(**{"public_url": f"{ORIGIN}/", **changes})
    await asyncio.to_thread(staff.office.accounts.add, NAME, Role.TRIAGER, PASSWORD)
    return staff


@pytest.fixture
async def staff(start_staff: Start) -> Staff:
    return await started(start_staff)


@pytest.fixture
def key() -> Authenticator:
    return Authenticator(ORIGIN, SITE)


def options_of(page: str) -> dict[str, Any]:
    found = re.search(r'data-passkey="([^"]+)"', page)
    assert found, page
    options: dict[str, Any] = json.loads(html.unescape(found[1]))
    return options


async def make(staff: Staff, key: Authenticator, label: str = "laptop", **wrong: Any) -> Any:
    page = await staff.text(PAGE)
    form = {
        "form_token": form_token(page),
        "label": label,
        "answer": key.create(options_of(page), **wrong),
    }
    return await staff.client.post(PAGE, data=form, allow_redirects=False)


async def set_up(staff: Staff, key: Authenticator) -> list[str]:
    """Logs in, makes a passkey and logs out; gives the recovery codes."""
    assert (await give_password(staff)).status == 303
    answer = await make(staff, key)
    page = await answer.text()
    assert answer.status == 200, page
    staff.client.session.cookie_jar.clear()
    return re.findall(r"<code>([0-9a-f-]{19})</code>", page)


async def send(staff: Staff, page: str, answer: str) -> Any:
    form = {"form_token": form_token(page), "answer": answer, "next": "/staff/dashboard"}
    return await staff.client.post("/staff/login/passkey", data=form, allow_redirects=False)


async def sign(staff: Staff, key: Authenticator, **wrong: Any) -> Any:
    page = await staff.text("/staff/login/code")
    return await send(staff, page, key.get(options_of(page), **wrong))


def told(staff: Staff) -> list[tuple[str, str]]:
    return [(each.actor, each.what) for each in staff.office.store.events()]


async def test_after_the_password_the_passkey_lets_in(staff: Staff, key: Authenticator) -> None:
    codes = await set_up(staff, key)
    assert len(set(codes)) == 10
    first = await give_password(staff, "/staff/dashboard")
    assert first.headers["Location"].startswith("/staff/login/code")
    assert (await staff.get("/staff/")).status == 303  # the password alone opens nothing
    answer = await sign(staff, key)
    assert (answer.status, answer.headers["Location"]) == (303, "/staff/dashboard")
    assert (await staff.get("/staff/")).status == 200
    event = staff.office.store.events()[0]
    assert (event.what, event.details["how"]) == ("login", "wachtwoord en passkey")
    assert (NAME, "passkey_on") in told(staff)
    assert "laptop" in await staff.text(PAGE)
    assert "het laatst gebruikt" in await staff.text(PAGE)


async def test_only_pages_with_a_passkey_run_the_script(staff: Staff, key: Authenticator) -> None:
    await set_up(staff, key)
    await give_password(staff)
    page = await staff.get("/staff/login/code")
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert 'src="/staff/passkey.js"' in await page.text()
    assert (await staff.get("/staff/passkey.js")).content_type.endswith("javascript")
    await sign(staff, key)
    for path in ("/staff/", "/staff/second"):
        other = await staff.get(path)
        assert "script-src" not in other.headers["Content-Security-Policy"]
        assert "<script" not in await other.text()


FORGED: dict[str, Callable[[Authenticator], None]] = {
    "another key": lambda key: setattr(key, "key", Authenticator("", "").key),
    "another passkey": lambda key: setattr(key, "identifier", b"x" * 32),
    "another site": lambda key: setattr(key, "site", "kanaalcheck.example.evil.example"),
    "nobody there": lambda key: setattr(key, "flags", VERIFIED),
    "a copy that lags behind": lambda key: setattr(key, "count", -1),
}
WRONG: dict[str, dict[str, Any]] = {
    "another origin": {"origin": "https://kanaalcheck.exarnple"},
    "another port": {"origin": f"{ORIGIN}:8443"},
    "without TLS": {"origin": f"http://{SITE}"},
    "a host below": {"origin": f"https://www.{SITE}"},
    "another challenge": {"challenge": "AAAA"},
    "no challenge": {"challenge": ""},
    "what is made, not signed": {"type": "webauthn.create"},
}


@pytest.mark.parametrize("how", FORGED)
async def test_what_another_authenticator_signs_lets_nobody_in(
    staff: Staff, key: Authenticator, how: str
) -> None:
    key.count = 5
    await set_up(staff, key)
    await give_password(staff)
    FORGED[how](key)
    answer = await sign(staff, key)
    assert answer.status == 401
    assert "werd niet aanvaard" in await answer.text()
    assert (await staff.get("/staff/")).status == 303
    assert told(staff)[0] == (NAME, "passkey_refused")


@pytest.mark.parametrize("how", WRONG)
async def test_what_was_signed_for_another_page_lets_nobody_in(
    staff: Staff, key: Authenticator, how: str
) -> None:
    await set_up(staff, key)
    await give_password(staff)
    assert (await sign(staff, key, **WRONG[how])).status == 401
    assert (await staff.get("/staff/")).status == 303


@pytest.mark.parametrize(
    "answer", ["", "{}", "[]", "null", "x", '{"id": 1}', "[" * 15_000, '{"id":"x","rawId":"x"}']
)
async def test_an_answer_that_is_none_lets_nobody_in(
    staff: Staff, key: Authenticator, answer: str
) -> None:
    await set_up(staff, key)
    await give_password(staff)
    response = await send(staff, await staff.text("/staff/login/code"), answer)
    assert response.status == 401
    staff.client.session.cookie_jar.clear()
    await give_password(staff)
    assert (await sign(staff, key)).status == 303


async def test_what_was_signed_works_once_and_in_its_own_session_alone(
    staff: Staff, key: Authenticator
) -> None:
    await set_up(staff, key)
    await give_password(staff)
    page = await staff.text("/staff/login/code")
    stolen = key.get(options_of(page))
    assert (await send(staff, page, stolen)).status == 303
    assert (await send(staff, page, stolen)).status in (401, 403)
    staff.client.session.cookie_jar.clear()
    await give_password(staff)
    fresh = await staff.text("/staff/login/code")
    assert (await send(staff, fresh, stolen)).status == 401
    assert (await sign(staff, key)).status == 303


async def test_a_page_that_was_opened_again_ends_the_challenge_before(
    staff: Staff, key: Authenticator
) -> None:
    await set_up(staff, key)
    await give_password(staff)
    old = await staff.text("/staff/login/code")
    await staff.text("/staff/login/code")
    assert (await send(staff, old, key.get(options_of(old)))).status == 401


async def test_the_passkey_of_a_colleague_lets_nobody_in(staff: Staff, key: Authenticator) -> None:
    await set_up(staff, key)
    await asyncio.to_thread(staff.office.accounts.add, "els", Role.ADMIN, PASSWORD)
    session = staff.log_in(Role.ADMIN, "jan")
    mine = Authenticator(ORIGIN, SITE)
    page = await staff.text(PAGE)
    form = {"answer": mine.create(options_of(page)), "label": "x"}
    assert (await staff.post(PAGE, session, **form)).status == 200
    staff.client.session.cookie_jar.clear()
    await give_password(staff)
    assert (await sign(staff, mine)).status == 401


async def test_without_the_passkey_a_recovery_code_lets_in(
    staff: Staff, key: Authenticator
) -> None:
    codes = await set_up(staff, key)
    await give_password(staff)
    page = await staff.text("/staff/login/code")
    assert "Een van uw herstelcodes" in page
    assert (await give_code(staff, codes[0])).status == 303
    staff.client.session.cookie_jar.clear()
    await give_password(staff)
    assert (await give_code(staff, codes[0])).status == 401


async def test_app_and_passkey_stand_beside_each_other(staff: Staff, key: Authenticator) -> None:
    await give_password(staff)
    app = app_of(await staff.text("/staff/second"))
    assert (await give_code(staff, now(staff, app), "/staff/second")).status == 200
    assert (await make(staff, key)).headers["Location"] == PAGE  # no new recovery codes
    staff.client.session.cookie_jar.clear()
    staff.clock.advance(seconds=60)
    await give_password(staff)
    assert (await give_code(staff, now(staff, app))).status == 303
    staff.client.session.cookie_jar.clear()
    await give_password(staff)
    assert (await sign(staff, key)).status == 303


@pytest.mark.parametrize("how", ["another origin", "another challenge", "without TLS"])
async def test_a_passkey_is_made_on_our_page_alone(
    staff: Staff, key: Authenticator, how: str
) -> None:
    await give_password(staff)
    assert (await make(staff, key, **WRONG[how])).status == 401
    assert not staff.office.accounts.all()[0].has_second


async def test_one_passkey_is_of_one_account_once(staff: Staff, key: Authenticator) -> None:
    await give_password(staff)
    assert (await make(staff, key)).status == 200
    assert (await make(staff, key)).status == 401
    assert staff.office.accounts.all()[0].passkeys == 1
    session = staff.log_in(Role.ADMIN, "jan")
    page = await staff.text(PAGE)
    answer = await staff.post(PAGE, session, answer=key.create(options_of(page)))
    assert answer.status == 401


async def test_a_browser_left_open_makes_and_removes_none(staff: Staff, key: Authenticator) -> None:
    await give_password(staff)
    page = await staff.text(PAGE)
    made = key.create(options_of(page))
    staff.clock.advance(seconds=FRESH.total_seconds() + 1)
    form = {"form_token": form_token(page), "answer": made}
    answer = await staff.client.post(PAGE, data=form, allow_redirects=False)
    assert answer.status == 403
    assert "Log eerst opnieuw in" in await answer.text()
    assert "Log eerst opnieuw in" in await staff.text(PAGE)


async def test_a_passkey_is_removed_by_its_owner(staff: Staff, key: Authenticator) -> None:
    codes = await set_up(staff, key)
    await give_password(staff)
    await sign(staff, key)
    page = await staff.text(PAGE)
    (identifier,) = re.findall(r'name="passkey" value="([0-9a-f]{64})"', page)
    form = {"form_token": form_token(page), "passkey": "0" * 64}
    assert (await staff.client.post(f"{PAGE}/remove", data=form)).status == 404
    form["passkey"] = identifier
    answer = await staff.client.post(f"{PAGE}/remove", data=form, allow_redirects=False)
    assert answer.status == 303
    assert (NAME, "passkey_off") in told(staff)
    assert (await staff.get("/staff/")).status == 303  # it was the last: logged out everywhere
    assert (await give_password(staff)).headers["Location"] == "/staff/"
    assert codes


async def test_where_everybody_needs_one_the_last_passkey_stays(
    start_staff: Start, key: Authenticator
) -> None:
    staff = await started(start_staff, staff_second_step=True)
    await give_password(staff)
    assert (await staff.get("/staff/")).headers["Location"] == "/staff/second"
    assert (await make(staff, key)).status == 200
    assert (await staff.get("/staff/")).status == 200
    page = await staff.text(PAGE)
    assert 'name="passkey"' not in page
    (kept,) = staff.office.passkeys.of(staff.office.accounts.all()[0])
    form = {"form_token": form_token(page), "passkey": kept.id}
    answer = await staff.client.post(f"{PAGE}/remove", data=form, allow_redirects=False)
    assert answer.status == 409


async def test_an_operator_takes_all_of_it_away(
    staff: Staff, key: Authenticator, capsys: pytest.CaptureFixture[str]
) -> None:
    codes = await set_up(staff, key)
    settings = staff.office.settings
    assert await asyncio.to_thread(main, ["list"], settings) == 0
    assert "password and 1 passkeys" in capsys.readouterr().out
    assert await asyncio.to_thread(main, ["second-off", NAME], settings) == 0
    assert (await give_password(staff)).headers["Location"] == "/staff/"
    assert staff.office.passkeys.of(staff.office.accounts.all()[0]) == ()
    assert codes


async def test_wrong_answers_get_slower(staff: Staff, key: Authenticator) -> None:
    await set_up(staff, key)
    await give_password(staff)
    key.site = "elsewhere.example"
    page = await staff.text("/staff/login/code")
    answers = [(await send(staff, page, "{}")).status for _ in range(8)]
    assert answers[:5] == [401] * 5
    assert 429 in answers[5:]


@pytest.mark.parametrize(
    ("public_url", "asked", "place"),
    [
        ("https://k.example/x", "http://127.0.0.1:8080/", Place("k.example", "https://k.example")),
        ("https://k.example:8443", "http://evil/", Place("k.example", "https://k.example:8443")),
        ("http://k.example", "http://localhost/", None),
        (None, "http://localhost:8080/a", Place("localhost", "http://localhost:8080")),
        ("", "http://127.0.0.1:8080/", None),
        (None, "https://evil.example/", None),
    ],
)
def test_only_the_address_that_operators_set_is_believed(
    public_url: str | None, asked: str, place: Place | None
) -> None:
    assert Place.of(public_url, URL(asked)) == place


async def test_without_an_address_the_page_says_what_to_do(start_staff: Start) -> None:
    staff = await started(start_staff, public_url=None)
    await give_password(staff)
    page = await staff.text(PAGE)
    assert "KANAALCHECK_PUBLIC_URL" in page
    assert "data-passkey" not in page
