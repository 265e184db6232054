"""Entities `mention`: the addresses, handles, numbers and mailboxes that code finds in a text."""

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu import sources
from knowledge.matching.finding.mentions import Mention

ENTITY = "mention"


def _entity(mention: Mention) -> dict[str, Any]:
    address = mention.address
    return {
        "entity": ENTITY,
        "start": mention.start,
        "end": mention.end,
        "value": mention.text,
        "kind": str(mention.kind),
        "platform": address.platform if address else None,
        "address": address.value if address else None,
    }


def mentions_in(text: str) -> list[dict[str, Any]]:
    """Find the mentions of a message as Rasa entities; offsets count characters."""
    return [_entity(mention) for mention in sources.finder().find(text)]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class MentionExtractor(GraphComponent, EntityExtractorMixin):
    """Finds by rules, learns nothing: what a mention is does not depend on training data."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],  # noqa: ARG003
        model_storage: ModelStorage,  # noqa: ARG003
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> "MentionExtractor":
        """Make the component (Rasa's constructor)."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the mentions to the entities that a message has already."""
        for message in messages:
            found = self.add_extractor_name(mentions_in(message.get(TEXT) or ""))
            message.set(ENTITIES, [*message.get(ENTITIES, []), *found], add_to_output=True)
        return messages
