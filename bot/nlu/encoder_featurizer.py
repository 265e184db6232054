"""The dense half of what the classifier sees: the encoder's vector of the whole message."""

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import sources
from knowledge.encoder.encoder import Encoder
from knowledge.encoder.kept import kept_queries

KEPT_FILE = "training-vectors.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class EncoderFeaturizer(DenseFeaturizer, GraphComponent):
    """Adds one sentence feature; adds nothing when there is no encoder."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Where the encoder lies unless the process or the environment says otherwise."""
        return {**DenseFeaturizer.get_default_config(), "model": "var/encoder"}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,  # noqa: ARG003
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,
    ) -> "EncoderFeaturizer":
        """Make the component (Rasa's constructor)."""
        return cls(execution_context.node_name, config)

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Every model name is tried when it is loaded."""

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Train again when the encoder is another one, though its place is the same."""
        encoder = sources.encoder(config.get("model", cls.get_default_config()["model"]))
        return encoder.name if encoder else None

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Encode all training sentences together, but for those of the last time."""
        encoder = self._encoder()
        examples = [example for example in training_data.training_examples if example.get(TEXT)]
        if encoder and examples:
            texts = [example.get(TEXT) for example in examples]
            vectors = kept_queries(texts, encoder, sources.cache() / KEPT_FILE)
            for example, vector in zip(examples, vectors, strict=True):
                self._add(example, vector)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Encode what a citizen wrote, or remember it from a moment ago."""
        encoder = self._encoder()
        for message in messages:
            text = message.get(TEXT)
            vector = sources.vector(encoder, text) if encoder and text else None
            if vector is not None:
                self._add(message, vector)
        return messages

    def _encoder(self) -> Encoder | None:
        return sources.encoder(self._config["model"])

    def _add(self, message: Message, vector: np.ndarray[Any, Any]) -> None:
        self.add_features_to_message(None, vector[np.newaxis, :], TEXT, message)
