"""What the classifier is not sure of is out of scope, with the confidence that it is.

Unless it may be a cry for help: a helpline told in vain costs far less than one not told.
"""

import logging
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.subject_kinds import TALK

OUT_OF_SCOPE = "out_of_scope"
CRISIS = "crisis"
NOTHING: dict[str, Any] = {
    "name": None,
    "confidence": 0.0,
}  # a message without words has no ranking

logger = logging.getLogger(__name__)


def is_unsure(ranking: list[dict[str, Any]], *, threshold: float, ambiguity: float) -> bool:
    """Tell whether the best intent is too weak, or too close to the next one.

    Args:
        ranking: Intents with `confidence`, best first.
        threshold: Least confidence of the best, 0 to 1.
        ambiguity: Least difference with the next, 0 to 1.
    """
    best = ranking[0]["confidence"]
    runner_up = ranking[1]["confidence"] if len(ranking) > 1 else 0.0
    return bool(best < threshold or best - runner_up < ambiguity)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Fallback(GraphComponent, IntentClassifier):
    """Turns an unsure intent into `out_of_scope`; Rasa's own would say `nlu_fallback`."""

    @classmethod
    def required_components(cls) -> list[type]:
        """There must be an intent to doubt."""
        return [IntentClassifier]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Thresholds as measured in docs/nlu.md."""
        return {"threshold": 0.5, "talk": 0.35, "ambiguity": 0.02, "crisis": 0.72}

    def __init__(self, config: dict[str, Any]) -> None:
        self._threshold = float(config["threshold"])
        self._talk = float(config["talk"])
        self._ambiguity = float(config["ambiguity"])
        self._crisis = float(config["crisis"])

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,  # noqa: ARG003
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> "Fallback":
        """Make the component (Rasa's constructor)."""
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        """Replace the intent of each message whose ranking leaves doubt."""
        for message in messages:
            ranking = message.get(INTENT_RANKING_KEY) or [NOTHING]
            is_talk = ranking[0]["name"] in TALK
            threshold = self._talk if is_talk else self._threshold
            unsure = is_unsure(ranking, threshold=threshold, ambiguity=self._ambiguity)
            cry = next((each for each in ranking if each["name"] == CRISIS), NOTHING)
            may_be_cry = unsure or ranking[0]["name"] in (OUT_OF_SCOPE, CRISIS)
            if may_be_cry and cry["confidence"] >= self._crisis:
                _put_first(message, ranking, cry)
            elif unsure or ranking[0]["name"] == CRISIS:  # an idiom sounds like a faint cry
                self._doubt(message, ranking)
        return messages

    def _doubt(self, message: Message, ranking: list[dict[str, Any]]) -> None:
        best = ranking[0]
        logger.debug("Confidence %.2f leaves doubt: out of scope", best["confidence"])
        if best["name"] == OUT_OF_SCOPE:
            return
        unsure = {"name": OUT_OF_SCOPE, "confidence": 1.0 - best["confidence"]}
        known = [each for each in ranking if each["name"] is not None]
        _put_first(message, known, unsure)


def _put_first(message: Message, ranking: list[dict[str, Any]], intent: dict[str, Any]) -> None:
    others = [each for each in ranking if each["name"] != intent["name"]]
    message.set(INTENT, intent, add_to_output=True)
    message.set(INTENT_RANKING_KEY, [intent, *others], add_to_output=True)
