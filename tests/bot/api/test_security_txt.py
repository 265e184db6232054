"""`/.well-known/security.txt` says where to tell of a weakness, to the letter of RFC 9116."""

from dataclasses import replace
from datetime import date, datetime

from aiohttp.test_utils import TestClient, TestServer

from bot.process.app import build_app
from knowledge.library import Library
from tests.bot.conftest import SETTINGS


async def fetched(library: Library, **settings: object) -> tuple[int, str, str]:
    app = build_app(replace(SETTINGS, **settings), library, None)
    async with TestClient(TestServer(app)) as client:
        response = await client.get("/.well-known/security.txt")
        return response.status, response.headers["Content-Type"], await response.text()


async def test_it_names_whom_to_tell_until_when_and_in_which_languages(library: Library) -> None:
    status, kind, text = await fetched(
        library,
        security_contact="mailto:veilig@kanaalcheck.example",
        public_url="https://kanaalcheck.example",
        today=date(2026, 11, 29),
    )
    assert (status, kind) == (200, "text/plain; charset=utf-8")
    fields = dict(line.split(": ", 1) for line in text.splitlines())
    assert fields["Contact"] == "mailto:veilig@kanaalcheck.example"
    assert fields["Canonical"] == "https://kanaalcheck.example/.well-known/security.txt"
    assert fields["Preferred-Languages"] == "nl, en, fr, de"
    expires = datetime.fromisoformat(fields["Expires"])
    assert date(2026, 12, 29) < expires.date() < date(2027, 11, 29)


async def test_without_a_contact_there_is_none(library: Library) -> None:
    status, kind, _ = await fetched(library)
    assert (status, kind) == (404, "application/problem+json")
