"""Shows the parts that learn how the training sentences look when typed carelessly."""

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.typing_slips import slipped


# Rasa has no kind for what changes training data; what comes before features goes as one of them.
@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class CarelessCopies(GraphComponent):
    """Adds copies with typing slips to the training data; leaves messages as they are."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """How many copies of each sentence are added."""
        return {"copies": 1}

    def __init__(self, config: dict[str, Any]) -> None:
        self._copies = int(config["copies"])

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,  # noqa: ARG003
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> "CarelessCopies":
        """Make the component (Rasa's constructor)."""
        return cls(config)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the copies behind the sentences they come from."""
        copies = [
            Message(data={TEXT: slipped(example.get(TEXT), seed=seed), INTENT: example.get(INTENT)})
            for seed in range(self._copies)
            for example in training_data.intent_examples
            if example.get(TEXT)
        ]
        return training_data.merge(TrainingData(training_examples=copies))

    def process(self, messages: list[Message]) -> list[Message]:
        """Leave what a citizen wrote as it is."""
        return messages
