"""An organisation says on its own page which channels are still its own."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.channels.settings import AllSettings
from bot.notifying.reminding.links import PATH, Link
from bot.notifying.reminding.rounds import answerable
from bot.notifying.reminding.store import Reminder, Saying
from bot.pages.own_channels import page
from bot.process.app import build_app
from knowledge.library import Library

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
ENDS = NOW + timedelta(days=30)
SECRET = "s" * 32
LINK = Link("vdab", "20261125-0a1b2c3d", ENDS)


class Door:
    """The page with one reminder that was sent."""

    def __init__(self, client: Any, library: Library) -> None:
        self.client, self.library, self.now = client, library, NOW
        self.kept = client.app[page.DOOR].kept
        self.kept.begin(Reminder(LINK.round, "vdab", "info@vdab.be", NOW, ENDS))

    async def get(self, link: Link = LINK, secret: str = SECRET, **more: Any) -> Any:
        return await self.client.get(f"{PATH}/{link.token(secret)}", **more)

    async def post(self, link: Link = LINK, headers: Any = None, **fields: str) -> Any:
        path = f"{PATH}/{link.token(SECRET)}"
        return await self.client.post(path, data=fields, headers=headers)

    def reminder(self) -> Reminder:
        found = self.kept.find(LINK.round, "vdab")
        assert found
        return found


@pytest.fixture
async def door(library: Library, tmp_path: Path) -> AsyncIterator[Door]:
    settings = replace(AllSettings(), database_url=f"sqlite:///{tmp_path}/a.db", rate_limit=0)
    app = build_app(settings, library, None)
    moment: list[Door] = []
    page.setup(
        app,
        url=settings.database_url,
        secrets=(SECRET,),
        clock=lambda: moment[0].now if moment else NOW,
    )
    async with TestClient(TestServer(app)) as client:
        moment.append(Door(client, library))
        yield moment[0]


def names(html: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r'name="(say\.\w+)"', html)))


async def test_opening_it_changes_nothing_and_tells_nobody(door: Door) -> None:
    before = door.reminder()
    answer = await door.get()
    html = await answer.text()
    assert answer.status == 200
    assert "Zijn deze kanalen nog van VDAB?" in html
    assert len(names(html)) == len(answerable(door.library.registry.organisation("vdab")))
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    assert "<script" not in html
    # Nothing on it leads elsewhere: no link of a channel, no picture of others.
    assert set(re.findall(r'(?:href|src|action)="([^"]*)"', html)) == {
        "/assets/chat.css", "/assets/icon.svg", "#main", f"{PATH}/{LINK.token(SECRET)}",
    }  # fmt: skip
    assert (await door.client.head(f"{PATH}/{LINK.token(SECRET)}")).status == 200
    assert door.reminder() == before


async def test_what_is_sent_waits_for_staff(door: Door) -> None:
    first, second, *_ = names(await (await door.get()).text())
    answer = await door.post(
        **{first: "ours", second: "not_ours"}, team="dienst communicatie", missing="@vdab op X"
    )
    assert answer.status == 200
    assert "Ons team kijkt uw antwoord na" in await answer.text()
    kept = door.reminder()
    assert [each.saying for each in kept.said] == [Saying.OURS, Saying.NOT_OURS]
    assert (kept.team, kept.missing, kept.answered_at) == (
        "dienst communicatie", "@vdab op X", NOW,
    )  # fmt: skip
    html = await (await door.get()).text()
    assert "U antwoordde al op 25 november 2026" in html
    assert html.count(" checked") == len(names(html))  # each as it was said
    await door.post(**{first: "not_ours"}, team="team web")
    assert [each.saying for each in door.reminder().said] == [Saying.NOT_OURS]


async def test_one_box_says_it_of_all_that_was_looked_at(door: Door) -> None:
    every = names(await (await door.get()).text())
    await door.post(**{every[0]: "not_ours"}, rest="ours", team="team web")
    said = [each.saying for each in door.reminder().said]
    assert said == [Saying.NOT_OURS, *[Saying.OURS] * (len(every) - 1)]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"team": "team web"}, "Duid ten minste één kanaal aan"),
        ({"team": "", "rest": "ours"}, "naam van een team"),
        ({"team": "Jan Peeters", "rest": "ours"}, "naam van een team"),
        ({"team": "watch", "rest": "ours"}, "naam van een team"),
        ({"team": "jan@vdab.be", "rest": "ours"}, "naam van een team"),
        ({"team": "team 0475 12 34 56", "rest": "ours"}, "naam van een team"),
        ({"team": "team web", "missing": "x" * 2_001}, "hoogstens 2000"),
        ({"team": "team web", "missing": "x\u202ey"}, "hoogstens 2000"),
        ({"team": "team web", "say.000000000000": "ours"}, "Duid ten minste één kanaal aan"),
    ],
)
async def test_what_is_wrong_is_said_and_nothing_is_lost(
    door: Door, fields: dict[str, str], why: str
) -> None:
    answer = await door.post(**fields)
    html = await answer.text()
    assert answer.status == 422
    assert why in html
    assert 'role="alert"' in html
    assert f'value="{fields["team"]}"' in html
    assert door.reminder().answered_at is None


@pytest.mark.parametrize(
    ("link", "status"),
    [
        (Link("de-lijn", LINK.round, ENDS), 404),  # signed, and never sent to them
        (Link("vdab", "20261124-00000000", ENDS), 404),
        (Link("nergens", LINK.round, ENDS), 404),
        (Link("vdab", LINK.round, NOW), 410),
    ],
)
async def test_another_link_opens_nothing(door: Door, link: Link, status: int) -> None:
    assert (await door.get(link)).status == status
    assert (await door.post(link, rest="ours", team="team web")).status == status
    assert door.reminder().answered_at is None


async def test_a_link_that_others_made_opens_nothing(door: Door) -> None:
    answer = await door.get(secret="x" * 32)
    assert answer.status == 404
    assert "VDAB" not in await answer.text()
    for token in ("", "vdab", "%00", "a" * 5_000, "../staff"):
        assert (await door.client.get(f"{PATH}/{token}")).status in (400, 404, 401, 303)


async def test_after_its_time_it_says_so(door: Door) -> None:
    door.now = ENDS
    answer = await door.post(rest="ours", team="team web")
    assert answer.status == 410
    assert "Deze link is verlopen" in await answer.text()


async def test_once_staff_are_done_it_is_closed(door: Door) -> None:
    await door.post(rest="ours", team="team web")
    assert door.kept.handle(door.reminder(), by="an", now=NOW)
    answer = await door.post(rest="ours", team="team web")
    assert answer.status == 410
    assert "keek uw antwoord al na" in await answer.text()


async def test_it_can_be_used_only_so_often(door: Door) -> None:
    for _ in range(20):
        assert (await door.post(rest="ours", team="team web")).status == 200
    answer = await door.post(rest="ours", team="team web")
    assert answer.status == 409
    assert "te vaak" in await answer.text()


async def test_a_form_of_another_site_is_refused(door: Door) -> None:
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://kwaad.example"}):
        answer = await door.post(headers=headers, rest="ours", team="team web")
        assert answer.status == 403
    assert door.reminder().answered_at is None


async def test_what_is_typed_stays_text(door: Door) -> None:
    nasty = '"><script>alert(1)</script>'
    answer = await door.post(team=nasty, missing="</textarea><b>")
    html = await answer.text()
    assert "<script>" not in html
    assert "</textarea><b>" not in html
