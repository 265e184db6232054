"""Questions that people put to other assistants (CLINC150): off topic, and nobody in distress."""

import json
import os
from collections import Counter
from pathlib import Path

import pytest

from bot.conversation.agent import silence_rasa
from bot.conversation.dialogue import share
from bot.conversation.training import model_file
from bot.evaluation import trained_model
from bot.opening import open_encoder, open_library
from bot.settings import Settings

pytestmark = [pytest.mark.model, pytest.mark.slow]

# Measured on 29 November 2026, with a little room for another training: of 500 and 750.
OFF_TOPIC_AT_LEAST = {"off_topic": 460, "other_bots": 630}  # 474, 652
CRISIS_AT_MOST = 0.002  # of all of them


@pytest.fixture(scope="module")
def understood(published: Path) -> dict[str, Counter[str]]:
    settings = Settings.from_env(os.environ)
    model = model_file(settings)
    assert model.is_file(), "make train first"
    silence_rasa()
    share(settings, open_library(settings), open_encoder(settings))
    intents_of = trained_model(model)
    questions = json.loads((published / "clinc150.json").read_text("utf-8"))
    return {kind: Counter(intents_of(texts)) for kind, texts in questions.items()}


@pytest.mark.parametrize("kind", sorted(OFF_TOPIC_AT_LEAST))
def test_off_topic_is_seen_to_be(understood: dict[str, Counter[str]], kind: str) -> None:
    intents = understood[kind]
    print(f"{kind}: {intents['out_of_scope']} of {intents.total()} out of scope")
    assert intents["out_of_scope"] >= OFF_TOPIC_AT_LEAST[kind]


def test_nobody_is_taken_to_be_in_distress(understood: dict[str, Counter[str]]) -> None:
    intents = sum(understood.values(), Counter[str]())
    print(f"{intents['crisis']} of {intents.total()} taken for a crisis")
    assert intents["crisis"] <= CRISIS_AT_MOST * intents.total()
