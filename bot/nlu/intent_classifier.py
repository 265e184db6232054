"""The trained part of understanding, as a Rasa component around `IntentModel`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from functools import lru_cache, partial
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from actions.cues.danger import KEY, Side
from bot.nlu import sources
from bot.nlu.certain_intents import CHECK_CHANNEL
from bot.nlu.courtesy import COURTESY, behind_courtesy
from bot.nlu.encoder_featurizer import EncoderFeaturizer
from bot.nlu.fallback import CRISIS
from bot.nlu.intent_model import OUT_OF_SCOPE, IntentModel, Recipe, Sentences
from bot.nlu.masking import masked
from bot.nlu.mention_extractor import ENTITY as ADDRESS
from bot.nlu.mention_extractor import mentions_in
from bot.nlu.organisation_linker import ENTITY as ORGANISATION
from bot.nlu.organisation_linker import organisations_in
from bot.nlu.subject_kinds import FEATURE, NOTHING, TALK, kind_of, subjects_in
from bot.nlu.training_rows import Row, rows_of
from bot.nlu.typing_slips import slipped
from knowledge.encoder.encoder import Vectors
from knowledge.encoder.networks import Floats

RANKED = 5  # intents that a parse shows
CERTAIN = 0.9
"""Confidence of the letters alone above which the vector changes next to nothing (docs/nlu.md)."""
MOST_CRISIS = 0.01
"""What the letters may give a cry for help beside that."""

DANGER = "danger"
"""What `crisis` of the side of others is called while it is learnt: it is said in other words."""

_ASKED_ALIKE = {ADDRESS: {CHECK_CHANNEL}, ORGANISATION: {"list_channels", "list_planned_channels"}}
"""Intents that mean the same whatever was said before, where such a thing is named."""

_RECIPE = asdict(Recipe())

MakeVector = Callable[[], Vectors | None]
"""Makes the vector of a text when it is needed; shape `(1, dimension)`, None without an encoder."""


def learnt_as(example: Message) -> str:
    """Give the intent of a training sentence, danger from others apart."""
    metadata: dict[str, Any] = (example.get("metadata") or {}).get(INTENT) or {}
    return DANGER if metadata.get(KEY) == Side.OTHERS else str(example.get(INTENT))


def _masked_in_training(text: str) -> str:
    mentions = mentions_in(text)
    return masked(text, [*mentions, *organisations_in(text, mentions)])


def _said_after(
    examples: Sequence[Message], subjects: Sequence[tuple[str, ...]]
) -> dict[str, frozenset[str]]:
    """Give the kinds of subject after which each intent of talk is given; others always are."""
    found: dict[str, set[str]] = {}
    for example, kinds in zip(examples, subjects, strict=True):
        if kinds and example.get(INTENT) in TALK:
            found.setdefault(example.get(INTENT), set()).update(kinds)
    return {intent: frozenset(kinds) for intent, kinds in found.items()}


def ranking_of(probabilities: Mapping[str, float]) -> list[dict[str, Any]]:
    """Rank the likeliest intents; `crisis` is always among them, both of its sides together."""
    cry, danger = probabilities.get(CRISIS, 0.0), probabilities.get(DANGER, 0.0)
    side = Side.OTHERS if danger > cry else Side.SELF
    together = {CRISIS: {"name": CRISIS, "confidence": cry + danger, KEY: str(side)}}
    entries: list[dict[str, Any]] = [
        together.get(name, {"name": name, "confidence": each})
        for name, each in probabilities.items()
        if name != DANGER
    ]
    entries.sort(key=lambda entry: -entry["confidence"])
    late = [each for each in entries[RANKED:] if each["name"] == CRISIS]
    return [*entries[:RANKED], *late]  # weighed by itself, however far behind


def _vectors(messages: Sequence[Message]) -> Vectors | None:
    """Stack the encoder's sentence features; None when there is no encoder."""
    features = [message.get_dense_features(TEXT)[1] for message in messages]
    rows = [one.features[0] for one in features if one is not None]
    return np.asarray(rows, np.float32) if len(rows) == len(messages) else None


def is_certain(model: IntentModel, row: Floats) -> bool:
    """Tell whether letters alone know what is asked, so that no vector is needed.

    Args:
        model: Gives the order of the row.
        row: Confidence of each intent, by letters alone.
    """
    best = int(row.argmax())
    is_off_topic = model.intents[best] == OUT_OF_SCOPE  # what resembles nothing is that too
    return bool(row[best] >= CERTAIN and not is_off_topic and not _may_be_cry(model, row))


def _may_be_cry(model: IntentModel, row: Floats) -> bool:
    return bool(row[_places_of_cries(model.intents)].sum() > MOST_CRISIS)


@lru_cache(1)
def _places_of_cries(intents: tuple[str, ...]) -> list[int]:
    return [place for place, each in enumerate(intents) if each in (CRISIS, DANGER)]


