"""What became of a report is told with the citizen's next message, where nobody can speak first."""

import asyncio
import io
import logging
import re
import time
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from actions.reports.desk import Desk
from actions.reports.intake.images import Images
from actions.reports.intake.spool import Spool
from actions.reports.model import Status
from actions.reports.store import ReportStore
from bot.channels import terminal
from bot.channels.settings import AllSettings
from bot.conversation.dialogue import BotMessage, Dialogue, share
from bot.conversation.in_process import load_executor
from bot.conversation.memory import Conversations
from bot.conversation.messages import Heard, Mind
from bot.conversation.script import Script
from bot.conversation.undelivered import UNHEARD, Unheard
from bot.conversation.untrained import Untrained
from bot.process.app import build_app
from bot.running import background
from bot.running.application import SERVED
from knowledge.library import Library
from tests.bot.notifying.test_warnings import fresh
from tests.bot.reports import Clock, file
from tests.bot.test_two_processes import process
from tests.servers import Postgres, free_port

SCRIPT = Script.load()
SETTINGS = replace(AllSettings(), encoder="none", rate_limit=0, today=date(2026, 11, 25))
FAKE = "vdab-bonus.be"
SENDER = "abc"
WEB = f"web:{SENDER}"
REPORT = (
    FAKE,
    "/report_misuse",
    '/report_misuse{"report_what_happened": "asked_money"}',
    '/report_misuse{"report_loss": "none"}',
    '/report_misuse{"report_contact": "here"}',
    "/affirm",
)
NEWS = {"nl": "Nieuws over uw melding", "en": "News about your report"}
NEWS |= {"fr": "votre signalement", "de": "zu Ihrer Meldung"}
REFERENCE = re.compile(r"KC-\w{4}-\w{4}")


class Echo:
    """A mind that repeats."""

    async def answer(self, heard: Heard) -> list[BotMessage]:
        return [BotMessage(heard.text)]

    async def parse(self, text: str) -> dict[str, object]:
        return {"text": text}


class Silent(Echo):
    """A mind that fails."""

    async def answer(self, heard: Heard) -> list[BotMessage]:
        raise RuntimeError(heard.text)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/reports.db"


@pytest.fixture
def store(url: str) -> Iterator[ReportStore]:
    store = ReportStore.open(url, clock=Clock())
    yield store
    store.close()


@pytest.fixture
def unheard(store: ReportStore) -> Unheard:
    return Unheard(store, {})


def untrained() -> Untrained:
    return Untrained(SCRIPT, load_executor(), Conversations(lambda: 0.0))


@pytest.fixture
def dialogue(library: Library, store: ReportStore, unheard: Unheard, tmp_path: Path) -> Dialogue:
    share(SETTINGS, library, None, Desk(store, Spool(tmp_path / "spool"), Clock()))
    return Dialogue(SCRIPT, None, untrained(), None, unheard)


async def say(dialogue: Dialogue, text: str, language: str = "nl", channel: str = "web") -> str:
    answers = await dialogue.answer(SENDER, text, language=language, channel=channel)
    return "\n".join(answer.text for answer in answers)


async def filed(dialogue: Dialogue, language: str = "nl") -> str:
    told = [await say(dialogue, message, language) for message in REPORT]
    return REFERENCE.search(told[-1])[0]


def decide(store: ReportStore, reference: str, status: Status = Status.CONFIRMED_FAKE) -> int:
    ((case,), _) = store.queue(search=reference)
    store.set_status(case.id, status, actor="jan")
    return case.id


def decided(store: ReportStore, library: Library, text: str = FAKE, **changes: object) -> int:
    case = file(store, library, text, **{"notify": True, "conversation": WEB, **changes})
    store.set_status(case, Status.CONFIRMED_FAKE, actor="jan")
    return case


async def tells_once(dialogue: Dialogue, store: ReportStore, unheard: Unheard) -> None:
    reference = await filed(dialogue, "fr")
    unheard.renew()
    assert NEWS["fr"] not in await say(dialogue, "/greet", "fr")
    decide(store, reference)
    unheard.renew()
    told = await dialogue.answer(SENDER, "/greet", language="nl", channel="web")
    assert NEWS["fr"] in told[0].text  # of the report, whatever is spoken now
    assert reference in told[0].text
    assert len(told) > 1
    assert told[-1].text
    unheard.renew()
    assert NEWS["fr"] not in await say(dialogue, "/greet", "fr")


async def test_the_next_message_is_told_it_once(
    dialogue: Dialogue, store: ReportStore, unheard: Unheard
) -> None:
    await tells_once(dialogue, store, unheard)


@pytest.mark.model
@pytest.mark.slow
async def test_with_a_trained_mind_too(
    library: Library, store: ReportStore, unheard: Unheard, tmp_path: Path
) -> None:
    settings = AllSettings.from_env({"KANAALCHECK_TODAY": "2026-11-25"})
    desk = Desk(store, Spool(tmp_path / "spool"), Clock())
    dialogue = await asyncio.to_thread(Dialogue.load, settings, library, desk, unheard)
    assert dialogue.is_trained
    await tells_once(dialogue, store, unheard)


