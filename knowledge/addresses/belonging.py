"""Whose an address is that is not the Flemish government's: equality, by index, nothing else."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge.addresses.address import Addresses
from knowledge.addresses.reach import pages_above, parents
from knowledge.model import Address, OtherBody, OtherChannel, OtherMatch

WEBSITE = "website"

_SITE = frozenset({OtherMatch.HOST_ONLY, OtherMatch.HOST_AND_SUBDOMAINS})
_PAGES = _SITE | {OtherMatch.PATH_PREFIX}
_HOSTS = frozenset({OtherMatch.HOST_AND_SUBDOMAINS})
_ANY = frozenset(OtherMatch)


@dataclass(frozen=True, slots=True)
class Belonging:
    """Whose an address is, and the row that says so.

    Attributes:
        channel: The address itself, the site or page that it is part of, or its mail domain.
    """

    body: OtherBody
    channel: OtherChannel


class Others:
    """The addresses of everybody else, by their normal form; read-only.

    Args:
        bodies: What the register holds.
        addresses: Tells where the public suffix of a host ends, and what is a web page.
    """

    def __init__(self, bodies: Iterable[OtherBody], addresses: Addresses) -> None:
        self._addresses = addresses
        self._found = {
            self._place(channel.address): Belonging(body, channel)
            for body in bodies
            for channel in body.channels
        }

    def of(self, address: Address) -> Belonging | None:
        """Find whose address this is, most specific row first.

        It says whose the address is and nothing of a message that shows it: senders can be forged.
        """
        for platform, key, enough in self._ways(address):
            found = self._found.get((platform, key))
            if found and found.channel.match in enough:
                return found
        return None

    def owner(self, address: Address) -> Belonging | None:
        """Find on whose ground an address stands; a mailbox at a domain of theirs is so too.

        Nobody else can have it, so that it cannot be listed; `of` tells what citizens hear.
        """
        found, host = self.of(address), address.host or ""
        if found or address.platform != "email" or not self._addresses.owned_domain(host):
            return found
        return self.of(Address(WEBSITE, f"https://{host}/", host, host=host))

    def _ways(self, address: Address) -> Iterator[tuple[str, str, frozenset[OtherMatch]]]:
        """Give every index key that could answer, with the matches that reach that far."""
        platform, key = self._place(address)
        yield platform, key, _ANY
        if platform == "email" and address.host and address.handle:
            yield platform, f"@{address.host}", _SITE
        if platform == WEBSITE and address.host:
            for above in pages_above(address):
                yield WEBSITE, above, _PAGES
            for host in parents(address.host, self._addresses):
                yield WEBSITE, host, _HOSTS

    def _place(self, address: Address) -> tuple[str, str]:
        is_web = self._addresses.platforms.get(address.platform).kind == "web"
        return (WEBSITE if is_web else address.platform), address.key
