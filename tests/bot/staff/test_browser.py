"""The staff pages in a real Chromium: usable by everybody, and nothing in them runs."""

import asyncio
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pyotp
import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from actions.reports.model import Loss, Status
from bot.staff.access.roles import Role
from tests.bot.staff.conftest import PASSWORD, Staff, count_asked, file_one, filing

pytestmark = pytest.mark.browser

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = (
    "/staff/takeovers", "/staff/takeovers?address=www.vdab.be", "/staff/?view=compact&status=all",
    "/staff/", "/staff/cases/1", "/staff/dashboard", "/staff/audit", "/staff/cases/99",
    "/staff/account",
    "/staff/second",
)  # fmt: skip
ATTACKS = [
    "<script>document.title='taken'</script>",
    '"><img src=x onerror="document.title=\'taken\'">',
    "' onmouseover='document.title=1' x='",
    "</textarea><svg onload=\"document.title='taken'\">",
    "<a href=\"javascript:document.title='taken'\">klik</a>",
    "<iframe srcdoc=\"<script>parent.document.title='taken'</script>\"></iframe>",
    "{{ 7*191 }}{% for x in (1).__class__ %}",
    "<style>body{display:none}</style><base href=//evil.example>",
    "<form action=//evil.example><button>Log in</button></form>",
    "https://evil.example/ www.evil.example \u202e gro.lave",
]


async def open_page(
    staff: Staff, browser: Browser, role: Role = Role.ADMIN, **more: Any
) -> tuple[BrowserContext, Page]:
    session = staff.log_in(role)
    context = await browser.new_context(**more)
    await context.add_cookies(
        [{"name": "kanaalcheck-staff", "value": session.token, "url": str(staff.url("/"))}]
    )
    return context, await context.new_page()


def fill(staff: Staff) -> None:
    case = file_one(staff, loss=Loss.MONEY, contact="an@example.be")
    file_one(staff, "vdab-premie.be")
    file_one(staff, "echt.be", loss=Loss.DATA)
    staff.office.store.set_status(case, Status.CONFIRMED_FAKE, actor="jan", note="Gezien.")
    staff.office.store.set_status(case + 2, Status.GENUINE, actor="jan")
    count_asked(staff, "vdab-jobs.be", 7)
    count_asked(staff, "heel-lange-naam-van-een-nagemaakte-site-van-vdab.be/mijn-loopbaan", 5)


def hear(message: ConsoleMessage, noticed: list[str]) -> None:
    """Notes what the console says, but for the data that logging out clears, as it should."""
    if not message.text.startswith("Clear-Site-Data header"):
        noticed.append(message.text)


async def test_a_case_is_decided_from_login_to_logout(staff: Staff, browser: Browser) -> None:
    staff.office.accounts.add("an", Role.TRIAGER, PASSWORD)
    case = file_one(staff)
    page = await browser.new_page(java_script_enabled=False)
    noticed: list[str] = []
    page.on("console", lambda message: hear(message, noticed))
    await page.goto(str(staff.url(f"/staff/cases/{case}")))
    await page.get_by_label("Naam").fill("an")
    await page.get_by_label("Wachtwoord").fill(PASSWORD)
    await page.get_by_role("button", name="Log in").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("vdab-jobs[.]be")
    await page.get_by_label("Waarom?").fill("Vraagt kaartgegevens.")
    await page.get_by_role("button", name="Bevestig dat het vals is").click()
    await expect(page.get_by_role("status")).to_have_text("De status is gewijzigd.")
    await expect(page.locator("main > .badges")).to_contain_text("bevestigd vals")
    await page.get_by_role("button", name="Maak de laatste beslissing ongedaan").click()
    await expect(page.locator("main > .badges")).to_contain_text("nieuw")
    await page.get_by_role("button", name="Wijs toe").click()
    await expect(page.locator("dl").first).to_contain_text("an")
    async with page.expect_download() as download:
        await page.goto(str(staff.url("/staff/")))
        await page.get_by_role("button", name="CSV").click()
    assert (await download.value).suggested_filename == "meldingen-2026-11-25.csv"
    await page.get_by_role("button", name="Log uit").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Inloggen")
    await page.go_back()
    await page.reload()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Inloggen")
    assert noticed == []
    await page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_everybody_can_use_it(staff: Staff, browser: Browser, scheme: Any) -> None:
    fill(staff)
    context, page = await open_page(staff, browser, color_scheme=scheme)
    for path in (*PAGES, "/staff/cases/3", "/staff/cases/1?done=note", "/staff/login"):
        await page.goto(str(staff.url(path)))
        found = await Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
        assert found.response["violations"] == [], (path, found.generate_report())
    await page.get_by_label("Naam").fill("an")
    await page.get_by_label("Wachtwoord").fill("wrong horse")
    await page.get_by_role("button", name="Log in").click()
    await expect(page.get_by_role("alert")).to_be_visible()
    found = await Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
    assert found.response["violations"] == [], found.generate_report()
    await context.close()


