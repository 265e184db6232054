"""Conversations of the REST channel, which its clients name."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.conversation.messages import BotMessage
from bot.running.application import SERVED
from tests.bot.conftest import Client

Start = Callable[..., Awaitable[Client]]


class Naming:
    """A mind that notes in which conversation it was asked."""

    is_trained = is_newest = True

    def __init__(self) -> None:
        self.heard: list[tuple[str, str]] = []

    async def answer(self, sender: str, _text: str, *, channel: str, **_: Any) -> list[BotMessage]:
        self.heard.append((channel, sender))
        return [BotMessage("Hallo!")]


@pytest.mark.parametrize("sender", ["abc", " a ", "a:b", "rest a", "x" * 200, "é\u200b"])
async def test_each_sender_has_a_conversation_of_its_own(start: Start, sender: str) -> None:
    client, mind = await start(), Naming()
    client.app[SERVED].dialogue = mind  # type: ignore[index,assignment]
    for given in (sender, f"{sender[:190]}x", sender):
        body = {"sender": given, "message": "hallo"}
        answer = await client.post("/webhooks/rest/webhook", json=body)
        assert (await answer.json())[0]["recipient_id"] == given
    first, other, again = (name for _, name in mind.heard)
    assert first == again != other


async def test_nobody_goes_on_with_a_conversation_of_another_channel(start: Start) -> None:
    client, mind = await start(), Naming()
    client.app[SERVED].dialogue = mind  # type: ignore[index,assignment]
    begun = await (await client.post("/widget/conversations", json={})).json()
    message = {
        "conversation": begun["conversation"],
        "id": "00000000-0000-4000-8000-000000000000",
        "text": "hallo",
    }
    assert (await client.post("/widget/messages", json=message)).status == 200
    assert (await client.post("/", data={"message": "hallo"})).status == 200
    for _, name in list(mind.heard):
        body = {"sender": name, "message": "waar is mijn melding"}
        assert (await client.post("/webhooks/rest/webhook", json=body)).status == 200
    assert [channel for channel, _ in mind.heard] == ["widget", "web", "rest", "rest"]
    assert len({name for _, name in mind.heard}) == 4
    assert all(" " not in name for channel, name in mind.heard if channel != "rest")
