import numpy as np
import pytest

from bot.nlu.intent_model import IntentModel, Recipe

SENTENCES = {
    "greet": ["hallo", "goedemorgen", "dag allemaal", "hey daar", "hello there", "bonjour"],
    "thank": [
        "bedankt",
        "dank u wel",
        "merci voor de hulp",
        "thanks a lot",
        "vielen dank",
        "dank je",
    ],
    "check_channel": ["is ⓜ echt", "klopt ⓜ wel", "hoort ⓜ bij ⓞ", "is ⓜ real", "c'est vrai ⓜ"],
}
TEXTS = [text for texts in SENTENCES.values() for text in texts]
FEW = Recipe(epochs=100)  # so few sentences have to be seen often
INTENTS = [intent for intent, texts in SENTENCES.items() for _ in texts]


def vectors_of(intents):
    """Eight numbers that tell the intent apart, with a little noise."""
    noise = np.random.default_rng(7).normal(scale=0.05, size=(len(intents), 8))
    names = sorted(SENTENCES)
    return (np.eye(8)[[names.index(intent) for intent in intents]] + noise).astype(np.float32)


@pytest.fixture(scope="module")
def model():
    return IntentModel.trained(TEXTS, INTENTS, vectors_of(INTENTS), FEW)


def best(model, texts, vectors):
    return [model.intents[at] for at in model.probabilities(texts, vectors).argmax(axis=1)]


def test_learnt_sentences_are_understood(model):
    assert best(model, TEXTS, vectors_of(INTENTS)) == INTENTS


def test_letters_alone_decide_without_a_vector(model):
    assert best(model, ["hallo daar", "is ⓜ wel echt"], None) == ["greet", "check_channel"]


def test_meaning_decides_where_letters_are_unknown(model):
    assert best(model, ["xyzzy"], vectors_of(["thank"])) == ["thank"]


def test_a_model_trained_without_vectors_ignores_them():
    letters_only = IntentModel.trained(TEXTS, INTENTS, None)
    texts = ["bedankt hoor"]
    with_vector = letters_only.probabilities(texts, vectors_of(["greet"]))
    assert np.array_equal(with_vector, letters_only.probabilities(texts, None))


def test_probabilities_add_up_to_one(model):
    rows = model.probabilities(["", "hallo", "dank u"], vectors_of(["greet"] * 3))
    assert rows.shape == (3, 3)
    assert rows.sum(axis=1) == pytest.approx(1.0, abs=1e-5)


def test_what_resembles_nothing_much_is_off_topic_sooner():
    intents = ["out_of_scope" if intent == "thank" else intent for intent in INTENTS]
    strict = IntentModel.trained(TEXTS, intents, None, Recipe(off_topic=0.0))
    wide = IntentModel.trained(TEXTS, intents, None, Recipe(off_topic=2.0))
    at = strict.intents.index("out_of_scope")
    texts = ["iets heel anders"]
    assert wide.probabilities(texts, None)[0, at] > strict.probabilities(texts, None)[0, at]


@pytest.mark.parametrize("vectors", [vectors_of(INTENTS), None])
def test_what_is_saved_is_read_back(tmp_path, vectors):
    model = IntentModel.trained(TEXTS, INTENTS, vectors, FEW)
    model.save(tmp_path)
    again = IntentModel.load(tmp_path)
    assert again.intents == model.intents
    assert again.recipe == model.recipe
    assert np.array_equal(again.probabilities(TEXTS, vectors), model.probabilities(TEXTS, vectors))


def test_case_and_accents_do_not_count(model):
    assert np.array_equal(
        model.probabilities(["BÓNJOUR"], None), model.probabilities(["bonjour"], None)
    )
