"""Whole conversations in the widget, on a page of another site."""

import asyncio
import io
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.async_api import Locator, Page, expect

from actions.reports.kept.notice_rows import EmergencyNotice, Level
from bot.notifying.notice_board import BOARD
from knowledge.model import LANGUAGES
from tests.bot.channels.widget.browser.conftest import Place, ask, open_chat
from tests.bot.conftest import now

pytestmark = pytest.mark.browser

FAKE = "Ik kreeg een sms: http://vdab-jobs.be/betalen"


async def choose(chat: Locator, name: str) -> None:
    """Picks something of the menu behind the three dots."""
    await chat.locator("[aria-expanded]").click()
    await chat.locator(".options").get_by_text(name).click()


async def said(chat: Locator) -> list[str]:
    return await chat.locator(".said bdi").all_inner_texts()


async def test_an_imitation_is_shown_with_the_real_channel_and_never_as_a_link(place: Place):
    chat = await open_chat(await place.visit())
    await ask(chat, FAKE)
    card = chat.locator("[data-verdict=lookalike]")
    await expect(card).to_have_class("card bad")
    await expect(card.locator("header svg")).to_be_visible()
    await expect(card.locator("header strong")).not_to_be_empty()
    await expect(card).to_contain_text("vdab-jobs.be/betalen lijkt")
    await expect(card.locator("a[href='https://www.vdab.be/']").first).to_be_visible()
    await expect(chat.locator("a[href*='vdab-jobs']")).to_have_count(0)
    for link in await chat.locator(".log a[href^=https]").all():
        assert await link.get_attribute("rel") == "noopener noreferrer"
        assert await link.get_attribute("target") == "_blank"
        assert "(opent in een nieuw venster)" in (await link.text_content() or "")
    evidence = card.locator("details li").first
    await expect(evidence).to_be_hidden()
    await card.locator("summary").first.click()
    await expect(evidence).to_be_visible()
    assert place.noticed == []


async def test_each_verdict_has_a_word_and_an_icon(place: Place):
    chat = await open_chat(await place.visit())
    await ask(chat, "https://www.vdab.be/ of https://example.org/ of http://vdab-jobs.be/")
    cards = chat.locator("[data-verdict]")
    await expect(cards).to_have_count(3)
    words = {await each.locator("header strong").inner_text() for each in await cards.all()}
    assert len(words) == 3
    await expect(cards.locator("header svg")).to_have_count(3)


async def test_a_confirmed_fake_is_called_one(place: Place):
    chat = await open_chat(await place.visit())
    await ask(chat, "klopt overheid-vlaanderen.be/premie?")
    await expect(chat.locator("[data-verdict=confirmed_fake]")).to_have_class("card bad")
    await expect(chat.locator(".log a[href*='overheid-vlaanderen']")).to_have_count(0)


async def test_a_handle_gets_its_platform_by_a_button(place: Place):
    chat = await open_chat(await place.visit())
    await ask(chat, "@vdab_be")
    await expect(chat.locator("[data-verdict=needs_platform]")).to_be_visible()
    await chat.locator(".choice", has_text="X (Twitter)").click()
    await expect(chat.locator("[data-verdict^=official]")).to_be_visible()
    assert await said(chat) == ["@vdab_be", "X (Twitter)"]
    await expect(chat.locator(".choices").first).not_to_contain_text("Instagram")


async def test_a_report_with_an_image_is_filed(place: Place):
    chat = await open_chat(await place.visit())
    await ask(chat, "http://vdab-jobs.be/betalen")
    await chat.locator(".choice", has_text=re.compile("meld", re.IGNORECASE)).first.click()
    await expect(chat.locator("[data-state=answered]")).to_have_count(2)
    image = {"name": "sms.png", "mimeType": "image/png", "buffer": qr_image("http://vdab-jobs.be")}
    await chat.locator("input[type=file]").set_input_files(image)
    await chat.locator(".send").click()
    reference = await finish_report(chat)
    assert place.store.receipt(reference) is not None
    assert len(place.store.images_of(reference)) == 1


async def finish_report(chat: Locator) -> str:
    """Answers what the form asks, by its buttons where it has them."""
    newest = chat.locator(".turn").last
    for _ in range(12):
        await expect(chat.locator("[data-state=waiting]")).to_have_count(0)
        found = re.search(r"KC-\w{4}-\w{4}", await newest.inner_text())
        if found:
            return found[0]
        choices = newest.locator(".choice")
        titles = await choices.all_inner_texts()
        known = [each for each in ("Verstuur", "Versturen", "Nee", "Overslaan") if each in titles]
        if known:
            await choices.get_by_text(known[0], exact=True).click()
        elif titles:
            await choices.first.click()
        else:
            await ask(chat, "Ze vroegen mijn kaartnummer.")
    raise AssertionError(await newest.inner_text())


