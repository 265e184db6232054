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

from knowledge.address import AddressError, Addresses
from knowledge.matching.brands import SHORTEST, TWO_EDITS_FROM, Brand, BrandKind, Brands, face
from knowledge.matching.skeleton import ascii_look, plain, skeleton, tokens
from knowledge.matching.words import Words
from knowledge.model import Address, OfficialChannel
from knowledge.neighbours import domains_of_others
from knowledge.platforms import Platform
from knowledge.registry import WEBSITE, Registry, account_name
from knowledge.web import unicode_labels

GOVERNMENT = "vlaanderen"  # label of the domain under which all government sites live
MOST = 3  # resemblances to show
MOST_WEIGHED = 12  # resemblances among which the one on the asked platform is looked for
SHORT = 4  # letters; up to here an ordinary word or another body is one edit away
ANY_SUFFIX_FROM = 7  # letters; shorter names at one edit count under the same suffix only
NAME_EDITS_FROM = 8  # letters; a name that is no domain itself has to be longer to be missed
HOST_EDITS_FROM = 14  # letters; `lvvlaanderen` is two edits from every name with vlaanderen
HANDLE_EDITS_FROM = 6
ANYWHERE_FROM = 7  # letters; a distinctive name this long is no chance inside a longer word
PLAIN_WORDS_FROM = 8  # letters; joined from separate ordinary words, a shorter name is chance
LONGEST_NAME = 64  # characters of an account or mailbox that are compared
MOST_RUNS = 144  # of neighbouring words that are read as one name: all of them up to 12 words
SHORTEST_RUN = 4  # words; shorter runs are read in a name of any length
SILHOUETTE_EDITS = 4  # dnstwist replaces two letters by look-alikes, each up to three wide
_AUTHORITY = re.compile(
    r"\s*(?:[A-Za-z][\w+.-]*:)?[/\\]*(?P<userinfo>[^/\\?#]+)@[^/\\?#]*[/\\]?(?P<path>[^?#\\]*)"
)
_LETTER = re.compile(r"[^\W\d_]")
_PARTS = re.compile(r"[a-z]+|[0-9]+")
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
    PLATFORM_IMITATION = "platform_imitation"
    HIDDEN_DESTINATION = "hidden_destination"


