"""The checker over the real register, made once for every evaluation."""

from datetime import date
from functools import cache
from pathlib import Path

from knowledge.addresses.address import Addresses
from knowledge.addresses.platforms import Platforms
from knowledge.matching.finding.mentions import MentionFinder
from knowledge.matching.imitation.lookalike import Lookalikes
from knowledge.matching.imitation.words import OrdinaryWords
from knowledge.matching.search.names import NameFinder
from knowledge.matching.verdict import Checker
from knowledge.register.loading import read_register
from knowledge.register.neighbours import NEIGHBOURS_FILE, load_neighbours
from knowledge.register.registry import Registry

KNOWLEDGE = Path("knowledge")
TODAY = date(2026, 11, 24)


@cache
def whole_checker() -> tuple[Checker, Registry]:
    addresses = Addresses(Platforms.load(KNOWLEDGE / "platforms.yml"))
    register = read_register(KNOWLEDGE, addresses)
    registry = Registry(register, addresses)
    names = NameFinder(register)
    checker = Checker(
        registry,
        MentionFinder(addresses),
        today=lambda: TODAY,
        organisation_names=lambda text: [match.organisation for match in names.find(text)],
        lookalikes=Lookalikes(
            registry,
            words=OrdinaryWords.load(),
            neighbours=load_neighbours(KNOWLEDGE / NEIGHBOURS_FILE),
        ),
    )
    return checker, registry