async def test_the_second_step_is_set_up_and_made(staff: Staff, browser: Browser) -> None:
    await asyncio.to_thread(staff.office.accounts.add, "an", Role.READER, PASSWORD)
    context = await browser.new_context()
    page = await context.new_page()

    async def is_accessible() -> None:
        found = await Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
        assert found.response["violations"] == [], (page.url, found.generate_report())

    async def log_in() -> None:
        await page.goto(str(staff.url("/staff/login")))
        await page.get_by_label("Naam").fill("an")
        await page.get_by_label("Wachtwoord").fill(PASSWORD)
        await page.get_by_role("button", name="Log in").click()

    await log_in()
    await page.get_by_role("link", name="Tweede stap").click()
    key = await page.locator("ol code").inner_text()
    app = pyotp.TOTP(key.replace(" ", ""))
    await page.get_by_label("Code van zes cijfers").fill("000000")
    await page.get_by_role("button", name="Zet de tweede stap aan").click()
    await expect(page.get_by_role("alert")).to_contain_text("De code klopt niet")
    await is_accessible()
    await page.get_by_label("Code van zes cijfers").fill(app.at(staff.clock.now))
    await page.get_by_role("button", name="Zet de tweede stap aan").click()
    await expect(page.get_by_role("listitem").locator("code")).to_have_count(10)
    await is_accessible()
    code = await page.get_by_role("listitem").locator("code").first.inner_text()
    await page.get_by_role("button", name="Log uit").click()
    await log_in()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Uw code")
    await is_accessible()
    await page.get_by_label("Code van zes cijfers, of een herstelcode").fill(code)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name="Log uit")).to_be_visible()
    await page.goto(str(staff.url("/staff/second")))
    await is_accessible()
    await context.close()


async def test_a_password_is_changed(staff: Staff, browser: Browser) -> None:
    new = "tomaat fiets wolk lantaarn"
    await asyncio.to_thread(staff.office.accounts.add, "an", Role.READER, PASSWORD)
    context = await browser.new_context(base_url=str(staff.url("/")))
    page = await context.new_page()
    await page.goto("/staff/login?next=/staff/account")
    await page.get_by_label("Naam").fill("an")
    await page.get_by_label("Wachtwoord").fill(PASSWORD)
    await page.keyboard.press("Enter")
    for given, role in (("Zomer2026!!!!", "alert"), (new, "status")):
        await page.get_by_label("Wachtwoord van nu").fill(PASSWORD)
        await page.get_by_label("Nieuw wachtwoord", exact=True).fill(given)
        await page.get_by_label("Nieuw wachtwoord, nog eens").fill(given)
        await page.get_by_role("button", name="Wijzig het wachtwoord").click()
        await expect(page.get_by_role(role)).to_be_visible()  # type: ignore[arg-type]
        found = await Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
        assert found.response["violations"] == [], found.generate_report()
    assert staff.office.accounts.verified("an", new)
    await context.close()


async def test_a_passkey_is_made_and_used(staff: Staff, browser: Browser) -> None:
    await asyncio.to_thread(staff.office.accounts.add, "an", Role.READER, PASSWORD)
    context = await browser.new_context(base_url=str(staff.url("/").with_host("localhost")))
    page = await context.new_page()
    noticed: list[str] = []
    page.on("console", lambda message: hear(message, noticed))
    tools = await context.new_cdp_session(page)
    await tools.send("WebAuthn.enable", {"enableUI": False})
    device = await tools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
                "hasUserVerification": True, "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )  # fmt: skip

    async def is_accessible() -> None:
        found = await Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
        assert found.response["violations"] == [], (page.url, found.generate_report())

    async def give_password() -> None:
        await page.goto("/staff/login")
        await page.get_by_label("Naam").fill("an")
        await page.get_by_label("Wachtwoord").fill(PASSWORD)
        await page.get_by_role("button", name="Log in").click()

    await give_password()
    await page.goto("/staff/second")
    await page.get_by_role("link", name="Gebruik een passkey").click()
    await is_accessible()
    await page.get_by_label("Hoe noemt u hem?").fill("laptop")
    await page.get_by_role("button", name="Maak een passkey").click()
    await expect(page.get_by_role("status")).to_contain_text("De passkey is bewaard")
    await expect(page.get_by_role("listitem").locator("code")).to_have_count(10)
    await is_accessible()
    await page.get_by_role("button", name="Log uit").click()

    await give_password()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Uw tweede stap")
    await is_accessible()
    await page.get_by_role("button", name="Log in met uw passkey").click()
    await expect(page.get_by_role("button", name="Log uit")).to_be_visible()
    await page.goto("/staff/second/passkeys")
    await expect(page.get_by_role("listitem").filter(has_text="laptop")).to_contain_text(
        "het laatst gebruikt"
    )
    await is_accessible()
    await page.get_by_role("button", name="Log uit").click()

    which = {"authenticatorId": device["authenticatorId"]}
    await tools.send("WebAuthn.removeVirtualAuthenticator", which)
    await tools.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {"protocol": "ctap2", "transport": "usb", "automaticPresenceSimulation": True}},
    )
    await give_password()
    await page.get_by_role("button", name="Log in met uw passkey").click()
    await expect(page.get_by_role("alert")).to_contain_text("Dat is niet gelukt")
    assert noticed == []
    await context.close()