async def test_a_reload_and_another_page_of_the_site_keep_the_conversation(place: Place):
    page = await place.visit()
    chat = await open_chat(page)
    await ask(chat, "@vdab_be")
    await page.reload()
    chat = await open_chat(page)
    await expect(chat.locator("[data-verdict=needs_platform]")).to_be_visible()
    await chat.locator(".head").get_by_label("Sluit het venster").click()
    await page.get_by_role("link", name="Verder").click()
    chat = await open_chat(page)
    # The server knows what the question was about.
    await ask(chat, "op X")
    await expect(chat.locator("[data-verdict^=official]")).to_be_visible()
    assert place.cable.count("/widget/conversations") == 1
    await page.go_back()
    chat = await open_chat(page)
    assert await said(chat) == ["@vdab_be", "op X"]


async def test_a_new_conversation_forgets_the_old_one(place: Place):
    page = await place.visit()
    chat = await open_chat(page)
    await ask(chat, "@vdab_be")
    await choose(chat, "Nieuw gesprek")
    await expect(chat.locator("[data-state]")).to_have_count(0)
    await ask(chat, "hallo")
    assert place.cable.count("/widget/conversations") == 2
    await page.reload()
    assert await said(await open_chat(page)) == ["hallo"]
    kept = await page.evaluate("Object.values(sessionStorage).join()")
    assert "needs_platform" not in kept
    assert await page.evaluate("document.cookie + localStorage.length") == "0"


async def test_forget_me_forgets_here_too(place: Place):
    page = await place.visit()
    chat = await open_chat(page)
    await ask(chat, "is vdab-jobs.be echt?")
    await ask(chat, "vergeet mij", answers=1)
    await expect(chat.locator(".said bdi")).to_have_text(["vergeet mij"])
    await expect(chat.get_by_role("log")).to_contain_text("gewist")
    await expect(chat.locator(".feedback")).to_have_count(0)
    assert "vdab-jobs" not in await page.evaluate("Object.values(sessionStorage).join()")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_speaks_every_language(place: Place, language: str):
    chat = await open_chat(await place.visit(f"/?language={language}"))
    await expect(chat.locator("section")).to_have_attribute("lang", language)
    await ask(chat, "vdab-jobs.be")
    await expect(chat.locator(".answer").last).to_have_attribute("lang", language)
    word = {"nl": "Nee", "en": "No", "fr": "Non", "de": "Nein"}[language]
    await expect(chat.locator("[data-verdict=lookalike]")).to_contain_text(word)


async def test_the_language_changes_without_a_reload(place: Place):
    page = await place.visit()
    chat = await open_chat(page)
    await ask(chat, "vdab-jobs.be")
    await chat.locator("select").select_option("fr")
    await expect(chat.locator("label")).to_have_text(
        "Votre question, ou le message que vous avez reçu"
    )
    await ask(chat, "vdab-jobs.be")
    answers = chat.locator("[data-state] .answer")
    await expect(answers.first).to_have_attribute("lang", "nl")
    await expect(answers.last).to_have_attribute("lang", "fr")
    await page.reload()
    await expect(page.locator(".launcher")).to_have_text(re.compile("Vrai ou faux"))
    await page.evaluate("window.kanaalcheck.language = 'de'")
    await expect(page.locator(".launcher")).to_have_text(re.compile("Echt oder gefälscht"))


async def test_asking_for_another_language_changes_everything(place: Place):
    chat = await open_chat(await place.visit())
    await ask(chat, "spreekt u frans?")
    await expect(chat.locator("select")).to_have_value("fr")
    await expect(chat.locator("label")).to_have_text(
        "Votre question, ou le message que vous avez reçu"
    )
    await ask(chat, "vdab-jobs.be")
    card = chat.locator("[data-verdict=lookalike]")
    await expect(card).to_contain_text("Non")
    await expect(card).not_to_contain_text("Nee,")


async def test_every_address_of_a_long_list_is_told(place: Place):
    chat = await open_chat(await place.visit())
    await ask(chat, " ".join(f"vdab-jobs{number}.be" for number in range(7)))
    for number in range(7):
        await expect(chat.locator(".answer").last).to_contain_text(f"vdab-jobs{number}.be")


