"""Looking an address up in the register: equality of normal forms, by index, and nothing else."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from knowledge.address import Addresses
from knowledge.model import (
    Address,
    Candidate,
    ChannelStatus,
    Impersonation,
    OfficialChannel,
    Organisation,
    Register,
)

EMAIL = "email"
WEBSITE = "website"

# A takeover must never hide behind a healthy listing of the same address, and a channel in use
# tells more than its retired row.
_STATUS_ORDER = (
    ChannelStatus.COMPROMISED,
    ChannelStatus.ACTIVE,
    ChannelStatus.PLANNED,
    ChannelStatus.RETIRED,
)


class How(StrEnum):
    """By which rule an address is the listed one."""

    EXACT = "exact"
    UNDER_PATH = "under_path"
    SUBDOMAIN = "subdomain"
    MAIL_DOMAIN = "mail_domain"


@dataclass(frozen=True, slots=True)
class Listing:
    """An official channel that an address equals or stands under."""

    channel: OfficialChannel
    organisation: Organisation
    how: How


class Registry:
    """The register with its indexes; read-only.

    Args:
        register: Checked register.
        addresses: Tells where the public suffix of a host ends.
    """

    def __init__(self, register: Register, addresses: Addresses) -> None:
        self.register = register
        self._addresses = addresses
        self._channels = _channels_by_key(register)
        self._handles = _channels_by_handle(register)
        self._registrable = self._official_domains()
        self._candidates = {
            (candidate.address.platform, candidate.address.key): candidate
            for candidate in register.candidates
        }
        self._fakes = {(fake.address.platform, fake.address.key): fake for fake in
                       register.impersonations}
        self._fake_hosts = _fakes_by_host(register.impersonations)

    @property
    def version(self) -> str:
        """Content hash of the register."""
        return self.register.version

    def organisation(self, identifier: str) -> Organisation | None:
        """Give the organisation with this id."""
        return self.register.organisations.get(identifier)

    def listed(self, address: Address, *, organisation: str | None = None) -> Listing | None:
        """Find the official channel that this address is, most specific listing first.

        Args:
            address: Normal form of what was asked.
            organisation: Id that is preferred when several organisations list the same address.
        """
        for key, how in self._ways(address):
            channels = self._channels.get((address.platform, key), ())
            if how is How.SUBDOMAIN:
                channels = tuple(channel for channel in channels if channel.includes_subdomains)
            if channels:
                return self._listing(channels, how, organisation)
        return None

    def candidate(self, address: Address) -> Candidate | None:
        """Find the address among those that staff still have to check.

        A page or host below a candidate site is as unchecked as the site itself.
        """
        for key, _ in self._ways(address):
            found = self._candidates.get((address.platform, key))
            if found:
                return found
        return None

    def impersonation(self, address: Address) -> Impersonation | None:
        """Find a confirmed fake that is this address, or whose host or path holds it."""
        found = self._fakes.get((address.platform, address.key))
        if found or not address.host:
            return found
        for host in _and_parents(address.host):
            if host in self._fake_hosts:
                return self._fake_hosts[host]
        for key in _paths(address) if address.platform == WEBSITE else ():
            if (WEBSITE, key) in self._fakes:
                return self._fakes[WEBSITE, key]
        return None

    def by_handle(self, handle: str) -> tuple[OfficialChannel, ...]:
        """Find every account with this name, on whichever platform."""
        return self._handles.get(handle.lstrip("@").casefold(), ())

    def official_domain(self, host: str) -> OfficialChannel | None:
        """Give a channel with the same registrable domain as this host.

        It says who owns the domain and nothing about this host: an unlisted host stays unlisted.
        """
        return self._registrable.get(self._addresses.registrable_domain(host) or "")

    def _ways(self, address: Address) -> Iterator[tuple[str, How]]:
        yield address.key, How.EXACT
        if address.platform == EMAIL and address.host and address.handle:
            yield f"@{address.host}", How.MAIL_DOMAIN
        if address.platform == WEBSITE and address.host:
            for key in _paths(address):
                yield key, How.UNDER_PATH
            for host in self._parents(address.host):
                yield host, How.SUBDOMAIN

    def _parents(self, host: str) -> Iterator[str]:
        registrable = self._addresses.registrable_domain(host)
        if registrable is None:
            return
        for parent in _and_parents(host):
            if parent != host and (parent == registrable or parent.endswith(f".{registrable}")):
                yield parent

    def _listing(
        self, channels: tuple[OfficialChannel, ...], how: How, organisation: str | None
    ) -> Listing:
        channel = min(channels, key=lambda each: _rank(each, organisation))
        return Listing(channel, self.register.organisations[channel.organisation], how)

    def _official_domains(self) -> dict[str, OfficialChannel]:
        domains: dict[str, OfficialChannel] = {}
        for channel in _all_channels(self.register):
            address = channel.address
            if address.platform != WEBSITE or not address.host:
                continue
            domain = self._addresses.registrable_domain(address.host)
            # The listing of the bare domain names its owner best.
            if domain and (domain not in domains or address.key == domain):
                domains[domain] = channel
        return domains


def _all_channels(register: Register) -> Iterator[OfficialChannel]:
    for organisation in register.organisations.values():
        yield from organisation.channels


def _channels_by_key(register: Register) -> dict[tuple[str, str], tuple[OfficialChannel, ...]]:
    found: dict[tuple[str, str], list[OfficialChannel]] = defaultdict(list)
    for channel in _all_channels(register):
        found[channel.address.platform, channel.address.key].append(channel)
    return {key: tuple(channels) for key, channels in found.items()}


def _channels_by_handle(register: Register) -> dict[str, tuple[OfficialChannel, ...]]:
    found: dict[str, list[OfficialChannel]] = defaultdict(list)
    for channel in _all_channels(register):
        handle = channel.address.handle
        if handle and channel.address.platform != EMAIL:
            found[handle.casefold()].append(channel)
    return {handle: tuple(channels) for handle, channels in found.items()}


def _fakes_by_host(impersonations: Iterable[Impersonation]) -> dict[str, Impersonation]:
    """Index fakes that are a whole host: a website without a path, or a mail domain."""
    hosts: dict[str, Impersonation] = {}
    for fake in impersonations:
        address = fake.address
        whole_site = address.platform == WEBSITE and not address.path
        whole_mail_domain = address.platform == EMAIL and not address.handle
        if address.host and (whole_site or whole_mail_domain):
            hosts[address.host] = fake
            hosts[address.host.removeprefix("www.")] = fake
    return hosts


def _and_parents(host: str) -> Iterator[str]:
    """Give the host itself and every domain above it, longest first."""
    labels = host.split(".")
    for start in range(len(labels)):
        yield ".".join(labels[start:])


def _paths(address: Address) -> Iterator[str]:
    """Give the keys of the pages above this one, longest first, down to the bare host."""
    segments = address.key.split("/")
    for end in range(len(segments) - 1, 0, -1):
        yield "/".join(segments[:end])


def _rank(channel: OfficialChannel, organisation: str | None) -> tuple[bool, int, bool, bool]:
    compromised = channel.status is ChannelStatus.COMPROMISED
    return (
        not compromised and channel.organisation != organisation,
        _STATUS_ORDER.index(channel.status),
        channel.personal,
        channel.verified is None,
    )
