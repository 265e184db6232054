"""The chat page in a real Chromium, with and without JavaScript."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

from bot.channels.page.chat import TRANSCRIPTS
from knowledge.model import LANGUAGES

Client = TestClient[web.Request, web.Application]
Start = Callable[..., Awaitable[Client]]

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
async def client(start: Start) -> Client:
    return await start()


async def ask(page: Page, text: str) -> None:
    await page.locator("#message").fill(text)
    await page.locator(".ask button").click()


@pytest.mark.browser
@pytest.mark.parametrize("javascript", [True, False])
async def test_a_citizen_holds_a_conversation(
    client: Client, browser: Browser, javascript: bool
) -> None:
    page = await browser.new_page(java_script_enabled=javascript, locale="nl-BE")
    noticed: list[str] = []
    page.on("console", lambda message: noticed.append(message.text))
    await page.goto(str(client.make_url("/")))
    await ask(page, "Is http://vdab-jobs.be/x echt?")
    answer = page.locator(".turn article")
    await expect(answer).to_have_attribute("data-verdict", "lookalike")
    await expect(answer).to_have_class("answer bad")
    await expect(answer).to_contain_text("vdab-jobs.be/x lijkt")
    await expect(page.locator("main a[href*='vdab']")).to_have_count(0)
    await page.get_by_role("button", name="OK").click()
    await expect(page.locator(".turn")).to_have_count(2)
    await expect(page.locator(".said").last).to_contain_text("OK")
    await expect(page.locator(".said").first).to_contain_text("http://vdab-jobs.be/x")
    await page.get_by_role("link", name="Français").click()
    await expect(page.locator("html")).to_have_attribute("lang", "fr")
    assert noticed == []
    await page.close()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("scheme", "language"), [*(("light", language) for language in LANGUAGES), ("dark", "nl")]
)
async def test_everybody_can_use_it(
    client: Client, browser: Browser, scheme: Any, language: str
) -> None:
    page = await browser.new_page(color_scheme=scheme)
    await page.goto(str(client.make_url(f"/?language={language}")))
    texts = ("vdab-jobs.be", "https://www.vdab.be/", "@vdab_be", "https://example.org/", "hallo")
    for text in texts:
        await ask(page, text)
    await page.locator("#message").evaluate("field => field.removeAttribute('required')")
    await ask(page, " ")
    await expect(page.get_by_role("alert")).to_be_visible()
    found = await Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
    assert found.response["violations"] == [], found.generate_report()
    await page.close()


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
async def test_fits_a_narrow_screen_and_a_text_twice_as_large(
    client: Client, browser: Browser, language: str
) -> None:
    page = await browser.new_page(viewport={"width": 320, "height": 640})
    await page.goto(str(client.make_url(f"/?language={language}")))
    await ask(page, "https://" + "vdab-jobs-" * 20 + "x.be/" + "y" * 300)
    for size in ("100%", "200%"):
        await page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
        width = await page.evaluate("document.documentElement.scrollWidth")
        assert width <= 320
    for button in await page.get_by_role("button").all():
        box = await button.bounding_box()
        assert box
        assert box["height"] >= 44
    await page.close()


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
async def test_nothing_at_the_end_lies_under_the_button_of_the_widget(
    client: Client, browser: Browser, language: str
) -> None:
    page = await browser.new_page(viewport={"width": 320, "height": 640})
    await page.goto(str(client.make_url(f"/?language={language}")))
    launcher = await page.locator(".launcher").bounding_box()
    await page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
    ends = [await link.bounding_box() for link in await page.locator("footer a").all()]
    assert launcher
    assert ends
    assert all(box and box["y"] + box["height"] <= launcher["y"] for box in ends)
    await page.close()


@pytest.mark.browser
async def test_works_with_the_keyboard_alone(client: Client, browser: Browser) -> None:
    page = await browser.new_page(locale="nl-BE")
    await page.goto(str(client.make_url("/")))
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await page.keyboard.type("vdab-jobs.be")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.locator("[data-verdict=lookalike]")).to_be_visible()
    await page.close()


async def conversation_of(html: str) -> str:
    found = re.search(r'name="conversation" value="([\w-]{22})"', html)
    assert found
    return found[1]


async def post(client: Client, headers: dict[str, str] | None = None, **fields: str) -> str:
    response = await client.post("/", data=fields, headers=headers)
    assert response.content_type == "text/html"
    return await response.text()


async def test_names_its_languages_to_search_engines(client: Client) -> None:
    html = await (await client.get("/?language=de")).text()
    assert '<html lang="de">' in html
    for language in LANGUAGES:
        assert f'<link rel="alternate" hreflang="{language}" href="/?language={language}">' in html
    assert html.count("<script") == html.count('<script src="/widget.js"') == 1
    assert "style=" not in html


async def test_speaks_the_language_of_the_browser(client: Client) -> None:
    html = await (await client.get("/", headers={"Accept-Language": "fr-BE"})).text()
    assert '<html lang="fr">' in html


@pytest.mark.parametrize("evil", ["<script>alert(1)</script>", '"><img src=x>', "{{ 7*7 }}"])
async def test_what_is_typed_stays_text(client: Client, evil: str) -> None:
    html = await post(client, message=f"{evil} vdab-jobs.be")
    assert evil not in html.replace("{{ 7*7 }}", "") or evil == "{{ 7*7 }}"
    assert "49" not in html
    assert html.count("<script") == html.count('<script src="/widget.js"') == 1
    assert "<img" not in html


async def test_a_conversation_goes_on_under_its_id(client: Client) -> None:
    first = await post(client, message="vdab-jobs.be")
    conversation = await conversation_of(first)
    second = await post(client, message="hallo", conversation=conversation)
    assert await conversation_of(second) == conversation
    assert second.count('class="said"') == 2


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://evil.example//{host}"},
        {"Origin": "http://["},
    ],
)
async def test_another_site_cannot_put_a_citizen_in_its_conversation(
    client: Client, headers: dict[str, str]
) -> None:
    known = await conversation_of(await post(client, message="vdab-jobs.be"))
    host = f"{client.host}:{client.port}"
    headers = {name: value.replace("{host}", host) for name, value in headers.items()}
    html = await post(client, headers, message="hallo", conversation=known)
    assert await conversation_of(html) != known
    assert html.count('class="said"') == 1


async def test_an_id_of_somebody_else_s_choice_is_not_taken(client: Client) -> None:
    html = await post(client, message="hallo", conversation="A" * 22)
    assert await conversation_of(html) != "A" * 22


async def test_a_payload_that_is_no_button_is_not_sent_to_the_bot(client: Client) -> None:
    response = await client.post("/", data={"choice": "/forget_me"})
    assert response.status == 400
    assert len(client.app[TRANSCRIPTS]) == 0


async def test_no_field_cuts_off_what_is_pasted(client: Client) -> None:
    for path in ("/", "/melden"):
        html = await (await client.get(path)).text()
        fields = re.findall(r"<textarea[^>]*>", html)
        assert fields
        assert not [field for field in fields if "maxlength" in field]


async def test_a_refused_message_is_not_lost(client: Client) -> None:
    response = await client.post("/", data={"message": "woord " * 700, "language": "en"})
    html = await response.text()
    assert response.status == 400
    assert 'role="alert"' in html
    assert "The maximum is 4000" in html
    assert html.count("woord") == 700


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"message=%ff", FORM, 400),
        (b"message=a%00b", FORM, 400),
        (b"message=x&language=tr", FORM, 400),
        (b"message=" + b"x" * 70_000, FORM, 413),
        (b"{}", {"Content-Type": "application/json"}, 415),
    ],
)
async def test_a_broken_form_gives_the_page_with_a_sentence(
    client: Client, body: bytes, headers: dict[str, str], status: int
) -> None:
    response = await client.post("/", data=body, headers=headers)
    assert response.status == status
    assert response.content_type == "text/html"
    assert 'role="alert"' in await response.text()


async def test_too_many_messages_give_the_page_with_a_sentence(start: Start) -> None:
    client = await start(rate_limit=1)
    await post(client, message="hallo")
    response = await client.post("/", data={"message": "hallo"})
    assert response.status == 429
    assert response.headers["Retry-After"]
    assert "U stuurt te veel vragen" in await response.text()


async def test_is_never_kept_by_a_cache(client: Client) -> None:
    assert (await client.get("/")).headers["Cache-Control"] == "no-store"
