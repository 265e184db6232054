"""The report form in a real Chromium, with and without JavaScript."""

import io
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from aiohttp import FormData, web
from aiohttp.test_utils import TestClient
from axe_playwright_python.async_playwright import Axe
from PIL import Image
from playwright.async_api import Browser, Page, expect

from actions.reports.desk import Desk
from actions.reports.intake.spool import Spool
from actions.reports.model import Kind, Loss, Report
from actions.reports.store import ReportStore
from bot.channels.page.chat import FOLDER, sentences
from bot.pages.report_form import PATH, ReportForm
from knowledge.model import LANGUAGES
from tests.bot.channels.page.test_page import WCAG
from tests.bot.conftest import now

Client = TestClient[web.Request, web.Application]
Start = Callable[..., Awaitable[Client]]

TOLD = {"address": "https://vdab-jobs.be/x", "what_happened": "Ze vroegen geld."}


@pytest.fixture
def store(tmp_path: Path) -> ReportStore:
    return ReportStore.open(f"sqlite:///{tmp_path}/reports.db", clock=now)


@pytest.fixture
async def client(start: Start, store: ReportStore, tmp_path: Path) -> Client:
    desk = Desk(store, Spool(tmp_path / "spool"), now)
    return await start(desk=desk, images=tmp_path / "images", retention_days=30)


def only_report(store: ReportStore) -> Report:
    (case,), _ = store.queue()
    (report,) = store.reports_of(case.id)
    return report


def shot(text: str = "") -> bytes:
    image = Image.new("RGB", (60, 60), "blue")
    if text:
        code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
        image = Image.fromarray(zxingcpp.write_barcode_to_image(code, scale=4))
    target = io.BytesIO()
    image.convert("RGB").save(target, "PNG")
    return target.getvalue()


async def post(client: Client, headers: dict[str, str] | None = None, **fields: str) -> Any:
    data = FormData()
    for name, value in fields.items():
        data.add_field(name, value, content_type="text/plain")
    response = await client.post(PATH, data=data, headers=headers)
    assert response.content_type == "text/html"
    return response


async def fill(page: Page) -> None:
    await page.locator("#address").fill("Volg @vdab_jobs\nop instagram")
    await page.locator("#what_happened").fill("Ze vroegen mijn <b>kaart</b>,\nmail els@telenet.be")
    await page.locator("#seen_on").select_option("instagram")
    await page.locator("#loss-money").check()
    await page.locator("#contact").fill("els@telenet.be")


@pytest.mark.browser
@pytest.mark.parametrize("javascript", [True, False])
async def test_a_citizen_reports_with_an_image(
    client: Client, browser: Browser, store: ReportStore, javascript: bool
) -> None:
    page = await browser.new_page(java_script_enabled=javascript, locale="nl-BE")
    noticed: list[str] = []
    page.on("console", lambda message: noticed.append(message.text))
    await page.goto(str(client.make_url("/")))
    await page.get_by_role("link", name="Een vals account of bericht melden").click()
    await fill(page)
    name = 'schermafdruk "één"; x=1 \\ 😀.png'
    image = {"name": name, "mimeType": "image/png", "buffer": shot("https://vdab-jobs.be/qr")}
    await page.locator("#image").set_input_files([image])
    await page.get_by_role("button", name="Verstuur mijn melding").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Uw melding is ontvangen")
    report = only_report(store)
    await expect(page.locator(".reference")).to_contain_text(report.reference)
    await expect(page.locator("main")).to_contain_text("geen aangifte bij de politie")
    for link in ("tel:078170170", "mailto:verdacht@safeonweb.be"):
        await expect(page.locator(f"main a[href='{link}']")).to_be_visible()
    await expect(page.locator("[data-verdict=lookalike]").last).to_contain_text("vdab-jobs.be/qr")
    await expect(page.locator("main a[href*=vdab]")).to_have_count(0)
    assert report.address == "Volg @vdab_jobs\nop instagram"
    assert report.what_happened.startswith("Ze vroegen mijn <b>kaart</b>,\nmail [e-mail]")
    assert (report.seen_on, report.loss) == ("instagram", Loss.MONEY)
    assert (report.contact, report.channel) == ("els@telenet.be", "form")
    assert len(report.images) == 1
    assert noticed == []
    await page.close()


@pytest.mark.browser
async def test_sending_the_page_again_files_nothing_more(
    client: Client, browser: Browser, store: ReportStore
) -> None:
    page = await browser.new_page(locale="nl-BE")
    await page.goto(str(client.make_url(PATH)))
    await fill(page)
    await page.get_by_role("button", name="Verstuur mijn melding").click()
    reference = await page.locator(".reference strong").inner_text()
    await page.reload()
    await expect(page.locator(".reference strong")).to_have_text(reference)
    assert only_report(store).reference == reference
    await page.close()


