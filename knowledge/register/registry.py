"""Looking an address up in the register: equality of normal forms, by index, and nothing else."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from knowledge.addresses import shared_hosts, web
from knowledge.addresses.address import Addresses
from knowledge.addresses.belonging import Belonging, Others
from knowledge.addresses.platforms import Platforms, ascii_lower
from knowledge.addresses.reach import and_parents, pages_above, parents
from knowledge.model import (
    Address,
    Candidate,
    ChannelStatus,
    Impersonation,
    OfficialChannel,
    Organisation,
    Register,
    Source,
    Takeover,
    Verdict,
)
from knowledge.register.freshness import complete_platforms
from knowledge.register.standing import WEBSITE, Place, Standings, place_of

__all__ = [
    "EMAIL",
    "IN_USE",
    "PHONE",
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
    DOMAIN_HANDLE = "domain_handle"


@dataclass(frozen=True, slots=True)
class Listing:
    """An official channel that an address equals or stands under."""

    channel: OfficialChannel
    organisation: Organisation
    how: How


@dataclass(frozen=True, slots=True)
class _Way:
    """A key under which an address may be listed.

    Attributes:
        is_below: It counts only where the channel includes the hosts below it.
    """

    place: tuple[str, str]
    how: How
    is_below: bool = False


@dataclass(frozen=True, slots=True)
class _Fakes:
    """Confirmed fakes by what they are found with."""

    by_place: Mapping[tuple[str, str], Impersonation]
    by_host: Mapping[str, Impersonation]
    by_handle: Mapping[str, Impersonation]


class Registry:
    """The register with its indexes; read-only but for the warnings laid over it.

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
        self._takeovers: Mapping[Place, Takeover] = {}
        self._laid = 0
        self._others = Others(register.others, addresses)

    @property
    def platforms(self) -> Platforms:
        """The platforms that addresses live on."""
        return self.addresses.platforms

    @property
    def version(self) -> str:
        """Content hash of the register."""
        return self.register.version

    @property
    def laid(self) -> int:
        """How often warnings were laid over it: what was looked up before may be another now."""
        return self._laid

    def organisation(self, identifier: str) -> Organisation | None:
        """Give the organisation with this id."""
        return self.register.organisations.get(identifier)

    def is_complete(self, organisation_id: str, platform: str, today: date) -> bool:
        """Tell whether an organisation declared that the register lists all it has on a platform.

        Args:
            organisation_id: One of the register; False for any other.
            platform: Key of a platform.
            today: The date to judge by: a declaration expires as a confirmation there does.
        """
        organisation = self.organisation(organisation_id)
        declared = complete_platforms(organisation, self.platforms, today) if organisation else ()
        return platform in declared

    def listed(self, address: Address, *, organisation: str | None = None) -> Listing | None:
        """Find the official channel that this address is, most specific listing first.

        Args:
            address: Normal form of what was asked.
            organisation: Id that is preferred when several organisations list the same address.
        """
        for way in self._ways(address):
            channels = self._channels.get(way.place, ())
            if way.is_below:
                channels = tuple(channel for channel in channels if channel.includes_subdomains)
            if channels:
                return self._listing(channels, way.how, organisation)
        return None

    def other_body(self, address: Address) -> Belonging | None:
        """Find whose address this is outside the Flemish government; what is listed is nobody's."""
        belonging = self._others.of(address)
        return None if belonging and self.listed(address) else belonging

    def other_owner(self, address: Address) -> Belonging | None:
        """Find on whose ground an address stands outside the Flemish government; see `Others`."""
        return None if self.listed(address) else self._others.owner(address)

    def standing(self, channel: OfficialChannel, today: date) -> Verdict:
        """Give what a listed channel is worth on a day: status, freshness, flagged by anybody."""
        return self._standings.of(channel, today)

    @property
    def taken_over(self) -> frozenset[Place]:
        """The places that staff report as taken over now."""
        return self._standings.taken_over

    def takeover(self, channel: OfficialChannel) -> Takeover | None:
        """Give the warning of staff that others took a listed channel over."""
        return self._takeovers.get(self._place(channel.address))

    def warn_of_takeovers(self, takeovers: Iterable[Takeover]) -> None:
        """Lay warnings over listed channels, instead of the ones laid before.

        From the next look-up on their standing is `compromised`, whatever the register says of
        them; the register itself stays what it is, and an address that is not listed stays so.

        Args:
            takeovers: All of them.
        """
        self._takeovers = {self._place(each.address): each for each in takeovers}
        self._standings = replace(self._standings, taken_over=frozenset(self._takeovers))
        self._laid += 1

    def candidate(self, address: Address) -> Candidate | None:
        """Find the address among those that staff still have to check.

        A page, host or mailbox below a candidate site is as unchecked as the site itself.
        """
        for way in self._ways(address):
            found = self._candidates.get(way.place)
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
        laid = self._fakes_of(self._of_one_owner(fakes))
        self._laid_over = laid  # one assignment: a look-up sees all of them or none
        self._laid += 1
        for channel in _all_channels(self.register):
            if channel.status in IN_USE and self._covering(laid, channel.address):
                logger.error(
                    "a confirmed fake is or covers %s of %s, which is in use: the register goes"
                    " first; undo the confirmation, or correct the register",
                    channel.address.value,
                    channel.organisation,
                )

    def held_by(self, fake: Address, known: Iterable[Address]) -> Iterator[Address]:
        """Give which of these addresses would be called fake, if one were confirmed to be.

        Args:
            fake: On a known platform.
            known: What to look at, in order.
        """
        laid = self._fakes_of((Impersonation(fake, None, "", Source("")),))
        return (each for each in known if self._covering(laid, each))

    def by_handle(self, handle: str) -> tuple[OfficialChannel, ...]:
        """Find every account with this name, on whichever platform."""
        return self._handles.get(ascii_lower(handle.lstrip("@")), ())

    def official_domain(self, host: str) -> OfficialChannel | None:
        """Give a channel with the same registrable domain as this host.

        It says who owns the domain and nothing about this host: an unlisted host stays unlisted.
        """
        return self._registrable.get(self.addresses.owned_domain(host) or "")

    def _of_one_owner(self, fakes: Iterable[Impersonation]) -> Iterator[Impersonation]:
        """Leave out what would call everybody on a shared host fake."""
        for fake in fakes:
            if self.addresses.shared_whole(fake.address):
                logger.error(
                    "a confirmed fake is the whole of %s, which strangers share: it warns of"
                    " nothing; undo the confirmation, and confirm the page itself",
                    fake.address.value,
                )
            else:
                yield fake

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
        domain = address.host or self._handle_domain(address)
        if found or not domain:
            return found
        for key in self._pages_above(address):
            if (WEBSITE, key) in fakes.by_place:
                return fakes.by_place[WEBSITE, key]
        for host in and_parents(domain):
            if host in fakes.by_host:
                return fakes.by_host[host]
        return None

    def _ways(self, address: Address) -> Iterator[_Way]:
        platform, key = self._place(address)
        yield _Way((platform, key), How.EXACT)
        if platform == EMAIL and address.host and address.handle:
            yield _Way((EMAIL, f"@{address.host}"), How.MAIL_DOMAIN)
        domain = self._handle_domain(address)
        if domain:
            yield _Way((WEBSITE, self.addresses.without_www(domain)), How.DOMAIN_HANDLE)
            for host in parents(domain, self.addresses):
                yield _Way((WEBSITE, host), How.DOMAIN_HANDLE, is_below=True)
        # What stands below a page on a host of strangers may be of anybody.
        if platform == WEBSITE and address.host and not shared_hosts.kind_of(address.host):
            for key in pages_above(address):
                yield _Way((WEBSITE, key), How.UNDER_PATH)
            for host in parents(address.host, self.addresses):
                yield _Way((WEBSITE, host), How.SUBDOMAIN, is_below=True)

    def _handle_domain(self, address: Address) -> str | None:
        """Give the domain whose owner alone can give out an account of this name."""
        platform = self.platforms.get(address.platform)
        if platform.federated:
            return address.host
        if not platform.handle_domain or f".{address.key}".endswith(f".{platform.handle_domain}"):
            return None
        return web.ascii_host(address.key) if "." in address.key else None

    def _pages_above(self, address: Address) -> Iterator[str]:
        """Give the keys of the pages that a fake would have to be to hold this one."""
        if not self._is_web(address) or not address.host:
            return
        kind = shared_hosts.kind_of(address.host)
        if kind is None or shared_hosts.kinds()[kind].sites:
            yield from pages_above(address)
        page, mark, query = address.key.partition("?")
        if mark:
            yield from (f"{page}?{field}" for field in query.split("&"))
            yield page

    def _same(self, address: Address) -> Iterator[tuple[str, str]]:
        """Give every index key of a fake: who rings from a number may send texts from it too.

        Not for a number that is listed itself: that somebody forged it makes it no fake.
        """
        platform, key = self._place(address)
        yield platform, key
        is_number = platform in (PHONE, SMS) and key.removeprefix("+").isdigit()
        if is_number and (platform, key) not in self._channels:
            yield (SMS if platform == PHONE else PHONE), key

    def _place(self, address: Address) -> tuple[str, str]:
        """Give the index key."""
        return place_of(address, self.platforms)

    def _is_web(self, address: Address) -> bool:
        return self.platforms.get(address.platform).kind == "web"

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
            is_site = self._is_web(address)
            if not address.host or not (is_site or address.platform == EMAIL):
                continue
            domain = self.addresses.owned_domain(address.host)
            known = domains.get(domain or "")
            # The listing of the bare domain names its owner best, and a site before a mailbox.
            is_better = address.key == domain or (is_site and known and not self._is_site(known))
            if domain and (known is None or is_better):
                domains[domain] = channel
        return domains

    def _is_site(self, channel: OfficialChannel) -> bool:
        return self._is_web(channel.address)


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


def _rank(channel: OfficialChannel, organisation: str | None) -> tuple[bool, int, bool, bool]:
    compromised = channel.status is ChannelStatus.COMPROMISED
    return (
        not compromised and channel.organisation != organisation,
        _STATUS_ORDER.index(channel.status),
        channel.personal,
        channel.verified is None,
    )
