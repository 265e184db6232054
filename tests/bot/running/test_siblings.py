"""Two workers of one installation, in this process: whichever is asked, the same is answered."""

import asyncio
import json
import uuid
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from aiohttp import FormData, web
from aiohttp.test_utils import TestClient
from PIL import Image

from bot.capacity.shared_buckets import SharedBuckets
from bot.conversation.messages import BotMessage
from bot.http.metrics import together
from bot.process.app import build_app, join_siblings
from bot.process.lifecycle import HTTP
from bot.running.application import FROM_SIBLING
from bot.running.siblings import Place
from knowledge.library import Library
from tests.bot.conftest import SETTINGS, Server, open_desk

Client = TestClient[web.Request, web.Application]
WEBHOOK = "/webhooks/rest/webhook"
COUNT = 2


class Counting:
    """Remembers how many messages each conversation had, as a worker does: in its memory."""

    def __init__(self, index: int) -> None:
        self.index = index
        self.heard: Counter[str] = Counter()

    async def answer(
        self, sender: str, _text: str, *, language: str | None = None, channel: str = "rest"
    ) -> list[BotMessage]:
        self.heard[sender] += 1
        return [BotMessage(f"{channel} {language} {self.heard[sender]} at {self.index}")]

    async def parse(self, text: str) -> dict[str, Any]:
        return {"text": text, "intent": {"name": "greet", "confidence": 1.0}, "entities": []}


class Workers:
    """Clients of both, and how to stop one."""

    def __init__(self, servers: list[Server], runners: list[web.UnixSite]) -> None:
        self.clients: list[Client] = [TestClient(each) for each in servers]
        self._sites = runners

    async def stop(self, index: int) -> None:
        await self._sites[index].stop()


async def started(
    library: Library, folder: Path, rate_limit: int = 0
) -> tuple[list[Server], list[web.UnixSite]]:
    buckets = SharedBuckets()
    servers, sites = [], []
    for index in range(COUNT):
        settings = replace(SETTINGS, rate_limit=rate_limit, images=folder / "images")
        app = build_app(settings, library, Counting(index), desk=open_desk(folder))  # type: ignore[arg-type]
        place = Place(index, COUNT, folder)
        join_siblings(app, place, buckets)
        server = Server(app)
        await server.start_server(**HTTP)
        site = web.UnixSite(server.runner, place.socket_of(index))
        await site.start()
        servers.append(server)
        sites.append(site)
    return servers, sites


@pytest.fixture
async def workers(library: Library, tmp_path: Path) -> AsyncIterator[Workers]:
    workers = Workers(*await started(library, tmp_path))
    yield workers
    for client in workers.clients:
        await client.close()


def senders_at(index: int, count: int = 3) -> list[str]:
    place = Place(index, COUNT, Path())
    found = (f"sender-{number}" for number in range(1_000))
    return [each for each in found if place.home_of(each) == index][:count]


async def said(client: Client, sender: str, **headers: str) -> str:
    body = {"sender": sender, "message": "hallo"}
    async with client.post(WEBHOOK, json=body, headers=headers) as response:
        assert response.status == 200, await response.text()
        return str((await response.json())[0]["text"])


@pytest.mark.parametrize("home", range(COUNT))
async def test_a_conversation_goes_on_whichever_worker_is_asked(
    workers: Workers, home: int
) -> None:
    one, other = workers.clients
    for sender in senders_at(home):
        answers = [await said(client, sender) for client in (one, other, other, one)]
        assert answers == [f"rest None {number} at {home}" for number in range(1, 5)]


async def test_the_language_of_the_browser_is_handed_on(workers: Workers) -> None:
    (sender, *_) = senders_at(1)
    header = {"Accept-Language": "fr"}
    assert [await said(each, sender, **header) for each in workers.clients] == [
        "rest fr 1 at 1",
        "rest fr 2 at 1",
    ]


async def test_messages_of_one_sender_at_both_at_once_are_all_counted(workers: Workers) -> None:
    (sender, *_) = senders_at(0)
    answers = await asyncio.gather(*(said(workers.clients[n % 2], sender) for n in range(20)))
    assert set(answers) == {f"rest None {number} at 0" for number in range(1, 21)}


async def test_the_chat_page_shows_the_whole_conversation(workers: Workers) -> None:
    for first in range(COUNT):
        begun = await workers.clients[first].post("/", data={"message": "een"})
        page = await begun.text()
        conversation = page.split('name="conversation" value="')[1].split('"')[0]
        for number, client in enumerate([*workers.clients, *workers.clients], start=2):
            data = {"message": f"bericht-{number}.", "conversation": conversation}
            response = await client.post("/", data=data)
            assert response.headers["Content-Security-Policy"].count("default-src") == 1
            page = await response.text()
            assert f"{number} at {first}" in page
            assert page.count("bericht-") == number - 1


