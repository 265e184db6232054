from collections.abc import Callable, Iterator

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.nlu import sources
from bot.nlu.mention_extractor import MentionExtractor
from bot.nlu.organisation_linker import OrganisationLinker
from knowledge.matching.finding.mentions import MentionFinder
from knowledge.matching.search.names import NameFinder
from knowledge.model import AliasKind
from tests.knowledge.small_register import ADDRESSES, organisation, register

VDAB = organisation(
    "vdab",
    "Vlaamse Dienst voor Arbeidsbemiddeling en Beroepsopleiding",
    aliases=[("VDAB", AliasKind.ABBREVIATION)],
)


@pytest.fixture
def small_sources() -> Iterator[sources.Sources]:
    """Components read from a register with one organisation, and have no encoder."""
    made = register(VDAB)
    provided = sources.Sources(None, MentionFinder(ADDRESSES), NameFinder(made), made.version)
    sources.provide(provided)
    yield provided
    sources.provide(None)


@pytest.fixture
def understood(small_sources: sources.Sources) -> Callable[[str], Message]:
    """Makes a message whose mentions and organisations are found."""
    assert sources.names() is small_sources.names

    def understand(text: str) -> Message:
        message = Message(data={"text": text})
        MentionExtractor().process([message])
        OrganisationLinker().process([message])
        return message

    return understand
