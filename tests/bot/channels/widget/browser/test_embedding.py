"""What the widget does to the page of somebody else: nothing that it need not."""

import gzip
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.bot.channels.widget.browser.conftest import Place, ask, open_chat

pytestmark = pytest.mark.browser

BUNDLE = Path(__file__).parents[5] / "bot" / "widget" / "dist" / "widget.js"
MOST_BYTES = 40 * 1024  # gzipped, in all


def test_is_small():
    assert len(gzip.compress(BUNDLE.read_bytes(), 9)) <= MOST_BYTES


async def test_a_strict_policy_is_kept_and_nobody_else_is_asked(place: Place):
    page = await place.visit()
    chat = await open_chat(page)
    await ask(chat, "vdab-jobs.be")
    await chat.locator("summary").first.click()
    await chat.locator(".feedback button").first.click()
    await expect(chat.locator(".feedback")).to_contain_text("Bedankt")
    assert await page.evaluate("window.violations") == []
    assert place.noticed == []
    elsewhere = [url for url in place.requested if not url.startswith((place.host, place.site))]
    assert elsewhere == []
    assert {url for url in place.requested if url.startswith(place.site)} == {f"{place.site}/"}
    assert await page.context.cookies() == []


async def test_is_there_once_when_included_twice(place: Place):
    page = await place.visit("/twice")
    await expect(page.locator("kanaalcheck-widget")).to_have_count(1)
    assert place.noticed == []


async def test_loads_without_holding_up_the_page(place: Place):
    context = await place.context()
    await context.add_init_script(
        "window.seen = { longtask: 0, 'layout-shift': 0 };"
        "for (const type of Object.keys(window.seen))"
        "  new PerformanceObserver((list) => window.seen[type] += list.getEntries().length)"
        "    .observe({ type, buffered: true });"
    )
    page = await place.visit(context=context)
    await expect(page.locator(".launcher")).to_be_visible()
    await page.wait_for_function("document.readyState === 'complete'")
    assert await page.evaluate("window.seen") == {"longtask": 0, "layout-shift": 0}
    # Nothing is asked of the server before somebody wants something.
    assert place.cable.asked == ["GET /widget.js"]


async def test_the_page_says_how_it_looks(place: Place):
    query = "title=Vraag+het&greeting=Welkom&position=left&colour=%23ffe615"
    page = await place.visit(f"/?{query}")
    box = await page.locator(".launcher").bounding_box()
    assert box
    assert box["x"] < 40
    style = "button => [getComputedStyle(button).backgroundColor, getComputedStyle(button).color]"
    assert await page.locator(".launcher").evaluate(style) == ["rgb(255, 230, 21)", "rgb(0, 0, 0)"]
    chat = await open_chat(page)
    await expect(chat.locator("h2")).to_have_text("Vraag het")
    await expect(chat.locator(".answer").first).to_contain_text("Welkom")
    await expect(page.get_by_role("dialog", name="Vraag het")).to_be_visible()


async def test_the_page_opens_asks_and_closes(place: Place):
    page = await place.visit("/?launcher=none")
    await expect(page.locator(".launcher")).to_have_count(0)
    await page.evaluate("window.kanaalcheck.open('vdab-jobs.be')")
    await expect(page.locator("[data-verdict=lookalike]")).to_be_visible()
    await page.evaluate("window.kanaalcheck.close()")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await page.evaluate("window.kanaalcheck.push(['language', 'fr'], ['open'])")
    await expect(page.get_by_label("Votre question")).to_be_visible()


async def test_what_was_asked_before_the_script_was_there_is_done(place: Place):
    context = await place.context()
    await context.add_init_script(
        "(window.kanaalcheck ??= []).push(['language', 'en'], ['open', 'vdab-jobs.be'])"
    )
    page = await place.visit(context=context)
    await expect(page.locator("[data-verdict=lookalike]")).to_contain_text("No")
    assert place.cable.bodies[0]["language"] == "en"


async def test_a_page_presses_no_buttons(place: Place):
    page = await place.visit()
    await page.evaluate("window.kanaalcheck.open('/forget_me')")
    await expect(page.get_by_role("dialog")).to_be_visible()
    assert place.cable.bodies == []


async def test_a_text_that_is_too_long_is_kept_whole_and_not_sent(place: Place):
    page = await place.visit()
    hidden = "https://vdab-jobs-betalen.xyz/pay"
    await page.evaluate(
        "text => window.kanaalcheck.open(text)", f"www.vlaanderen.be {'a ' * 2_000}{hidden}"
    )
    await expect(page.get_by_text("Het maximum is 4000")).to_be_visible()
    assert (await page.locator("textarea").input_value()).endswith(hidden)
    assert place.cable.bodies == []


async def test_works_in_a_frame(place: Place):
    page = await place.visit()
    await page.goto(f"{place.host}/widget?language=de&title=Fragen&greeting=Guten+Tag")
    chat = page.locator("kanaalcheck-chat")
    await expect(chat.locator("h2")).to_have_text("Fragen")
    await ask(chat, "vdab-jobs.be")
    await expect(chat.locator("[data-verdict=lookalike]")).to_contain_text("Nein")
    await expect(page.locator(".launcher")).to_have_count(0)
    assert await page.evaluate("window.violations") == []


async def test_an_iframe_of_the_page_works_on_another_site(place: Place):
    page = await place.visit("/framing")
    chat = page.frame_locator("iframe").locator("kanaalcheck-chat")
    await chat.locator("textarea").fill("vdab-jobs.be")
    await chat.locator("textarea").press("Enter")
    await expect(chat.locator("[data-verdict=lookalike]")).to_be_visible()


async def test_the_style_of_the_page_stays_outside(place: Place):
    page = await place.visit()
    await page.evaluate(
        """() => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync("* { font-size: 5px !important; color: lime; line-height: 9 }"
            + "html { letter-spacing: 3px; text-transform: uppercase; text-align: right }");
          document.adoptedStyleSheets.push(sheet);
        }"""
    )
    chat = await open_chat(page)
    looks = await chat.locator("label").evaluate(
        "label => { const look = getComputedStyle(label);"
        " return [look.letterSpacing, look.textTransform, look.color] }"
    )
    assert looks == ["normal", "none", "rgb(27, 31, 36)"]
