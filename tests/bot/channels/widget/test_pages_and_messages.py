"""The widget's conversations over HTTP, on the real register."""

import asyncio
import json
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient

from bot.channels.widget.conversing import WIDGETS
from bot.channels.widget.feedback import FEEDBACK
from bot.channels.widget.ids import ConversationIds
from bot.conversation.messages import BotMessage
from bot.running.application import SERVED
from knowledge.matching.answer import Answer, Did
from knowledge.matching.pasted.text import plain
from knowledge.model import LANGUAGES

Client = TestClient[web.Request, web.Application]
Start = Callable[..., Awaitable[Client]]

ELSEWHERE = "https://www.elders.example"


@dataclass
class Widget:
    """What a widget on somebody's page does."""

    client: Client
    conversation: str = ""
    headers: dict[str, str] = field(default_factory=lambda: {"Origin": ELSEWHERE})

    async def post(self, path: str, body: Any = None, **more: Any) -> ClientResponse:
        return await self.client.post(
            f"/widget/{path}", json=body, headers=self.headers | more.pop("headers", {}), **more
        )

    async def begin(self) -> "Widget":
        response = await self.post("conversations")
        assert response.status == 201
        self.conversation = (await response.json())["conversation"]
        return self

    def body(self, text: str, message: str | None = None, **changes: Any) -> dict[str, Any]:
        name = message or str(uuid.uuid4())
        known = {"conversation": self.conversation, "id": name, "text": text, "language": "nl"}
        return known | changes

    async def say(self, text: str, message: str | None = None, **changes: Any) -> dict[str, Any]:
        response = await self.post("messages", self.body(text, message, **changes))
        assert response.status == 200, await response.text()
        answer: dict[str, Any] = await response.json()
        return answer


async def refused(response: ClientResponse, status: int, kind: str) -> dict[str, Any]:
    assert response.status == status, await response.text()
    document: dict[str, Any] = json.loads(await response.read())
    assert document["type"] == f"/problems/{kind}"
    return document


@pytest.fixture
async def client(start: Start) -> Client:
    return await start()


@pytest.fixture
async def widget(client: Client) -> Widget:
    return await Widget(client).begin()


