"""Rasa's conversations: lean in memory, or shared by processes; deleted when asked."""

import asyncio
import uuid

import pytest
from rasa.core.lock_store import LockStore
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActiveLoop, Restarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import create_engine, text

from bot.conversations import KEPT_S, Conversations
from bot.settings import Settings
from bot.trackers import LeanTrackerStore, lock_store, tracker_store
from tests.servers import Postgres

DOMAIN = Domain.from_yaml("""
slots:
  language:
    type: text
    mappings: [{type: custom}]
forms:
  report_form:
    required_slots: [language]
""")


@pytest.fixture
def store() -> LeanTrackerStore:
    store = LeanTrackerStore(Conversations(lambda: 0.0))
    store.domain = DOMAIN
    return store


def conversation(store: LeanTrackerStore, *events: object) -> DialogueStateTracker:
    return DialogueStateTracker.from_events("a", list(events), store.domain.slots)


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

    def opened(self, settings: Settings) -> TrackerStore:
        store = tracker_store(settings)
        store.domain = DOMAIN
        return store

    async def test_another_process_goes_on_with_the_conversation(self, settings: Settings):
        here, elsewhere = self.opened(settings), self.opened(settings)
        await here.save(conversation(here, SlotSet("language", "fr")))
        assert (await elsewhere.retrieve("a")).get_slot("language") == "fr"

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
        written = self.rows(settings)
        assert [kind for kind, _ in written] == ["slot", "action"]
        assert "geheim" not in repr(written)

    async def test_after_a_day_a_conversation_is_gone(self, settings: Settings):
        store = self.opened(settings)
        await store.save(conversation(store, SlotSet("language", "fr")))
        day = KEPT_S + 60
        engine = create_engine(settings.database_url)
        with engine.begin() as connection:
            connection.execute(text("UPDATE events SET timestamp = timestamp - :day"), {"day": day})
        engine.dispose()
        other = DialogueStateTracker.from_events("b", [], DOMAIN.slots)
        await self.opened(settings).save(other)
        assert await store.retrieve("a") is None

    @staticmethod
    def rows(settings: Settings) -> list[tuple[str, str]]:
        engine = create_engine(settings.database_url)
        with engine.connect() as connection:
            found = connection.execute(
                text("SELECT type_name, data FROM events ORDER BY timestamp")
            )
            rows = [(kind, data) for kind, data in found]
        engine.dispose()
        return rows

    async def test_one_conversation_waits_for_the_other_process(self, settings: Settings):
        here, elsewhere = lock_store(settings), lock_store(settings)
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
