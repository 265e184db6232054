"""Logging in with OpenID Connect at a real issuer over HTTP."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp.test_utils import TestServer
from joserfc.jwk import RSAKey

from bot.staff.access.roles import Role
from tests.bot.staff.conftest import Clock, Staff
from tests.bot.staff.issuer import CLIENT_ID, CLIENT_SECRET, Issuer
from tests.servers import free_port

CALLBACK = "/staff/login/oidc/callback"


@dataclass
class Both:
    staff: Staff
    issuer: Issuer

    async def leave(self) -> str:
        """Goes to the issuer; gives the way back."""
        response = await self.staff.get("/staff/login/oidc")
        assert response.status == 303
        at_issuer = await self.staff.client.session.get(
            response.headers["Location"], allow_redirects=False
        )
        assert at_issuer.status == 302
        back = at_issuer.headers["Location"]
        assert back.startswith(str(self.staff.url(CALLBACK)))
        return back[len(str(self.staff.url("/"))) - 1 :]

    async def log_in(self) -> Any:
        return await self.staff.get(await self.leave())


@pytest.fixture
async def both(start_staff: Callable[..., Awaitable[Staff]]) -> AsyncIterator[Both]:
    issuer = Issuer(Clock(), claims={"kanaalcheck_role": "triager", "preferred_username": "An P"})
    server = TestServer(issuer.app())
    await server.start_server()
    issuer.url = str(server.make_url("")).rstrip("/")
    port = free_port()
    staff = await start_staff(
        port=port,
        oidc_issuer=issuer.url,
        oidc_client_id=CLIENT_ID,
        oidc_client_secret=CLIENT_SECRET,
        public_url=f"http://127.0.0.1:{port}",
    )
    issuer.redirect = f"http://127.0.0.1:{port}{CALLBACK}"
    yield Both(staff, issuer)
    await server.close()


async def test_the_login_page_leads_there_and_back_to_the_queue(both: Both) -> None:
    assert 'href="/staff/login/oidc"' in await both.staff.text("/staff/login")
    response = await both.log_in()
    assert (response.status, response.headers["Location"]) == (303, "/staff/")
    assert "an-p (behandelaar)" in await both.staff.text("/staff/")
    assert [event.what for event in both.staff.office.store.events()] == ["login"]


async def test_the_same_person_is_the_same_account_with_the_role_of_now(both: Both) -> None:
    await both.log_in()
    both.issuer.claims |= {"kanaalcheck_role": "admin", "preferred_username": "Married"}
    await both.log_in()
    (account,) = both.staff.office.accounts.all()
    assert (account.name, account.role, account.is_elsewhere) == ("an-p", Role.ADMIN, True)


async def test_a_name_that_is_taken_is_never_taken_over(both: Both) -> None:
    mine = both.staff.account("an-p", Role.ADMIN)
    await both.log_in()
    names = {account.name for account in both.staff.office.accounts.all()}
    assert mine.name in names
    assert len(names) == 2
    assert all(name.startswith("an-p") for name in names)
    assert "(behandelaar)" in await both.staff.text("/staff/")


@pytest.mark.parametrize("name", ["system", "", "--", "x" * 300, "<b>", "Ümit", "a"])
async def test_any_name_gives_an_account(both: Both, name: str) -> None:
    both.issuer.claims["preferred_username"] = name
    assert (await both.log_in()).status == 303
    (account,) = both.staff.office.accounts.all()
    assert account.name not in ("system", "citizen")
    assert 2 <= len(account.name) <= 64


@pytest.mark.parametrize(
    ("setting", "claims", "role"),
    [
        ("kanaalcheck_role", {"kanaalcheck_role": ["reader", "triager", "other"]}, Role.TRIAGER),
        ("realm_access.roles", {"realm_access": {"roles": ["admin"]}}, Role.ADMIN),
        ("https://x.be/role", {"https://x.be/role": "reader"}, Role.READER),
        ("kanaalcheck_role", {"kanaalcheck_role": None}, None),
        ("kanaalcheck_role", {"kanaalcheck_role": "boss"}, None),
        ("kanaalcheck_role", {"kanaalcheck_role": [["admin"]]}, None),
        ("realm_access.roles", {"realm_access": "admin"}, None),
    ],
)
async def test_the_role_comes_from_the_claim(
    both: Both, setting: str, claims: dict[str, Any], role: Role | None
) -> None:
    object.__setattr__(both.staff.office.issuer, "role_claim", setting)
    both.issuer.claims = claims
    response = await both.log_in()
    accounts = both.staff.office.accounts.all()
    assert [account.role for account in accounts] == ([role] if role else [])
    assert response.status == (303 if role else 403)


async def test_a_disabled_account_stays_out(both: Both) -> None:
    await both.log_in()
    both.staff.office.accounts.disable("an-p")
    assert (await both.log_in()).status == 403
    assert (await both.staff.get("/staff/")).status == 303


@pytest.mark.parametrize(
    "lies",
    [
        {"iss": "https://evil.example"},
        {"aud": "somebody-else"},
        {"aud": [CLIENT_ID, "other"], "azp": "other"},
        {"nonce": "0" * 64},
        {"nonce": None},
        {"exp": 1_700_000_000},
        {"exp": None},
        {"iat": 4_000_000_000},
        {"sub": None},
    ],
    ids=str,
)
async def test_an_id_token_that_does_not_hold_is_refused(both: Both, lies: dict[str, Any]) -> None:
    both.issuer.lies = lies
    response = await both.log_in()
    assert response.status == 502
    assert both.staff.office.accounts.all() == ()
    assert "kanaalcheck-staff" not in response.cookies


async def test_an_id_token_signed_by_another_key_is_refused(both: Both) -> None:
    both.issuer.signs_with = RSAKey.generate_key(2048, {"kid": "one"})
    assert (await both.log_in()).status == 502


async def test_an_id_token_that_nobody_signed_is_refused(both: Both) -> None:
    both.issuer.algorithm = "none"
    assert (await both.log_in()).status == 502


async def test_an_issuer_that_calls_itself_otherwise_is_refused(both: Both) -> None:
    both.issuer.calls_itself = "https://evil.example"
    assert (await both.staff.get("/staff/login/oidc")).status == 502


async def test_another_browser_cannot_use_the_way_back(both: Both) -> None:
    back = await both.leave()
    both.staff.client.session.cookie_jar.clear()
    assert (await both.staff.get(back)).status == 403
    await both.staff.get("/staff/login/oidc")
    assert (await both.staff.get(back)).status == 502


async def test_the_way_back_works_once(both: Both) -> None:
    back = await both.leave()
    before = {
        cookie.key: cookie.value
        for cookie in both.staff.client.session.cookie_jar
        if cookie.key == "kanaalcheck-staff-login"
    }
    assert (await both.staff.get(back)).status == 303
    assert (await both.staff.get(back)).status == 403
    assert (await both.staff.get(back, cookies=before)).status == 502


@pytest.mark.parametrize("query", ["", "?state=x", "?code=x", "?error=access_denied&state=x"])
async def test_any_way_back_is_refused(both: Both, query: str) -> None:
    await both.leave()
    assert (await both.staff.get(CALLBACK + query)).status == 502


async def test_nothing_of_the_secret_goes_through_the_browser(both: Both) -> None:
    response = await both.staff.get("/staff/login/oidc")
    query = parse_qs(urlsplit(response.headers["Location"]).query)
    token = response.cookies["kanaalcheck-staff-login"].value
    assert set(query) == {
        "response_type", "client_id", "redirect_uri", "scope", "state", "nonce",
        "code_challenge", "code_challenge_method",
    }  # fmt: skip
    assert not [values for values in query.values() if token in values[0]]
    assert CLIENT_SECRET not in response.headers["Location"]


async def test_without_an_issuer_there_is_no_such_login(staff: Staff) -> None:
    assert "oidc" not in await staff.text("/staff/login")
    for path in ("/staff/login/oidc", CALLBACK):
        assert (await staff.get(path)).status == 404


async def test_an_issuer_that_is_away_is_told(both: Both) -> None:
    object.__setattr__(both.staff.office.issuer, "url", f"http://127.0.0.1:{free_port()}")
    assert (await both.staff.get("/staff/login/oidc")).status == 502


async def test_half_a_setting_is_told_and_off(
    start_staff: Callable[..., Awaitable[Staff]], caplog: pytest.LogCaptureFixture
) -> None:
    staff = await start_staff(oidc_issuer="https://login.example")
    assert staff.office.issuer is None
    assert "KANAALCHECK_OIDC_CLIENT_ID" in caplog.text


async def test_the_issuer_is_asked_for_a_strength_and_a_weaker_login_is_refused(both: Both) -> None:
    object.__setattr__(both.staff.office.issuer, "strengths", ("gold", "silver"))
    for acr, status in (("silver", 303), ("bronze", 502), (None, 502), (["gold"], 502)):
        both.issuer.lies = {"acr": acr}
        response = await both.staff.get("/staff/login/oidc")
        assert parse_qs(urlsplit(response.headers["Location"]).query)["acr_values"] == [
            "gold silver"
        ]
        assert (await both.log_in()).status == status, acr
