"""What goes on beside the requests: round after round, whatever fails, until asked to stop."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from actions.reports.asked import UnlistedDemand
from actions.reports.database.connection import StoreUnavailable
from actions.reports.desk import Desk
from actions.reports.intake.images import Images
from actions.reports.intake.spool import Spool
from actions.reports.model import Status
from actions.reports.store import ReportStore
from bot.channels.settings import AllSettings
from bot.process.app import build_app
from bot.running import background
from bot.running.background import SENDERS, WARNINGS, Job, couriers, setup, webhook_keys
from knowledge.library import Library
from tests.bot.notifying.test_warnings import fresh
from tests.bot.reports import Clock, file, filing
from tests.servers import free_port

Client = TestClient[web.Request, web.Application]


async def rounds_of(job: Job, until: Callable[[], bool]) -> None:
    stopping = asyncio.Event()
    running = asyncio.create_task(job.run(stopping))
    for _ in range(5_000):
        if until():
            break
        await asyncio.sleep(0.001)
    stopping.set()
    await asyncio.wait_for(running, 5)
    assert until()


class TestJob:
    async def test_a_failure_ends_nothing_and_is_logged_once_by_its_type(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        outcomes: list[Exception | None] = [ValueError("geheim"), ValueError("geheim"), None]
        done: list[None] = []

        async def work() -> None:
            outcome = outcomes.pop(0) if outcomes else None
            if outcome:
                raise outcome
            done.append(None)

        with caplog.at_level(logging.INFO, "bot.running.background"):
            await rounds_of(Job("telling", 0.001, work), lambda: len(done) > 2)
        (failure,) = [each.getMessage() for each in caplog.records if each.levelname == "ERROR"]
        assert "telling" in failure
        assert "ValueError" in failure
        assert [each.getMessage() for each in caplog.records if each.levelname == "INFO"] == [
            "telling works again"
        ]
        assert "geheim" not in caplog.text

    async def test_finishes_the_round_that_has_begun(self) -> None:
        begun, may_end, ended = asyncio.Event(), asyncio.Event(), []

        async def work() -> None:
            begun.set()
            await may_end.wait()
            ended.append(None)

        stopping = asyncio.Event()
        running = asyncio.create_task(Job("telling", 60, work).run(stopping))
        await begun.wait()
        stopping.set()
        may_end.set()
        await asyncio.wait_for(running, 5)
        assert ended == [None]

    async def test_stops_at_once_between_rounds(self) -> None:
        done = []

        async def work() -> None:
            done.append(None)

        begin = time.monotonic()
        await rounds_of(Job("telling", 60, work), lambda: bool(done))
        assert time.monotonic() - begin < 2
        assert len(done) == 1


@asynccontextmanager
async def running(
    library: Library, store: ReportStore, folder: Path, **changes: Any
) -> AsyncIterator[tuple[Client, Desk]]:
    clock = Clock()
    settings = replace(AllSettings(), rate_limit=0, **changes)
    desk = Desk(store, Spool(folder / "spool"), clock)
    app = build_app(settings, library, None, asked=UnlistedDemand(b"k" * 32, clock))
    if WARNINGS not in app:
        setup(
            app,
            settings=settings,
            store=store,
            desk=desk,
            images=Images(folder / "images"),
            clock=clock,
        )
    async with TestClient(TestServer(app)) as client:
        yield client, desk


async def until(wanted: Callable[[], Awaitable[bool]]) -> None:
    deadline = time.monotonic() + 10
    for _ in iter(time.monotonic, None):
        if await wanted():
            return
        assert time.monotonic() < deadline
        await asyncio.sleep(0.05)


class TestApplication:
    @pytest.fixture
    def served(self, library: Library) -> Library:
        return fresh(library)

    async def verdict(self, client: Client, text: str) -> str:
        answer = await (await client.get("/api/v1/check", params={"q": text})).json()
        return str(answer["verdict"])

    async def test_warns_of_what_is_confirmed_before_and_after_it_starts(
        self, served: Library, tmp_path: Path
    ) -> None:
        store = ReportStore.open(f"sqlite:///{tmp_path}/reports.db", clock=Clock())
        before = file(store, served, "vdab-bonus.be")
        after = file(store, served, "vdab-premie2.be")
        store.set_status(before, Status.CONFIRMED_FAKE, actor="jan")
        async with running(served, store, tmp_path) as (client, _):
            assert await self.verdict(client, "vdab-bonus.be") == "confirmed_fake"
            assert await self.verdict(client, "vdab-premie2.be") == "lookalike"
            store.set_status(after, Status.CONFIRMED_FAKE, actor="jan")

            async def is_warned() -> bool:
                return await self.verdict(client, "vdab-premie2.be") == "confirmed_fake"

            await until(is_warned)
        store.close()

    async def test_a_channel_that_can_speak_first_tells_the_outcome(
        self, served: Library, tmp_path: Path
    ) -> None:
        store = ReportStore.open(f"sqlite:///{tmp_path}/reports.db", clock=Clock())
        said = []

        async def say(conversation: str, text: str, _buttons: object) -> None:
            said.append((conversation, text))

        case = file(store, served, "vdab-bonus.be", notify=True, conversation="telegram:1")
        async with running(served, store, tmp_path) as (client, _):
            client.app[SENDERS]["telegram"] = say
            store.set_status(case, Status.CONFIRMED_FAKE, actor="jan")

            async def is_said() -> bool:
                return bool(said)

            await until(is_said)
        assert [conversation for conversation, _ in said] == ["1"]
        store.close()

    async def test_what_was_filed_while_the_database_was_away_gets_there(
        self, served: Library, tmp_path: Path
    ) -> None:
        spool = Spool(tmp_path / "spool")
        away = ReportStore.open(f"postgresql://kc@127.0.0.1:{free_port()}/kc", clock=Clock())
        receipt = Desk(away, spool, Clock()).file(filing(served, "vdab-bonus.be"))
        store = ReportStore.open(f"sqlite:///{tmp_path}/reports.db", clock=Clock())
        async with running(served, store, tmp_path):

            async def is_there() -> bool:
                return store.receipt(receipt.reference) is not None

            await until(is_there)
        store.close()

    async def test_starts_answers_and_stops_with_the_database_away(
        self, served: Library, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        away = ReportStore.open(f"postgresql://kc:geheim@127.0.0.1:{free_port()}/kc", clock=Clock())
        begin = time.monotonic()
        async with running(served, away, tmp_path) as (client, _):
            assert await self.verdict(client, "vdab-bonus.be") == "lookalike"
        assert time.monotonic() - begin < 10
        assert StoreUnavailable.__name__ in caplog.text
        assert "geheim" not in caplog.text
        assert not [each for each in asyncio.all_tasks() if "telling" in each.get_name()]

    async def test_what_is_asked_for_is_written_down_when_it_stops(
        self, served: Library, tmp_path: Path
    ) -> None:
        store = ReportStore.open(f"sqlite:///{tmp_path}/reports.db", clock=Clock())
        async with running(served, store, tmp_path) as (client, _):
            for text in 4 * ("vdab-bonus.be", "https://www.vdab.be"):
                await self.verdict(client, text)
            await client.post("/api/v1/check", json={"text": "vdab-bonus.be"})
        (most,) = store.most_asked(weeks=1, limit=10)
        assert (most.shown, most.times) == ("vdab-bonus[.]be/", 5)
        store.close()

    async def test_what_is_asked_for_is_written_down_every_now_and_then(
        self, served: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(background, "SECONDS_BETWEEN_COUNTS", 0.02)
        store = ReportStore.open(f"sqlite:///{tmp_path}/reports.db", clock=Clock())
        async with running(served, store, tmp_path) as (client, _):
            for _ in range(3):
                await self.verdict(client, "vdab-bonus.be")

            async def is_there() -> bool:
                return bool(store.most_asked(weeks=1, limit=10))

            await until(is_there)
        store.close()


class TestSettings:
    def chosen(self, **changes: Any) -> set[str]:
        settings = replace(AllSettings(), **changes)
        store = ReportStore.open("sqlite://", clock=Clock())
        return {
            str(courier.kind)
            for courier in couriers(settings, {}, store, lambda: pytest.fail("not now"), Clock())
        }

    def test_tell_whom_to_tell(self) -> None:
        hook, mail = "https://hook.example/", "smtp://mail.example"
        assert self.chosen() == {"chat"}
        assert self.chosen(notify_webhook=hook, secret="s" * 32) == {"chat", "webhook"}
        assert self.chosen(smtp_url=mail, mail_from="kc@example.be") == {"chat", "mail"}

    def test_say_what_is_missing(self, caplog: pytest.LogCaptureFixture) -> None:
        assert self.chosen(smtp_url="smtp://mail.example") == {"chat"}
        assert "KANAALCHECK_MAIL_FROM" in caplog.text
        assert self.chosen(notify_webhook="https://hook.example/") == {"chat", "webhook"}
        assert "KANAALCHECK_SECRET" in caplog.text

    def test_the_key_of_the_webhook_is_not_that_of_staff_sessions(self) -> None:
        secret = "s" * 32
        (key,) = webhook_keys(replace(AllSettings(), secret=secret))
        assert key
        assert len(key) == 64
        assert secret.encode() not in key
        assert webhook_keys(AllSettings()) == []
