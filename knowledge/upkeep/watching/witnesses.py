"""Which pages may speak for an organisation, and what they link to.

Links are compared by exact normal form. A page speaks for an organisation when it stands on a
website that is listed at that same organisation and in use, and was read over TLS all the way: a
domain that somebody else rents now, that leads elsewhere or to another body, is no witness.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from knowledge.addresses.address import LEADS_ON, POST_LINK, AddressError, Addresses
from knowledge.model import Address, ChannelStatus, OfficialChannel
from knowledge.register.registry import Registry
from knowledge.upkeep.watching.look import Sighting
from knowledge.upkeep.watching.pages import Link, Where

_BENIGN_TRAPS = frozenset({"very_long", "trailing_dot"})


@dataclass(frozen=True, slots=True)
class Said:
    """A link that a page of an organisation gives.

    Attributes:
        site: The listed website that the page stands on.
    """

    address: Address
    link: Link
    site: OfficialChannel


class Witnesses:
    """Judges pages by a register."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def site_of(self, organisation: str, url: str) -> OfficialChannel | None:
        """Give the website in use of an organisation that a page stands on; None without one."""
        address = read_link(self._registry.addresses, url)
        listing = self._registry.listed(address, organisation=organisation) if address else None
        if listing is None or listing.organisation.id != organisation:
            return None
        return listing.channel if listing.channel.status is ChannelStatus.ACTIVE else None

    def witness(self, organisation: str, seen: Sighting) -> OfficialChannel | None:
        """Give the website of an organisation that was read in the end, when it was read safely."""
        ways = (seen.site, seen.final, *seen.hops)
        if seen.trouble is not None or not all(each.startswith("https://") for each in ways):
            return None
        return self.site_of(organisation, seen.final)

    def said(self, organisation: str, seen: Sighting) -> Iterator[Said]:
        """Give what the pages that were seen of a website link to, for its organisation."""
        if self.witness(organisation, seen) is None:
            return
        for link in seen.links:
            # A further page may have led elsewhere, and the files of a host that several
            # organisations have pages on are those of whoever has the host.
            site = self.site_of(organisation, link.page)
            address = read_link(self._registry.addresses, link.url)
            if site is not None and address is not None:
                yield Said(address, link, site)


def read_link(addresses: Addresses, url: str) -> Address | None:
    """Read a link; one to a post, through a page of somebody else, or in disguise, names nobody."""
    try:
        if url.startswith("mailto:"):
            return addresses.from_email(url)
        if url.startswith("tel:"):
            return addresses.from_phone(url)
        reading = addresses.read_url(url)
    except AddressError:
        return None
    if POST_LINK in reading.traps or LEADS_ON in reading.traps:
        return None
    is_disguised = not _BENIGN_TRAPS.issuperset(set(reading.web.traps) - {LEADS_ON, POST_LINK})
    return None if is_disguised else reading.address


def host_of(url: str) -> str:
    """Give the host of an address without `www.`; empty when it has none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def telling_first(links: Iterator[Link] | list[Link]) -> list[Link]:
    """Give links with the most telling place in front."""
    order = tuple(Where)
    return sorted(links, key=lambda link: order.index(link.where))
