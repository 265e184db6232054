"""The pages for work in bulk in a real Chromium: usable by everybody, on any width."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser

from bot.notifying.reminding.links import Link
from bot.notifying.reminding.store import Answer, Reminder, Said, Saying
from bot.pages.own_channels import page as own_channels
from bot.running.application import SERVED
from tests.bot.staff.conftest import START, Staff
from tests.bot.staff.test_browser import WCAG, open_page
from tests.bot.staff.test_gathered import folder, library
from tests.bot.staff.test_importing import content

__all__ = ["folder", "library"]

pytestmark = pytest.mark.browser

Start = Callable[..., Awaitable[Staff]]
SECRET = "s" * 32
REMINDER = Reminder("r", "werkdienst", "info@a.be", START, START + timedelta(days=30))
FORM_PAGES = (
    "/staff/knowledge/new",
    "/staff/knowledge/busdienst/succession",
    "/staff/knowledge/reminders",
    "/staff/knowledge/import",
    "/staff/knowledge/due?order=reach",
)


@pytest.fixture
async def keeping(start_staff: Start, folder: Path, tmp_path: Path) -> Staff:
    staff = await start_staff(
        knowledge=folder, knowledge_writing=True, spool=tmp_path / "var/spool"
    )
    staff.office.reminders.begin(REMINDER)
    said = (
        Said("website", "https://www.werkdienst.be/", Saying.OURS),
        Said("x", "https://x.com/werkdienst", Saying.NOT_OURS),
    )
    given = Answer("team communicatie", said, "@werk op Instagram")
    staff.office.reminders.answer(REMINDER, given, START)
    return staff


@pytest.mark.parametrize("path", FORM_PAGES)
@pytest.mark.parametrize("width", [320, 1280])
async def test_pages_of_staff(keeping: Staff, browser: Browser, path: str, width: int) -> None:
    size = {"width": width, "height": 900}
    context, page = await open_page(keeping, browser, viewport=size, java_script_enabled=True)
    await page.goto(str(keeping.url(path)))
    found = await Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
    assert [(each["id"], each["nodes"][0]["html"]) for each in found.response["violations"]] == []
    assert await page.evaluate("document.documentElement.scrollWidth") <= width
    await context.close()


async def test_a_spreadsheet_is_read_and_listed_without_javascript(
    keeping: Staff, browser: Browser, tmp_path: Path
) -> None:
    file = tmp_path / "lijst.xlsx"
    file.write_bytes(content(("werkdienst", "instagram", "@werkdienst", "lijst"), ("x", "y", "z")))
    context, page = await open_page(keeping, browser, java_script_enabled=False)
    await page.goto(str(keeping.url("/staff/knowledge")))
    await page.get_by_role("link", name="Rekenblad inlezen").click()
    await page.get_by_label("Bestand").set_input_files(file)
    await page.get_by_role("button", name="Lees het bestand").click()
    await page.get_by_role("button", name="Zet de aangekruiste in het register").click()
    text = await page.inner_text("main")
    assert "Ze zijn nog niet bevestigd." in text
    await context.close()
    context, page = await open_page(keeping, browser)
    await page.goto(str(keeping.url("/staff/knowledge/import")))
    await page.get_by_label("Bestand").set_input_files(file)
    await page.get_by_role("button", name="Lees het bestand").click()
    found = await Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
    assert [each["id"] for each in found.response["violations"]] == []
    await context.close()


@pytest.mark.parametrize("width", [320, 1280])
async def test_the_page_of_an_organisation_is_for_everybody(
    start_staff: Start, folder: Path, browser: Browser, width: int
) -> None:
    def add(app: object) -> None:
        app.add_routes(own_channels.routes())
        url = f"sqlite:///{folder.parent}/own.db"
        own_channels.setup(app, url=url, secrets=(SECRET,), clock=lambda: START)

    staff = await start_staff(knowledge=folder, more=add)
    app = staff.client.app
    assert app[SERVED].library.registry.organisation("werkdienst")
    app[own_channels.DOOR].kept.begin(REMINDER)
    link = Link("werkdienst", "r", REMINDER.ends_at)
    size = {"width": width, "height": 900}
    context = await browser.new_context(viewport=size)
    page = await context.new_page()
    await page.goto(str(staff.url(f"/bevestigen/{link.token(SECRET)}")))
    found = await Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
    assert [(each["id"], each["nodes"][0]["html"]) for each in found.response["violations"]] == []
    assert await page.evaluate("document.documentElement.scrollWidth") <= width
    await page.get_by_role("button", name="Verstuur het antwoord").click()
    assert "Welk team antwoordt?" in await page.inner_text("main")  # the browser asks for a team
    await page.get_by_label("Welk team antwoordt?").fill("Jan Peeters")
    await page.get_by_label("We keken elk kanaal na").check()
    await page.get_by_role("button", name="Verstuur het antwoord").click()
    assert "Uw antwoord is nog niet verstuurd" in await page.inner_text("main")
    found = await Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
    assert [each["id"] for each in found.response["violations"]] == []
    await page.get_by_label("Welk team antwoordt?").fill("team communicatie")
    await page.get_by_role("button", name="Verstuur het antwoord").click()
    assert "Ons team kijkt uw antwoord na" in await page.inner_text("main")
    await context.close()
