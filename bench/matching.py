"""How fast a verdict is as the register grows, beside a scan over every channel.

The register is made up: pronounceable names, one site and four accounts an organisation, always
the same ones. `exact` asks for listed addresses, `lookalike` for imitations and `unlisted` for
names that resemble nothing; all go through `Checker.check`, finding the mention included. `lookup`
and `resembles` are the two engines alone.
"""

import gc
import json
import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from rapidfuzz.distance import OSA

from knowledge.addresses.address import Addresses
from knowledge.addresses.platforms import Platforms
from knowledge.matching.finding.mentions import MentionFinder
from knowledge.matching.imitation.lookalike import Lookalikes
from knowledge.matching.imitation.words import OrdinaryWords
from knowledge.matching.verdict import Checker
from knowledge.model import (
    Address,
    ChannelStatus,
    OfficialChannel,
    Organisation,
    OrganisationKind,
    OrganisationStatus,
    Register,
    Source,
)
from knowledge.register.registry import Registry

SIZES = (1_000, 10_000, 100_000)
CHANNELS_EACH = 5
QUESTIONS = 400
SCANS = 20
TODAY = date(2026, 11, 24)
_SOURCE = Source("https://www.vlaanderen.be/", "2026")
_STARTS = ("b", "br", "d", "dr", "f", "g", "gr", "h", "k", "kl", "l", "m", "n", "p", "r", "s", "st",
           "t", "tr", "v", "w", "z")  # fmt: skip
_VOWELS = ("a", "aa", "e", "ee", "ei", "i", "ie", "o", "oe", "oo", "ou", "u", "ui")
_ENDS = ("", "k", "l", "m", "n", "ng", "p", "r", "s", "t", "nd", "rt", "st")
_SOCIAL = ("x", "facebook", "instagram", "youtube")


def measure() -> dict[str, Any]:
    """Give times in milliseconds for each size of the register."""
    addresses = Addresses(Platforms.load(Path("knowledge/platforms.yml")))
    return {f"{size} channels": _at_size(size, addresses) for size in SIZES}


def _at_size(size: int, addresses: Addresses) -> dict[str, Any]:
    chance = random.Random(size)  # noqa: S311
    names = _names(size // CHANNELS_EACH, chance)
    register = _register(names, addresses)
    started = time.perf_counter()
    registry = Registry(register, addresses)
    lookalikes = Lookalikes(registry, words=OrdinaryWords.load())
    built = time.perf_counter() - started
    checker = Checker(
        registry, MentionFinder(addresses), today=lambda: TODAY, lookalikes=lookalikes
    )
    listed = [f"https://www.{name}.be/contact" for name in chance.choices(names, k=QUESTIONS)]
    fakes = [_imitation(name, chance) for name in chance.choices(names, k=QUESTIONS)]
    others = [f"https://{name}zq.org" for name in _names(QUESTIONS, random.Random(-1))]  # noqa: S311
    exact = [addresses.from_url(url) for url in listed]
    unlisted = [addresses.from_url(url) for url in (*fakes, *others)]
    gc.collect()
    return {
        "build_s": round(built, 2),
        "check_exact": _times(checker.check, listed),
        "check_lookalike": _times(checker.check, fakes),
        "check_unlisted": _times(checker.check, others),
        "engine_lookup": _times(registry.listed, exact),
        "engine_resembles": _times(lookalikes.resembles, unlisted),
        "naive_scan": _times(lambda asked: _scan(asked, register), unlisted[:SCANS]),
    }


def _times(ask: Callable[[Any], object], questions: Sequence[Any]) -> dict[str, float]:
    for question in questions[:20]:
        ask(question)
    taken = []
    for question in questions:
        started = time.perf_counter()
        ask(question)
        taken.append((time.perf_counter() - started) * 1000)
    taken.sort()
    return {
        "p50_ms": round(statistics.median(taken), 4),
        "p99_ms": round(taken[int(len(taken) * 0.99) - 1], 4),
    }


def _scan(asked: Address, register: Register) -> str | None:
    """Compare with every channel: what one would write without an index."""
    nearest, best = None, 3
    for organisation in register.organisations.values():
        for channel in organisation.channels:
            distance = OSA.distance(asked.key, channel.address.key, score_cutoff=2)
            if distance < best:
                nearest, best = channel.address.value, distance
    return nearest


def _names(count: int, chance: random.Random) -> list[str]:
    names: dict[str, None] = {}
    while len(names) < count:
        syllables = chance.choices((2, 3, 4), (3, 4, 2))[0]
        names["".join(_syllable(chance) for _ in range(syllables))] = None
    return list(names)


def _syllable(chance: random.Random) -> str:
    return chance.choice(_STARTS) + chance.choice(_VOWELS) + chance.choice(_ENDS)


def _imitation(name: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(name))
    return chance.choice(
        (
            f"https://{name}.com",
            f"https://{name}-login.be",
            f"https://mijn{name}.net",
            f"https://{name}.be.secure-page.xyz/a",
            f"https://{name[:place]}{name[place - 1 :]}.be",
            f"https://{name[:place]}{name[place + 1 :]}.be",
            f"https://x.com/{name}_official",
        )
    )


def _register(names: Sequence[str], addresses: Addresses) -> Register:
    organisations = {name: _organisation(name, addresses) for name in names}
    return Register(MappingProxyType(organisations), (), (), (), (), (), (), version="bench")


def _organisation(name: str, addresses: Addresses) -> Organisation:
    asked = [addresses.from_url(f"https://www.{name}.be")]
    asked += [
        addresses.from_handle(f"{name}{end}", on)
        for end, on in zip(("", "be", "_vl", "tv"), _SOCIAL, strict=True)
    ]
    return Organisation(
        id=name,
        name=name.capitalize(),
        kind=OrganisationKind.AGENCY,
        status=OrganisationStatus.ACTIVE,
        policy_domain="-",
        description="-",
        source=_SOURCE,
        channels=tuple(
            OfficialChannel(name, address, ChannelStatus.ACTIVE, (_SOURCE,)) for address in asked
        ),
    )


if __name__ == "__main__":
    json.dump(measure(), sys.stdout, indent=2)
