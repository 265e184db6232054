"""Ten times as many messages as can be answered: a few turns, a short queue, the rest later."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from bot.capacity.admission import AT_ONCE, IN_QUEUE, SECONDS_TO_COME_BACK, Admission, CrowdedError
from bot.conversation.dialogue import Dialogue
from bot.conversation.messages import BotMessage, Heard
from bot.conversation.script import Script
from bot.process.app import build_app
from bot.process.lifecycle import HTTP
from knowledge.library import Library
from tests.bot.conftest import SETTINGS, Server

Client = TestClient[web.Request, web.Application]
ROOM = AT_ONCE + IN_QUEUE
TEN_TIMES = 10 * ROOM
CRY = "ik wil niet meer leven"


class HeldUp:
    """A mind that answers when it is allowed to, and counts how many ask it at once."""

    def __init__(self) -> None:
        self.go_on = asyncio.Event()
        self.now = self.most = self.answered = 0

    async def answer(self, heard: Heard) -> list[BotMessage]:
        self.now += 1
        self.most = max(self.most, self.now)
        await self.go_on.wait()
        self.now -= 1
        self.answered += 1
        return [BotMessage(f"heard {heard.text}")]

    async def parse(self, text: str) -> dict[str, Any]:
        return {"text": text}


@pytest.fixture
def mind() -> HeldUp:
    return HeldUp()


@pytest.fixture
async def client(library: Library, mind: HeldUp) -> AsyncIterator[Client]:
    dialogue = Dialogue(Script.load(), None, mind, None)
    server = Server(build_app(SETTINGS, library, dialogue))
    await server.start_server(**HTTP)
    async with TestClient(server) as client:
        yield client


async def said(client: Client, number: int, message: str = "hallo") -> tuple[int, dict[str, str]]:
    body = {"sender": f"sender-{number}", "message": message}
    async with client.post("/webhooks/rest/webhook", json=body) as response:
        await response.read()
        return response.status, dict(response.headers)


async def until(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not happened():  # noqa: ASYNC110 - what is waited for knows no event
            await asyncio.sleep(0.01)


async def crowd(client: Client, count: int) -> list[asyncio.Task[tuple[int, dict[str, str]]]]:
    """Let so many write at once, and wait until all who are sent away have heard so."""
    tasks = [asyncio.create_task(said(client, number)) for number in range(count)]
    await until(lambda: sum(task.done() for task in tasks) >= count - ROOM)
    return tasks


async def test_ten_times_too_many_get_a_few_turns_and_a_short_queue(
    client: Client, mind: HeldUp
) -> None:
    tasks = await crowd(client, TEN_TIMES)
    sent_away = [task.result() for task in tasks if task.done()]
    assert {status for status, _ in sent_away} == {503}
    waits = Counter(int(headers["Retry-After"]) for _, headers in sent_away)
    assert set(waits) == set(SECONDS_TO_COME_BACK)
    assert max(waits.values()) < len(sent_away) / 2  # they do not come back together
    assert mind.now == AT_ONCE

    mind.go_on.set()
    statuses = Counter(status for status, _ in await asyncio.gather(*tasks))
    assert statuses == {200: ROOM, 503: TEN_TIMES - ROOM}
    assert (mind.most, mind.answered) == (AT_ONCE, ROOM)
    metrics = await (await client.get("/metrics")).text()
    refused = f'kanaalcheck_turns_sent_away_total{{channel="rest"}} {TEN_TIMES - ROOM:.1f}'
    assert refused in metrics


async def test_checks_and_health_are_answered_while_turns_are_refused(
    client: Client, mind: HeldUp
) -> None:
    tasks = await crowd(client, ROOM + 1)
    for path in ("/api/v1/check?q=vdab-jobs.be", "/health/live", "/health/ready", "/metrics"):
        assert (await client.get(path)).status == 200
    assert (await client.get("/api/v1/search?q=werk")).status == 200
    mind.go_on.set()
    await asyncio.gather(*tasks)


async def test_there_is_room_again_afterwards(client: Client, mind: HeldUp) -> None:
    mind.go_on.set()
    for _ in range(3):
        tasks = [said(client, number) for number in range(AT_ONCE)]
        assert [status for status, _ in await asyncio.gather(*tasks)] == [200] * AT_ONCE


async def test_a_cry_for_help_is_heard_in_any_crowd(client: Client, mind: HeldUp) -> None:
    tasks = await crowd(client, ROOM + 5)
    cry = asyncio.create_task(said(client, TEN_TIMES, CRY))
    await until(lambda: mind.now > AT_ONCE)
    mind.go_on.set()
    assert (await cry)[0] == 200
    await asyncio.gather(*tasks)


@pytest.mark.parametrize("path", ["/", "/widget/messages"])
async def test_pages_and_widgets_say_it_too(client: Client, mind: HeldUp, path: str) -> None:
    tasks = await crowd(client, ROOM + 1)
    if path == "/":
        response = await client.post(path, data={"message": "hallo <b>"})
        assert "hallo &lt;b&gt;" in await response.text()  # nobody has to type it again
    else:
        begun = await (await client.post("/widget/conversations")).json()
        message = {
            "conversation": begun["conversation"],
            "id": "123e4567-e89b-42d3-a456-426614174000",
            "text": "hallo",
        }
        response = await client.post(path, json=message)
        assert (await response.json())["type"] == "/problems/crowded"
    assert response.status == 503
    assert int(response.headers["Retry-After"]) in SECONDS_TO_COME_BACK
    mind.go_on.set()
    await asyncio.gather(*tasks)


async def test_who_hangs_up_in_the_queue_makes_room(mind: HeldUp) -> None:
    dialogue = Dialogue(Script.load(), None, mind, None)
    tasks = [asyncio.create_task(dialogue.answer(str(n), "hallo")) for n in range(ROOM)]
    await asyncio.sleep(0)
    with pytest.raises(CrowdedError):
        await dialogue.answer("late", "hallo")
    for task in tasks[-3:]:
        task.cancel()
    await asyncio.gather(*tasks[-3:], return_exceptions=True)
    mind.go_on.set()
    assert await dialogue.answer("later", "hallo") == [BotMessage("heard hallo")]
    await asyncio.gather(*tasks[:-3])


async def test_what_waits_in_a_journal_is_never_sent_away(mind: HeldUp) -> None:
    dialogue = Dialogue(Script.load(), None, mind, None)
    tasks = [
        asyncio.create_task(dialogue.answer(str(n), "hallo", channel="telegram"))
        for n in range(2 * ROOM)
    ]
    await until(lambda: mind.now == AT_ONCE)
    mind.go_on.set()
    assert len(await asyncio.gather(*tasks)) == 2 * ROOM
    assert mind.most == AT_ONCE


async def test_nobody_waits_for_ever_behind_turns_that_hang() -> None:
    admission = Admission(at_once=1, in_queue=1, longest_wait_s=0.01)
    async with admission.place():
        with pytest.raises(CrowdedError):
            async with admission.place():
                pass
    async with admission.place():
        pass
