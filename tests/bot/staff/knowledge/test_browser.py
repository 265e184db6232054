"""The pages about the register in a real Chromium: usable by everybody, without JavaScript."""

import re
import subprocess
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, BrowserContext, Page, expect

from bot.staff.access.roles import Role
from knowledge.files.documents import parse_document
from knowledge.library import Library, build_library
from tests.bot.staff.conftest import Staff, count_asked
from tests.knowledge.small_folder import write_folder

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FILE = "organisations/werkdienst.yml"
PAGE = "/staff/knowledge/werkdienst"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=An", "-c", "user.email=an@example.be", *arguments]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = write_folder(tmp_path / "tree" / "knowledge")
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message=Het register")
    return folder


@pytest.fixture
def library(folder: Path, tmp_path: Path) -> Library:
    return build_library(folder, today=lambda: date(2026, 11, 25), cache=tmp_path / "cache")


@pytest.fixture
async def keeping(start_staff: Callable[..., Awaitable[Staff]], folder: Path) -> Staff:
    return await start_staff(knowledge=folder, knowledge_writing=True)


async def open_page(staff: Staff, browser: Browser, **more: Any) -> tuple[BrowserContext, Page]:
    session = staff.log_in(Role.ADMIN)
    context = await browser.new_context(java_script_enabled=True, **more)
    await context.add_cookies(
        [{"name": "kanaalcheck-staff", "value": session.token, "url": str(staff.url("/"))}]
    )
    return context, await context.new_page()


async def every_page(staff: Staff, page: Page) -> list[str]:
    """Gives the address of every kind of page."""
    await page.goto(str(staff.url(PAGE)))
    links = page.locator("main a")
    places = await links.evaluate_all("all => all.map(each => each.getAttribute('href'))")
    wanted = ("/edit/official_channels.new", "/edit/about", "/edit/misuse", "/history/", "/retire/",
              "/seize/", "/edit/official_channels.", "/edit/aliases.")  # fmt: skip
    found = [next(place for place in places if part in place) for part in wanted]
    await page.goto(str(staff.url("/staff/knowledge")))
    candidate = await page.get_by_role("link", name="Kijk na").first.get_attribute("href")
    assert candidate
    return ["/staff/knowledge", "/staff/knowledge?q=werk&done=unchanged", PAGE, candidate, *found]


async def check(page: Page, where: str) -> None:
    found = await Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
    assert found.response["violations"] == [], (where, found.generate_report())


