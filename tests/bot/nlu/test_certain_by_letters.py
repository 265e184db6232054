"""The encoder is asked only where letters leave doubt, which changes next to nothing."""

import asyncio
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

import numpy as np
import pytest
from rasa.shared.nlu.training_data.message import Message
from sklearn.metrics import f1_score

from bot.conversation.agent import TrainedAgent
from bot.conversation.dialogue import Dialogue
from bot.evaluation import SETS, IntentCase, read_intent_cases
from bot.nlu import sources
from bot.nlu.intent_classifier import CERTAIN, QuestionClassifier, is_certain
from bot.nlu.intent_model import IntentModel, Sentences
from bot.nlu.subject_kinds import NOTHING
from bot.opening import open_library
from bot.settings import Settings

MOST_LOST = 0.002
LEAST_CERTAIN = 0.3  # others are not in doubt, but searched in own words afterwards

SAID = {
    "check_channel": ("is ⓜ echt", "klopt ⓜ", "is dit ⓜ vals"),
    "greet": ("hallo", "goeiedag", "dag"),
    "crisis": ("ik wil dood", "ik wil niet meer", "ik wil sterven"),
    "out_of_scope": ("wat eten we", "mooi weer", "wie wint de koers"),
}
SENTENCES = Sentences(
    texts=[text for texts in SAID.values() for text in texts],
    intents=[intent for intent, texts in SAID.items() for _ in texts],
    kinds=["nothing"] * 12,
    vectors=None,
)


@pytest.fixture(scope="module")
def model() -> IntentModel:
    return IntentModel.trained(SENTENCES)


def row(model: IntentModel, **confidence: float) -> np.ndarray:
    rest = (1 - sum(confidence.values())) / max(1, len(model.intents) - len(confidence))
    return np.array([confidence.get(each, rest) for each in model.intents], np.float32)


@pytest.mark.parametrize(
    ("confidence", "certain"),
    [
        ({"check_channel": CERTAIN + 0.1, "crisis": 0.0}, True),
        ({"greet": 0.99, "crisis": 0.0}, True),
        ({"check_channel": CERTAIN - 0.05, "crisis": 0.0}, False),
        ({"out_of_scope": 0.99, "crisis": 0.0}, False),
        ({"check_channel": 0.9, "crisis": 0.05}, False),
    ],
)
def test_doubt_is_a_weak_answer_what_is_off_topic_or_may_be_a_cry(
    model: IntentModel, confidence: dict[str, float], certain: bool
) -> None:
    assert is_certain(model, row(model, **confidence)) is certain


class InTalk:
    """A model whose letters are sure of a message alone, and less sure after a subject."""

    intents = ("check_channel", "crisis", "list_channels", "out_of_scope")

    def __init__(self, alone: Sequence[float], after: Sequence[float]) -> None:
        self.rows = {NOTHING: alone, "fake": after}

    def probabilities(self, _texts: object, _vectors: object, kinds: Sequence[str]) -> np.ndarray:
        return np.array([self.rows[kinds[0]]], np.float32)


def ranked(model: InTalk, entity: str = "mention") -> str | None:
    """Ranks without the encoder; gives the intent, None where that is asked for."""
    spot = {"entity": entity, "start": 0, "end": 7, "value": "vdab.be"}
    message = Message({"text": "vdab.be is dat van jullie", "entities": [spot]})
    try:
        with sources.only_remembered():
            QuestionClassifier._rank(cast(IntentModel, model), message, "fake")
    except sources.NotEncodedError:
        return None
    return str(message.get("intent")["name"])


SURE = (0.97, 0.0, 0.02, 0.01)
LESS_SURE = (0.6, 0.0, 0.3, 0.1)


def test_an_address_that_is_asked_about_in_the_middle_of_a_talk_needs_no_vector() -> None:
    assert ranked(InTalk(SURE, LESS_SURE)) == "check_channel"


def test_the_channels_of_a_body_that_is_named_need_none_either() -> None:
    alone, after = (0.02, 0.0, 0.97, 0.01), (0.3, 0.0, 0.6, 0.1)
    assert ranked(InTalk(alone, after), "organisation") == "list_channels"


@pytest.mark.parametrize(
    ("alone", "after", "entity"),
    [
        (SURE, LESS_SURE, "organisation"),
        (SURE, (0.3, 0.0, 0.6, 0.1), "mention"),
        (SURE, (0.6, 0.1, 0.2, 0.1), "mention"),
        (LESS_SURE, LESS_SURE, "mention"),
        ((0.02, 0.0, 0.97, 0.01), (0.3, 0.0, 0.6, 0.1), "mention"),
    ],
)
def test_without_address_or_with_another_doubt_it_does(
    alone: Sequence[float], after: Sequence[float], entity: str
) -> None:
    assert ranked(InTalk(alone, after), entity) is None


class Counted:
    """An encoder that counts what it is asked to make."""

    name, dimension = "counted", 2

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.known: dict[str, np.ndarray] = {}

    def encode_queries(self, texts: Sequence[str]) -> np.ndarray:
        self.asked += texts
        self.known |= {text: np.ones(2, np.float32) for text in texts}
        return np.ones((len(texts), 2), np.float32)

    def remembered(self, text: str) -> np.ndarray | None:
        return self.known.get(text)

    encode_passages = encode_queries


def test_a_vector_is_not_made_where_only_those_at_hand_may_be_used() -> None:
    encoder = Counted()
    with sources.only_remembered():
        assert sources.does_with_remembered()
        assert sources.vector(encoder, "hallo") is None
    assert not sources.does_with_remembered()
    assert sources.vector(encoder, "hallo") is not None
    with sources.only_remembered():
        assert sources.vector(encoder, "hallo") is not None
    assert encoder.asked == ["hallo"]


@pytest.fixture(scope="module")
def dialogue() -> Dialogue:
    settings = replace(Settings.from_env(os.environ), database_url="sqlite:///:memory:")
    return Dialogue.load(settings, open_library(settings))


def macro_f1(cases: Sequence[IntentCase], understood: Sequence[str]) -> float:
    meant = [case.intent for case in cases]
    labels = sorted(set(meant))
    return float(f1_score(meant, understood, labels=labels, average="macro", zero_division=0))


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.parametrize("folder", [SETS / "intents", SETS / "weighing" / "intents"])
def test_little_is_lost_and_a_third_of_the_vectors_are_not_made(
    dialogue: Dialogue, folder: Path
) -> None:
    cases = read_intent_cases(folder)
    trained = dialogue._trained
    assert isinstance(trained, TrainedAgent)
    made: set[str] = set()

    async def understood(text: str) -> str:
        return str((await trained.parse(text))["intent"]["name"])

    async def encode(*texts: str) -> None:
        made.update(texts)
        await dialogue._encode(*texts)

    async def every() -> list[str]:
        return [await understood(case.text) for case in cases]

    trained._encode = encode
    by_letters_first = asyncio.run(every())
    count = sum(case.text in made for case in cases)
    trained._encode = None
    always = asyncio.run(every())

    lost = macro_f1(cases, always) - macro_f1(cases, by_letters_first)
    certain = 1 - count / len(cases)
    assert lost <= MOST_LOST
    assert certain >= LEAST_CERTAIN
