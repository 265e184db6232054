"""What an address imitates of somebody outside the Flemish government: a bank, the post.

Only names that are brands count, and a name alone counts nowhere: much of the world shares it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import OSA

from knowledge.addresses import shared_hosts
from knowledge.addresses.address import Addresses
from knowledge.addresses.web import unicode_labels
from knowledge.data import load_data
from knowledge.matching.imitation.brands import SHORTEST, Brand, BrandKind
from knowledge.matching.imitation.inside import Inside
from knowledge.matching.imitation.lookalike import OFFICIAL_ONLY, Difference, Resemblance
from knowledge.matching.imitation.skeleton import plain, skeleton
from knowledge.matching.imitation.words import OrdinaryWords
from knowledge.model import Address, OtherBody, OtherChannel
from knowledge.register.registry import EMAIL, WEBSITE, account_name

DATA_FILE = Path(__file__).with_name("imitated_others.yml")
OTHER_ENDING_FROM = 5  # letters; a shorter name under another ending is somebody else's
ALIKE_FROM = 5  # letters
NAMES_FROM = 5  # letters; a shorter name in words is an abbreviation that many have
EDITS_FROM = 7  # letters
DOUBLED_FROM = 4  # letters; a doubled letter makes another word less often than any other slip

_Found = Iterator[tuple[Brand, Difference]]


@dataclass(frozen=True)
class OtherWords:
    """The lists of `imitated_others.yml`, explained there."""

    kinds: frozenset[str]
    public_kinds: frozenset[str]
    public_endings: frozenset[str]
    own_endings: frozenset[str]
    not_telling: frozenset[str]
    guarded: Mapping[str, str]

    @classmethod
    def load(cls, path: Path = DATA_FILE) -> "OtherWords":
        """Read the lists."""
        lists = load_data(path)
        guarded = lists.pop("guarded")
        return cls(guarded=guarded, **{name: frozenset(words) for name, words in lists.items()})


class _OtherBrands:
    """The brands of others, found by equality of foldings."""

    def __init__(self, brands: Iterable[Brand]) -> None:
        self._by_key: dict[str, list[Brand]] = defaultdict(list)
        self._keys: dict[str, list[str]] = defaultdict(list)
        for brand in brands:
            if brand.key not in self._by_key:
                self._keys[skeleton(brand.key)].append(brand.key)
            self._by_key[brand.key].append(brand)
        self._beginnings = frozenset(key[:SHORTEST] for key in self._by_key)

    def named(self, key: str) -> tuple[Brand, ...]:
        return tuple(self._by_key.get(key, ()))

    def alike(self, key: str) -> Iterator[Brand]:
        for found in self._keys.get(skeleton(key), ()):
            if found != key:
                yield from self._by_key[found]

    def begins(self, letters: str) -> bool:
        return letters in self._beginnings

    def doubled(self, key: str) -> Iterator[Brand]:
        """Give the brands that are spelled so but for one letter that is doubled: `bpostt`."""
        for place in range(1, len(key)):
            if key[place] == key[place - 1] and len(key) > DOUBLED_FROM:
                yield from self.named(key[:place] + key[place + 1 :])

    def edited_once(self, key: str) -> Iterator[Brand]:
        for found, brands in self._by_key.items():
            is_near = len(found) >= EDITS_FROM and abs(len(found) - len(key)) <= 1
            if is_near and OSA.distance(key, found, score_cutoff=1) == 1:
                yield from brands


class ImitatedOthers:
    """Finds which body outside the Flemish government an address imitates.

    Args:
        bodies: What the register holds of others.
        addresses: Tells where the domain of one owner ends.
        words: Ordinary and luring words.
    """

    def __init__(
        self, bodies: Iterable[OtherBody], addresses: Addresses, words: OrdinaryWords
    ) -> None:
        self._addresses = addresses
        self._words = words
        self._lists = OtherWords.load()
        self._bodies: dict[str, OtherBody] = {}
        self._sites: dict[tuple[str, str], OtherChannel] = {}
        self._domains: set[str] = set()
        self._accounts: dict[str, dict[str, OtherBody]] = defaultdict(dict)
        self._names: dict[str, OtherBody] = {}
        brands: list[Brand] = []
        for body in bodies:
            if body.kind in self._lists.kinds:
                self._bodies[body.name("nl")] = body
                names = {plain(each): body for each in (*body.names.values(), *body.aliases)}
                self._names |= names
                brands += self._written(names)
            for channel in body.channels:
                brands += self._read(body, channel)
        self._guarded = tuple(self._guarded_domains())
        self._brands = _OtherBrands(brands)
        self._inside = Inside(self._brands, words)

    def of(self, address: Address) -> tuple[Resemblance, OtherBody] | None:
        """Give what an unlisted address imitates, and how; None without evidence."""
        if address.platform in (WEBSITE, EMAIL) and address.host:
            found = self._host(address.host)
        elif address.handle and self._addresses.platforms.get(address.platform).kind == "social":
            found = self._account(account_name(address), address.platform)
        else:
            return None
        return next((self._resemblance(*each) for each in found), None)

    def contradicted(
        self, display_name: str, address: Address
    ) -> tuple[Resemblance, OtherBody] | None:
        """Give the body whose name a sender has, whole, on a mailbox that anybody can open.

        Many bodies let somebody else send for them, so another domain is no evidence by itself.
        """
        body = self._names.get(plain(display_name))
        if body is None or not shared_hosts.gives_mail_to_anybody(address.host or ""):
            return None
        is_word = self._is_ordinary(plain(display_name))
        return None if is_word else (self._of_body(body, Difference.DISPLAY_NAME), body)

    def _read(self, body: OtherBody, channel: OtherChannel) -> Iterator[Brand]:
        address = channel.address
        if address.host and address.platform in (WEBSITE, EMAIL):
            domain = self._domain_of(address.host)
            label, _, suffix = (domain or "").partition(".")
            if not domain:
                return
            self._domains.add(domain)
            # Of a brand that two bodies have, nobody knows which one is meant.
            if body.kind in self._lists.kinds and not self._is_ordinary(plain(label)):
                self._sites.setdefault((body.name("nl"), plain(label)), channel)
                yield Brand(plain(label), BrandKind.DOMAIN, body.name("nl"), None, suffix)
        elif address.handle and body.kind in self._lists.kinds:
            self._accounts[address.platform][plain(account_name(address))] = body

    def _written(self, names: Mapping[str, OtherBody]) -> Iterator[Brand]:
        """Give the names in words; only a luring word beside one is evidence."""
        for key, body in names.items():
            if len(key) >= NAMES_FROM and not self._is_ordinary(key):
                yield Brand(key, BrandKind.NAME, body.name("nl"), None)

    def _guarded_domains(self) -> Iterator[Brand]:
        """Give the domains below which only sites of one body stand."""
        for domain, name in self._lists.guarded.items():
            if name in self._bodies:
                label, _, suffix = domain.partition(".")
                yield Brand(label, BrandKind.DOMAIN, name, None, suffix)

    def _domain_of(self, host: str) -> str | None:
        owned = self._addresses.owned_domain(host)
        return owned or self._addresses.registrable_domain(host)

    def _is_ordinary(self, key: str) -> bool:
        is_short = len(key) < SHORTEST
        return is_short or key in self._lists.not_telling or self._words.is_ordinary(key)

    def _host(self, host: str) -> _Found:
        domain = self._domain_of(host)
        if domain is None or domain in self._domains or shared_hosts.kind_of(domain):
            return
        label, _, suffix = domain.partition(".")
        if shared_hosts.kind_of(suffix) == OFFICIAL_ONLY:
            return
        label = unicode_labels(label)[0]
        above = [each for each in unicode_labels(host.removesuffix(domain).rstrip(".")) if each]
        yield from self._written_before(above)
        for brand in self._inside.lured("-".join([*above, label]), as_account=False):
            yield brand, Difference.BRAND_IN_OTHER_DOMAIN
        if not shared_hosts.kind_of(suffix):
            yield from self._label(label, suffix)
            yield from self._like_guarded(label, suffix)

    def _label(self, label: str, suffix: str) -> _Found:
        yield from self._same_letters(label, suffix)
        yield from self._written_out(label)
        key = plain(label)
        if self._words.is_ordinary(key):
            return
        for brand in self._brands.alike(key):
            is_site = brand.kind is BrandKind.DOMAIN
            if is_site and len(brand.key) >= ALIKE_FROM and not key.isalpha():
                yield brand, Difference.CONFUSABLE_CHARACTERS
        for brand in (*self._brands.edited_once(key), *self._brands.doubled(key)):
            if brand.suffix == suffix:
                yield brand, Difference.SMALL_EDIT

    def _same_letters(self, label: str, suffix: str) -> _Found:
        """Find a brand of which only the ending, a hyphen or the alphabet is another."""
        key = plain(label)
        for brand in self._brands.named(key):
            if brand.kind is not BrandKind.DOMAIN:
                continue
            if not label.isascii():
                yield brand, Difference.CONFUSABLE_CHARACTERS
            elif self._has_wrong_ending(brand, suffix):
                yield brand, Difference.OTHER_TLD
            elif "-" in label and suffix == brand.suffix and len(key) >= ALIKE_FROM:
                yield brand, Difference.SEPARATORS

    def _written_out(self, label: str) -> _Found:
        """Find a whole domain written as the name of another one: `bpost-be.com`."""
        name, hyphen, ending = label.rpartition("-")
        for brand in self._brands.named(plain(name)) if hyphen else ():
            if brand.kind is BrandKind.DOMAIN and ending == brand.suffix:
                yield brand, Difference.BRAND_IN_OTHER_DOMAIN

    def _like_guarded(self, label: str, suffix: str) -> _Found:
        """Find a guarded domain: a name of it alone is evidence, for nobody else has it."""
        key = plain(label)
        for brand in self._guarded:
            rest = key.removeprefix(brand.key) if key.startswith(brand.key) else None
            rest = key.removesuffix(brand.key) if key.endswith(brand.key) else rest
            if rest is not None and self._words.are_added(rest, ordinary_too=False):
                yield brand, Difference.BRAND_IN_OTHER_DOMAIN if rest else Difference.OTHER_TLD
            elif skeleton(key) == skeleton(brand.key):
                yield brand, Difference.CONFUSABLE_CHARACTERS
            elif suffix == brand.suffix and OSA.distance(key, brand.key, score_cutoff=1) == 1:
                yield brand, Difference.SMALL_EDIT

    def _has_wrong_ending(self, brand: Brand, suffix: str) -> bool:
        known = {each.suffix for each in self._brands.named(brand.key) if each.suffix}
        if suffix in known or len(brand.key) < OTHER_ENDING_FROM:
            return False
        is_public = self._bodies[brand.organisation].kind in self._lists.public_kinds
        return suffix not in (self._lists.public_endings if is_public else self._lists.own_endings)

    def _written_before(self, labels: list[str]) -> _Found:
        """Find a whole domain of a body in front of another one: `kbc.be.login.top`."""
        for place in range(len(labels) - 1):
            behind = ".".join(labels[place + 1 :])
            for brand in self._brands.named(plain(labels[place])):
                if brand.suffix and f"{behind}.".startswith(f"{brand.suffix}."):
                    yield brand, Difference.BRAND_AS_SUBDOMAIN

    def _account(self, name: str, platform: str) -> _Found:
        key = plain(name)
        listed = self._accounts.get(platform, {})
        if key in listed or self._brands.named(key):
            return
        # Many firms do have an account for jobs or help.
        for brand in self._inside.lured(name, as_account=False):
            yield brand, Difference.BRAND_IN_HANDLE
        for handle, body in listed.items():
            is_near = len(handle) >= EDITS_FROM - 1 and abs(len(handle) - len(key)) <= 1
            if is_near and OSA.distance(key, handle, score_cutoff=1) == 1:
                brand = Brand(handle, BrandKind.HANDLE, body.name("nl"), None)
                yield brand, Difference.SMALL_EDIT

    def _resemblance(self, brand: Brand, difference: Difference) -> tuple[Resemblance, OtherBody]:
        body = self._bodies[brand.organisation]
        return self._of_body(
            body, difference, self._sites.get((brand.organisation, brand.key))
        ), body

    def _of_body(
        self, body: OtherBody, difference: Difference, channel: OtherChannel | None = None
    ) -> Resemblance:
        sites = (each for each in body.channels if each.address.platform == WEBSITE)
        shown = channel or next(sites, None)
        platform, value = (shown.address.platform, shown.address.value) if shown else (WEBSITE, "")
        return Resemblance(None, body.name("nl"), platform, value, difference)