@dataclass(frozen=True, slots=True)
class Resemblance:
    """One channel or organisation that an address imitates.

    Attributes:
        channel: The imitated channel; None when the organisation lists none.
        organisation: Id of the imitated organisation.
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
        words: Words,
        neighbours: Mapping[str, str] | None = None,
        previous: "Lookalikes | None" = None,
    ) -> None:
        self._registry = registry
        self._addresses: Addresses = registry.addresses
        self._words = words
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

    def resembles(self, address: Address) -> tuple[Resemblance, ...]:
        """Give what an unlisted address imitates, nearest first, at most three.

        Phone numbers, bank accounts and apps imitate nothing: their digits carry no name.
        """
        kind = self._registry.platforms.get(address.platform).kind
        if kind == "web" and address.host:
            return self._web(address)
        if kind == "email" and address.host:
            return self._shown(self._mailbox(address.host, address.handle or ""))
        if kind == "sms":
            return self._shown(self._sender(address.handle or address.value))
        if kind == "social" and address.handle and _LETTER.search(address.handle):
            return self._account(address)
        return ()

    def resembles_handle(self, handle: str) -> tuple[Resemblance, ...]:
        """Give what a handle imitates that is listed nowhere."""
        return self._shown(self._handle(handle))

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
        for key, _ in _joined(tokens(text)):
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
        return self._shown(self._domain(host)) or self._platform_imitation(host, address.path)

    def _domain(self, host: str) -> _Found:
        registrable = self._addresses.registrable_domain(host)
        if registrable is None or registrable in self._neighbours:
            return
        suffix = self._addresses.suffix(host)
        label = unicode_labels(registrable.removesuffix(f".{suffix}"))[0]
        above = host.removesuffix(registrable).removesuffix(".")
        left = [each for each in unicode_labels(above) if each and each not in _TRIVIAL_LABELS]
        yield from self._across_dots(left, label, suffix)
        yield from self._whole_label(label, suffix)
        yield from self._inside(label, Difference.BRAND_IN_OTHER_DOMAIN)
        yield from self._ordinary_inside(label, suffix)
        yield from self._left_labels(left)
        yield from self._umbrella([*left, label], Difference.BRAND_IN_OTHER_DOMAIN)
        yield from self._far_label(label, suffix)

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
        for joined in (plain("".join([*left, label])), plain(label + suffix)):
            for brand in self._brands.named(joined):
                moved_dot = brand.kind is BrandKind.DOMAIN and brand.suffix == suffix
                whole_host = brand.kind is BrandKind.HOST and len(joined) >= PLAIN_WORDS_FROM
                if joined != plain(label) and (moved_dot or whole_host):
                    yield brand, Difference.SEPARATORS

    def _left_labels(self, left: list[str]) -> _Found:
        names = tuple(plain(label) for label in left)
        for start, end in _runs(len(names)):
            for brand in self._brands.named("".join(names[start:end])):
                written = end - start > 1 and brand.kind is BrandKind.WRITTEN_DOMAIN
                if written or (end - start == 1 and _stands_alone(brand)):
                    yield brand, Difference.BRAND_AS_SUBDOMAIN
        for label in left:
            yield from self._inside(label, Difference.BRAND_AS_SUBDOMAIN)

    def _inside(self, text: str, difference: Difference, *, personal: bool = False) -> _Found:
        """Find a brand as one or more words of a longer name, or glued to added words."""
        words = tokens(text)
        split = tuple(part for word in words for part in _PARTS.findall(word))
        for parts in dict.fromkeys((words, split)):
            for key, (start, end) in _joined(parts):
                if len(key) < SHORTEST:
                    continue
                for brand in (*self._brands.named(key), *self._brands.alike(key)):
                    rest = parts[:start] + parts[end:]
                    if (personal or not brand.personal) and self._beside(brand, rest, parts):
                        yield brand, difference
        for word in dict.fromkeys((*words, "".join(words))):
            yield from self._glued(word, difference, personal=personal)

    def _ordinary_inside(self, label: str, suffix: str) -> _Found:
        """Find an official domain that is an ordinary word beside a luring one: klasse-login."""
        known = [part for word in tokens(label) for part in self._words.split(word)]
        for place, word in enumerate(known):
            beside = known[:place] + known[place + 1 :]
            if not any(self._words.lures_or_claims_in(other) for other in beside):
                continue
            for brand in self._brands.named(word):
                ours = brand.kind is BrandKind.DOMAIN and brand.suffix == suffix
                if ours and brand.generic and len(word) >= SHORT:
                    yield brand, Difference.BRAND_IN_OTHER_DOMAIN

    def _beside(self, brand: Brand, rest: tuple[str, ...], parts: tuple[str, ...]) -> bool:
        """Judge a brand that stands as whole words beside others."""
        if not rest or brand.generic:
            return False
        is_site = brand.kind is BrandKind.DOMAIN and not brand.personal
        if is_site and len(brand.key) == SHORT and brand.key not in self._words.first_names:
            return brand.key in parts or any(self._words.lures_in(word) for word in rest)
        if len(brand.key) <= SHORT or _only_a_name(brand):
            return any(self._words.lures_in(word) for word in rest) or (
                brand.kind is BrandKind.DOMAIN
                and any(word.isdigit() or word in self._words.added for word in rest)
            )
        in_one_word = brand.key in parts
        if brand.compound and not in_one_word and len(brand.key) < PLAIN_WORDS_FROM:
            return any(self._words.lures_in(word) for word in rest)
        return True

    def _glued(self, word: str, difference: Difference, *, personal: bool) -> _Found:
        for start in range(len(word) - SHORTEST + 1):
            if not self._brands.begins(word[start : start + SHORTEST]):
                continue
            for end in range(start + SHORTEST, len(word) + 1):
                if end - start == len(word):
                    continue
                for brand in self._brands.named(word[start:end]):
                    if (personal or not brand.personal) and self._sticks(
                        brand, word[:start], word[end:]
                    ):
                        yield brand, difference

    def _sticks(self, brand: Brand, before: str, after: str) -> bool:
        """Judge a brand that stands inside one word."""
        if brand.generic:
            return False
        size = len(brand.key)
        host_too_short = brand.kind is BrandKind.HOST and size < HOST_EDITS_FROM
        if size >= ANYWHERE_FROM and not brand.compound and not host_too_short:
            return True
        if size <= SHORT and brand.kind is not BrandKind.DOMAIN:
            return self._words.lures_in(before + after)
        if size < SHORT and len(before + after) <= SHORT - 1:
            return False
        ordinary_too = size > SHORT + 1
        return all(
            self._words.are_added(part, ordinary_too=ordinary_too) for part in (before, after)
        )

    def _umbrella(self, labels: list[str], difference: Difference) -> _Found:
        """Find the government as a whole beside a luring word: premie-vlaanderen."""
        words = [word for label in labels for word in tokens(label)]
        known = [part for word in words for part in self._words.split(word)]
        if not self._words.umbrella.isdisjoint(known) and not self._words.lures.isdisjoint(known):
            for brand in self._brands.named(GOVERNMENT):
                yield brand, difference

    def _mailbox(self, host: str, local_part: str) -> _Found:
        yield from self._domain(host)
        if self._addresses.registrable_domain(host) in self._words.free_mail:
            for brand, _ in self._handle(local_part):
                if len(brand.key) >= SHORT and not brand.generic:
                    yield brand, Difference.BRAND_IN_MAILBOX

    def _sender(self, name: str) -> _Found:
        for brand in self._brands.named(plain(name)):
            if brand.kind is BrandKind.NAME or _stands_alone(brand):
                yield brand, Difference.SENDER_NAME
        for brand, _ in self._handle(name):
            yield brand, Difference.SENDER_NAME

    def _account(self, address: Address) -> tuple[Resemblance, ...]:
        name = account_name(address)
        same_name = tuple(
            _resemblance(
                channel,
                Difference.BRAND_IN_HANDLE
                if channel.address.platform == address.platform
                else Difference.HANDLE_ON_OTHER_PLATFORM,
            )
            for channel in self._registry.by_handle(name)
        )
        found = same_name or self._shown(self._handle(name), most=MOST_WEIGHED)
        return tuple(sorted(found, key=lambda each: each.platform != address.platform))[:MOST]

    def _handle(self, handle: str) -> _Found:
        # Folding first: one character can look like many.
        handle = ascii_look(handle)[:LONGEST_NAME]
        key = plain(handle)
        if key in self._neighbour_names:
            return
        for brand in self._brands.named(key):
            if brand.kind is BrandKind.HANDLE:
                yield brand, Difference.SEPARATORS
            elif _stands_alone(brand) or brand.key == GOVERNMENT:
                yield brand, Difference.BRAND_IN_HANDLE
        for brand in self._brands.alike(key):
            if _stands_alone(brand) and len(brand.key) > SHORT:
                yield brand, Difference.CONFUSABLE_CHARACTERS
        yield from self._inside(handle, Difference.BRAND_IN_HANDLE, personal=True)
        yield from self._umbrella([handle], Difference.BRAND_IN_HANDLE)
        if not self._words.is_ordinary(key):
            for brand in self._edited_handles(key):
                yield brand, Difference.SMALL_EDIT

    def _edited_handles(self, key: str) -> Iterator[Brand]:
        for brand in self._brands.edited_once(key):
            size = HOST_EDITS_FROM if brand.kind is BrandKind.HOST else HANDLE_EDITS_FROM
            if _stands_alone(brand) and len(brand.key) >= size:
                yield brand
        if len(key) >= TWO_EDITS_FROM:
            for brand in self._brands.edited_twice(key):
                size = HOST_EDITS_FROM if brand.kind is BrandKind.HOST else TWO_EDITS_FROM + 1
                if _stands_alone(brand) and len(brand.key) >= size:
                    yield brand

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

    def _shown(self, found: _Found, *, most: int = MOST) -> tuple[Resemblance, ...]:
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


def _only_a_name(brand: Brand) -> bool:
    return brand.kind is not BrandKind.DOMAIN and len(brand.key) <= SHORT


def _stands_alone(brand: Brand) -> bool:
    """Judge whether a brand is telling as a whole label or account name."""
    return not brand.generic and not _only_a_name(brand)


def _joined(parts: tuple[str, ...]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Give every run of words as one, longest first, with where it starts and ends."""
    for start, end in _runs(len(parts)):
        yield "".join(parts[start:end]), (start, end)


def _runs(count: int) -> Iterator[tuple[int, int]]:
    """Give start and end of runs of neighbours, longest first; of many, only the shorter runs."""
    longest = max(SHORTEST_RUN, MOST_RUNS // max(count, 1))
    for size in range(min(count, longest), 0, -1):
        for start in range(count - size + 1):
            yield start, start + size


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
