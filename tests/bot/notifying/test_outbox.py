"""Telling what has to be told: tried again after a failure, and not twice."""

import asyncio
import hashlib
import hmac
import json
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from actions.reports.database.connection import StoreUnavailable
from actions.reports.model import DECIDED, DeliveryWay, Status
from actions.reports.store import ReportStore
from bot.notifying.outbox import Courier, Outbox, waiting
from bot.notifying.outcomes import Buttons, Outcomes, sentences
from bot.notifying.webhook import SIGNATURE, Webhook
from knowledge.library import Library
from knowledge.model import LANGUAGES
from tests.bot.reports import CONTACT, WORDS, Clock, file
from tests.servers import Postgres

KEY = b"k" * 32
STAFF = "jan"
NOTICES = frozenset(DeliveryWay)


class Crash(BaseException):
    """The process dies here."""


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[ReportStore]:
    store = ReportStore.open(f"sqlite:///{tmp_path}/reports.db", clock=clock, notices=NOTICES)
    yield store
    store.close()


@dataclass
class Chat:
    """A channel that can speak first."""

    failures: list[BaseException] = field(default_factory=list)
    said: list[tuple[str, str]] = field(default_factory=list)

    async def send(self, conversation: str, text: str, buttons: Buttons) -> None:
        assert buttons == ()
        if self.failures:
            raise self.failures.pop()
        self.said.append((conversation, text))


class TestChat:
    def decide(self, store: ReportStore, library: Library, **changes: object) -> None:
        asked = {"notify": True, "conversation": "telegram:123", "language": "nl", **changes}
        case = file(store, library, "vdab-bonus.be", **asked)
        store.set_status(case, Status.CONFIRMED_FAKE, actor=STAFF)

    @pytest.mark.parametrize(
        ("language", "word"), [("nl", "vals"), ("en", "fake"), ("fr", "faux"), ("de", "gefälscht")]
    )
    async def test_says_the_outcome_in_the_language_of_the_citizen(
        self, store: ReportStore, library: Library, clock: Clock, language: str, word: str
    ) -> None:
        chat = Chat()
        self.decide(store, library, language=language)
        outbox = Outbox(store, Outcomes({"telegram": chat.send}), clock)
        await outbox.empty()
        await outbox.empty()
        ((conversation, text),) = chat.said
        assert conversation == "123"
        assert word in text
        assert "KC-" in text
        assert WORDS not in text

    async def test_tries_again_after_a_failure_and_later_each_time(
        self, store: ReportStore, library: Library, clock: Clock
    ) -> None:
        chat = Chat(failures=[OSError(), OSError()])
        self.decide(store, library)
        outbox = Outbox(store, Outcomes({"telegram": chat.send}), clock)
        await outbox.empty()
        await outbox.empty()
        assert len(chat.failures) == 1
        clock.forward(seconds=5)
        await outbox.empty()
        clock.forward(seconds=5)
        await outbox.empty()
        assert chat.failures == chat.said == []
        clock.forward(seconds=5)
        await outbox.empty()
        assert len(chat.said) == 1

    async def test_is_not_said_again_when_nobody_knows_whether_it_was(
        self, store: ReportStore, library: Library, clock: Clock
    ) -> None:
        chat = Chat(failures=[Crash()])
        self.decide(store, library)
        with pytest.raises(Crash):
            await Outbox(store, Outcomes({"telegram": chat.send}), clock).empty()
        clock.forward(days=1)
        await Outbox(store, Outcomes({"telegram": chat.send}), clock).empty()
        assert chat.said == []

    async def test_is_said_by_another_process_when_the_first_died_before_it_began(
        self, store: ReportStore, library: Library, clock: Clock
    ) -> None:
        chat = Chat()
        self.decide(store, library)
        assert store.take_outbox(DeliveryWay.CHAT, 10, lease_seconds=60)
        outbox = Outbox(store, Outcomes({"telegram": chat.send}), clock)
        await outbox.empty()
        assert chat.said == []
        clock.forward(seconds=61)
        await outbox.empty()
        assert len(chat.said) == 1

    async def test_waits_on_a_channel_that_cannot_speak_first_and_holds_up_no_other(
        self, store: ReportStore, library: Library, clock: Clock
    ) -> None:
        chat = Chat()
        self.decide(store, library, conversation="web:telegram:1")
        await Outbox(store, Outcomes({}), clock).empty()
        file(store, library, "vdab-bonus.be", notify=True, conversation="telegram:2")
        await Outbox(store, Outcomes({"telegram": chat.send}), clock).empty()
        assert [conversation for conversation, _ in chat.said] == ["2"]
        assert store.unheard() == {"web:telegram:1"}

    async def test_is_kept_when_its_channel_leaves_in_that_moment(
        self, store: ReportStore, library: Library, clock: Clock
    ) -> None:
        class Leaving(Outcomes):
            channels = ("telegram",)

        self.decide(store, library)
        await Outbox(store, Leaving({}), clock).empty()
        assert store.unheard() == {"telegram:123"}

    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("status", sorted(DECIDED))
    def test_every_outcome_has_a_sentence(self, language: str, status: Status) -> None:
        assert "KC-1" in sentences().text(f"outcome.{status}", language, reference="KC-1")


@dataclass
class Receiver:
    """A program that listens to new cases."""

    answers: list[int] = field(default_factory=list)
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    meanwhile: Callable[[], Awaitable[None]] | None = None

    async def take(self, request: web.Request) -> web.Response:
        self.got.append((dict(request.headers), await request.read()))
        if self.meanwhile:
            await self.meanwhile()
        status = self.answers.pop(0) if self.answers else 204
        return web.Response(status=status, headers={"Location": "/elsewhere"})