def _whatever_before(model: IntentModel, words: str, message: Message, row: Floats) -> Floats:
    """Give the confidences of what is asked alike whatever was said before it.

    The subject of a conversation leaves letters in doubt, but an address gets its verdict first,
    and a body that is named is looked up.

    Raises:
        NotEncodedError: It is something else, or in doubt.
    """
    alone: Floats = model.probabilities([words], None, [NOTHING])[0]
    intents = {model.intents[int(each.argmax())] for each in (row, alone)}
    named = {each["entity"] for each in message.get(ENTITIES, [])}
    stands_alone = len(intents) == 1 and any(
        entity in named and not intents.isdisjoint(asked) for entity, asked in _ASKED_ALIKE.items()
    )
    if _may_be_cry(model, row) or not is_certain(model, alone) or not stands_alone:
        raise sources.NotEncodedError
    return alone


def _asked_behind(
    model: IntentModel, words: str, kind: str, courteous: Floats, vector: MakeVector
) -> Floats:
    """Give the confidences of what follows a word of courtesy, where the model is sure of it.

    Args:
        model: Tells what words mean.
        words: The masked message.
        kind: Of the subject of the conversation.
        courteous: Confidences of the whole message.
        vector: Gives the vector of what follows, where letters leave doubt.
    """
    rest = behind_courtesy(words)
    if rest is None:
        return courteous
    row = model.probabilities([rest], None, [kind])[0]
    if not is_certain(model, row):
        row = model.probabilities([rest], vector(), [kind])[0]
    best = int(row.argmax())
    is_more = model.intents[best] not in COURTESY | {OUT_OF_SCOPE}
    return row if is_more and row[best] >= CERTAIN else courteous


def _vector_behind(message: Message) -> Vectors | None:
    """Give the vector of what follows a word of courtesy, as one row; None without an encoder.

    Raises:
        NotEncodedError: It is not at hand, and may not be made now.
    """
    rest = behind_courtesy(message.get(TEXT))
    encoder = sources.encoder(EncoderFeaturizer.get_default_config()["model"])
    if rest is None or encoder is None:
        return None
    vector = sources.vector(encoder, rest)
    if vector is None:
        raise sources.NotEncodedError
    return vector[np.newaxis, :]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class QuestionClassifier(GraphComponent, IntentClassifier):
    """Ranks the intents of a message by what it asks, whoever it asks about."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Needs the vector; mentions and organisations are masked where they were found."""
        return [EncoderFeaturizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The measured recipe."""
        return dict(_RECIPE)

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: IntentModel | None = None,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> "QuestionClassifier":
        """Make an untrained component (Rasa's constructor)."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
        **kwargs: Any,  # noqa: ANN401, ARG003
    ) -> "QuestionClassifier":
        """Read the trained model back (Rasa's constructor)."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, IntentModel.load(folder))

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:  # noqa: ARG003
        """Train again when the register changed: its names are masked in the training data."""
        return sources.version()

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from every example, and the letters from a careless copy of it too."""
        examples = [one for one in training_data.intent_examples if one.get(TEXT)]
        subjects = [subjects_in(one) for one in examples]
        vectors = _vectors(examples)
        rows = rows_of(subjects, vectors)
        self._model = IntentModel.trained(
            self._sentences(examples, rows, vectors),
            Recipe(**{name: type(value)(self._config[name]) for name, value in _RECIPE.items()}),
            _said_after(examples, subjects),
        )
        with self._model_storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    @staticmethod
    def _sentences(
        examples: Sequence[Message], rows: Sequence[Row], vectors: Vectors | None
    ) -> Sentences:
        texts = [one.get(TEXT) for one in examples]
        words = [_masked_in_training(text) for text in texts]
        slips = [_masked_in_training(slipped(text)) for text in texts]
        return Sentences(
            texts=tuple(words[row.place] for row in rows),
            intents=tuple(learnt_as(examples[row.place]) for row in rows),
            kinds=tuple(row.kind for row in rows),
            vectors=None if vectors is None else vectors[[row.place for row in rows]],
            careless=tuple(slips[row.place] for row in rows if row.is_first),
        )

    def process(self, messages: list[Message], tracker: DialogueStateTracker) -> list[Message]:
        """Set the intent and the ranking of each message; one without words has none.

        Args:
            messages: Rasa's.
            tracker: Given by Rasa because it is asked for: it knows what the talk is about.
        """
        for message in messages:
            if self._model is not None and message.get(TEXT):
                self._rank(self._model, message, kind_of(message, tracker))
        return messages

    @staticmethod
    def _rank(model: IntentModel, message: Message, kind: str) -> None:
        words = masked(message.get(TEXT), message.get(ENTITIES, []))
        vectors = _vectors([message])
        row = model.probabilities([words], vectors, [kind])[0]
        if vectors is None and sources.does_with_remembered() and not is_certain(model, row):
            row = _whatever_before(model, words, message, row)
        if model.intents[int(row.argmax())] in COURTESY:
            row = _asked_behind(model, words, kind, row, partial(_vector_behind, message))
        ranking = ranking_of(dict(zip(model.intents, map(float, row), strict=True)))
        message.set(FEATURE, kind, add_to_output=True)
        message.set(INTENT, ranking[0], add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
