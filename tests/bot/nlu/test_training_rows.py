"""What the intent model learns from."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from rasa.shared.core.events import ActiveLoop, SlotSet
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.subject_kinds import KINDS, NOTHING, TALK, kind_of, marked, one_hot, subjects_in
from bot.nlu.training_rows import COPIES_OF_TALK, SHARE_REPEATED, rows_of

ROOT = Path(__file__).parents[3]
SUBJECTS = [()] * 200 + [("fake", "list")] * 20


def test_every_sentence_stands_once_alone_and_talk_only_after_its_subjects():
    rows = rows_of(SUBJECTS, None)
    first = [row for row in rows if row.is_first]
    assert sorted(row.place for row in first if row.kind == NOTHING) == list(range(200))
    talk = Counter(row.place for row in first if row.kind != NOTHING)
    assert set(talk.values()) == {COPIES_OF_TALK}
    assert {row.kind for row in first if row.place >= 200} == {"fake", "list"}


def test_a_share_of_the_others_stands_again_after_a_subject():
    again = [row for row in rows_of(SUBJECTS, None) if not row.is_first]
    assert SHARE_REPEATED / 2 < len(again) / 200 < SHARE_REPEATED * 1.5
    assert len({row.place for row in again}) == len(again)
    assert all(row.place < 200 and row.kind != NOTHING for row in again)


def test_what_is_as_good_as_talk_is_not_repeated():
    vectors = np.random.default_rng(3).normal(scale=0.1, size=(220, 8)).astype(np.float32)
    vectors[200:, 0] += 5
    vectors[:2, 0] += 5  # few: as many as talk would teach that it is no talk
    places = {row.place for row in rows_of(SUBJECTS, vectors) if not row.is_first}
    assert places
    assert not places & {0, 1}


def test_the_rows_are_the_same_each_time():
    assert rows_of(SUBJECTS, None) == rows_of(SUBJECTS, None)


def test_the_data_of_talk_names_its_intents_and_known_subjects():
    examples = load_data(str(ROOT / "bot/data/talk")).intent_examples
    intents = {each.get("intent") for each in examples}
    assert intents >= TALK
    talk = [each for each in examples if each.get("intent") in TALK]
    assert len(talk) > len(examples) / 2, "most is talk; others are what else is said meanwhile"
    assert {kind for each in examples for kind in subjects_in(each)} <= set(KINDS) - {NOTHING}
    assert all(subjects_in(each) for each in examples)


def test_other_data_has_no_subject():
    examples = load_data(str(ROOT / "bot/data/nlu")).intent_examples
    assert not [each.get("text") for each in examples if subjects_in(each)]
    assert not TALK & {each.get("intent") for each in examples}


def test_the_kind_is_a_feature_of_letters_and_meaning():
    assert marked("waarom", "fake") == "§fake waarom"
    assert marked("waarom", NOTHING) == "waarom"
    assert one_hot([NOTHING]).sum() == 0
    assert one_hot(["fake", "list"]).sum(axis=1) == pytest.approx([1, 1])


@pytest.mark.parametrize(
    ("slot", "told", "form", "kind"),
    [
        (None, None, None, NOTHING),
        ({"kind": "fake"}, None, None, "fake"),
        ({"kind": "fake"}, "list", None, "list"),  # what the caller says goes first
        ({"kind": "fake"}, None, "report_form", "question"),
        ({"kind": "of another version"}, None, None, NOTHING),
    ],
)
def test_the_kind_is_that_of_the_conversation(slot, told, form, kind):
    tracker = DialogueStateTracker("a", [AnySlot("subject", [{}], influence_conversation=False)])
    if slot:
        tracker.update(SlotSet("subject", slot))
    if form:
        tracker.update(ActiveLoop(form))
    message = Message(data={"text": "en nu?", "metadata": {"subject": told} if told else {}})
    assert kind_of(message, tracker) == kind
