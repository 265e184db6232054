"""Rasa's conversations: lean in memory, or shared by processes; deleted when asked."""

import asyncio
import sys
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from rasa.core.lock_store import LockStore
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActiveLoop, Restarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import create_engine, text

from bot.conversation.memory import KEPT_S, Conversations
from bot.conversation.redis_locks import EXPIRY_S
from bot.conversation.shared_memory import PAUSE_S
from bot.conversation.trackers import LeanTrackerStore, lock_store, tracker_store
from bot.settings import Settings
from knowledge.matching.subject import Subject, SubjectKind
from tests.servers import Postgres, Redis

Locks = Callable[[], Awaitable[LockStore]]

ROOT = Path(__file__).parents[3]
SECONDS_OF_ONE_TRY = 6
"""One try at a server that hangs, and no second one (2.5 s each way, on a busy machine)."""

DOMAIN = Domain.from_yaml("""
slots:
  language:
    type: text
    mappings: [{type: custom}]
  subject:
    type: any
    influence_conversation: false
    mappings: [{type: custom}]
forms:
  report_form:
    required_slots: [language]
""")

SUBJECT = Subject(SubjectKind.FAKE, "vdab-jobs.be", "website", "vdab", said=("verdict",))


@pytest.fixture
def store() -> LeanTrackerStore:
    store = LeanTrackerStore(Conversations(lambda: 0.0))
    store.domain = DOMAIN
    return store


def conversation(store: TrackerStore, *events: object) -> DialogueStateTracker:
    return of_sender(store, "a", *events)


def of_sender(store: TrackerStore, sender: str, *events: object) -> DialogueStateTracker:
    return DialogueStateTracker.from_events(sender, list(events), store.domain.slots)


async def longest_pause() -> float:
    """Give for how many seconds at most the event loop did nothing, until cancelled."""
    longest, last = 0.0, time.monotonic()
    try:
        while True:
            await asyncio.sleep(0.02)
            longest, last = max(longest, time.monotonic() - last), time.monotonic()
    except asyncio.CancelledError:
        return longest


async def test_keeps_slots_and_no_words(store: LeanTrackerStore):
    await store.save(conversation(store, UserUttered("geheim"), SlotSet("language", "fr")))
    kept = await store.retrieve("a")
    assert kept.get_slot("language") == "fr"
    assert "geheim" not in repr([event.as_dict() for event in kept.events])
    assert kept.latest_action_name == "action_listen"
    assert list(await store.keys()) == ["a"]


async def test_keeps_the_question_of_an_open_form(store: LeanTrackerStore):
    asked = (ActiveLoop("report_form"), SlotSet("requested_slot", "language"))
    await store.save(conversation(store, *asked, UserUttered("geheim")))
    kept = await store.retrieve("a")
    assert kept.active_loop_name == "report_form"
    assert kept.get_slot("requested_slot") == "language"
    assert not kept.is_active_loop_rejected


async def test_keeps_what_the_last_answer_was_about(store: LeanTrackerStore):
    await store.save(conversation(store, SlotSet("subject", SUBJECT.as_slot())))
    assert Subject.of((await store.retrieve("a")).get_slot("subject")) == SUBJECT


async def test_a_closed_form_is_not_kept(store: LeanTrackerStore):
    done = (ActiveLoop("report_form"), SlotSet("requested_slot", None), ActiveLoop(None))
    await store.save(conversation(store, *done))
    assert (await store.retrieve("a")).active_loop_name is None


async def test_a_form_of_another_time_is_forgotten(store: LeanTrackerStore):
    await store.save(conversation(store, ActiveLoop("report_form")))
    store.domain = Domain.empty()
    assert (await store.retrieve("a")).active_loop_name is None


async def test_a_restarted_conversation_is_deleted(store: LeanTrackerStore):
    await store.save(conversation(store, SlotSet("language", "fr")))
    await store.save(conversation(store, SlotSet("language", "fr"), Restarted()))
    assert await store.retrieve("a") is None


async def test_a_conversation_of_another_time_may_hold_slots_that_are_gone(store: LeanTrackerStore):
    await store.save(conversation(store, SlotSet("language", "fr")))
    store.domain = Domain.empty()
    assert (await store.retrieve("a")).sender_id == "a"


