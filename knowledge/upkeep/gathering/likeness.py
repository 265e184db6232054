"""Does the name of an account look like an organisation's: for staff to doubt, never a verdict."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from knowledge.addresses.address import Addresses
from knowledge.data import load_data
from knowledge.model import Address, Organisation
from knowledge.upkeep.watching.proposing import sites_of

FILE = Path(__file__).with_name("likeness.yml")

_SHORTEST = 3
_SHORTEST_WORD = 5
_OPAQUE = re.compile(r"(?:.*/)?(?:\d+|uc[\w-]{22}|android/.*|did:.*)", re.IGNORECASE)


def looks_like(organisation: Organisation, account: Address, addresses: Addresses) -> bool:
    """Tell whether an account has a name, abbreviation, word or site name of an organisation in it.

    Args:
        organisation: Whose it would be.
        account: On a platform where accounts have names.
        addresses: Tells where the public suffix of a site ends.

    Returns:
        True too for a number, which looks like nobody.
    """
    if _OPAQUE.fullmatch(account.key):
        return True
    handle = _squeezed(account.handle or account.key)
    return any(
        part in handle or (len(handle) >= _SHORTEST and handle in part)
        for part in _parts(organisation, addresses)
    )


def _parts(organisation: Organisation, addresses: Addresses) -> Iterator[str]:
    for name in (
        organisation.name,
        organisation.short_name or "",
        *(alias.name for alias in organisation.aliases),
    ):
        words = [_squeezed(each) for each in re.split(r"[\W_]+", name)]
        yield from _long(_squeezed(name), _SHORTEST)
        yield from _long("".join(each[0] for each in words if each), _SHORTEST)
        for word in words:
            if word not in _generic():
                yield from _long(word, _SHORTEST_WORD)
    for site in sites_of(organisation):
        domain = addresses.registrable_domain(site.address.host or "") or ""
        labels = (site.address.host or "").removesuffix(addresses.suffix(domain)).split(".")
        for label in labels:
            if label not in _generic():
                yield from _long(_squeezed(label), _SHORTEST)


def _long(part: str, shortest: int) -> Iterator[str]:
    if len(part) >= shortest and part not in _generic():
        yield part


def _squeezed(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in plain if each.isalnum())


@cache
def _generic() -> frozenset[str]:
    return frozenset(load_data(FILE)["generic"])