@pytest.mark.browser
async def test_mistakes_are_summed_up_and_nothing_typed_is_lost(
    client: Client, browser: Browser, store: ReportStore
) -> None:
    page = await browser.new_page(java_script_enabled=False, locale="nl-BE")
    await page.goto(str(client.make_url(PATH)))
    await fill(page)
    await page.locator("#address").fill(" ")
    bad = {"name": "brief.png", "mimeType": "image/png", "buffer": b"no image"}
    await page.locator("#image").set_input_files([bad])
    await page.get_by_role("button", name="Verstuur mijn melding").click()
    summary = page.get_by_role("alert")
    await expect(summary).to_contain_text("Uw melding is niet verstuurd")
    await expect(summary).to_be_focused()
    await expect(page).to_have_title(re.compile("^Uw melding is niet verstuurd"))
    await expect(page.locator("#address")).to_have_attribute("aria-invalid", "true")
    await expect(page.locator("#address-error")).to_contain_text("Welk account")
    await expect(page.locator("#what_happened")).to_have_value(
        "Ze vroegen mijn <b>kaart</b>,\nmail els@telenet.be"
    )
    await expect(page.locator("#seen_on")).to_have_value("instagram")
    await expect(page.locator("#loss-money")).to_be_checked()
    await expect(page.locator("#contact")).to_have_value("els@telenet.be")
    await summary.get_by_role("link", name=re.compile("Welk account")).click()
    await page.locator("#address").fill("@vdab_jobs")
    await page.locator("#image").set_input_files([bad])
    await page.get_by_role("button", name="Verstuur mijn melding").click()
    await expect(page.locator("#image-error")).to_contain_text("PNG, JPEG of WebP")
    assert store.queue() == ((), 0)
    await page.get_by_role("button", name="Verstuur mijn melding").click()
    assert only_report(store).images == ()
    await page.close()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("scheme", "language"), [*(("light", language) for language in LANGUAGES), ("dark", "nl")]
)
async def test_everybody_can_use_it(
    client: Client, browser: Browser, scheme: Any, language: str
) -> None:
    page = await browser.new_page(color_scheme=scheme)

    async def assert_accessible() -> None:
        found = await Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
        assert found.response["violations"] == [], found.generate_report()

    await page.goto(str(client.make_url(f"{PATH}?language={language}")))
    await expect(page.locator("html")).to_have_attribute("lang", language)
    await assert_accessible()
    await page.locator("form").evaluate("form => { form.noValidate = true }")
    bad = {"name": "brief.png", "mimeType": "image/png", "buffer": b"no image"}
    await page.locator("#image").set_input_files([bad])
    await page.locator("form button").click()
    await expect(page.get_by_role("alert")).to_be_visible()
    await assert_accessible()
    await fill(page)
    await page.locator("#image").set_input_files([{**bad, "buffer": shot("vdab-jobs.be")}])
    await page.locator("form button").click()
    await expect(page.locator(".reference")).to_be_visible()
    await expect(page.locator("html")).to_have_attribute("lang", language)
    await assert_accessible()
    await page.close()


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
async def test_fits_a_narrow_screen_and_a_text_twice_as_large(
    client: Client, browser: Browser, language: str
) -> None:
    page = await browser.new_page(viewport={"width": 320, "height": 640})

    async def assert_fits() -> None:
        for size in ("100%", "200%"):
            await page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
            assert await page.evaluate("document.documentElement.scrollWidth") <= 320

    await page.goto(str(client.make_url(f"{PATH}?language={language}")))
    await assert_fits()
    for target in await page.locator("form button, select, input[type=file], .choice").all():
        box = await target.bounding_box()
        assert box
        assert box["height"] >= 44
    await fill(page)
    await page.locator("#address").fill("https://" + "vdab-jobs-" * 20 + "x.be/" + "y" * 300)
    await page.locator("form button").click()
    await expect(page.locator(".reference")).to_be_visible()
    await assert_fits()
    await page.close()


