"""Whole conversations with a Bot API server: what is heard and what is said, over HTTP."""

from collections.abc import AsyncIterator, Callable
from types import SimpleNamespace
from typing import Any

import pytest

from bot.channels.telegram.service import Conversing
from bot.channels.telegram.understanding.identity import Identity
from bot.channels.telegram.understanding.listener import Listener
from tests.bot.channels.telegram.bot_api import USERNAME, BotApi, Params, Sent
from tests.bot.channels.telegram.conftest import StartBot
from tests.bot.channels.telegram.hearing import CHANNEL_POST, SECRET, TODAY, Talking, marked
from tests.bot.channels.telegram.understanding.test_pictures import blank, photo, qr

CITIZEN = 5


@pytest.fixture(autouse=True)
async def forgotten(talking: Talking) -> AsyncIterator[None]:
    yield
    await talking.forget()


def answering(talking: Talking) -> Callable[[Conversing], Any]:
    """Makes the listener of the service, on a conversation that needs no trained model."""

    def make(needs: Conversing) -> Listener:
        return Listener(
            SimpleNamespace(library=talking.library, dialogue=talking.dialogue),
            images=needs.images,
            metrics=needs.metrics,
            buttons=needs.buttons,
            identity=Identity(SECRET),
            fetch=needs.client.fetch,
            today=lambda: TODAY,
            username=lambda: needs.client.username,
        )

    return make


async def answered(api: BotApi, count: int) -> Sent:
    await api.until(lambda: len(api.texts(CITIZEN)) >= count)
    return api.sent[-1]


def press(sent: Sent, row: int, column: int = 0) -> Params:
    button = sent.params["reply_markup"]["inline_keyboard"][row][column]
    message = {
        "message_id": sent.message_id,
        "date": 1,
        "chat": {"id": sent.chat_id, "type": "private"},
        "text": sent.text,
    }
    user = {"id": CITIZEN, "is_bot": False, "first_name": "An", "language_code": "nl"}
    return {
        "callback_query": {
            "id": "press",
            "from": user,
            "chat_instance": "1",
            "message": message,
            "data": button["callback_data"],
        }
    }


async def test_a_report_from_a_forwarded_message_to_its_reference(
    talking: Talking, start_bot: StartBot, api: BotApi
) -> None:
    await start_bot(converses=answering(talking))
    api.write(CITIZEN, "Uw premie: https://www.vdab.be/", forward_origin=CHANNEL_POST)
    verdict = await answered(api, 1)
    assert verdict.text.startswith("Wie dit stuurde:\n⚠️ Nee, vertrouw dit niet: t[.]me/vdab_pr")
    assert "<code>t[.]me/vdab_premies</code>" in verdict.params["text"]
    assert verdict.params["link_preview_options"] == {"is_disabled": True}
    api.put(press(verdict, row=0))
    told = await answered(api, 2)
    assert "U meldt: hxxps://t[.]me/vdab_premies" in told.text
    assert api.asked("answerCallbackQuery")[0]["callback_query_id"] == "press"
    for count, row in ((3, 0), (4, 0), (5, 1), (6, 0)):
        api.put(press(api.sent[-1], row=row))
        await answered(api, count)
    assert "KC-" in "\n".join(api.texts(CITIZEN))


async def test_a_report_in_words_buttons_and_a_picture(
    talking: Talking, start_bot: StartBot, api: BotApi
) -> None:
    """Skipped, read back, a picture that is no answer, a wish for no name, sent, and taken back."""
    await start_bot(converses=answering(talking))
    said = 0

    async def tell(text: str, answers: int = 1, **more: Any) -> str:
        nonlocal said
        said += answers
        api.write(CITIZEN, text, **more)
        await answered(api, said)
        return api.texts(CITIZEN)[-1]

    assert "Wat gebeurde er?" in await tell("ik wil vdab-premies.be melden", answers=2)
    assert "slaan we over" in await tell("sla over")
    api.put(press(api.sent[-1], row=0))  # nothing lost
    said += 1
    assert "horen wat ermee gebeurt" in (await answered(api, said)).text
    api.files["big"] = blank()
    seen = await tell("", photo=photo(big=1000), caption="kijk hier is een schermafdruk")
    assert "geen QR-code" in seen.replace("\n", " ")
    assert "• Adres:" in await tell("lees eens voor")
    assert "Antwoord aan u: niet nodig" in await tell("anoniem")
    assert "KC-" in await tell("stuur maar")
    assert (await tell("kan ik mijn melding intrekken")).startswith("Ja. Zeg")
    assert "intrekt" in await tell("trek mijn melding in")


async def test_a_hidden_link_and_a_qr_code(
    talking: Talking, start_bot: StartBot, api: BotApi
) -> None:
    await start_bot(converses=answering(talking))
    text = "Kijk op www.vdab.be"
    link = marked(text, "text_link", "www.vdab.be", url="https://vdab-jobs.be/")
    api.write(CITIZEN, text, entities=[link])
    assert "vdab-jobs[.]be" in (await answered(api, 1)).text
    api.files["big"] = qr("https://vdab-premies.be/")
    api.write(CITIZEN, "", photo=photo(big=1000))
    said = await answered(api, 2)
    assert "vdab-premies[.]be" in said.text
    assert said.params["reply_parameters"]["message_id"] == 3


async def test_an_inline_query_gets_articles(
    talking: Talking, start_bot: StartBot, api: BotApi
) -> None:
    await start_bot(converses=answering(talking))
    user = {"id": CITIZEN, "is_bot": False, "first_name": "An", "language_code": "fr"}
    api.put({"inline_query": {"id": "3", "from": user, "query": "vdab-jobs.be", "offset": ""}})
    await api.until(lambda: bool(api.asked("answerInlineQuery")))
    (article,) = api.asked("answerInlineQuery")[0]["results"]
    content = article["input_message_content"]
    assert article["description"] == "vdab-jobs[.]be · VDAB"
    assert content["message_text"].startswith("⚠️ <b>Non")
    assert content["link_preview_options"] == {"is_disabled": True}


async def test_in_a_group_it_answers_who_asks(
    talking: Talking, start_bot: StartBot, api: BotApi
) -> None:
    await start_bot(converses=answering(talking))
    group = {"id": -100, "type": "supergroup", "title": "De buren"}
    api.write(CITIZEN, "vdab-jobs.be", chat=group)
    text = f"@{USERNAME} vdab-premies.be"
    api.write(CITIZEN, text, chat=group, entities=[marked(text, "mention", f"@{USERNAME}")])
    await api.until(lambda: len(api.texts(-100)) == 1)
    assert "vdab-premies[.]be" in api.texts(-100)[0]
    assert not api.texts(CITIZEN)
