"""What an unlisted address imitates, and how: from the asked address towards the register.

Every question is answered by lookups in `Brands`, so the cost grows with the length of the asked
name, which is capped, and not with the register. How long a name must be before a resemblance
counts was weighed on `tests/evaluation`: every permutation of official domains that dnstwist makes,
against real benign domains.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile
from urllib.parse import unquote

from rapidfuzz.distance import OSA

from knowledge.addresses import shared_hosts
from knowledge.addresses.address import AddressError, Addresses
from knowledge.addresses.platforms import Platform
from knowledge.addresses.web import unicode_labels
from knowledge.matching.imitation.account_names import AccountNames
from knowledge.matching.imitation.brands import (
    OF_HOSTS,
    TWO_EDITS_FROM,
    Brand,
    BrandKind,
    Brands,
    face,
)
from knowledge.matching.imitation.inside import (
    ANYWHERE_FROM,
    HOST_EDITS_FROM,
    PLAIN_WORDS_FROM,
    SHORT,
    Inside,
    joined,
    runs,
    stands_alone,
)
from knowledge.matching.imitation.skeleton import plain, skeleton, tokens
from knowledge.matching.imitation.words import OrdinaryWords
from knowledge.model import Address, ChannelStatus, OfficialChannel, OtherKind
from knowledge.register.neighbours import domains_of_others
from knowledge.register.registry import SMS, WEBSITE, Registry, account_name

OFFICIAL_ONLY = "shared_authority"
"""Kind of shared suffix under which only public bodies get a name: nobody imitates there."""

GOVERNMENT = "vlaanderen"  # label of the domain under which all government sites live
MOST = 3  # resemblances to show
ANY_SUFFIX_FROM = 7  # letters; shorter names at one edit count under the same suffix only
NAME_EDITS_FROM = 8  # letters; a name that is no domain itself has to be longer to be missed
SILHOUETTE_EDITS = 4  # dnstwist replaces two letters by look-alikes, each up to three wide
_AUTHORITY = re.compile(
    r"\s*(?:[A-Za-z][\w+.-]*:)?[/\\]*(?P<userinfo>[^/\\?#]+)@[^/\\?#]*[/\\]?(?P<path>[^?#\\]*)"
)
_LETTER = re.compile(r"[^\W\d_]")
_TRIVIAL_LABELS = frozenset({"www", "www2", "m", "mail"})


class Difference(StrEnum):
    """How an address differs from what it imitates."""

    SEPARATORS = "separators"
    OTHER_TLD = "other_tld"
    CONFUSABLE_CHARACTERS = "confusable_characters"
    SMALL_EDIT = "small_edit"
    BRAND_IN_OTHER_DOMAIN = "brand_in_other_domain"
    BRAND_AS_SUBDOMAIN = "brand_as_subdomain"
    HANDLE_ON_OTHER_PLATFORM = "handle_on_other_platform"
    BRAND_IN_HANDLE = "brand_in_handle"
    BRAND_IN_MAILBOX = "brand_in_mailbox"
    DISPLAY_NAME = "display_name"
    SENDER_NAME = "sender_name"
    LIST_COMPLETE = "list_complete"
    PLATFORM_IMITATION = "platform_imitation"
    HIDDEN_DESTINATION = "hidden_destination"


@dataclass(frozen=True, slots=True)
class _HostName:
    """A host, taken apart.

    Attributes:
        domain: What one owner has to himself.
        label: Its first label, in Unicode.
        suffix: What stands behind that label.
        left: The labels before the domain that say something, in Unicode.
    """

    domain: str
    label: str
    suffix: str
    left: list[str]


@dataclass(frozen=True, slots=True)
class Resemblance:
    """One channel or organisation that an address imitates.

    Attributes:
        channel: The imitated channel; None when the organisation lists none.
        organisation: Id of the imitated organisation; the name of a body outside the register.
        platform: Platform of the imitated channel.
        address: Its canonical text; empty when the organisation lists none.
    """

    channel: OfficialChannel | None
    organisation: str
    platform: str
    address: str
    difference: Difference


_Found = Iterator[tuple[Brand, Difference]]


class Lookalikes:
    """Finds what an address imitates.

    Args:
        registry: The register with its indexes.
        words: Ordinary, luring and added words.
        neighbours: Registrable domain of a well-known real neighbour, and whose it is; those of
            the others in the register are known anyhow.
        previous: Of a register of which most files are the same: less is indexed anew.
    """

    _brands: Brands

    def __init__(
        self,
        registry: Registry,
        *,
        words: OrdinaryWords,
        neighbours: Mapping[str, str] | None = None,
        previous: "Lookalikes | None" = None,
    ) -> None:
        self._registry = registry
        self._addresses: Addresses = registry.addresses
        self.words = self._words = words
        others = domains_of_others(registry.register, registry.addresses)
        self._neighbours = {**others, **(neighbours or {})}
        self._brands = Brands(
            registry.register, registry.addresses, words, previous._brands if previous else None
        )
        names = {plain(domain.partition(".")[0]) for domain in others}
        # A name that an organisation has too says nothing of whose an account is.
        self._neighbour_names = {name for name in names if not self._brands.named(name)} | {
            plain(domain.partition(".")[0]) for domain in neighbours or ()
        }
        self._inside = Inside(self._brands, words)
        self._accounts = AccountNames(
            self._brands,
            self._inside,
            words,
            places=_places(registry),
            organisations=registry.register.organisations.values(),
        )
        self._endings = {each.suffix for each in self._brands if each.kind is BrandKind.DOMAIN}

    def resembles(self, address: Address) -> tuple[Resemblance, ...]:
        """Give what there is evidence of that an unlisted address imitates, at most three.

        Phone numbers, bank accounts and apps imitate nothing: their digits carry no name.

        Returns:
            Nearest first; empty where an address only carries a name, which `carries` gives.
        """
        kind = self._registry.platforms.get(address.platform).kind
        if kind == "web" and address.host:
            return self._web(address)
        if kind == "email" and address.host:
            return self._shown(self._mailbox(address.host, address.handle or ""))
        if kind in ("social", SMS) and address.handle and _LETTER.search(address.handle):
            return self._account(address)
        return ()

    def resembles_handle(self, handle: str) -> tuple[Resemblance, ...]:
        """Give what there is evidence of that a handle imitates that is listed nowhere."""
        return self._shown(self._handle(handle, None))

    def carries(self, address: Address) -> tuple[Resemblance, ...]:
        """Give whose name an address carries that imitates nothing, as far as is known.

        Returns:
            Nearest first; what is of the asked platform before others.
        """
        kind = self._registry.platforms.get(address.platform).kind
        if kind in ("social", SMS) and address.handle and _LETTER.search(address.handle):
            return self._carried_by_handle(account_name(address), address.platform)
        if (
            kind == "email"
            and address.host
            and address.handle
            and shared_hosts.gives_mail_to_anybody(address.host)
        ):
            return self._carried_by_handle(address.handle, address.platform)
        if kind in ("web", "email") and address.host:
            return self._carried_by_host(address)
        return ()

    def carried_by_handle(self, handle: str) -> tuple[Resemblance, ...]:
        """Give whose name a handle carries that is listed nowhere."""
        return self._carried_by_handle(handle, None)

    def hidden_behind(self, text: str) -> tuple[Resemblance, ...]:
        """Give the official address that a link shows beside its `@`, where it does not lead."""
        for shown in _beside_at(text):
            try:
                listing = self._registry.listed(self._addresses.from_url(f"https://{shown}"))
            except AddressError:
                continue
            if listing:
                return self.hidden_channel(listing.channel)
        return ()

    def hidden_channel(self, channel: OfficialChannel) -> tuple[Resemblance, ...]:
        """Give the channel that a link pretends to lead to."""
        return (_resemblance(channel, Difference.HIDDEN_DESTINATION),)

    def claimed(
        self, organisations: Iterable[str], difference: Difference
    ) -> tuple[Resemblance, ...]:
        """Give the resemblances to organisations that a name in words claims to be."""
        return tuple(self._of_organisation(each, difference) for each in organisations)[:MOST]

    def organisations_named(self, text: str) -> tuple[str, ...]:
        """Give the ids of the organisations whose name stands in a display name, whole."""
        found: dict[str, None] = {}
        for key, _ in joined(tokens(text)):
            for brand in self._brands.named(key):
                if not brand.personal and not brand.generic and brand.kind is not BrandKind.HOST:
                    found[brand.organisation] = None
        return tuple(found)

    def neighbour(self, address: Address) -> str | None:
        """Tell whose domain this is, when it is a known real neighbour of an official one."""
        if not address.host:
            return None
        return self._neighbours.get(self._addresses.registrable_domain(address.host) or "")

    def _web(self, address: Address) -> tuple[Resemblance, ...]:
        host = address.host or ""
        if shared_hosts.kind_of(host):
            return self._shown(self._at_a_builder([address.path]))
        return self._shown(self._domain(host)) or self._platform_imitation(host, address.path)

    def _domain(self, host: str) -> _Found:
        name = self._named_by(host)
        if name is None or name.domain in self._neighbours or self._is_name_itself(name):
            return
        shared = shared_hosts.kind_of(name.suffix)
        if shared == OFFICIAL_ONLY:
            return
        found = self._under_suffix(name)
        if shared:
            yield from (each for each in found if each[0].suffix == name.suffix)
            yield from self._at_a_builder([name.label, *name.left])
        else:
            yield from found

    def _under_suffix(self, name: "_HostName") -> _Found:
        yield from self._across_dots(name.left, name.label, name.suffix)
        yield from self._whole_label(name.label, name.suffix)
        for brand in self._inside.of(name.label):
            yield brand, Difference.BRAND_IN_OTHER_DOMAIN
        yield from self._ordinary_inside(name.label, name.suffix)
        yield from self._hyphened_inside(name.label)
        yield from self._left_labels(name.left)
        yield from self._umbrella([*name.left, name.label], Difference.BRAND_IN_OTHER_DOMAIN)
        yield from self._far_label(name.label, name.suffix)

    def _at_a_builder(self, names: list[str]) -> _Found:
        """Find a brand with a luring word where anybody can choose a name: it proves nothing."""
        together = "-".join(names)
        for brand in self._accounts.lured(together):
            yield brand, Difference.BRAND_IN_OTHER_DOMAIN
        yield from self._umbrella([together], Difference.BRAND_IN_OTHER_DOMAIN)

    def _named_by(self, host: str) -> "_HostName | None":
        """Take a host apart at the domain that one owner has to himself; None without one."""
        domain = self._addresses.owned_domain(host)
        if domain is None:
            return None
        label, _, suffix = domain.partition(".")
        above = host.removesuffix(domain).removesuffix(".")
        left = [each for each in unicode_labels(above) if each and each not in _TRIVIAL_LABELS]
        return _HostName(domain, unicode_labels(label)[0], suffix, left)

    def _is_name_itself(self, name: "_HostName") -> bool:
        """Tell whether a domain is the name of a body that lists its site under another name.

        The register may hold an older site, so such a domain is as likely real.
        """
        is_plain = name.label.isascii() and name.suffix in self._endings
        if not is_plain or any(map(self._words.lures_in, tokens("-".join(name.left)))):
            return False
        found = self._brands.named(plain(name.label))
        is_site = any(each.kind in OF_HOSTS for each in found)
        is_name = any(each.kind is BrandKind.NAME and stands_alone(each) for each in found)
        return is_name and not is_site

    def _whole_label(self, label: str, suffix: str) -> _Found:
        key = plain(label)
        for brand in self._brands.named(key):
            difference = _spelled_the_same(brand, label, suffix)
            if difference:
                yield brand, difference
        for brand in self._brands.hyphened(label):
            if label == brand.key or brand.suffix == suffix:
                yield brand, Difference.SMALL_EDIT if label != brand.key else Difference.OTHER_TLD
        if self._words.is_ordinary(key):
            return
        for brand in self._brands.alike(key):
            if _looks_enough(brand, suffix):
                yield brand, Difference.CONFUSABLE_CHARACTERS
        for brand in self._brands.edited_once(key):
            if _near_enough(brand, suffix) and not self._differs_in_all_that_tells(brand, key):
                yield brand, Difference.SMALL_EDIT

    def _far_label(self, label: str, suffix: str) -> _Found:
        """Find brands with more than one letter replaced, after all nearer ones."""
        key = plain(label)
        if self._words.is_ordinary(key):
            return
        for brand, distance in self._brands.same_silhouette(key):
            near = distance <= min(SILHOUETTE_EDITS, len(brand.key) - 1)
            if near and len(key) >= len(brand.key) and _looks_enough(brand, suffix):
                yield brand, Difference.CONFUSABLE_CHARACTERS
        if len(key) >= TWO_EDITS_FROM - 2:
            for brand in self._brands.edited_twice(key):
                if _near_enough(brand, suffix) and not self._differs_in_all_that_tells(brand, key):
                    yield brand, Difference.SMALL_EDIT

    def _differs_in_all_that_tells(self, brand: Brand, key: str) -> bool:
        """Tell two names that share an ordinary word only: departementlv and departement06."""
        shared = takewhile(lambda pair: pair[0] == pair[1], zip(brand.key, key, strict=False))
        word = "".join(letter for letter, _ in shared)
        is_rest_short = 0 < len(brand.key) - len(word) <= SHORT
        return brand.kind is BrandKind.NAME and is_rest_short and self._words.is_ordinary(word)

    def _across_dots(self, left: list[str], label: str, suffix: str) -> _Found:
        """Find a brand spelled with a dot inside, or with the suffix as its last word."""
        for whole in (plain("".join([*left, label])), plain(label + suffix)):
            for brand in self._brands.named(whole):
                moved_dot = brand.kind is BrandKind.DOMAIN and brand.suffix == suffix
                whole_host = brand.kind is BrandKind.HOST and len(whole) >= PLAIN_WORDS_FROM
                if whole != plain(label) and (moved_dot or whole_host):
                    yield brand, Difference.SEPARATORS

    def _left_labels(self, left: list[str]) -> _Found:
        names = tuple(plain(label) for label in left)
        for start, end in runs(len(names)):
            for brand in self._brands.named("".join(names[start:end])):
                written = end - start > 1 and brand.kind is BrandKind.WRITTEN_DOMAIN
                if written or (end - start == 1 and stands_alone(brand)):
                    yield brand, Difference.BRAND_AS_SUBDOMAIN
        for label in left:
            for brand in self._inside.of(label):
                yield brand, Difference.BRAND_AS_SUBDOMAIN

    def _ordinary_inside(self, label: str, suffix: str) -> _Found:
        """Find an official domain that is an ordinary word beside an added one: klasse-login."""
        known = [part for word in tokens(label) for part in self._words.split(word)]
        for place, word in enumerate(known):
            beside = known[:place] + known[place + 1 :]
            if not self._makes_telling(word, beside):
                continue
            for brand in self._brands.named(word):
                ours = brand.kind is BrandKind.DOMAIN and brand.suffix == suffix
                if ours and brand.generic:
                    yield brand, Difference.BRAND_IN_OTHER_DOMAIN

    def _makes_telling(self, word: str, beside: list[str]) -> bool:
        """Judge whether added words make an imitation of an ordinary one."""
        if any(self._words.lures_or_claims_in(other) for other in beside):
            return True
        added = bool(beside) and all(other in self._words.added for other in beside)
        return added and len(word) > SHORT

    def _hyphened_inside(self, label: str) -> _Found:
        """Find a domain that is nothing without its hyphen (`g-o`) between added words."""
        for brand in self._brands.hyphened_in(label):
            before, _, after = label.partition(brand.key)
            rest = (before.rstrip("-"), after.lstrip("-"))
            if any(rest) and all(
                self._words.are_added(plain(part), ordinary_too=False) for part in rest
            ):
                yield brand, Difference.BRAND_IN_OTHER_DOMAIN

    def _umbrella(self, labels: list[str], difference: Difference) -> _Found:
        """Find the government as a whole beside a luring word: premie-vlaanderen."""
        words = [word for label in labels for word in tokens(label)]
        known = [part for word in words for part in self._words.split(word)]
        lured = [word for word in words if self._words.lures_in(word)]
        if not self._words.umbrella.isdisjoint(known) and lured:
            for brand in self._brands.named(GOVERNMENT):
                yield brand, difference

    def _mailbox(self, host: str, local_part: str) -> _Found:
        yield from self._domain(host)
        if shared_hosts.gives_mail_to_anybody(host):
            for brand in self._accounts.lured(local_part):
                yield brand, Difference.BRAND_IN_MAILBOX

    def _account(self, address: Address) -> tuple[Resemblance, ...]:
        name = account_name(address)
        if "@" in (address.handle or ""):
            # A listed name on another server of the same network: its ending is another one.
            others = self._registry.by_handle(name)
            there = [each for each in others if each.address.platform == address.platform]
            if there:
                return tuple(_resemblance(each, Difference.OTHER_TLD) for each in there)[:MOST]
        found = self._shown(self._handle(name, address.platform))
        return tuple(sorted(found, key=lambda each: each.platform != address.platform))

    def _handle(self, handle: str, platform: str | None) -> _Found:
        if plain(handle) in self._neighbour_names:
            return
        is_name = self._accounts.is_written_out(handle)
        if not is_name and self._is_listed_otherwise(handle, platform):
            yield from self._slips(handle, platform)
        if is_name or self._is_of_somebody(handle):
            return
        if platform != SMS:
            for brand in self._accounts.lured(handle):
                yield brand, Difference.BRAND_IN_HANDLE
            yield from self._umbrella([handle], Difference.BRAND_IN_HANDLE)
            yield from self._pretending(handle, platform)
        yield from self._slips(handle, platform)

    def _slips(self, handle: str, platform: str | None) -> _Found:
        for slip in self._accounts.slips(handle, platform):
            alike = Difference.CONFUSABLE_CHARACTERS
            yield slip.brand, alike if slip.is_alike else _slip(slip.brand, handle)

    def _pretending(self, handle: str, platform: str | None) -> _Found:
        """Find a body whose official account this says to be, while another one is listed there."""
        for brand in self._accounts.pretends(handle):
            organisation = self._registry.organisation(brand.organisation)
            for channel in organisation.channels if organisation else ():
                is_there = platform in (None, channel.address.platform)
                if is_there and channel.status is ChannelStatus.ACTIVE:
                    yield brand, Difference.BRAND_IN_HANDLE

    def _is_of_somebody(self, handle: str) -> bool:
        """Tell whether a handle is a name that an organisation has, which is no slip of another."""
        return bool(self._registry.by_handle(handle) or self._accounts.named(handle))

    def _is_listed_otherwise(self, handle: str, platform: str | None) -> bool:
        """Tell whether other signs between the letters make it a handle that is listed there."""
        return any(
            each.kind is BrandKind.HANDLE
            and each.channel is not None
            and each.channel.address.platform == platform
            for each in self._brands.named(plain(handle))
        )

    def _carried_by_handle(self, handle: str, platform: str | None) -> tuple[Resemblance, ...]:
        if plain(handle) in self._neighbour_names:
            return ()
        found = [
            _resemblance(each, Difference.HANDLE_ON_OTHER_PLATFORM)
            for each in self._registry.by_handle(handle)
            if each.address.platform != platform and platform != SMS
        ]
        brands = self._accounts.named(handle) or self._accounts.carried(handle)
        how = Difference.SENDER_NAME if platform == SMS else Difference.BRAND_IN_HANDLE
        found += self._shown((each, how) for each in brands)
        return tuple(sorted(found, key=lambda each: each.platform != platform))[:MOST]

    def _carried_by_host(self, address: Address) -> tuple[Resemblance, ...]:
        host = address.host or ""
        name = self._named_by(host)
        if shared_hosts.kind_of(host):
            names = [address.path.replace("/", "-")]
        elif name and shared_hosts.kind_of(name.suffix) not in (None, OFFICIAL_ONLY):
            names = [name.label, *name.left]
        elif name and self._is_name_itself(name):
            names = [name.label]
        else:
            return ()
        brands = (brand for each in names for brand in self._accounts.carried(each))
        return self._shown((brand, Difference.BRAND_IN_OTHER_DOMAIN) for brand in brands)

    def _platform_imitation(self, host: str, path: str) -> tuple[Resemblance, ...]:
        """Find an official account where a host passes for the platform of that account."""
        found = []
        for platform in self._registry.platforms if path else ():
            if not (platform.hosts and _imitates(host, platform)):
                continue
            try:
                real = self._addresses.from_url(f"https://{platform.hosts[0]}/{path}")
            except AddressError:
                continue
            listing = self._registry.listed(real)
            if listing:
                found.append(_resemblance(listing.channel, Difference.PLATFORM_IMITATION))
        return tuple(found[:MOST])

    def _shown(
        self, found: Iterable[tuple[Brand, Difference]], *, most: int = MOST
    ) -> tuple[Resemblance, ...]:
        """Keep the first resemblances of different channels; later finders then need not run."""
        shown: dict[tuple[str, str], Resemblance] = {}
        for brand, difference in found:
            resemblance = (
                _resemblance(brand.channel, difference, brand.organisation)
                if brand.channel
                else self._of_organisation(brand.organisation, difference)
            )
            shown.setdefault((resemblance.organisation, resemblance.address), resemblance)
            if len(shown) == most:
                break
        return tuple(shown.values())

    def _of_organisation(self, organisation: str, difference: Difference) -> Resemblance:
        register = self._registry.register
        channel = face(register, register.organisations.get(organisation))
        if channel is None:
            return Resemblance(None, organisation, WEBSITE, "", difference)
        return _resemblance(channel, difference, organisation)


def _resemblance(
    channel: OfficialChannel, difference: Difference, organisation: str | None = None
) -> Resemblance:
    return Resemblance(
        channel,
        organisation or channel.organisation,
        channel.address.platform,
        channel.address.value,
        difference,
    )


def _places(registry: Registry) -> Iterator[str]:
    """Give the names of municipalities, which stand behind many names of branches."""
    for body in registry.register.others:
        if body.kind is OtherKind.MUNICIPALITY:
            for name in body.names.values():
                kind, _, place = name.partition(" ")
                yield plain(place or kind)


def _slip(brand: Brand, handle: str) -> Difference:
    same = brand.key == plain(handle)
    return Difference.SEPARATORS if same else Difference.SMALL_EDIT


def _spelled_the_same(brand: Brand, label: str, suffix: str) -> Difference | None:
    """Judge a label that is a brand letter for letter, apart from separators."""
    if brand.personal:
        return None
    if brand.kind is BrandKind.DOMAIN:
        if brand.suffix != suffix:
            # One ordinary word belongs to everybody, save the name of the government itself.
            return None if brand.generic and brand.key != GOVERNMENT else Difference.OTHER_TLD
        return Difference.SEPARATORS if label.isascii() else Difference.CONFUSABLE_CHARACTERS
    return Difference.BRAND_IN_OTHER_DOMAIN if _long_enough(brand, SHORT + 1) else None


def _looks_enough(brand: Brand, suffix: str) -> bool:
    """Judge whether looking like a brand counts under this suffix."""
    if brand.kind is BrandKind.DOMAIN and not brand.personal:
        return brand.suffix == suffix or _long_enough(brand, SHORT + 1)
    return not brand.personal and _long_enough(brand, ANY_SUFFIX_FROM)


def _near_enough(brand: Brand, suffix: str) -> bool:
    """Judge whether being some edits away from a brand counts under this suffix."""
    if brand.kind is BrandKind.DOMAIN and not brand.personal:
        return brand.suffix == suffix or _long_enough(brand, ANY_SUFFIX_FROM)
    size = HOST_EDITS_FROM if brand.kind is BrandKind.HOST else NAME_EDITS_FROM
    return not brand.personal and _long_enough(brand, size)


def _long_enough(brand: Brand, size: int) -> bool:
    return len(brand.key) >= size and not brand.generic


def _imitates(host: str, platform: Platform) -> bool:
    """Judge whether a host that is not the platform's own passes for it."""
    if any(host.startswith(f"{own}.") for own in platform.hosts):
        return True
    words = {part for label in unicode_labels(host) for part in tokens(label)}
    return any(_passes_for(word, name) for word in words for name in platform.brands)


def _passes_for(word: str, name: str) -> bool:
    """Judge whether a word in a host is taken for the name of a platform."""
    if skeleton(word) == skeleton(name):
        return True
    if len(name) >= ANYWHERE_FROM and skeleton(name) in skeleton(word):
        return True
    return len(name) > SHORT and OSA.distance(word, name, score_cutoff=1) <= 1


def _beside_at(text: str) -> Iterator[str]:
    """Give what a link shows before its `@`, and behind one that a backslash makes a path."""
    before = _AUTHORITY.match(text)
    if before:
        for shown in re.split(r"[:@]", unquote(before["userinfo"])):
            yield f"{shown.partition('/')[0]}/{before['path']}"
    elif "\\" in text:
        yield text.rpartition("@")[2]
