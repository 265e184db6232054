"""Staff tell every citizen something at once."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, expect

from actions.reports.kept.notice_rows import EmergencyNotice, Level
from bot.staff.access.roles import Role
from knowledge.model import LANGUAGES
from tests.bot.staff.conftest import START, Staff

TEXTS = {
    "nl": "Er gaan valse sms'en van Fluvius rond.",
    "en": "False text messages of Fluvius are going round.",
    "fr": "De faux SMS de Fluvius circulent.",
    "de": "Es gibt falsche SMS von Fluvius.",
}


def form(**changes: str) -> dict[str, str]:
    return {"level": "warning", **TEXTS, **changes}


async def standing(staff: Staff) -> tuple[EmergencyNotice, ...]:
    return await asyncio.to_thread(staff.office.store.standing_notices)


async def log(staff: Staff) -> list[tuple[str, str]]:
    events = await asyncio.to_thread(staff.office.store.events)
    return [(event.what, event.actor) for event in events]


async def test_a_triager_sets_and_withdraws_it(staff: Staff) -> None:
    session = staff.log_in()
    response = await staff.post("/staff/notice", session, **form())
    assert response.headers["Location"] == "/staff/notice?done=notice"
    (notice,) = await standing(staff)
    assert (notice.level, notice.texts, notice.written_by) == (
        Level.WARNING,
        TEXTS,
        session.account.name,
    )
    assert notice.is_in_force(START)
    html = await staff.text("/staff/notice?done=notice")
    assert "Iedereen ziet het binnen enkele seconden" in html
    response = await staff.post(f"/staff/notice/{notice.id}/withdraw", session)
    assert response.headers["Location"] == "/staff/notice?done=notice_withdrawn"
    assert await standing(staff) == ()
    assert "Ingetrokken op" in await staff.text("/staff/notice")
    name = session.account.name
    assert await log(staff) == [("notice_withdrawn", name), ("notice_set", name)]


async def test_what_was_withdrawn_cannot_be_withdrawn_again(staff: Staff) -> None:
    session = staff.log_in()
    await staff.post("/staff/notice", session, **form())
    await staff.post("/staff/notice/1/withdraw", session)
    for number in ("1", "2"):
        response = await staff.post(f"/staff/notice/{number}/withdraw", session)
        assert response.status == 409
    assert [what for what, _ in await log(staff)] == ["notice_withdrawn", "notice_set"]


async def test_moments_are_those_of_clocks_here(staff: Staff) -> None:
    session = staff.log_in()
    fields = form(begins_at="2026-11-25T11:00", ends_at="2026-11-25T12:30")
    assert (await staff.post("/staff/notice", session, **fields)).status == 303
    (notice,) = await standing(staff)
    assert notice.begins_at - START == timedelta(hours=1)
    assert notice.ends_at
    assert notice.ends_at - START == timedelta(hours=2, minutes=30)
    assert "Er staat nu geen bericht" in await staff.text("/staff/notice")
    staff.clock.advance(hours=2)
    staff.log_in()
    assert "Er staat nu geen bericht" not in await staff.text("/staff/notice")
    staff.clock.advance(hours=1)
    staff.log_in()
    html = await staff.text("/staff/notice")
    assert "Er staat nu geen bericht" in html
    assert "Afgelopen" in html


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        *(({language: " \n "}, language) for language in LANGUAGES),
        ({"nl": "x" * 301}, "nl"),
        ({"level": ""}, "level"),
        ({"level": "panic"}, "level"),
        ({"begins_at": "morgen"}, "begins_at"),
        ({"ends_at": "2026-11-25"}, "ends_at"),
        ({"ends_at": "2020-01-01T10:00"}, "ends_at"),
        ({"begins_at": "2026-11-26T10:00", "ends_at": "2026-11-26T10:00"}, "ends_at"),
    ],
)
async def test_what_is_wrong_is_said_and_nothing_is_lost(
    staff: Staff, changes: dict[str, str], field: str
) -> None:
    session = staff.log_in()
    response = await staff.post("/staff/notice", session, **form(**changes))
    html = await response.text()
    assert response.status == 400
    assert f'id="{field}-error"' in html
    assert html.count('class="error" id=') == 1
    kept = {name: text for name, text in TEXTS.items() if name not in changes}
    assert all(text.replace("'", "&#39;") in html for text in kept.values())
    assert await standing(staff) == ()


async def test_what_staff_write_stays_text(staff: Staff) -> None:
    session = staff.log_in()
    evil = '<script>alert(1)</script>"><img src=x>'
    await staff.post("/staff/notice", session, **form(nl=evil))
    html = await staff.text("/staff/notice")
    assert "<script>" not in html
    assert "<img" not in html


async def test_a_reader_may_not(staff: Staff) -> None:
    session = staff.log_in(Role.READER)
    assert (await staff.get("/staff/notice")).status == 403
    assert (await staff.post("/staff/notice", session, **form())).status == 403
    assert "/staff/notice" not in await staff.text("/staff/")
    assert await standing(staff) == ()


async def test_opinions_are_on_the_dashboard(staff: Staff) -> None:
    from actions.reports.kept.feedback_rows import FeedbackCount

    rows = [
        FeedbackCount(START.date(), "widget", "nl", "lookalike", helpful=True, times=7),
        FeedbackCount(START.date(), "widget", "fr", "greet", helpful=False, times=2),
        FeedbackCount(START.date() - timedelta(weeks=30), "widget", "nl", "crisis", helpful=True),
    ]
    await asyncio.to_thread(staff.office.store.count_feedback, rows)
    staff.log_in(Role.READER)
    html = await staff.text("/staff/dashboard")
    row = html[html.index('id="judged"') :]
    assert '<th scope="row">namaak</th><td class="number">7</td><td class="number">0</td>' in row
    assert (
        '<th scope="row">begroeting</th><td class="number">0</td><td class="number">2</td>' in row
    )
    assert "crisis" not in row


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_everybody_of_staff_can_use_it(staff: Staff, browser: Browser, scheme: Any) -> None:
    session = staff.log_in()
    await staff.post("/staff/notice", session, **form())
    page = await browser.new_page(color_scheme=scheme, viewport={"width": 320, "height": 640})
    cookie = {"name": "kanaalcheck-staff", "value": session.token, "url": str(staff.url("/"))}
    await page.context.add_cookies([cookie])  # type: ignore[list-item]
    await page.goto(str(staff.url("/staff/notice")))
    await page.get_by_label("goed om te weten").check()
    await page.get_by_label("Nederlands").fill("Kort")
    await page.get_by_role("button", name="Toon dit aan iedereen").click()
    await expect(page.get_by_role("alert")).to_be_visible()
    await expect(page.get_by_label("Nederlands")).to_have_value("Kort")
    assert await page.evaluate("document.documentElement.scrollWidth") <= 320
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    found = await Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}})
    assert found.response["violations"] == [], found.generate_report()
    await page.close()
