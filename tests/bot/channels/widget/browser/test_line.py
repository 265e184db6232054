"""The widget when the line is cut, and when the server is starting, busy or broken."""

import asyncio

import pytest
from playwright.async_api import expect

from tests.bot.channels.widget.browser.conftest import Place, ask, open_chat

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("status", "told"),
    [(503, "start op"), (429, "even druk"), (500, "antwoordt niet"), (502, "antwoordt niet")],
)
async def test_a_refused_message_is_sent_again(place: Place, status: int, told: str):
    chat = await open_chat(await place.visit())
    await ask(chat, "hallo")
    place.cable.refusals = [(status, "1"), (status, "1")]
    await ask(chat, "vdab-jobs.be", answers=1)
    await expect(chat.locator(".line")).to_contain_text(told)
    await expect(chat.locator("[data-verdict=lookalike]")).to_be_visible()
    await expect(chat.locator(".line")).to_be_empty()
    sent = [body["id"] for body in place.cable.bodies if body["text"] == "vdab-jobs.be"]
    assert len(sent) == 3
    assert len(set(sent)) == 1


async def test_waits_as_long_as_the_server_asks(place: Place):
    page = await place.visit()
    chat = await open_chat(page)
    await ask(chat, "hallo")
    place.cable.refusals = [(429, "60")]
    await ask(chat, "vdab-jobs.be", answers=1)
    await expect(chat.locator(".line")).to_contain_text("even druk")
    await page.wait_for_timeout(2_500)  # without the header it is tried again after one second
    assert len(place.cable.bodies) == 2


async def test_an_answer_that_was_lost_is_asked_for_again_and_given_once(place: Place):
    chat = await open_chat(await place.visit())
    await ask(chat, "hallo")
    place.cable.loses = 1
    await ask(chat, "vdab-jobs.be", answers=2)
    await expect(chat.locator("[data-verdict=lookalike]")).to_have_count(1)
    first, second = (each for each in place.cable.bodies if each["text"] == "vdab-jobs.be")
    assert first == second


async def test_messages_keep_their_order(place: Place):
    chat = await open_chat(await place.visit())
    place.cable.refusals = [(503, "2")]
    texts = ["vdab-jobs.be", "hallo", "https://www.vdab.be/"]
    for text in texts:
        await ask(chat, text, answers=0)
    await expect(chat.locator("[data-state=answered]")).to_have_count(3)
    assert [body["text"] for body in place.cable.bodies] == texts
    assert await chat.locator(".said bdi").all_inner_texts() == texts


async def test_a_citizen_without_internet_is_told_and_answered_later(place: Place):
    page = await place.visit()
    chat = await open_chat(page)
    await ask(chat, "hallo")
    await page.context.set_offline(True)
    await expect(chat.locator(".line")).to_contain_text("geen internet")
    await ask(chat, "vdab-jobs.be", answers=1)
    await expect(chat.locator("[data-state=waiting]")).to_contain_text("Wacht")
    await page.context.set_offline(False)
    await expect(chat.locator("[data-verdict=lookalike]")).to_be_visible()
    await expect(chat.locator(".line")).to_be_empty()


async def test_a_message_that_waits_survives_a_reload(place: Place):
    page = await place.visit()
    chat = await open_chat(page)
    await ask(chat, "hallo")
    place.cable.refusals = [(503, "60")]
    await ask(chat, "vdab-jobs.be", answers=1)
    await expect(chat.locator(".line")).to_contain_text("start op")
    await page.reload()
    chat = await open_chat(page)
    await expect(chat.locator("[data-verdict=lookalike]")).to_be_visible()
    ids = {body["id"] for body in place.cable.bodies if body["text"] == "vdab-jobs.be"}
    assert len(ids) == 1


async def test_an_answer_that_comes_during_a_reload_is_not_lost(place: Place):
    page = await place.visit()
    chat = await open_chat(page)
    await ask(chat, "hallo")
    place.cable.holds.clear()
    await ask(chat, "vdab-jobs.be", answers=1)
    await expect(chat.locator(".line")).to_contain_text("kijkt het na")
    await page.reload()
    place.cable.holds.set()
    chat = await open_chat(page)
    await expect(chat.locator("[data-verdict=lookalike]")).to_have_count(1)


@pytest.mark.slow
async def test_after_many_tries_the_citizen_decides(place: Place):
    chat = await open_chat(await place.visit())
    await ask(chat, "hallo")
    place.cable.refusals = [(500, "0")] * 7
    await ask(chat, "vdab-jobs.be", answers=1)
    failed = chat.locator("[data-state=failed]")
    await expect(failed).to_contain_text("Niet verstuurd")
    await expect(chat.locator(".line")).to_contain_text("1700")
    await failed.get_by_text("Probeer opnieuw").click()
    await expect(chat.locator("[data-verdict=lookalike]")).to_be_visible()

    place.cable.refusals = [(500, "0")] * 7
    await ask(chat, "https://www.vdab.be/", answers=2)
    await expect(failed).to_be_visible()
    await failed.get_by_text("Niet versturen").click()
    await expect(failed).to_have_count(0)
    await ask(chat, "dank u", answers=3)


async def test_a_conversation_that_the_server_forgot_goes_on_in_a_new_one(place: Place):
    page = await place.visit()
    chat = await open_chat(page)
    await ask(chat, "hallo")
    await page.evaluate(
        "for (const key of Object.keys(sessionStorage)) sessionStorage.setItem(key,"
        ' sessionStorage.getItem(key).replace(/"conversation":"./, \'"conversation":"~\'))'
    )
    await page.reload()
    chat = await open_chat(page)
    await ask(chat, "vdab-jobs.be")
    assert place.cable.count("/widget/conversations") == 2
    assert await chat.locator(".said bdi").all_inner_texts() == ["hallo", "vdab-jobs.be"]


async def test_the_answer_is_waited_for_in_sight(place: Place):
    page = await place.visit()
    chat = await open_chat(page)
    place.cable.holds.clear()
    await ask(chat, "vdab-jobs.be", answers=0)
    await expect(chat.get_by_role("status").filter(has_text="kijkt het na")).to_be_visible()
    await chat.get_by_label("Sluit het venster").click()
    place.cable.holds.set()
    await expect(page.locator(".launcher")).to_have_text("Er is een antwoord")
    await page.locator(".launcher").click()
    await expect(chat.locator("[data-verdict=lookalike]")).to_be_visible()


async def test_a_new_conversation_is_not_reached_by_an_answer_of_the_old(place: Place):
    chat = await open_chat(await place.visit())
    place.cable.holds.clear()
    await ask(chat, "vdab-jobs.be", answers=0)
    await expect(chat.locator(".line")).to_contain_text("kijkt het na")
    await chat.locator("[aria-expanded]").click()
    await chat.get_by_text("Nieuw gesprek").click()
    place.cable.holds.set()
    await ask(chat, "hallo", answers=1)
    await asyncio.sleep(0.3)
    assert await chat.locator(".said bdi").all_inner_texts() == ["hallo"]