@pytest.mark.parametrize("language", sorted(NEWS))
@pytest.mark.parametrize("status", [Status.CONFIRMED_FAKE, Status.GENUINE, Status.NOT_ENOUGH])
async def test_every_outcome_in_every_language(
    store: ReportStore, library: Library, unheard: Unheard, language: str, status: Status
) -> None:
    case = file(store, library, FAKE, notify=True, conversation=WEB, language=language)
    store.set_status(case, status, actor="jan")
    unheard.renew()
    (told,) = await unheard.take("web", SENDER)
    assert NEWS[language] in told.text
    assert told.buttons == ()


async def test_nobody_else_is_told(store: ReportStore, library: Library, unheard: Unheard) -> None:
    decided(store, library)
    unheard.renew()
    assert await unheard.take("rest", SENDER) == []
    assert await unheard.take("web", "abcd") == []
    assert await unheard.take("web", SENDER)


async def test_several_are_told_together_the_oldest_first(
    store: ReportStore, library: Library, unheard: Unheard
) -> None:
    for text in (FAKE, "vdab-premie2.be"):
        decided(store, library, text)
    references = [store.reports_of(case)[0].reference for case in (1, 2)]
    unheard.renew()
    told = [REFERENCE.search(each.text)[0] for each in await unheard.take("web", SENDER)]
    assert told == references


async def test_a_channel_that_speaks_first_is_left_to(store: ReportStore, library: Library) -> None:
    async def send(_conversation: str, _text: str, _buttons: object) -> None:
        raise AssertionError

    unheard = Unheard(store, {"web": send})
    decided(store, library)
    unheard.renew()
    assert await unheard.take("web", SENDER) == []
    assert store.unheard() == {WEB}


async def test_what_staff_took_back_is_not_told(
    store: ReportStore, library: Library, unheard: Unheard
) -> None:
    case = decided(store, library)
    unheard.renew()
    store.undo(case, actor="jan")
    assert await unheard.take("web", SENDER) == []


async def test_who_is_forgotten_is_told_before_and_never_after(
    dialogue: Dialogue, store: ReportStore, library: Library, unheard: Unheard
) -> None:
    decided(store, library)
    unheard.renew()
    assert NEWS["nl"] in await say(dialogue, "/forget_me")
    decided(store, library, "vdab-premie2.be")
    store.forget(WEB)
    assert NEWS["nl"] not in await say(dialogue, "/greet")


async def test_a_cry_for_help_is_answered_first_and_the_news_waits(
    dialogue: Dialogue, store: ReportStore, library: Library, unheard: Unheard
) -> None:
    decided(store, library)
    unheard.renew()
    told = await say(dialogue, "ik wil dood")
    assert "1813" in told
    assert NEWS["nl"] not in told
    assert NEWS["nl"] in await say(dialogue, "dank u")


async def test_is_told_where_no_mind_answers(
    store: ReportStore, library: Library, unheard: Unheard
) -> None:
    decided(store, library)
    unheard.renew()
    told = await say(Dialogue(SCRIPT, Silent(), Silent(), None, unheard), "hallo")
    assert NEWS["nl"] in told
    assert "1700" in told


class TestSeveralProcesses:
    """On one database, each with what it knows itself."""

    async def test_tell_it_once_however_many_messages_come_at_once(
        self, postgres_server: Postgres, library: Library
    ) -> None:
        url = postgres_server.create_database(f"unheard_{uuid.uuid4().hex}")
        stores = [ReportStore.open(url, clock=Clock()) for _ in range(3)]
        texts = [f"vdab-bonus{number}.be" for number in range(5)]
        for text in texts:
            decided(stores[0], library, text)
        processes = [Unheard(store, {}) for store in stores]
        for each in processes:
            each.renew()
        minds: list[Mind] = [Echo(), Echo()]
        answers = await asyncio.gather(
            *(say(Dialogue(SCRIPT, *minds, None, each), "x") for each in processes * 4)
        )
        for store in stores:
            store.close()
        told = REFERENCE.findall("\n".join(answers))
        assert len(told) == len(set(told)) == len(texts)

    @pytest.mark.slow
    def test_tell_it_wherever_the_citizen_writes(
        self, postgres_server: Postgres, tmp_path: Path
    ) -> None:
        url = postgres_server.create_database(f"unheard_{uuid.uuid4().hex}")
        store = ReportStore.open(url, clock=Clock())
        with process(tmp_path, url) as first, process(tmp_path, url) as second:
            told = [first.say(message) for message in REPORT]
            decide(store, REFERENCE.search(told[-1])[0])
            deadline = time.monotonic() + 20
            while NEWS["nl"] not in (said := second.say("/greet")):
                assert time.monotonic() < deadline
                time.sleep(0.1)
            assert said.index(NEWS["nl"]) == 0
            for each in (first, second):
                assert NEWS["nl"] not in each.say("/greet")
        store.close()