async def test_fits_a_phone_and_a_text_twice_as_large(staff: Staff, browser: Browser) -> None:
    fill(staff)
    file_one(staff, "vdab-jobs-" * 20 + "x.be", what_happened="x" * 3_000)
    context, page = await open_page(staff, browser, viewport={"width": 320, "height": 640})
    for path in (*PAGES, "/staff/cases/4", "/staff/login"):
        await page.goto(str(staff.url(path)))
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


async def test_works_with_the_keyboard_alone(staff: Staff, browser: Browser) -> None:
    case = file_one(staff)
    context, page = await open_page(staff, browser)
    await page.goto(str(staff.url(f"/staff/cases/{case}")))
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Ga meteen naar de inhoud")).to_be_focused()
    await page.keyboard.press("Enter")
    for _ in range(3):  # back to the queue, the reason, the first decision
        await page.keyboard.press("Tab")
    await expect(page.get_by_role("button", name="Neem in onderzoek")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("status")).to_be_visible()
    await expect(page.locator("main > .badges")).to_contain_text("in onderzoek")
    await context.close()


@pytest.mark.parametrize("attack", ATTACKS)
async def test_nothing_that_anybody_wrote_runs_or_leads_anywhere(
    staff: Staff, browser: Browser, attack: str
) -> None:
    asked: list[str] = []
    noticed: list[str] = []
    session = staff.log_in(Role.ADMIN)
    case = poison(staff, attack)
    for path, field, text in (
        ("note", "note", attack),
        ("status", "note", attack),
    ):
        more = {"status": "genuine"} if path == "status" else {}
        response = await staff.post(f"/staff/cases/{case}/{path}", session, **{field: text, **more})
        assert response.status == 303
    context, page = await open_page(staff, browser)
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: hear(message, noticed))
    page.on("dialog", lambda dialog: noticed.append(dialog.message))
    for path in (
        "/staff/?status=all", f"/staff/cases/{case}", "/staff/dashboard", "/staff/audit",
    ):  # fmt: skip
        await page.goto(str(staff.url(path)))
        await expect(page.locator("h1")).to_be_visible()
        assert await page.title() != "taken"
        assert "1337" not in await page.inner_text("main")
        places = await page.eval_on_selector_all(
            "a, form, img, link, base, iframe, script, object, embed, use",
            "all => all.map(each => each.href || each.action || each.src || each.tagName)",
        )
        root = str(staff.url("/"))
        assert [each for each in places if not str(each).startswith(root)] == [], path
        handlers = await page.evaluate(
            "[...document.querySelectorAll('*')].flatMap(each => each.getAttributeNames())"
            ".filter(name => name.startsWith('on') || name === 'style' || name === 'srcdoc')"
        )
        assert handlers == []
    await page.goto(str(staff.url("/staff/")) + f"?q={quote(attack)}")
    await expect(page.get_by_role("searchbox")).to_have_value(attack)
    assert await page.title() != "taken"
    missing = "status of 404"  # the image that has no real name
    assert [each for each in noticed if missing not in each] == []
    assert [url for url in asked if not url.startswith(str(staff.url("/")))] == []
    await context.close()


async def test_a_hidden_turn_of_a_text_is_shown(staff: Staff, browser: Browser) -> None:
    case = file_one(staff, what_happened="a\u202eb\u200bc\x07 ✅\ufe0f")
    context, page = await open_page(staff, browser)
    await page.goto(str(staff.url(f"/staff/cases/{case}")))
    told = page.locator(".told")
    await expect(told).to_have_text("a[U+202E]b[U+200B]c[U+0007] ✅\ufe0f")
    await context.close()


def poison(staff: Staff, attack: str) -> int:
    """Files a report with the attack in every text field that a citizen or the check fills."""
    subject = replace(
        filing().subject,
        shown=attack,
        key=attack,
        imitates=attack,
        platform=attack[:40],
        difference=attack,
    )
    staff.office.store.file(
        filing(
            subject=subject,
            address=attack,
            what_happened=attack,
            contact=attack,
            seen_on=attack,
            language=attack[:8],
            channel=attack[:40],
            images=(attack,),
        )
    )
    ((case,), _) = staff.office.store.queue()
    staff.office.store.assign(case.id, attack, actor=attack)
    return case.id
