"""Rasa's conversations: lean in memory, deleted when asked."""

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Restarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversations import Conversations
from bot.trackers import LeanTrackerStore

DOMAIN = Domain.from_yaml("""
slots:
  language:
    type: text
    mappings: [{type: custom}]
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


async def test_a_restarted_conversation_is_deleted(store: LeanTrackerStore):
    await store.save(conversation(store, SlotSet("language", "fr")))
    await store.save(conversation(store, SlotSet("language", "fr"), Restarted()))
    assert await store.retrieve("a") is None


async def test_a_conversation_of_another_time_may_hold_slots_that_are_gone(store: LeanTrackerStore):
    await store.save(conversation(store, SlotSet("language", "fr")))
    store.domain = Domain.empty()
    assert (await store.retrieve("a")).sender_id == "a"