async def test_a_message_of_the_widget_that_comes_twice_is_answered_once(
    workers: Workers,
) -> None:
    begun = await (await workers.clients[0].post("/widget/conversations")).json()
    for number in range(1, 4):
        message = {
            "conversation": begun["conversation"],
            "id": str(uuid.uuid4()),
            "text": "hallo",
            "language": "nl",
        }
        answers = [
            await (await client.post("/widget/messages", json=message)).json()
            for client in workers.clients
        ]
        assert answers[0] == answers[1]
        assert f"nl {number} at" in json.dumps(answers[0])
        opinion = {key: message[key] for key in ("conversation", "id")} | {"helpful": True}
        for client in workers.clients:
            assert (await client.post("/widget/feedback", json=opinion)).status == 204
    counted = await (await workers.clients[1].get("/metrics")).text()
    yes = [line for line in counted.splitlines() if "feedback_total{" in line and "yes" in line]
    assert sum(float(line.split()[-1]) for line in yes) == 3


async def test_a_picture_reaches_the_home_of_its_conversation(workers: Workers) -> None:
    begun = await (await workers.clients[0].post("/widget/conversations")).json()
    picture = BytesIO()
    Image.new("RGB", (40, 40), "white").save(picture, "PNG")
    answers = []
    message = str(uuid.uuid4())
    for client in workers.clients:
        form = FormData()
        form.add_field("conversation", begun["conversation"])
        form.add_field("id", message)
        form.add_field("language", "en")
        form.add_field("image", picture.getvalue(), filename="é.png", content_type="image/png")
        response = await client.post("/widget/images", data=form)
        assert response.status == 200, await response.text()
        answers.append(await response.json())
    assert answers[0] == answers[1]
    assert answers[0]["messages"]


async def test_where_the_home_is_gone_another_answers(workers: Workers) -> None:
    (sender, *_) = senders_at(1)
    await workers.stop(1)
    assert await said(workers.clients[0], sender) == "rest None 1 at 0"


async def test_what_the_home_refuses_is_refused(workers: Workers) -> None:
    begun = await (await workers.clients[0].post("/widget/conversations")).json()
    message = {"conversation": begun["conversation"], "id": str(uuid.uuid4()), "text": "a"}
    for client in workers.clients:
        await client.post("/widget/messages", json=message)
        response = await client.post("/widget/messages", json=message | {"text": "b"})
        assert response.content_type == "application/problem+json"
        assert (await response.json())["type"] == "/problems/message-id-reused"


async def test_a_client_is_limited_at_both_together(library: Library, tmp_path: Path) -> None:
    workers = Workers(*await started(library, tmp_path, rate_limit=10))
    statuses = []
    for number in range(20):
        body = {"sender": f"sender-{number}", "message": "hallo"}
        # What only a sibling may say is not believed of others.
        header = {FROM_SIBLING: f"client {number}"}
        response = await workers.clients[number % 2].post(WEBHOOK, json=body, headers=header)
        statuses.append(response.status)
    assert statuses == [200] * 10 + [429] * 10
    for client in workers.clients:
        await client.close()


async def test_metrics_tell_of_every_worker_once(workers: Workers) -> None:
    for sender in senders_at(0) + senders_at(1):
        for client in workers.clients:
            await said(client, sender)
    for client in workers.clients:
        lines = (await (await client.get("/metrics")).text()).splitlines()
        turns = [line for line in lines if line.startswith("kanaalcheck_turns_total{")]
        assert sorted(turns) == [
            'kanaalcheck_turns_total{worker="0",channel="rest"} 6.0',
            'kanaalcheck_turns_total{worker="1",channel="rest"} 6.0',
        ]
        asked = [line for line in lines if "http_requests_total{" in line and WEBHOOK in line]
        assert sum(float(line.split()[-1]) for line in asked) == 12
        kinds = [line for line in lines if line.startswith("# TYPE")]
        assert len(kinds) == len(set(kinds))


async def test_metrics_are_given_when_a_worker_is_gone(workers: Workers) -> None:
    await workers.stop(1)
    text = await (await workers.clients[0].get("/metrics")).text()
    assert 'kanaalcheck_ready{worker="0"} 1.0' in text
    assert 'worker="1"' not in text


def test_samples_stand_under_the_head_of_their_family() -> None:
    one = b'# HELP a A\n# TYPE a counter\na_total 1.0\n# HELP b B\n# TYPE b gauge\nb{x="y"} 2.0\n'
    assert together({0: one, 1: one}).decode().splitlines() == [
        "# HELP a A",
        "# TYPE a counter",
        'a_total{worker="0"} 1.0',
        'a_total{worker="1"} 1.0',
        "# HELP b B",
        "# TYPE b gauge",
        'b{worker="0",x="y"} 2.0',
        'b{worker="1",x="y"} 2.0',
    ]


def test_conversations_are_spread_and_new_ones_begin_here() -> None:
    places = [Place(index, 4, Path()) for index in range(4)]
    homes = Counter(places[0].home_of(f"sender {number}") for number in range(4_000))
    assert all(800 < count < 1_200 for count in homes.values())
    for place in places:
        assert {place.home_of(place.new_id()) for _ in range(50)} == {place.index}
