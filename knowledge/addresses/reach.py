"""What an address stands under: the domains above its host, the pages above its page."""

from collections.abc import Iterator

from knowledge.addresses.address import Addresses
from knowledge.model import Address


def and_parents(host: str) -> Iterator[str]:
    """Give the host itself and every domain above it, longest first."""
    labels = host.split(".")
    for start in range(len(labels)):
        yield ".".join(labels[start:])


def parents(host: str, addresses: Addresses) -> Iterator[str]:
    """Give the domains above a host that one owner can have, longest first; no public suffix."""
    registrable = addresses.registrable_domain(host)
    if registrable is None:
        return
    for parent in and_parents(host):
        if parent != host and (parent == registrable or parent.endswith(f".{registrable}")):
            yield parent


def pages_above(address: Address) -> Iterator[str]:
    """Give the keys of the pages above this one, longest first, down to the bare host."""
    segments = address.key.split("/")
    for end in range(len(segments) - 1, 0, -1):
        yield "/".join(segments[:end])
