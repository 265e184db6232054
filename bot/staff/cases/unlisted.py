"""What citizens ask for most and the register does not know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from actions.reports.model import MostAsked
from knowledge.addresses.address import AddressError
from knowledge.library import Library


def unlisted(most: Iterable[MostAsked], library: Library) -> Iterator[MostAsked]:
    """Leave out what the register knows by now, though not when it was asked for."""
    return (asked for asked in most if not _is_listed(library, asked))


def _is_listed(library: Library, asked: MostAsked) -> bool:
    try:
        address = library.addresses.parse(asked.shown.replace("[.]", "."), asked.platform)
    except (AddressError, KeyError):
        return False
    return library.registry.listed(address) is not None