async def test_a_day_at_the_register(keeping: Staff, folder: Path, browser: Browser) -> None:
    session = keeping.log_in(Role.ADMIN, "an")
    context = await browser.new_context(java_script_enabled=False)
    await context.add_cookies(
        [{"name": "kanaalcheck-staff", "value": session.token, "url": str(keeping.url("/"))}]
    )
    page = await context.new_page()
    noticed: list[str] = []
    page.on("console", lambda message: noticed.append(message.text))
    await page.goto(str(keeping.url("/staff/")))
    await page.get_by_role("link", name="Register").click()
    await page.get_by_label("Zoek een organisatie").fill("werk")
    await page.get_by_role("button", name="Zoek").click()
    await page.get_by_role("link", name="Werkdienst").last.click()
    await page.get_by_label("Welk team keek het na?").fill("team communicatie")
    await page.get_by_label("Hoe?").select_option("de organisatie zei het zelf")
    await page.get_by_role("button", name="Bevestig 0800 30 700").click()
    await expect(page.get_by_role("status")).to_have_text("Het kanaal is bevestigd.")
    await expect(page.locator("#channels ~ form .badge.good")).to_have_text("officieel")
    await page.get_by_role("link", name="Nieuw kanaal").click()
    await page.get_by_label("Platform").select_option("Instagram")
    await page.get_by_label("Adres").fill("https://x.com/werk")
    await page.get_by_role("button", name="Bewaar", exact=True).click()
    await expect(page.get_by_role("alert")).to_contain_text("Vindplaats: Vul dit in.")
    await page.get_by_label("Vindplaats").fill("https://www.werkdienst.be/contact")
    await page.get_by_role("button", name="Bewaar", exact=True).click()
    await expect(page.locator("#address-wrong")).to_contain_text("ander platform")
    await page.get_by_label("Adres").fill("https://www.instagram.com/werkdienst")
    await page.get_by_role("button", name="Bewaar", exact=True).click()
    await expect(page.get_by_role("status")).to_have_text("De wijziging is bewaard.")
    await page.get_by_role("link", name=re.compile("Kanaal stopgezet.*x.com")).click()
    await page.get_by_label("Vervangen door").fill("https://www.instagram.com/werkdienst")
    await page.get_by_role("button", name="Bewaar", exact=True).click()
    await expect(page.locator(".badge.past")).to_have_text("niet meer in gebruik")
    await page.get_by_role("link", name=re.compile("officieel kanaal toegevoegd")).click()
    await expect(page.locator("ins").first).to_contain_text("+  - platform: instagram")
    await page.get_by_role("button", name="Zet terug").click()
    await expect(page.get_by_role("status")).to_have_text("De vroegere inhoud staat er opnieuw.")
    assert len(parse_document("x", (folder / FILE).read_bytes()).data["official_channels"]) == 4
    assert git(folder, "log", "--format=%an").split("\n") == ["an"] * 4 + ["An"]
    await page.get_by_role("link", name="Logboek").click()
    await expect(page.get_by_role("table")).to_contain_text("register teruggezet")
    refused = "status of 422"  # the form that was wrong, twice
    assert [each for each in noticed if refused not in each] == []
    await context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_everybody_can_use_it(
    keeping: Staff, folder: Path, browser: Browser, scheme: Any
) -> None:
    count_asked(keeping, "werkdienst-premie.be", 9)
    context, page = await open_page(keeping, browser, color_scheme=scheme)
    for path in await every_page(keeping, page):
        await page.goto(str(keeping.url(path)))
        await check(page, path)
    await page.goto(str(keeping.url(f"{PAGE}/edit/official_channels.new")))
    await page.get_by_role("button", name="Bewaar", exact=True).click()
    await expect(page.get_by_role("alert")).to_be_visible()
    await check(page, "wrong")
    await page.goto(str(keeping.url(f"{PAGE}/edit/about")))
    await page.get_by_label("Omschrijving").fill("Van mij.")
    text = (folder / FILE).read_text()
    (folder / FILE).write_text(text.replace("Helpt", "Hielp"))
    await page.get_by_role("button", name="Bewaar", exact=True).click()
    await expect(page.get_by_role("alert")).to_be_visible()
    await check(page, "stale")
    await page.goto(str(keeping.url(f"{PAGE}/edit/about")))
    await page.get_by_label("Omschrijving").fill("Van mij.")
    await page.get_by_role("button", name="Bewaar", exact=True).click()
    await check(page, "touched")
    (folder / FILE).write_text("name: [\n")
    for path in ("/staff/knowledge", PAGE):
        await page.goto(str(keeping.url(path)))
        await check(page, path)
    (folder / FILE).write_text(text)
    git(folder, "checkout", "--quiet", "--detach")
    await page.goto(str(keeping.url(f"{PAGE}/edit/about")))
    await page.get_by_label("Omschrijving").fill("Van mij.")
    await page.get_by_role("button", name="Bewaar", exact=True).click()
    await check(page, "offered")
    async with page.expect_download() as download:
        await page.get_by_role("button", name="Download het bestand").click()
    assert (await download.value).suggested_filename.endswith(".patch")
    await context.close()


async def test_fits_a_phone_and_a_text_twice_as_large(keeping: Staff, browser: Browser) -> None:
    count_asked(keeping, "werkdienst-" * 20 + "x.be", 9)
    context, page = await open_page(keeping, browser, viewport={"width": 320, "height": 640})
    for path in await every_page(keeping, page):
        await page.goto(str(keeping.url(path)))
        for size in ("100%", "200%"):
            await page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
            width = await page.evaluate("document.documentElement.scrollWidth")
            assert width <= 320, (path, size)
        await page.evaluate("document.documentElement.style.fontSize = '100%'")
        for control in await page.locator("button, select, input:not([type=hidden])").all():
            box = await control.bounding_box()
            assert box
            assert box["height"] >= 44, path
    await context.close()


async def test_works_with_the_keyboard_alone(keeping: Staff, browser: Browser) -> None:
    context, page = await open_page(keeping, browser)
    await page.goto(str(keeping.url(f"{PAGE}/edit/misuse")))
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")  # straight to the content
    for text in (None, "Wij zagen niets.", "Brief"):  # back to the page, then the fields
        await page.keyboard.press("Tab")
        if text:
            await page.keyboard.type(text)
    for _ in range(3):  # date, quote, save
        await page.keyboard.press("Tab")
    await expect(page.get_by_role("button", name="Bewaar", exact=True)).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("status")).to_have_text("De wijziging is bewaard.")
    await expect(page.locator("dl").last).to_contain_text("Wij zagen niets.")
    await context.close()
