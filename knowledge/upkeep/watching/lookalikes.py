"""Domains that resemble an official one and exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import dnstwist

from knowledge.addresses.address import Addresses
from knowledge.model import ChannelStatus, Register
from knowledge.register.registry import Registry
from knowledge.upkeep.watching.names import LookupFailedError, Resolver

WORDS = (
    "login", "mijn", "jobs", "vacatures", "premie", "betaling", "boete", "aanvraag", "helpdesk",
    "info", "nieuws", "online", "support", "verify", "formulier", "terugbetaling",
)  # fmt: skip
"""What swindlers put before or behind a name, as seen in warnings of Safeonweb."""
ENDINGS = (
    "be",
    "com",
    "nl",
    "eu",
    "net",
    "org",
    "info",
    "online",
    "site",
    "vlaanderen",
    "brussels",
)

MOST_NAMES = 1500
"""For one domain. Long names give tens of thousands with letters of other alphabets; those with
the fewest of them are asked for, because they deceive best."""

CANARY = "kanaalcheck-bestaat-niet-4b1d9f27.be"
"""A name that nobody has: a resolver that finds it finds everything."""


_FOREIGN = frozenset({"homoglyph", "cyrillic"})


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A name that exists.

    Attributes:
        domain: ASCII name.
        near: Official domain that it resembles.
        how: What was changed, in the words of dnstwist.
        numbers: IP addresses; none when it is only registered.
    """

    domain: str
    near: str
    how: str
    numbers: tuple[str, ...]


def official_domains(
    register: Register, addresses: Addresses, organisation: str | None = None
) -> list[str]:
    """Give the domains that websites in use stand under, shared services left out.

    Args:
        register: Checked register.
        addresses: Tells where a public suffix ends.
        organisation: Only those of this one.
    """
    found = {
        addresses.registrable_domain(channel.address.host)
        for each in register.organisations.values()
        if organisation in (None, each.id)
        for channel in each.channels
        if channel.address.platform == "website"
        and channel.status is ChannelStatus.ACTIVE
        and channel.address.host
        and not channel.address.path
    }
    return sorted(domain for domain in found if domain)


def resembling(domain: str, registry: Registry, known: frozenset[str]) -> list[tuple[str, str]]:
    """Give names that resemble a domain, the nearest first, those we know of left out.

    Args:
        domain: An official one.
        registry: What is official.
        known: Real domains of others (`neighbours.yml`).

    Returns:
        At most `MOST_NAMES`, each with how, in the words of dnstwist.
    """
    fuzzer = dnstwist.Fuzzer(domain, WORDS, ENDINGS)
    fuzzer.generate()
    made = {each["domain"]: each["fuzzer"] for each in fuzzer.domains if each["domain"] != domain}
    # The more foreign letters, the longer the name is in the DNS.
    nearest = sorted(made, key=lambda name: (made[name] in _FOREIGN, len(name), name))
    unknown = (name for name in nearest if not _is_known(name, registry, known))
    return [(name, made[name]) for name in islice(unknown, MOST_NAMES)]


async def exists(name: str, near: str, how: str, resolver: Resolver) -> Lookalike | None:
    """Give the lookalike when its name exists.

    Raises:
        LookupFailedError: It cannot be told.
    """
    numbers = await resolver.addresses(name)
    return None if numbers is None else Lookalike(name, near, how, numbers)


async def tells_the_truth(resolver: Resolver) -> bool:
    """Tell whether a resolver says of names that do not exist that they do not.

    Some providers answer with a page of advertisements instead.
    """
    try:
        return await resolver.addresses(CANARY) is None
    except LookupFailedError:
        return False


def _is_known(name: str, registry: Registry, known: frozenset[str]) -> bool:
    domain = registry.addresses.registrable_domain(name)
    if domain is None or domain in known or registry.official_domain(name):
        return True
    return registry.other_body(registry.addresses.from_url(domain)) is not None


def names_near(
    domains: Iterable[str], registry: Registry, known: frozenset[str]
) -> Iterator[tuple[str, str, str]]:
    """Give every name once, with the official domain it resembles and how."""
    asked: set[str] = set()
    for domain in domains:
        for name, how in resembling(domain, registry, known):
            if name not in asked:
                asked.add(name)
                yield name, domain, how