@pytest.mark.browser
async def test_works_with_the_keyboard_alone(
    client: Client, browser: Browser, store: ReportStore
) -> None:
    page = await browser.new_page(locale="nl-BE")
    await page.goto(str(client.make_url(PATH)))
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await page.keyboard.type("@vdab_jobs")
    await page.keyboard.press("Tab")
    await page.keyboard.type("Insta")
    await page.keyboard.press("Tab")
    await page.keyboard.type("Ze vroegen geld.")
    await page.keyboard.press("Tab")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.locator(".reference")).to_be_visible()
    report = only_report(store)
    assert (report.seen_on, report.address) == ("instagram", "@vdab_jobs")
    assert report.loss is not Loss.UNKNOWN
    await page.close()


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
async def test_another_site_cannot_report_for_a_citizen(
    client: Client, store: ReportStore, headers: dict[str, str]
) -> None:
    response = await post(client, headers, **TOLD)
    assert response.status == 403
    html = await response.text()
    assert "van een andere website" in html
    assert "vdab-jobs" not in html
    assert store.queue() == ((), 0)


async def test_its_own_site_can(client: Client, store: ReportStore) -> None:
    own = str(client.make_url("/")).rstrip("/")
    response = await post(client, {"Origin": own, "Sec-Fetch-Site": "same-origin"}, **TOLD)
    assert response.status == 201
    assert only_report(store).kind is Kind.MISUSE


async def test_a_listed_channel_is_explained(client: Client, store: ReportStore) -> None:
    response = await post(client, **{**TOLD, "address": "https://www.vdab.be/", "language": "en"})
    assert response.status == 201
    html = await response.text()
    assert "looks into whether somebody has taken it over" in html
    assert 'data-verdict="official' in html
    assert only_report(store).kind is Kind.COMPROMISED


@pytest.mark.parametrize("evil", ["<script>alert(1)</script>", '"><img src=x>', "{{ 65513*1009 }}"])
async def test_what_is_typed_stays_text(client: Client, evil: str) -> None:
    refused = await post(client, **{**TOLD, "what_happened": evil, "contact": evil, "loss": evil})
    taken = await post(client, **{**TOLD, "address": evil + " vdab-jobs.be"})
    assert (refused.status, taken.status) == (400, 201)
    for response in (refused, taken):
        html = await response.text()
        assert "<script" not in html
        assert "<img" not in html
        assert str(65513 * 1009) not in html


async def test_a_key_of_somebody_else_s_choice_is_not_taken(
    client: Client, store: ReportStore
) -> None:
    for _ in range(2):
        await post(client, **TOLD, key="1")
    (case,), _ = store.queue()
    assert case.reports == 2


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"--x--", {"Content-Type": "multipart/form-data; boundary=x"}, 400),
        (b"address=x", {"Content-Type": "application/x-www-form-urlencoded"}, 415),
        (b"{}", {"Content-Type": "application/json"}, 415),
        (b"nothing", {"Content-Type": "multipart/form-data; boundary=x"}, 400),
    ],
)
async def test_a_broken_form_gives_the_page_with_a_sentence(
    client: Client, body: bytes, headers: dict[str, str], status: int
) -> None:
    response = await client.post(PATH, data=body, headers=headers)
    assert response.status == status
    assert response.content_type == "text/html"
    assert 'role="alert"' in await response.text()


async def test_too_large_an_image_gives_the_page_with_what_was_typed(client: Client) -> None:
    data = FormData(TOLD)
    data.add_field("image", io.BytesIO(b"\0" * (5 * 1024**2 + 1)), filename="a.png")
    response = await client.post(PATH, data=data)
    assert response.status == 413
    html = await response.text()
    assert 'id="image-error"' in html
    assert "Ze vroegen geld." in html


@pytest.mark.browser
async def test_photos_that_are_far_too_large_lose_nothing(
    client: Client, browser: Browser, tmp_path: Path
) -> None:
    page = await browser.new_page(locale="nl-BE")
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"\xff\xd8" + b"\0" * 12_000_000)
    await page.goto(str(client.make_url(PATH)))
    await fill(page)
    await page.locator("#image").set_input_files([photo] * 4)
    await page.get_by_role("button", name="Verstuur mijn melding").click()
    await expect(page.locator("#image-error")).to_contain_text("5 MB")
    await expect(page.locator("#contact")).to_have_value("els@telenet.be")
    await page.close()


async def test_without_a_desk_nothing_typed_is_lost(start: Start) -> None:
    response = await post(await start(), **TOLD)
    assert response.status == 503
    html = await response.text()
    assert "Meldingen kunnen nu niet verwerkt worden" in html
    assert "Ze vroegen geld." in html


async def test_says_how_long_things_are_kept(client: Client) -> None:
    response = await client.get(PATH)
    assert response.headers["Cache-Control"] == "no-store"
    html = await response.text()
    assert "30 dagen" in html
    assert "<script" not in html
    assert "style=" not in html


def test_every_sentence_speaks_every_language() -> None:
    for key, texts in sentences(FOLDER / "report.yml").items():
        assert set(texts) == set(LANGUAGES), key
    assert ReportForm.load().label("address", "de").startswith("Welches Konto")