class TestShared:
    """Two processes share conversations by PostgreSQL and their order by Redis."""

    @pytest.fixture
    def settings(self, postgres_server: Postgres, redis_url: str) -> Settings:
        name = f"trackers_{uuid.uuid4().hex}"
        return Settings(database_url=postgres_server.create_database(name), redis_url=redis_url)

    @pytest.fixture
    async def locks(self, settings: Settings) -> AsyncIterator[Locks]:
        opened = []

        async def another() -> LockStore:
            opened.append(lock_store(settings))
            return opened[-1]

        yield another
        for each in opened:
            await each.close()

    def opened(self, settings: Settings) -> TrackerStore:
        store = tracker_store(settings)
        store.domain = DOMAIN
        return store

    async def test_another_process_goes_on_with_the_conversation(self, settings: Settings):
        here, elsewhere = self.opened(settings), self.opened(settings)
        await here.save(conversation(here, SlotSet("language", "fr")))
        assert (await elsewhere.retrieve("a")).get_slot("language") == "fr"

    async def test_another_process_knows_what_the_last_answer_was_about(self, settings: Settings):
        here, elsewhere = self.opened(settings), self.opened(settings)
        await here.save(conversation(here, SlotSet("subject", SUBJECT.as_slot())))
        assert Subject.of((await elsewhere.retrieve("a")).get_slot("subject")) == SUBJECT

    async def test_another_process_goes_on_with_an_open_form(self, settings: Settings):
        here, elsewhere = self.opened(settings), self.opened(settings)
        asked = (ActiveLoop("report_form"), SlotSet("requested_slot", "language"))
        await here.save(conversation(here, UserUttered("melden"), *asked))
        kept = await elsewhere.retrieve("a")
        assert kept.active_loop_name == "report_form"
        assert kept.get_slot("requested_slot") == "language"

    async def test_what_is_to_be_forgotten_is_deleted_for_all(self, settings: Settings):
        here, elsewhere = self.opened(settings), self.opened(settings)
        await here.save(conversation(here, UserUttered("geheim"), SlotSet("language", "fr")))
        await elsewhere.save(conversation(elsewhere, Restarted()))
        assert await here.retrieve("a") is None

    async def test_no_word_of_a_citizen_reaches_the_database(self, settings: Settings):
        store = self.opened(settings)
        for words in ("geheim", "nog een geheim"):
            await store.save(conversation(store, UserUttered(words), SlotSet("language", "fr")))
        assert self.rows(settings) == [("a", {"language": "fr"})]

    async def test_after_a_day_by_the_database_a_conversation_is_gone(self, settings: Settings):
        store = self.opened(settings)
        await store.save(conversation(store, SlotSet("language", "fr")))
        engine = create_engine(settings.database_url)
        with engine.begin() as connection:
            aged = text("UPDATE conversation SET seen_at = seen_at - :more * interval '1 second'")
            connection.execute(aged, {"more": KEPT_S + 60})
        engine.dispose()
        assert await store.retrieve("a") is None
        other = DialogueStateTracker.from_events("b", [], DOMAIN.slots)
        await self.opened(settings).save(other)
        assert [sender for sender, _ in self.rows(settings)] == ["b"]

    @pytest.mark.slow
    async def test_while_the_database_hangs_the_process_goes_on_from_memory(
        self, settings: Settings, postgres_server: Postgres
    ):
        here, elsewhere = self.opened(settings), self.opened(settings)
        for sender in ("a", "b"):
            await here.save(of_sender(here, sender, SlotSet("language", "fr")))
        with postgres_server.hanging():
            still = asyncio.create_task(longest_pause())
            begin = time.monotonic()
            await here.save(of_sender(here, "a", SlotSet("language", "de")))
            assert (await here.retrieve("a")).get_slot("language") == "de"
            await here.save(of_sender(here, "b", Restarted()))
            assert await here.retrieve("b") is None
            assert time.monotonic() - begin < SECONDS_OF_ONE_TRY, "each turn waits for it anew"
            still.cancel()
            assert await still < 1, "everybody else waited too"
        await asyncio.sleep(PAUSE_S)
        await here.save(of_sender(here, "c", SlotSet("language", "en")))
        assert (await elsewhere.retrieve("a")).get_slot("language") == "de"
        assert await elsewhere.retrieve("b") is None

    @staticmethod
    def rows(settings: Settings) -> list[tuple[str, dict[str, str]]]:
        engine = create_engine(settings.database_url)
        with engine.connect() as connection:
            asked = text("SELECT sender, slots FROM conversation ORDER BY sender")
            rows = [(sender, slots) for sender, slots in connection.execute(asked)]
        engine.dispose()
        return rows

    async def test_one_conversation_waits_for_the_other_process(self, locks: Locks):
        here, elsewhere = await locks(), await locks()
        order = []

        async def turn(store: LockStore, name: str, seconds: float) -> None:
            async with store.lock("a", wait_time_in_seconds=0.02):
                order.append(f"{name} begins")
                await asyncio.sleep(seconds)
                order.append(f"{name} ends")

        first = asyncio.create_task(turn(here, "first", 0.3))
        await asyncio.sleep(0.1)
        await asyncio.gather(first, turn(elsewhere, "second", 0))
        assert order == ["first begins", "first ends", "second begins", "second ends"]

    async def test_what_a_killed_process_held_is_free_within_seconds(
        self, settings: Settings, locks: Locks
    ):
        program = (
            "import asyncio, sys, time\n"
            "from bot.conversation.redis_locks import RedisLocks\n"
            "async def hold():\n"
            "    async with RedisLocks(sys.argv[1], time.monotonic).lock('k'):\n"
            "        print('held', flush=True)\n"
            "        await asyncio.sleep(60)\n"
            "asyncio.run(hold())\n"
        )
        holder = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", program, settings.redis_url),
            cwd=ROOT,
            stdout=asyncio.subprocess.PIPE,
        )
        assert await holder.stdout.readline() == b"held\n"
        holder.kill()
        await holder.communicate()
        begin = time.monotonic()
        async with (await locks()).lock("k"):
            assert time.monotonic() - begin < EXPIRY_S + 1

    @pytest.mark.slow
    async def test_a_long_turn_keeps_its_lock(self, locks: Locks):
        here, elsewhere = await locks(), await locks()
        order = []

        async def turn(store: LockStore, name: str, seconds: float) -> None:
            async with store.lock("long"):
                await asyncio.sleep(seconds)
                order.append(name)

        first = asyncio.create_task(turn(here, "first", EXPIRY_S + 1))
        await asyncio.sleep(0.1)
        await asyncio.gather(first, turn(elsewhere, "second", 0))
        assert order == ["first", "second"]

    async def test_while_redis_hangs_a_turn_goes_on_without_it(
        self, locks: Locks, redis_server: Redis
    ):
        store = await locks()
        async with store.lock("a"):
            pass
        with redis_server.hanging():
            still = asyncio.create_task(longest_pause())
            begin = time.monotonic()
            for _ in range(3):
                async with store.lock("a"):
                    pass
            assert time.monotonic() - begin < SECONDS_OF_ONE_TRY
            still.cancel()
            assert await still < 1