class Counting:
    """A dialogue that numbers its turns, and answers when the test lets it."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self.fails = False

    async def answer(self, _sender: str, text: str, **_options: object) -> list[Any]:
        await self.may_answer.wait()
        self.heard.append(text)
        if self.fails:
            raise RuntimeError(text)
        return [BotMessage(f"{len(self.heard)}: {text}")]

    async def parse(self, text: str) -> dict[str, Any]:
        return {"text": text, "intent": {"name": "greet", "confidence": 0.9}, "entities": []}


@pytest.fixture
def dialogue(client: Client) -> Counting:
    counting = Counting()
    client.app[SERVED].dialogue = counting  # type: ignore[assignment]
    return counting


def hrefs(found: Any) -> set[str]:
    """Every link in an answer."""
    if isinstance(found, dict):
        own = {found["href"]} if found.get("href") else set()
        return own.union(*(hrefs(each) for each in found.values()))
    if isinstance(found, list):
        return set().union(*(hrefs(each) for each in found))
    return set()


def as_text(line: list[dict[str, str]]) -> str:
    return "".join(each["text"] for each in line)


class TestAnswer:
    @pytest.mark.parametrize("language", LANGUAGES)
    async def test_a_verdict_is_a_card(self, widget: Widget, language: str) -> None:
        answer = await widget.say("is vdab-jobs.be echt?", language=language)
        (message,) = answer["messages"]
        card = message["card"]
        assert (card["verdict"], card["tone"]) == ("lookalike", "bad")
        (item,) = card["items"]
        assert item["address"] == "vdab-jobs.be"
        assert item["organisation"] == "VDAB"
        assert item["word"] == card["word"] != ""
        assert "vdab-jobs.be lijkt" in as_text(card["headline"]) or language != "nl"
        assert item["evidence"]
        assert item["advice"]
        assert "https://www.vdab.be/" in hrefs(item["statement"])
        assert message["buttons"] == [{"title": "OK", "payload": "/affirm"}]
        assert all("vdab-jobs" not in href for href in hrefs(answer))
        assert "[.]" not in json.dumps([message["card"], message["blocks"]])
        assert "vdab-jobs[.]be" in message["text"]

    async def test_a_card_tells_all_that_the_text_tells(self, widget: Widget) -> None:
        text = "sms van fluvius-terug.be over een terugbetaling, zie ook vdab-jobs.be en x.com/vdab"
        (message,) = (await widget.say(text))["messages"]
        card = message["card"]
        told = [as_text(line) for line in [card["headline"], *card["rules"]]]
        for item in card["items"]:
            lines = [item["headline"], item["statement"], *item["evidence"], *item["unknown"]]
            lines += [
                *item["advice"],
                *([item["official"]["sentence"]] if item["official"] else []),
            ]
            told += map(as_text, lines)
        for line in filter(None, plain(message["text"]).splitlines()):
            bare = line.removeprefix("• ")
            assert bare in told or bare.partition(" ")[2] in told, line

    async def test_blocks_hold_the_whole_text(self, widget: Widget) -> None:
        (message,) = (await widget.say("is vdab-jobs.be echt?"))["messages"]
        lines = [as_text(line) for block in message["blocks"] for line in block["lines"]]
        told = plain(message["text"]).splitlines()
        assert lines == [line.removeprefix("• ") for line in told if line.strip()]
        assert any(block["list"] for block in message["blocks"])

    async def test_official_is_a_link_and_nothing_else_is(self, widget: Widget) -> None:
        official = await widget.say("https://www.vdab.be/")
        assert "https://www.vdab.be/" in hrefs(official)
        for text in (
            "https://vdab-jobs.be/",
            "https://www.vdab.be@evil.example/",
            "https://www.vdab.be.evil.example/",
            "https://example.org/ mail mij op jan@example.org of bel 0470 12 34 56",
            "https://www.vdab.be/uitloggen?naar=https://evil.example/",
            "[https://www.vdab.be/](https://evil.example/)",
            "javascript:alert(1)",
        ):
            for href in hrefs(await widget.say(text)):
                assert href.startswith(("https://", "mailto:", "tel:"))
                assert "evil" not in href
                assert "example" not in href
                assert "vdab-jobs" not in href
                assert "0470" not in href
                assert "naar" not in href

    async def test_greeting_has_no_card(self, widget: Widget) -> None:
        (message,) = (await widget.say("hallo"))["messages"]
        assert message["card"] is None
        assert message["text"] == "Hallo!"
        assert message["blocks"] == [{"list": False, "lines": [[{"text": "Hallo!"}]]}]


class TestConversationId:
    async def test_is_never_the_same(self, client: Client) -> None:
        ids = {(await Widget(client).begin()).conversation for _ in range(50)}
        assert len(ids) == 50

    async def test_holds_in_every_process_of_the_installation(
        self, start: Start, widget: Widget
    ) -> None:
        other = Widget(await start(), widget.conversation)
        assert (await other.say("hallo"))["messages"]

    async def test_another_installation_knows_nothing_of_it(
        self, start: Start, widget: Widget
    ) -> None:
        other = Widget(
            await start(secret="another secret altogether, and as long"), widget.conversation
        )
        response = await other.post("messages", other.body("hallo"))
        await refused(response, 404, "conversation-unknown")

    @pytest.mark.parametrize(
        "forged",
        [
            "",
            "a",
            "a" * 200,
            "AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "../../etc/passwd",
            "é" * 66,
        ],
    )
    async def test_nobody_can_choose_one(self, widget: Widget, forged: str) -> None:
        response = await widget.post("messages", widget.body("x", conversation=forged))
        document = await refused(response, 404, "conversation-unknown")
        assert document["field"] == "conversation"

    async def test_every_changed_character_is_noticed(self, widget: Widget) -> None:
        name, _, signature = widget.conversation.partition(".")
        for at in range(len(name)):
            other = "A" if name[at] != "A" else "B"
            forged = f"{name[:at]}{other}{name[at + 1 :]}.{signature}"
            response = await widget.post("messages", widget.body("x", conversation=forged))
            await refused(response, 404, "conversation-unknown")

    def test_signature_is_not_in_the_name(self) -> None:
        ids = ConversationIds("secret")
        conversation = ids.new()
        assert conversation.startswith(ids.name(conversation) + ".")
        assert len(ids.name(conversation)) == 22


class TestOnce:
    async def test_the_same_id_is_the_same_turn(self, widget: Widget, dialogue: Counting) -> None:
        message = str(uuid.uuid4())
        answers = [await widget.say("hallo", message) for _ in range(3)]
        assert answers[0] == answers[1] == answers[2]
        assert dialogue.heard == ["hallo"]
        assert await widget.say("hallo") != answers[0]

    async def test_also_while_it_is_being_answered(
        self, widget: Widget, dialogue: Counting
    ) -> None:
        dialogue.may_answer.clear()
        message = str(uuid.uuid4())
        asked = [asyncio.create_task(widget.say("hallo", message)) for _ in range(5)]
        await asyncio.sleep(0.05)
        dialogue.may_answer.set()
        answers = await asyncio.gather(*asked)
        assert all(each == answers[0] for each in answers)
        assert dialogue.heard == ["hallo"]

    async def test_also_when_the_first_one_hung_up(
        self, widget: Widget, dialogue: Counting
    ) -> None:
        dialogue.may_answer.clear()
        message = str(uuid.uuid4())
        asked = asyncio.create_task(widget.say("hallo", message))
        await asyncio.sleep(0.05)
        asked.cancel()
        await asyncio.gather(asked, return_exceptions=True)
        dialogue.may_answer.set()
        await widget.say("hallo", message)
        assert dialogue.heard == ["hallo"]

    async def test_the_id_of_another_conversation_is_another_message(
        self, client: Client, widget: Widget, dialogue: Counting
    ) -> None:
        message = str(uuid.uuid4())
        other = await Widget(client).begin()
        assert await widget.say("hallo", message) != await other.say("hallo", message)
        assert len(dialogue.heard) == 2

    async def test_an_id_with_other_words_is_refused(
        self, widget: Widget, dialogue: Counting
    ) -> None:
        message = str(uuid.uuid4())
        await widget.say("hallo", message)
        response = await widget.post("messages", widget.body("iets anders", message))
        await refused(response, 409, "message-id-reused")
        assert dialogue.heard == ["hallo"]

    async def test_what_failed_may_be_tried_again(self, widget: Widget, dialogue: Counting) -> None:
        dialogue.fails = True
        message = str(uuid.uuid4())
        response = await widget.post("messages", widget.body("hallo", message))
        await refused(response, 500, "internal-error")
        dialogue.fails = False
        assert (await widget.say("hallo", message))["messages"][0]["text"] == "2: hallo"

    async def test_messages_are_answered_in_the_order_in_which_they_came(
        self, widget: Widget, dialogue: Counting
    ) -> None:
        dialogue.may_answer.clear()
        widgets = widget.client.app[WIDGETS]
        name = widgets.ids.name(widget.conversation)
        asked = []
        for number in range(8):
            message = str(uuid.uuid4())
            asked.append(asyncio.create_task(widget.say(str(number), message)))
            while not widgets.answers.knows(name, message):  # noqa: ASYNC110 - it tells nobody
                await asyncio.sleep(0.01)
        dialogue.may_answer.set()
        given = await asyncio.gather(*asked)
        texts = [each["messages"][0]["text"] for each in given]
        assert texts == [f"{number + 1}: {number}" for number in range(8)]

    async def test_too_many_that_wait_are_refused_for_now(
        self, widget: Widget, dialogue: Counting
    ) -> None:
        dialogue.may_answer.clear()
        bodies = [widget.body(str(number)) for number in range(25)]
        asked = [asyncio.create_task(widget.post("messages", each)) for each in bodies]
        await asyncio.sleep(0.3)
        dialogue.may_answer.set()
        responses = await asyncio.gather(*asked)
        late = [each for each in responses if each.status == 429]
        assert len(late) == 5
        assert all(int(each.headers["Retry-After"]) > 0 for each in late)

    async def test_a_deleted_conversation_leaves_no_answers(
        self, widget: Widget, dialogue: Counting
    ) -> None:
        async def say_farewell(_sender: str, text: str, **_options: object) -> list[Any]:
            did = Did.FORGOT if text == "vergeet mij" else None
            return [BotMessage("Dag.", answer=Answer("nl", did=did))]

        dialogue.answer = say_farewell  # type: ignore[method-assign]
        first = str(uuid.uuid4())
        answer = await widget.say("geheim", first)
        assert answer["forgotten"] is False
        assert (await widget.say("vergeet mij"))["forgotten"] is True
        judged = {"conversation": widget.conversation, "id": first, "helpful": True}
        await refused(await widget.post("feedback", judged), 404, "message-unknown")

    async def test_another_language_is_told(self, widget: Widget, dialogue: Counting) -> None:
        async def switch(_sender: str, text: str, **_options: object) -> list[Any]:
            did = Did.SWITCHED_LANGUAGE if text == "en français" else None
            return [BotMessage("Oui.", answer=Answer("fr", did=did))]

        dialogue.answer = switch  # type: ignore[method-assign]
        assert (await widget.say("bonjour"))["language"] is None
        assert (await widget.say("en français"))["language"] == "fr"


class TestLimits:
    async def test_a_conversation_cannot_ask_without_end(self, start: Start) -> None:
        client = await start(rate_limit=10, trusted_proxies="127.0.0.0/8")
        widget = await Widget(client).begin()
        statuses = []
        for number in range(7):  # each from another client
            widget.headers["X-Forwarded-For"] = f"192.0.2.{number}"
            response = await widget.post("messages", widget.body("hallo"))
            statuses.append(response.status)
        assert statuses == [200] * 5 + [429] * 2
        assert int(response.headers["Retry-After"]) > 0
        assert response.headers["Access-Control-Expose-Headers"] == "Retry-After"

    async def test_what_is_sent_again_costs_a_conversation_nothing(self, start: Start) -> None:
        client = await start(rate_limit=8, trusted_proxies="127.0.0.0/8")
        widget = await Widget(client).begin()
        message = str(uuid.uuid4())
        for number in range(10):
            widget.headers["X-Forwarded-For"] = f"192.0.2.{number}"
            await widget.say("hallo", message)

    @pytest.mark.parametrize(
        ("changes", "status", "kind"),
        [
            ({"text": "x" * 4_001}, 400, "text-too-long"),
            ({"text": " \n"}, 400, "field-empty"),
            ({"text": 1}, 400, "field-not-text"),
            ({"text": None}, 400, "field-not-text"),
            ({"id": "1"}, 400, "bad-message-id"),
            ({"id": "../" * 12}, 400, "bad-message-id"),
            ({"id": {}}, 400, "field-not-text"),
            ({"conversation": ["x"]}, 400, "field-not-text"),
            ({"conversation": "x" * 201}, 400, "text-too-long"),
            ({"language": "tr"}, 400, "language-unknown"),
            ({"language": '"><script>'}, 400, "language-unknown"),
        ],
    )
    async def test_a_wrong_message_is_a_problem(
        self, widget: Widget, changes: dict[str, Any], status: int, kind: str
    ) -> None:
        response = await widget.post("messages", widget.body("x") | changes)
        await refused(response, status, kind)
        assert response.headers["Access-Control-Allow-Origin"] == ELSEWHERE

    @pytest.mark.parametrize(
        ("body", "status", "kind"),
        [
            (b"", 400, "bad-json"),
            (b"[]", 400, "not-an-object"),
            (b"[" * 30_000, 400, "bad-json"),
            (b'{"id": "1", "id": "2"}', 400, "bad-json"),
            (b'{"text": NaN}', 400, "bad-json"),
            (b"\xff", 400, "bad-json"),
            (b" " * 70_000, 413, "body-too-large"),
        ],
    )
    async def test_an_odd_body_is_a_problem(
        self, client: Client, body: bytes, status: int, kind: str
    ) -> None:
        for path in ("messages", "feedback"):
            response = await client.post(
                f"/widget/{path}", data=body, headers={"Content-Type": "application/json"}
            )
            await refused(response, status, kind)

    async def test_before_the_language_model_is_there_it_says_when_to_come_back(
        self, start: Start
    ) -> None:
        widget = await Widget(await start(dialogue=False)).begin()
        response = await widget.post("messages", widget.body("hallo"))
        await refused(response, 503, "not-ready")
        assert int(response.headers["Retry-After"]) > 0
        assert response.headers["Access-Control-Allow-Origin"] == ELSEWHERE


class TestFeedback:
    async def test_counts_what_it_is_about_once(self, client: Client, widget: Widget) -> None:
        message = str(uuid.uuid4())
        await widget.say("vdab-jobs.be", message, language="fr")
        judged = {"conversation": widget.conversation, "id": message, "helpful": True}
        for helpful in (True, True, False):
            response = await widget.post("feedback", judged | {"helpful": helpful})
            assert response.status == 204
        (row,) = client.app[FEEDBACK].rows
        assert (row.channel, row.language, row.about) == ("widget", "fr", "lookalike")
        assert (row.helpful, row.times) == (True, 1)
        metrics = await (await client.get("/metrics")).text()
        assert 'kanaalcheck_feedback_total{helpful="yes"} 1.0' in metrics

    @pytest.mark.parametrize(
        ("text", "about"), [("hallo", "greet"), ("/ask_security", "ask_security")]
    )
    @pytest.mark.usefixtures("dialogue")
    async def test_without_a_verdict_it_is_about_the_intent(
        self, client: Client, widget: Widget, text: str, about: str
    ) -> None:
        message = str(uuid.uuid4())
        await widget.say(text, message)
        judged = {"conversation": widget.conversation, "id": message, "helpful": False}
        assert (await widget.post("feedback", judged)).status == 204
        assert [row.about for row in client.app[FEEDBACK].rows] == [about]

    @pytest.mark.parametrize("helpful", [None, 1, "true", [], {}])
    async def test_is_yes_or_no(self, widget: Widget, helpful: Any) -> None:
        message = str(uuid.uuid4())
        await widget.say("hallo", message)
        judged = {"conversation": widget.conversation, "id": message, "helpful": helpful}
        await refused(await widget.post("feedback", judged), 400, "field-not-boolean")

    async def test_is_about_an_answer_that_was_given(self, widget: Widget) -> None:
        judged = {"conversation": widget.conversation, "id": str(uuid.uuid4()), "helpful": True}
        await refused(await widget.post("feedback", judged), 404, "message-unknown")

    async def test_one_client_cannot_flood_the_counts(self, start: Start) -> None:
        client = await start(rate_limit=40)
        widget = await Widget(client).begin()
        statuses = []
        for _ in range(6):
            message = str(uuid.uuid4())
            await widget.say("hallo", message)
            judged = {"conversation": widget.conversation, "id": message, "helpful": True}
            statuses.append((await widget.post("feedback", judged)).status)
        assert statuses == [204] * 4 + [429] * 2
