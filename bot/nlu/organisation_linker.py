"""Entities `organisation`: the public bodies that a message names, as ids of the register."""

from collections.abc import Mapping, Sequence
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu import sources
from knowledge.matching.search.names import NameMatch

ENTITY = "organisation"


def _entity(match: NameMatch) -> dict[str, Any]:
    return {
        "entity": ENTITY,
        "start": match.start,
        "end": match.end,
        "value": match.organisation,
        "confidence_entity": float(match.score),
        "how": str(match.how),
    }


def _overlap(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return bool(one["start"] < other["end"] and other["start"] < one["end"])


def organisations_in(text: str, mentions: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Find the organisations of a message as Rasa entities; the value is the organisation's id.

    A name inside a mention is not one: `vdab` in `vdab-jobs.be` is what a fake claims.
    """
    found = (_entity(match) for match in sources.names().find(text))
    return [entity for entity in found if not any(_overlap(entity, spot) for spot in mentions)]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class OrganisationLinker(GraphComponent, EntityExtractorMixin):
    """Links names, abbreviations, former names and typing errors to the register."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],  # noqa: ARG003
        model_storage: ModelStorage,  # noqa: ARG003
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> "OrganisationLinker":
        """Make the component (Rasa's constructor)."""
        return cls()

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:  # noqa: ARG003
        """Tell Rasa when the register changed: it is no part of the training data."""
        return sources.version()

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the organisations to the entities that a message has already."""
        for message in messages:
            known = message.get(ENTITIES, [])
            found = self.add_extractor_name(organisations_in(message.get(TEXT) or "", known))
            message.set(ENTITIES, [*known, *found], add_to_output=True)
        return messages
