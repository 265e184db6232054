import numpy as np
import pytest

from bot.nlu.intent_model import IntentModel, Recipe, Sentences
from bot.nlu.subject_kinds import NOTHING

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


def alone(texts, intents, vectors):
    """Sentences that are said without a subject."""
    return Sentences(texts, intents, [NOTHING] * len(texts), vectors)


@pytest.fixture(scope="module")
def model():
    return IntentModel.trained(alone(TEXTS, INTENTS, vectors_of(INTENTS)), FEW)


def best(model, texts, vectors):
    return [model.intents[at] for at in model.probabilities(texts, vectors).argmax(axis=1)]


def test_learnt_sentences_are_understood(model):
    assert best(model, TEXTS, vectors_of(INTENTS)) == INTENTS


def test_letters_alone_decide_without_a_vector(model):
    assert best(model, ["hallo daar", "is ⓜ wel echt"], None) == ["greet", "check_channel"]


def test_meaning_decides_where_letters_are_unknown(model):
    assert best(model, ["xyzzy"], vectors_of(["thank"])) == ["thank"]


def test_a_model_trained_without_vectors_ignores_them():
    letters_only = IntentModel.trained(alone(TEXTS, INTENTS, None))
    texts = ["bedankt hoor"]
    with_vector = letters_only.probabilities(texts, vectors_of(["greet"]))
    assert np.array_equal(with_vector, letters_only.probabilities(texts, None))


def test_probabilities_add_up_to_one(model):
    rows = model.probabilities(["", "hallo", "dank u"], vectors_of(["greet"] * 3))
    assert rows.shape == (3, 3)
    assert rows.sum(axis=1) == pytest.approx(1.0, abs=1e-5)


def test_what_resembles_nothing_much_is_off_topic_sooner():
    intents = ["out_of_scope" if intent == "thank" else intent for intent in INTENTS]
    strict = IntentModel.trained(alone(TEXTS, intents, None), Recipe(off_topic=0.0))
    wide = IntentModel.trained(alone(TEXTS, intents, None), Recipe(off_topic=2.0))
    at = strict.intents.index("out_of_scope")
    texts = ["iets heel anders"]
    assert wide.probabilities(texts, None)[0, at] > strict.probabilities(texts, None)[0, at]


@pytest.mark.parametrize("vectors", [vectors_of(INTENTS), None])
def test_what_is_saved_is_read_back(tmp_path, vectors):
    model = IntentModel.trained(alone(TEXTS, INTENTS, vectors), FEW)
    model.save(tmp_path)
    again = IntentModel.load(tmp_path)
    assert again.intents == model.intents
    assert again.recipe == model.recipe
    assert np.array_equal(again.probabilities(TEXTS, vectors), model.probabilities(TEXTS, vectors))


def test_case_and_accents_do_not_count(model):
    assert np.array_equal(
        model.probabilities(["BÓNJOUR"], None), model.probabilities(["bonjour"], None)
    )


class TestTalk:
    """An intent that leans on a subject is given only where there is one."""

    SAID = ("welke dan", "welke precies", "welke nu", "welke bedoel je", "en welke")

    @pytest.fixture
    def talking(self):
        texts = [*TEXTS, *self.SAID, *self.SAID]
        intents = [*INTENTS, *["ask_real_one"] * 5, *["ask_which"] * 5]
        kinds = [NOTHING] * len(TEXTS) + ["fake"] * 5 + ["list"] * 5
        after = {"ask_real_one": frozenset({"fake"}), "ask_which": frozenset({"list"})}
        return IntentModel.trained(Sentences(texts, intents, kinds, None), FEW, after)

    @pytest.mark.parametrize(("kind", "intent"), [("fake", "ask_real_one"), ("list", "ask_which")])
    def test_the_same_words_mean_another_thing_after_another_subject(self, talking, kind, intent):
        row = talking.probabilities(["welke dan"], None, [kind])[0]
        assert talking.intents[row.argmax()] == intent
        assert row.sum() == pytest.approx(1.0, abs=1e-5)

    def test_without_a_subject_it_stays_doubtful(self, talking):
        row = talking.probabilities(["welke dan"], None)[0]
        talk = [talking.intents.index(each) for each in ("ask_real_one", "ask_which")]
        assert row[talk].sum() == 0
        assert row.max() < 0.5

    def test_which_subjects_it_needs_is_read_back(self, talking, tmp_path):
        talking.save(tmp_path)
        assert IntentModel.load(tmp_path).said_after == talking.said_after


def test_a_sentence_alone_has_the_row_that_it_has_among_others(model):
    texts = ["is ⓜ echt", "éénmaal, andermaal", "x", "", "bedankt!! bedankt"]
    together = model.letters.features(texts)
    for place, text in enumerate(texts):
        row = model.letters.features([text])
        assert np.allclose(row.toarray(), together[place].toarray(), atol=1e-6)
        assert model.letters.features([text]) is row  # asked again with the vector


def test_what_is_remembered_of_a_sentence_is_not_taken_for_another(model):
    first = model.letters.features(["hallo"]).toarray()
    other = model.letters.features(["bedankt"]).toarray()
    assert not np.allclose(first, other)
    assert np.allclose(model.letters.features(["hallo"]).toarray(), first)