@asynccontextmanager
async def listening(receiver: Receiver) -> AsyncIterator[str]:
    app = web.Application()
    app.add_routes([web.route("*", "/{path:.*}", receiver.take)])
    async with TestServer(app) as server:
        yield str(server.make_url("/hook"))


class TestWebhook:
    async def test_posts_a_signed_new_case_once(
        self, store: ReportStore, library: Library, clock: Clock
    ) -> None:
        receiver = Receiver()
        case = file(store, library, "vdab-bonus.be")
        file(store, library, "vdab-bonus.be")
        async with listening(receiver) as url:
            outbox = Outbox(store, Webhook(url, [KEY], clock), clock)
            await outbox.empty()
            clock.forward(days=1)
            await outbox.empty()
        ((headers, body),) = receiver.got
        assert headers[SIGNATURE] == f"sha256={hmac.new(KEY, body, hashlib.sha256).hexdigest()}"
        told = json.loads(body)
        assert (told["event"], told["case"], told["organisation"]) == ("new_case", case, "vdab")
        assert told["address"] == "vdab-bonus[.]be/"
        assert CONTACT not in body.decode()
        assert WORDS not in body.decode()

    @pytest.mark.parametrize("refusal", [500, 404, 302])
    async def test_tries_again_until_it_is_received(
        self, store: ReportStore, library: Library, clock: Clock, refusal: int
    ) -> None:
        receiver = Receiver(answers=[refusal, refusal])
        file(store, library, "vdab-bonus.be")
        async with listening(receiver) as url:
            outbox = Outbox(store, Webhook(url, [KEY], clock), clock)
            for expected, later in ((1, 4), (1, 1), (2, 9), (2, 1), (3, 3600), (3, 0)):
                await outbox.empty()
                assert len(receiver.got) == expected
                clock.forward(seconds=later)
        assert len({json.loads(body)["delivery"] for _, body in receiver.got}) == 1

    async def test_tries_again_when_nobody_listens(
        self, store: ReportStore, library: Library, clock: Clock
    ) -> None:
        receiver = Receiver()
        file(store, library, "vdab-bonus.be")
        async with listening(receiver) as url:
            pass
        await Outbox(store, Webhook(url, [KEY], clock), clock).empty()
        clock.forward(seconds=5)
        async with listening(receiver) as url:
            await Outbox(store, Webhook(url, [KEY], clock), clock).empty()
        assert len(receiver.got) == 1

    async def test_another_process_goes_on_after_a_crash(
        self, store: ReportStore, library: Library, clock: Clock
    ) -> None:
        receiver = Receiver()
        file(store, library, "vdab-bonus.be")
        assert store.take_outbox(DeliveryWay.WEBHOOK, 10, lease_seconds=300)
        async with listening(receiver) as url:
            outbox = Outbox(store, Webhook(url, [KEY], clock), clock)
            await outbox.empty()
            assert receiver.got == []
            clock.forward(seconds=301)
            await outbox.empty()
        assert len(receiver.got) == 1

    async def test_two_processes_do_not_post_the_same(
        self, store: ReportStore, library: Library, clock: Clock
    ) -> None:
        receiver = Receiver()
        for number in range(10):
            file(store, library, f"vdab-bonus{number}.be")
        async with listening(receiver) as url:
            both = [Outbox(store, Webhook(url, [KEY], clock), clock) for _ in range(2)]
            await asyncio.gather(*(each.empty() for each in both))
        assert (
            len({json.loads(body)["case"] for _, body in receiver.got}) == len(receiver.got) == 10
        )

    @pytest.mark.slow
    async def test_what_was_received_while_the_database_went_away_is_not_posted_again(
        self, postgres_server: Postgres, library: Library, clock: Clock
    ) -> None:
        url = postgres_server.create_database(f"outbox_{uuid.uuid4().hex}")
        store = ReportStore.open(url, clock=clock, notices=NOTICES)
        file(store, library, "vdab-bonus.be")
        receiver = Receiver(meanwhile=lambda: asyncio.to_thread(postgres_server.stop))
        async with listening(receiver) as hook:
            outbox = Outbox(store, Webhook(hook, [KEY], clock), clock)
            try:
                with pytest.raises(StoreUnavailable):
                    await outbox.empty()
            finally:
                await asyncio.to_thread(postgres_server.start)
            receiver.meanwhile = None
            clock.forward(days=1)
            await outbox.empty()
        assert len(receiver.got) == 1
        store.close()


def test_waits_twice_as_long_each_time_up_to_an_hour() -> None:
    assert [waiting(attempts).total_seconds() for attempts in (1, 2, 3)] == [5, 10, 20]
    assert waiting(10_000) == timedelta(hours=1)


async def test_a_courier_that_gives_up_ends_nothing(
    store: ReportStore, library: Library, clock: Clock
) -> None:
    chat = Chat(failures=[ValueError("vdab-bonus")])
    for number in range(2):
        asked = {"notify": True, "conversation": f"telegram:{number}"}
        case = file(store, library, f"vdab-bonus{number}.be", **asked)
        store.set_status(case, Status.GENUINE, actor=STAFF)
    courier: Courier = Outcomes({"telegram": chat.send})
    await Outbox(store, courier, clock).empty()
    assert [conversation for conversation, _ in chat.said] == ["1"]
