"""Everybody can use the widget: WCAG 2.2 AA in every state, by keyboard, zoomed and magnified."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Locator, Page, expect

from actions.reports.kept.notice_rows import EmergencyNotice, Level
from bot.conversation.messages import BotMessage
from bot.notifying.notice_board import BOARD
from bot.running.application import SERVED
from knowledge.model import LANGUAGES, Verdict
from tests.bot.channels.widget.browser.conftest import Place, ask, open_chat
from tests.bot.conftest import now

pytestmark = pytest.mark.browser

WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "is_mobile": True,
    "has_touch": True,
}
SEEN: tuple[dict[str, Any], ...] = (
    {"color_scheme": "light"},
    {"color_scheme": "dark"},
    {"color_scheme": "light", "forced_colors": "active"},
    {"color_scheme": "light", "forced_colors": "none", "contrast": "more"},
)


async def no_violation(page: Page, tags: Sequence[str] = (*WCAG, "best-practice")) -> None:
    found = await Axe().run(page, options={"runOnly": {"type": "tag", "values": [*tags]}})
    assert found.response["violations"] == [], found.generate_report()


async def closed(_: Place, page: Page) -> None:
    await expect(page.locator(".launcher")).to_be_visible()


async def opened(_: Place, page: Page) -> None:
    await open_chat(page)


async def unfolded_menu(_: Place, page: Page) -> None:
    await (await open_chat(page)).locator("[aria-expanded]").click()


async def answered(_: Place, page: Page) -> None:
    chat = await open_chat(page)
    await ask(chat, "https://www.vdab.be/ of https://example.org/ of http://vdab-jobs.be/")
    for summary in await chat.locator("summary").all():
        await summary.click()
    await ask(chat, "@vdab_be")
    await chat.locator(".feedback").first.get_by_text("Ja").click()


async def of_somebody_else(place: Place, page: Page) -> None:
    knows = place.app[SERVED].ready_dialogue().answer

    async def answer(*sent: Any, **context: Any) -> list[BotMessage]:
        return [_of_somebody_else(each) for each in await knows(*sent, **context)]

    place.app[SERVED].dialogue = SimpleNamespace(answer=answer)  # type: ignore[assignment]
    chat = await open_chat(page)
    await ask(chat, "https://example.org/")
    await expect(chat.locator("article.other")).to_be_visible()
    await chat.locator("summary").first.click()


def _of_somebody_else(message: BotMessage) -> BotMessage:
    assert message.answer is not None
    cards = tuple(replace(each, verdict=Verdict.OTHER_BODY) for each in message.answer.cards)
    return replace(message, answer=replace(message.answer, cards=cards))


async def with_notice(place: Place, page: Page) -> None:
    texts = dict.fromkeys(LANGUAGES, "Er gaan valse sms'en rond.")
    notice = EmergencyNotice(Level.WARNING, texts, now() - timedelta(hours=1), None, "an")
    place.store.set_notice(notice)
    place.app[BOARD].renew(place.store)
    chat = await open_chat(page)
    await expect(chat.locator(".notice")).to_contain_text("Let op: Er gaan valse sms'en rond.")


async def refused(_: Place, page: Page) -> None:
    chat = await open_chat(page)
    await chat.locator("textarea").fill("woord " * 700)
    await chat.locator("textarea").press("Enter")
    await expect(chat.get_by_role("alert")).to_be_visible()


async def given_up(place: Place, page: Page) -> None:
    chat = await open_chat(page)
    place.cable.refusals = [(500, "0")] * 7
    await ask(chat, "vdab-jobs.be", answers=0)
    await expect(chat.locator("[data-state=failed]")).to_be_visible()


async def offline(_: Place, page: Page) -> None:
    chat = await open_chat(page)
    await page.context.set_offline(True)
    await ask(chat, "vdab-jobs.be", answers=0)
    await expect(chat.locator(".line")).to_contain_text("geen internet")


async def attached(_: Place, page: Page) -> None:
    chat = await open_chat(page)
    image = {"name": "brief.png", "mimeType": "image/png", "buffer": b"x"}
    await chat.locator("input[type=file]").set_input_files(image)
    await expect(chat.locator(".attached")).to_be_visible()


STATES = (
    closed, opened, unfolded_menu, answered, of_somebody_else,
    with_notice, refused, given_up, offline, attached
)  # fmt: skip


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
async def test_axe_finds_nothing(place: Place, state: Callable[[Place, Page], Awaitable[None]]):
    page = await place.visit()
    await state(place, page)
    for seen in SEEN:
        await page.emulate_media(**seen)
        await no_violation(page)
    await page.set_viewport_size(PHONE["viewport"])
    await no_violation(page)


async def test_axe_finds_nothing_in_the_inline_chat_and_the_frame(place: Place):
    page = await place.visit("/inline")
    await ask(page.locator("main kanaalcheck-chat"), "vdab-jobs.be")
    await no_violation(page)
    await page.goto(f"{place.host}/widget?language=fr")
    await expect(page.locator("textarea")).to_be_visible()
    await no_violation(page)


FOCUSED = """() => {
  let at = document.activeElement;
  const path = [];
  while (at) { path.push(at.localName); at = at.shadowRoot?.activeElement; }
  return path.join(" ");
}"""


async def test_the_launcher_tells_what_it_does(place: Place):
    page = await place.visit()
    launcher = page.get_by_role("button", name="Echt of vals? Vraag het")
    await expect(launcher).to_have_attribute("aria-expanded", "false")
    await expect(launcher).to_have_attribute("aria-haspopup", "dialog")
    await launcher.click()
    await expect(page.get_by_role("dialog", name="Kanaalcheck")).to_be_visible()
    await expect(page.locator(".launcher")).to_have_attribute("aria-expanded", "true")


async def test_the_focus_stays_in_the_dialog_and_returns(place: Place):
    page = await place.visit()
    chat = await open_chat(page)
    await ask(chat, "@vdab_be")
    assert await page.evaluate(FOCUSED) == "kanaalcheck-widget kanaalcheck-chat textarea"
    for key in ["Tab"] * 30 + ["Shift+Tab"] * 30:
        await page.keyboard.press(key)
        assert (await page.evaluate(FOCUSED)).startswith("kanaalcheck-widget kanaalcheck-chat ")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    assert await page.evaluate(FOCUSED) == "kanaalcheck-widget button"
    await expect(page.locator(".launcher")).to_have_attribute("aria-expanded", "false")
    await page.get_by_role("link", name="Verder").focus()
    await page.evaluate("window.kanaalcheck.open()")
    await expect(page.get_by_role("dialog")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    assert await page.evaluate(FOCUSED) == "a"
    assert await page.evaluate("document.querySelectorAll('[inert], [aria-hidden]').length") == 0


async def test_the_focus_is_never_lost(place: Place):
    page = await place.visit()
    chat = await open_chat(page)
    await chat.locator(".choice").first.press("Enter")
    await expect(chat.locator("[data-state=answered]")).to_have_count(1)
    assert await page.evaluate(FOCUSED) == "kanaalcheck-widget kanaalcheck-chat div"
    await chat.locator(".feedback button").first.press("Enter")
    await expect(chat.locator(".feedback")).to_contain_text("Bedankt")
    assert await page.evaluate(FOCUSED) == "kanaalcheck-widget kanaalcheck-chat div"


async def test_works_with_the_keyboard_alone(place: Place):
    page = await place.visit()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Tab")
    assert await page.evaluate(FOCUSED) == "kanaalcheck-widget button"
    await page.keyboard.press("Enter")
    chat = page.locator("kanaalcheck-widget kanaalcheck-chat")
    await expect(chat.locator("textarea")).to_be_focused()
    await page.keyboard.type("is dit echt?")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("vdab-jobs.be")
    await page.keyboard.press("Enter")
    await expect(chat.locator("[data-verdict=lookalike]")).to_be_visible()
    assert place.cable.bodies[0]["text"] == "is dit echt?\nvdab-jobs.be"
    await page.keyboard.press("Shift+Tab")
    # The menu closes by Escape before the dialog does.
    await chat.locator("[aria-expanded]").press("Enter")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Escape")
    await expect(chat.locator(".options")).to_have_count(0)
    await expect(chat).to_be_visible()


async def test_an_enter_that_ends_a_composition_sends_nothing(place: Place):
    chat = await open_chat(await place.visit())
    await chat.locator("textarea").fill("vdab-jobs.be")
    await chat.locator("textarea").dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    await expect(chat.locator(".said")).to_have_count(0)
    await expect(chat.locator("textarea")).to_have_value("vdab-jobs.be")


async def test_keys_typed_here_are_no_shortcuts_of_the_page(place: Place):
    page = await place.visit()
    await page.evaluate("window.heard = 0; addEventListener('keydown', () => window.heard += 1)")
    chat = await open_chat(page)
    await chat.locator("textarea").press("k")
    assert await page.evaluate("window.heard") == 0


WATCH = """(log) => {
  window.added = [];
  new MutationObserver((records) => {
    for (const { addedNodes } of records)
      for (const node of addedNodes)
        if (node.textContent.includes("vdab-jobs.be lijkt")) window.added.push(node.textContent);
  }).observe(log, { childList: true, subtree: true });
}"""


async def test_each_message_is_read_once(place: Place):
    page = await place.visit()
    chat = await open_chat(page)
    log = chat.get_by_role("log")
    await expect(log).to_have_attribute("aria-label", "Gesprek")
    await ask(chat, "hallo")
    await log.evaluate(WATCH)
    await ask(chat, "vdab-jobs.be")
    await ask(chat, "dank u")
    await chat.locator("select").select_option("en")
    await chat.locator(".feedback button").first.click()
    await expect(chat.locator(".feedback").first).to_have_text("Thank you, that helps us.")
    assert len(await page.evaluate("window.added")) == 1
    heard = await log.locator(".heard").all_text_contents()
    assert "You: " in heard
    assert "Kanaalcheck: " in heard


async def test_nothing_moves_for_who_does_not_want_it(place: Place):
    page = await place.visit()
    chat = await open_chat(page)
    place.cable.holds.clear()
    await ask(chat, "vdab-jobs.be", answers=0)
    await expect(chat.locator(".dots")).to_be_visible()
    dot = chat.locator(".dots i").first
    assert await dot.evaluate("dot => dot.getAnimations().length") == 0
    assert await page.locator("dialog").evaluate("dialog => dialog.getAnimations().length") == 0
    await page.emulate_media(reduced_motion="no-preference")
    assert await dot.evaluate("dot => dot.getAnimations().length") == 1


async def overflow(page: Page) -> int:
    return await page.evaluate("document.documentElement.scrollWidth - innerWidth")


async def narrow(chat: Locator) -> int:
    return await chat.evaluate(
        """chat => Math.max(...[chat, ...chat.shadowRoot.querySelectorAll("section, .log, form")]
             .map((part) => part.scrollWidth - part.clientWidth))"""
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(320, 640), (320, 256)], ids=["narrow", "zoomed-to-400"])
async def test_fits_a_narrow_screen(place: Place, language: str, size: tuple[int, int]):
    viewport = {"width": size[0], "height": size[1]}
    page = await place.visit(f"/?language={language}", viewport=viewport)
    assert await overflow(page) <= 0
    box = await page.locator(".launcher").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    chat = await open_chat(page)
    await ask(chat, "https://" + "vdab-jobs-" * 20 + "x.be/" + "y" * 300)
    await chat.locator("summary").first.click()
    assert await overflow(page) <= 0
    assert await narrow(chat) <= 0
    await chat.locator("textarea").scroll_into_view_if_needed()
    field = await chat.locator("textarea").bounding_box()
    assert field
    assert field["y"] >= 0
    assert field["y"] + field["height"] <= size[1]
    assert field["width"] >= 100


async def test_grows_with_the_text_of_the_page(place: Place):
    page = await place.visit(viewport={"width": 640, "height": 800})
    chat = await open_chat(page)
    await page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert await chat.evaluate("chat => getComputedStyle(chat).fontSize") == "32px"
    await ask(chat, "vdab-jobs.be")
    assert await narrow(chat) <= 0
    await page.evaluate("document.documentElement.style.fontSize = '62.5%'")
    assert await chat.evaluate("chat => getComputedStyle(chat).fontSize") == "16px"


async def test_targets_are_large_enough(place: Place):
    page = await place.visit(**PHONE)
    chat = await open_chat(page)
    await ask(chat, "@vdab_be")
    await chat.locator("[aria-expanded]").click()
    for target in await chat.locator("button, select, summary, .options a").all():
        box = await target.bounding_box()
        assert box
        assert box["height"] >= 32
        assert box["width"] >= 32
    for target in await chat.locator(".field button, .choice, .plainly").all():
        box = await target.bounding_box()
        assert box
        assert box["height"] >= 44


async def test_fills_a_phone_and_leaves_the_page_where_it_is(place: Place):
    page = await place.visit(**PHONE)
    await page.evaluate("scrollTo(0, 300)")
    chat = await open_chat(page)
    box = await chat.bounding_box()
    assert box == {"x": 0, "y": 0, "width": 360, "height": 740}
    await page.mouse.move(180, 30)
    await page.mouse.wheel(0, 400)
    await asyncio.sleep(0.2)
    assert await page.evaluate("scrollY") == 300


async def test_reads_in_a_page_from_right_to_left(place: Place):
    page = await place.visit(viewport={"width": 1000, "height": 800})
    await page.evaluate("document.documentElement.dir = 'rtl'")
    launcher = await page.locator(".launcher").bounding_box()
    assert launcher
    assert launcher["x"] < 100
    chat = await open_chat(page)
    await ask(chat, "هل هذا حقيقي؟ vdab-jobs.be")
    assert await narrow(chat) <= 0
    direction = await chat.locator(".said bdi").evaluate("said => getComputedStyle(said).direction")
    assert direction == "rtl"
    assert (
        await chat.locator(".answer").last.evaluate("answer => getComputedStyle(answer).direction")
        == "ltr"
    )


async def test_the_focus_is_seen(place: Place):
    page = await place.visit()
    chat = await open_chat(page)
    for _ in range(12):
        await page.keyboard.press("Tab")
        width = await chat.evaluate(
            "chat => parseFloat(getComputedStyle(chat.shadowRoot.activeElement).outlineWidth)"
        )
        assert width >= 2