class TestDatabaseAway:
    async def test_the_answer_comes_and_the_next_does_not_wait(
        self, library: Library, postgres_server: Postgres, caplog: pytest.LogCaptureFixture
    ) -> None:
        url = postgres_server.create_database(f"unheard_{uuid.uuid4().hex}")
        store = ReportStore.open(url, clock=Clock())
        decided(store, library)
        unheard = Unheard(store, {})
        unheard.renew()
        dialogue = Dialogue(SCRIPT, Echo(), Echo(), None, unheard)
        postgres_server.stop()
        try:
            with caplog.at_level(logging.WARNING):
                begin = time.monotonic()
                assert await say(dialogue, "geheim") == "geheim"
                assert time.monotonic() - begin < 4
            begin = time.monotonic()
            assert await say(dialogue, "weer") == "weer"
            assert time.monotonic() - begin < 0.2
        finally:
            postgres_server.start()
        assert "StoreUnavailable" in caplog.text
        assert "geheim" not in caplog.text
        unheard.renew()
        assert NEWS["nl"] in await say(dialogue, "en nu?")
        store.close()

    async def test_no_turn_asks_a_database_that_was_not_there_a_moment_ago(self) -> None:
        away = ReportStore.open(f"postgresql://kc@127.0.0.1:{free_port()}/kc", clock=Clock())
        unheard = Unheard(away, {})
        with pytest.raises(Exception, match="refused"):
            unheard.renew()
        assert not unheard.has("web", SENDER)


class TestPage:
    async def page(self, library: Library, store: ReportStore, folder: Path) -> TestClient:
        desk = Desk(store, Spool(folder / "spool"), Clock())
        share(SETTINGS, library, None, desk)
        app = build_app(SETTINGS, library, None, desk=desk)
        if UNHEARD not in app:
            background.setup(
                app,
                settings=SETTINGS,
                store=store,
                desk=desk,
                images=Images(folder / "images"),
                clock=Clock(),
            )
        app[SERVED].dialogue = Dialogue(SCRIPT, None, untrained(), None, app[UNHEARD])
        client: TestClient[web.Request, web.Application] = TestClient(TestServer(app))
        await client.start_server()
        return client

    async def post(self, client: TestClient, conversation: str, **fields: str) -> str:
        values = {"conversation": conversation, "language": "nl", **fields}
        return await (await client.post("/", data=values)).text()

    def conversation(self, page: str) -> str:
        return re.search(r'name="conversation" value="([^"]+)"', page)[1]

    async def test_tells_it_days_later_after_a_restart(
        self, library: Library, store: ReportStore, tmp_path: Path
    ) -> None:
        served = fresh(library)
        client = await self.page(served, store, tmp_path)
        mine = self.conversation(await self.post(client, "", message="hallo"))
        page = ""
        for message in REPORT:
            page = await self.post(client, mine, message=message)
        reference = REFERENCE.search(page)[0]
        await client.close()

        decide(store, reference)
        client = await self.page(served, store, tmp_path)
        client.app[UNHEARD].renew()
        page = await self.post(client, "of-nobody", message="hallo")
        assert NEWS["nl"] not in page
        assert self.conversation(page) != "of-nobody"
        page = await self.post(client, mine, message="hallo")
        assert NEWS["nl"] in page
        assert self.conversation(page) == mine
        assert (await self.post(client, mine, message="hallo")).count(NEWS["nl"]) == 1
        await client.close()

    async def test_another_site_hears_nothing(
        self, library: Library, store: ReportStore, tmp_path: Path
    ) -> None:
        decided(store, library)
        client = await self.page(fresh(library), store, tmp_path)
        client.app[UNHEARD].renew()
        values = {"conversation": SENDER, "language": "nl", "message": "hallo"}
        answer = await client.post("/", data=values, headers={"Sec-Fetch-Site": "cross-site"})
        assert NEWS["nl"] not in await answer.text()
        assert store.unheard() == {WEB}
        await client.close()


class Typing(io.StringIO):
    """Lines of a citizen, with what happens in between."""

    def __init__(self, store: ReportStore, said: list[str]) -> None:
        super().__init__()
        self._store, self._said = store, said
        self._waiting = [*REPORT, "", "/greet", "/greet"]

    def readline(self, _size: int | None = -1, /) -> str:
        line = self._waiting.pop(0) if self._waiting else "/quit"
        if not line:
            decide(self._store, REFERENCE.search("\n".join(self._said))[0])
            line = self._waiting.pop(0)
        return f"{line}\n"


async def test_a_terminal_tells_it_too(
    dialogue: Dialogue, store: ReportStore, unheard: Unheard, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr("sys.stdin", Typing(store, said))
    await terminal.chat(dialogue, said.append, unheard)
    assert "\n".join(said).count(NEWS["nl"]) == 1