async def test_what_is_typed_and_answered_stays_text(place: Place):
    chat = await open_chat(await place.visit())
    evil = '<img src=x onerror="document.title=1"><a href="javascript:alert(1)">x</a>\n<b>y'
    await ask(chat, evil)
    assert await said(chat) == [evil]
    await expect(chat.locator(".log img, .log b, .log a[href^=javascript]")).to_have_count(0)


async def test_a_typed_payload_is_no_button(place: Place):
    chat = await open_chat(await place.visit())
    await ask(chat, "/forget_me")
    assert [body["text"] for body in place.cable.bodies] == ["forget_me"]


async def test_a_text_that_is_too_long_stays_where_it_is(place: Place):
    chat = await open_chat(await place.visit())
    await chat.locator("textarea").fill("woord " * 700)
    await chat.locator(".send").click()
    await expect(chat.get_by_role("alert")).to_contain_text("4199")
    await expect(chat.locator("textarea")).to_have_attribute("aria-invalid", "true")
    assert len(await chat.locator("textarea").input_value()) == 4200
    assert place.cable.bodies == []


def qr_image(text: str) -> bytes:
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    picture = Image.fromarray(zxingcpp.write_barcode_to_image(code, scale=4)).convert("RGB")
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


async def test_an_image_with_a_qr_code_is_checked(place: Place):
    chat = await open_chat(await place.visit())
    image = {
        "name": "brief.png",
        "mimeType": "image/png",
        "buffer": qr_image("http://vdab-jobs.be"),
    }
    await chat.locator("input[type=file]").set_input_files(image)
    await expect(chat.locator(".attached")).to_contain_text("brief.png")
    await chat.locator(".send").click()
    await expect(chat.locator("[data-verdict=lookalike]")).to_be_visible()
    assert await said(chat) == ["Afbeelding: brief.png"]
    await expect(chat.locator(".attached")).to_have_count(0)


PUT = """([chat, bytes, kind, text]) => {
  const file = new File([new Uint8Array(bytes)], "kiekje.png", { type: "image/png" });
  const data = new DataTransfer();
  data.items.add(file);
  if (text) data.setData("text/plain", text);
  const target = chat.shadowRoot.querySelector(kind === "paste" ? "textarea" : ".log");
  const options = { bubbles: true, composed: true, cancelable: true };
  const event = kind === "paste"
    ? new ClipboardEvent("paste", { ...options, clipboardData: data })
    : new DragEvent(kind, { ...options, dataTransfer: data });
  target.dispatchEvent(event);
  return event.defaultPrevented;
}"""


@pytest.mark.parametrize("way", ["paste", "drop"])
async def test_an_image_is_pasted_or_dropped(place: Place, way: str):
    page = await place.visit()
    chat = await open_chat(page)
    bytes_ = list(qr_image("https://www.vdab.be/"))
    handle = await chat.element_handle()
    if way == "drop":
        assert await page.evaluate(PUT, [handle, bytes_, "dragover"])
        await expect(chat.locator(".drop")).to_be_visible()
    assert await page.evaluate(PUT, [handle, bytes_, way])
    await expect(chat.locator(".drop")).to_have_count(0)
    await expect(chat.locator(".attached")).to_be_visible()
    await chat.locator("textarea").press("Enter")
    await expect(chat.locator("[data-verdict^=official]")).to_be_visible()


async def test_a_pasted_text_goes_before_the_picture_of_it(place: Place):
    page = await place.visit()
    chat = await open_chat(page)
    handle = await chat.element_handle()
    assert not await page.evaluate(PUT, [handle, list(qr_image("x")), "paste", "vdab-jobs.be"])
    await expect(chat.locator(".attached")).to_have_count(0)


async def test_a_photo_that_is_too_heavy_is_made_smaller(place: Place, tmp_path: Path):
    noise = Image.effect_noise((3000, 3000), 80).convert("RGB")
    photo = tmp_path / "foto.png"
    noise.save(photo)
    assert photo.stat().st_size > 5 * 1024 * 1024
    chat = await open_chat(await place.visit())
    await chat.locator("input[type=file]").set_input_files(photo)
    await expect(chat.locator(".attached")).to_contain_text("foto.png")
    await chat.locator(".send").click()
    await expect(chat.locator("[data-state=answered]")).to_be_visible()


async def test_what_is_no_image_is_not_sent(place: Place):
    chat = await open_chat(await place.visit())
    note = {"name": "brief.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-"}
    await chat.locator("input[type=file]").set_input_files(note)
    await expect(chat.get_by_role("alert")).to_contain_text("PNG, JPEG of WebP")
    await expect(chat.locator(".attached")).to_have_count(0)


