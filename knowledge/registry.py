"""Looking an address up in the register: equality of normal forms, by index, and nothing else."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
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
    Verdict,
)
from knowledge.platforms import Platforms, ascii_lower
from knowledge.standing import WEBSITE, Standings, place_of

__all__ = [
    "EMAIL",
    "IN_USE",
    "PHONE",
    "SHORT_NUMBER",
    "SMS",
    "WEBSITE",
    "How",
    "Listing",
    "Registry",
    "account_name",
]

EMAIL = "email"
PHONE = "phone"
SMS = "sms"

SHORT_NUMBER = 6  # digits at most; one that rings and sends messages is one number (BIPT plan)

IN_USE = frozenset({ChannelStatus.ACTIVE, ChannelStatus.COMPROMISED})
"""What the register says of such a channel is never hidden by a fake that was laid over it."""

logger = logging.getLogger(__name__)

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


@dataclass(frozen=True, slots=True)
class _Fakes:
    """Confirmed fakes by what they are found with."""

    by_place: Mapping[tuple[str, str], Impersonation]
    by_host: Mapping[str, Impersonation]
    by_handle: Mapping[str, Impersonation]


class Registry:
    """The register with its indexes; read-only but for the fakes that are laid over it.

    Args:
        register: Checked register.
        addresses: Tells where the public suffix of a host ends.
    """

    def __init__(self, register: Register, addresses: Addresses) -> None:
        self.register = register
        self.addresses = addresses
        self._standings = Standings(register, addresses.platforms)
        self._channels = self._channels_by_key()
        self._handles = self._channels_by_handle()
        self._registrable = self._official_domains()
        self._candidates = {self._place(each.address): each for each in register.candidates}
        self._candidate_handles = {
            ascii_lower(each.address.handle): each
            for each in register.candidates
            if each.address.handle and each.address.platform != EMAIL
        }
        self._fakes = self._fakes_of(register.impersonations)
        self._laid_over = self._fakes_of(())

    @property
    def platforms(self) -> Platforms:
        """The platforms that addresses live on."""
        return self.addresses.platforms

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
        for platform, key, how in self._ways(address):
            channels = self._channels.get((platform, key), ())
            if how is How.SUBDOMAIN:
                channels = tuple(channel for channel in channels if channel.includes_subdomains)
            if channels:
                return self._listing(channels, how, organisation)
        return None

    def standing(self, channel: OfficialChannel, today: date) -> Verdict:
        """Give what a listed channel is worth on a day: status, freshness, flagged by anybody."""
        return self._standings.of(channel, today)

    def candidate(self, address: Address) -> Candidate | None:
        """Find the address among those that staff still have to check.

        A page, host or mailbox below a candidate site is as unchecked as the site itself.
        """
        for platform, key, _ in self._ways(address):
            found = self._candidates.get((platform, key))
            if found:
                return found
        is_mailbox = address.platform == EMAIL and address.host
        return self._candidates.get((WEBSITE, address.host or "")) if is_mailbox else None

    def candidate_by_handle(self, handle: str) -> Candidate | None:
        """Find an account with this name that staff still have to check."""
        return self._candidate_handles.get(ascii_lower(handle.lstrip("@")))

    def impersonation(self, address: Address) -> Impersonation | None:
        """Find a confirmed fake that is this address, or whose host or path holds it."""
        found = self._covering(self._fakes, address)
        return found or self._laid_over_on(address)

    def impersonation_by_handle(self, handle: str) -> Impersonation | None:
        """Find a confirmed fake account with this name, unless an official one has it too."""
        if self.by_handle(handle):
            return None
        name = ascii_lower(handle.lstrip("@"))
        return self._fakes.by_handle.get(name) or self._laid_over.by_handle.get(name)

    def warn_of(self, fakes: Iterable[Impersonation]) -> None:
        """Lay confirmed fakes over those of the register, instead of the ones laid before.

        They are found as if they stood in `impersonations.yml`, from the next look-up on. An
        official channel in use that equals one, or stands under one, keeps its own answer.

        Args:
            fakes: All of them; one on an unknown platform is found by its handle alone.
        """
        laid = self._fakes_of(fakes)
        self._laid_over = laid  # one assignment: a look-up sees all of them or none
        for channel in _all_channels(self.register):
            if channel.status in IN_USE and self._covering(laid, channel.address):
                logger.error(
                    "a confirmed fake is or covers %s of %s, which is in use: the register goes"
                    " first; undo the confirmation, or correct the register",
                    channel.address.value,
                    channel.organisation,
                )

    def by_handle(self, handle: str) -> tuple[OfficialChannel, ...]:
        """Find every account with this name, on whichever platform."""
        return self._handles.get(ascii_lower(handle.lstrip("@")), ())

    def official_domain(self, host: str) -> OfficialChannel | None:
        """Give a channel with the same registrable domain as this host.

        It says who owns the domain and nothing about this host: an unlisted host stays unlisted.
        """
        return self._registrable.get(self.addresses.registrable_domain(host) or "")

    def _laid_over_on(self, address: Address) -> Impersonation | None:
        found = self._covering(self._laid_over, address)
        listing = self.listed(address) if found else None
        if not (found and listing and listing.channel.status in IN_USE):
            return found
        # A fake below an official channel was meant; one as wide as the channel was not.
        is_as_wide = self._covering(self._fakes_of((found,)), listing.channel.address)
        return None if is_as_wide else found

    def _covering(self, fakes: _Fakes, address: Address) -> Impersonation | None:
        """Find the narrowest fake that is this address or holds it."""
        found = next(
            (fake for place in self._same(address) if (fake := fakes.by_place.get(place))), None
        )
        if found or not address.host:
            return found
        for key in _paths(address) if self._is_web(address) else ():
            if (WEBSITE, key) in fakes.by_place:
                return fakes.by_place[WEBSITE, key]
        for host in _and_parents(address.host):
            if host in fakes.by_host:
                return fakes.by_host[host]
        return None

    def _ways(self, address: Address) -> Iterator[tuple[str, str, How]]:
        platform, key = self._place(address)
        for same_platform, same_key in self._same(address):
            yield same_platform, same_key, How.EXACT
        if platform == EMAIL and address.host and address.handle:
            yield EMAIL, f"@{address.host}", How.MAIL_DOMAIN
        if platform == WEBSITE and address.host:
            for key in _paths(address):
                yield WEBSITE, key, How.UNDER_PATH
            for host in self._parents(address.host):
                yield WEBSITE, host, How.SUBDOMAIN

    def _same(self, address: Address) -> Iterator[tuple[str, str]]:
        """Give every index key of an address: a short number is the same for calls and texts."""
        platform, key = self._place(address)
        yield platform, key
        if platform in (PHONE, SMS) and key.isdigit() and len(key) <= SHORT_NUMBER:
            yield (SMS if platform == PHONE else PHONE), key

    def _place(self, address: Address) -> tuple[str, str]:
        """Give the index key."""
        return place_of(address, self.platforms)

    def _is_web(self, address: Address) -> bool:
        return self.platforms.get(address.platform).kind == "web"

    def _parents(self, host: str) -> Iterator[str]:
        registrable = self.addresses.registrable_domain(host)
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

    def _channels_by_key(self) -> dict[tuple[str, str], tuple[OfficialChannel, ...]]:
        found: dict[tuple[str, str], list[OfficialChannel]] = defaultdict(list)
        for channel in _all_channels(self.register):
            found[self._place(channel.address)].append(channel)
        return {key: tuple(channels) for key, channels in found.items()}

    def _channels_by_handle(self) -> dict[str, tuple[OfficialChannel, ...]]:
        found: dict[str, dict[int, OfficialChannel]] = defaultdict(dict)
        for channel in _all_channels(self.register):
            for name in self._account_names(channel.address):
                found[name][id(channel)] = channel
        return {handle: tuple(channels.values()) for handle, channels in found.items()}

    def _account_names(self, address: Address) -> Iterator[str]:
        """Give every name under which an account may be asked about without its platform."""
        if not address.handle:
            return
        if address.platform not in self.platforms:
            yield ascii_lower(address.handle)
            return
        platform = self.platforms.get(address.platform)
        if platform.kind == "social":
            for name in (address.handle, platform.folded(address.handle), account_name(address)):
                yield ascii_lower(name)

    def _fakes_of(self, impersonations: Iterable[Impersonation]) -> _Fakes:
        fakes = tuple(impersonations)
        somewhere = [each for each in fakes if each.address.platform in self.platforms]
        return _Fakes(
            by_place={self._place(each.address): each for each in somewhere},
            by_host=_fakes_by_host(somewhere),
            by_handle={name: each for each in fakes for name in self._account_names(each.address)},
        )

    def _official_domains(self) -> dict[str, OfficialChannel]:
        domains: dict[str, OfficialChannel] = {}
        for channel in _all_channels(self.register):
            address = channel.address
            if not self._is_web(address) or not address.host:
                continue
            domain = self.addresses.registrable_domain(address.host)
            # The listing of the bare domain names its owner best.
            if domain and (domain not in domains or address.key == domain):
                domains[domain] = channel
        return domains


def account_name(address: Address) -> str:
    """Give the name of an account without the server or domain that it stands under."""
    return (address.handle or "").partition("@")[0].removesuffix(".bsky.social")


def _all_channels(register: Register) -> Iterator[OfficialChannel]:
    for organisation in register.organisations.values():
        yield from organisation.channels


def _fakes_by_host(impersonations: Iterable[Impersonation]) -> dict[str, Impersonation]:
    """Index fakes that are a whole host: a website without a path, or a mail domain."""
    hosts: dict[str, Impersonation] = {}
    for fake in impersonations:
        address = fake.address
        if address.host and not address.path and not address.handle:
            hosts[address.host] = fake
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