async def test_an_answer_is_judged_once(place: Place):
    page = await place.visit()
    chat = await open_chat(page)
    await ask(chat, "vdab-jobs.be")
    async with page.expect_response("**/widget/feedback") as response:
        await chat.locator(".feedback").get_by_text("Nee").click()
    assert (await response.value).status == 204
    await expect(chat.locator(".feedback")).to_have_text("Bedankt, dat helpt ons.")
    await page.reload()
    chat = await open_chat(page)
    await expect(chat.locator(".feedback button")).to_have_count(0)
    assert place.cable.bodies[-1]["helpful"] is False


async def downloaded(page: Page, chat: Locator) -> tuple[str, str]:
    async with page.expect_download() as download:
        await choose(chat, "Bewaar het gesprek als tekst")
    file = await download.value
    text = await asyncio.to_thread(Path(await file.path()).read_text, encoding="utf-8-sig")
    return file.suggested_filename, text


async def test_the_conversation_is_saved_as_a_text(place: Place):
    page = await place.visit()
    chat = await open_chat(page)
    await ask(chat, FAKE)
    name, text = await downloaded(page, chat)
    assert re.fullmatch(r"kanaalcheck-\d{4}-\d\d-\d\d\.txt", name)
    assert abs((date.fromisoformat(name[12:22]) - datetime.now(UTC).date()).days) <= 1
    assert FAKE in text
    assert "vdab-jobs[.]be" in text
    assert text.startswith("Gesprek met Kanaalcheck")
    assert "U (" in text


async def test_privacy_is_asked_by_the_menu(place: Place):
    chat = await open_chat(await place.visit())
    await choose(chat, "Wat bewaart u van mij?")
    await expect(chat.locator("[data-state=answered]")).to_have_count(1)
    links = chat.locator(".options a")
    await chat.locator("[aria-expanded]").click()
    addresses = [await each.get_attribute("href") for each in await links.all()]
    assert addresses == [
        f"{place.host}/?language=nl",
        f"{place.host}/toegankelijkheid?language=nl",
    ]


async def test_a_duplicated_tab_has_a_conversation_of_its_own(place: Place):
    first = await place.visit()
    chat = await open_chat(first)
    await ask(chat, "vdab-jobs.be")
    # A window that a page opens begins with a copy of its sessionStorage, as a duplicated tab does.
    await first.context.add_init_script("window.copy = Object.values(sessionStorage).join()")
    async with first.context.expect_page() as opened:
        await first.evaluate("void window.open(location.href)")
    second = await opened.value
    assert "vdab-jobs" in await second.evaluate("window.copy")
    other = await open_chat(second)
    await expect(other.locator(".said")).to_have_count(0)
    await ask(other, "hallo")
    await ask(chat, "dank u")
    assert await said(other) == ["hallo"]
    assert await said(chat) == ["vdab-jobs.be", "dank u"]
    assert len({body["conversation"] for body in place.cable.bodies}) == 2
    await second.reload()
    assert await said(await open_chat(second)) == ["hallo"]


def tell_everybody(place: Place, text: str) -> None:
    texts = dict.fromkeys(LANGUAGES, text)
    place.store.set_notice(
        EmergencyNotice(Level.WARNING, texts, now() - timedelta(hours=1), None, "an")
    )
    place.app[BOARD].renew(place.store)


async def test_a_notice_of_staff_is_shown_until_it_is_hidden(place: Place):
    context = await place.context()
    await context.clock.install()
    await context.route("**/nothing", lambda route: route.abort())  # switches the cache off
    page = await place.visit(context=context)
    chat = await open_chat(page)
    await expect(chat.locator(".notice")).to_have_count(0)
    tell_everybody(place, "Er gaan valse sms'en rond.")
    await context.clock.fast_forward("03:01")
    await expect(chat.get_by_role("status").first).to_have_text(
        re.compile("Let op: Er gaan valse sms'en rond.")
    )
    await chat.get_by_label("Verberg dit").click()
    await page.reload()
    chat = await open_chat(page)
    async with page.expect_response("**/widget/notice*"):
        await chat.locator("select").select_option("en")
    await expect(chat.locator(".notice")).to_have_count(0)
    tell_everybody(place, "Nog iets.")
    await context.clock.fast_forward("03:01")
    await expect(chat.locator(".notice")).to_contain_text("Nog iets.")


async def test_launcher_and_inline_chat_are_one_conversation(place: Place):
    page = await place.visit("/inline")
    inline = page.locator("main kanaalcheck-chat")
    await expect(inline.locator("h2")).to_have_text("Vraag het hier")
    await ask(inline, "vdab-jobs.be")
    chat = await open_chat(page)
    assert await said(chat) == ["vdab-jobs.be"]
