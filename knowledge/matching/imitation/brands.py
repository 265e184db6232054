"""What can be imitated: the domains, accounts and names of the register, indexed by look."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any, TypeAlias, TypeVar

from rapidfuzz.distance import OSA

from knowledge.addresses.address import Addresses
from knowledge.matching.imitation.skeleton import letterwise, plain, silhouette, skeleton, tokens
from knowledge.matching.imitation.words import OrdinaryWords
from knowledge.model import (
    ChannelStatus,
    OfficialChannel,
    Organisation,
    OrganisationKind,
    Register,
)
from knowledge.register.registry import SMS, WEBSITE, account_name

SHORTEST = 3  # letters; a name of two resembles half of all names of two
FOLDED_EDITS_FROM = 7  # letters
WITHOUT_ARTICLE_FROM = 6  # letters; what is left of a shorter name is another word
TWO_EDITS_FROM = 10  # letters; in a shorter name two slips make another word
_LIKE_FROM = 6  # letters; shorter beginnings are those of many words
_OF_MANY = frozenset(
    {"agentschap", "departement", "dienst", "en", "overheid", "vlaams", "vlaamse", "vlaanderen"}
)
"""Words in the ids of many organisations, which tell none apart."""

_PIECES = 3  # two edits leave at least one of three pieces whole
_MACHINE_MADE = re.compile(r"^(?:[0-9]+|UC[\w-]{22}|PL[\w-]{16,})$")
_Item = TypeVar("_Item", "Brand", str)


class BrandKind(StrEnum):
    """Where a brand comes from, most telling first."""

    DOMAIN = "domain"  # vdab, of vdab.be
    HOST = "host"  # belastingenvlaanderen, of belastingen.vlaanderen.be
    WRITTEN_DOMAIN = "written_domain"  # vdabbe, of vdab.be
    HANDLE = "handle"
    NAME = "name"


OF_HOSTS = (BrandKind.DOMAIN, BrandKind.HOST, BrandKind.WRITTEN_DOMAIN)


@dataclass(frozen=True, slots=True)
class Brand:
    """A name by which citizens recognise an official channel or organisation.

    Attributes:
        key: Plain folding of the name.
        channel: The channel that it stands for; None for an organisation without any.
        suffix: For a domain: its public suffix.
        generic: It is one ordinary word.
        compound: It consists of ordinary words.
        personal: It is the name or account of a politician, who may have other domains.
    """

    key: str
    kind: BrandKind
    organisation: str
    channel: OfficialChannel | None
    suffix: str = ""
    generic: bool = False
    compound: bool = False
    personal: bool = False


@dataclass(frozen=True, slots=True)
class _Branded:
    """What one organisation is known by.

    Attributes:
        shown: The channel that its names stand for, which may be its parent's.
    """

    organisation: Organisation
    shown: OfficialChannel | None
    brands: tuple[Brand, ...]


_Keys: TypeAlias = str | tuple[str, ...]
_Place: TypeAlias = Any
_Change: TypeAlias = Callable[[dict[_Place, _Keys], _Place, str], None]


class Brands:
    """All brands of a register, found by equality of foldings or by a small edit distance.

    A lookup costs the length of the asked name, not the size of the register: names at one edit
    share a text with one letter left out; names at two edits share one of three pieces.

    Args:
        register: What can be imitated.
        addresses: Knows public suffixes.
        words: Ordinary words.
        previous: Of a register of which most files are the same: less is indexed anew.
    """

    _of: dict[str, _Branded]

    def __init__(
        self,
        register: Register,
        addresses: Addresses,
        words: OrdinaryWords,
        previous: "Brands | None" = None,
    ) -> None:
        self._makers = (addresses, words)
        known = previous._of if previous and previous._makers == self._makers else {}
        self._of = _by_organisation(register, addresses, words, known)
        brands = _told_apart(self._of.values())
        self._hyphened = tuple(brand for brand in brands if "-" in brand.key)
        self._by_key: dict[str, tuple[Brand, ...]] = _grouped(brands, lambda brand: brand.key)
        self._order = {key: place for place, key in enumerate(self._by_key)}
        self._beginnings = frozenset(key[:SHORTEST] for key in self._by_key)
        self._by_skeleton = _grouped(self._by_key, skeleton)
        self._by_silhouette = _grouped(self._by_key, silhouette)
        before = previous._by_key.keys() if previous else set()
        self._shortened: dict[_Place, _Keys] = dict(previous._shortened) if previous else {}
        self._pieces: dict[_Place, _Keys] = dict(previous._pieces) if previous else {}
        for key in before - self._by_key.keys():
            self._index_edits(key, _take_out)
        for key in self._by_key.keys() - before:
            self._index_edits(key, _put_in)

    def __iter__(self) -> Iterator[Brand]:
        """Give every brand."""
        return (brand for brands in self._by_key.values() for brand in brands)

    def named(self, key: str) -> tuple[Brand, ...]:
        """Give the brands with exactly this plain name."""
        return self._by_key.get(key, ())

    def begins(self, letters: str) -> bool:
        """Tell whether a brand begins with these letters, as many as the shortest brand has."""
        return letters in self._beginnings

    def hyphened(self, label: str) -> Iterator[Brand]:
        """Give the domains too short without their hyphen (`g-o`), at one edit at most."""
        if len(label) > SHORTEST + 1 or "-" not in label:
            return
        for brand in self._hyphened:
            if OSA.distance(label, brand.key, score_cutoff=1) <= 1:
                yield brand

    def hyphened_in(self, label: str) -> Iterator[Brand]:
        """Give the domains too short without their hyphen that stand inside a label."""
        return (brand for brand in self._hyphened if brand.key in label)

    def alike(self, key: str) -> Iterator[Brand]:
        """Give the brands that look the same, other than by being spelled the same."""
        for found in self._by_skeleton.get(skeleton(key), ()):
            if found != key:
                yield from self._by_key[found]

    def same_silhouette(self, key: str) -> Iterator[tuple[Brand, int]]:
        """Give the brands of the same silhouette, with the edit distance to each."""
        for found in self._by_silhouette.get(silhouette(key), ()):
            distance = int(OSA.distance(key, found))
            if distance:
                for brand in self._by_key[found]:
                    yield brand, distance

    def edited_once(self, key: str) -> Iterator[Brand]:
        """Give the brands at one insertion, omission, replacement or transposition."""
        folded = skeleton(key)
        forms = {folded, letterwise(key)}
        seen = {key}
        for shortened in sorted({text for form in forms for text in (form, *_shortened(form))}):
            for found in self._in_order(self._shortened.get(hash(shortened), ())):
                if found not in seen:
                    seen.add(found)
                    if _within(key, folded, found, 1):
                        yield from self._by_key[found]

    def edited_twice(self, key: str) -> Iterator[Brand]:
        """Give the brands of ten letters or more at one or two edits."""
        folded = skeleton(key)
        seen = {key}
        for length in range(max(TWO_EDITS_FROM, len(folded) - 2), len(folded) + 3):
            for number, start, end in _cuts(length):
                for shift in range(-2, 3):
                    piece = folded[max(0, start + shift) : end + shift]
                    for found in self._in_order(self._pieces.get((length, number, piece), ())):
                        if found not in seen:
                            seen.add(found)
                            if _within(key, folded, found, 2):
                                yield from self._by_key[found]

    def _in_order(self, found: _Keys) -> list[str]:
        """Give names in the order of the register, whatever it was built from."""
        return sorted(_as_tuple(found), key=self._order.__getitem__)

    def _index_edits(self, key: str, change: _Change) -> None:
        folded = skeleton(key)
        forms = {folded, letterwise(key)}
        for shortened in {text for form in forms for text in (form, *_shortened(form))}:
            # The hash alone saves the text; a rare collision is caught by the distance.
            change(self._shortened, hash(shortened), key)
        if len(folded) >= TWO_EDITS_FROM:
            for number, start, end in _cuts(len(folded)):
                change(self._pieces, (len(folded), number, folded[start:end]), key)


def face(register: Register, organisation: Organisation | None) -> OfficialChannel | None:
    """Pick the channel to show for an organisation: its website, or that of its parent."""
    seen: set[str] = set()
    while organisation and organisation.id not in seen:
        seen.add(organisation.id)
        active = [each for each in organisation.channels if each.status is ChannelStatus.ACTIVE]
        if active:
            return main_site(active) or active[0]
        organisation = register.organisations.get(organisation.parent or "")
    return None


def main_site(channels: Iterable[OfficialChannel]) -> OfficialChannel | None:
    """Pick the website that a citizen should type: that of the organisation's own name.

    Not those of what it makes, such as `klascement.net`. Of several, or where none bears its
    name, a whole domain before a part of one.
    """
    sites = [each for each in channels if each.address.platform == WEBSITE]
    return min(
        sites, key=lambda each: (_name_borne(each), _distance_from_whole(each)), default=None
    )


class _NameBorne(IntEnum):
    """How a website bears the name of whose it is, the surest first."""

    HOST = 0  # onderwijs.vlaanderen.be
    LIKE_HOST = 1  # belastingen.vlaanderen.be of the Belastingdienst
    PAGE = 2  # vlaanderen.be/veka
    NOT = 3


def _name_borne(site: OfficialChannel) -> _NameBorne:
    """Tell how a website bears the name of whose it is, as its id spells it."""
    words = _own_words(site.organisation)
    names = {plain(site.organisation), "".join(words), *words} - {""}
    host = (site.address.host or "").removeprefix("www.")
    label = plain(host.partition(".")[0])
    if label in names:
        return _NameBorne.HOST
    if any(label[:_LIKE_FROM] == word[:_LIKE_FROM] for word in words if len(word) >= _LIKE_FROM):
        return _NameBorne.LIKE_HOST
    page = "".join(_own_words((site.address.path or "").rstrip("/").rpartition("/")[2]))
    return _NameBorne.PAGE if page in names else _NameBorne.NOT


def _own_words(name: str) -> list[str]:
    """Give the words of a hyphened name, without those that many share."""
    return [word for word in name.split("-") if word not in _OF_MANY]


def _grouped(items: Iterable[_Item], key: Callable[[_Item], str]) -> dict[str, tuple[_Item, ...]]:
    groups: dict[str, list[_Item]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return {name: tuple(members) for name, members in groups.items()}


def _by_organisation(
    register: Register, addresses: Addresses, words: OrdinaryWords, known: Mapping[str, _Branded]
) -> dict[str, _Branded]:
    """Give what each organisation is known by; what is known already is kept."""
    found = {}
    for organisation in register.organisations.values():
        shown = face(register, organisation)
        there = known.get(organisation.id)
        if there is None or there.organisation is not organisation or there.shown is not shown:
            brands = tuple(_brands(organisation, shown, addresses, words))
            there = _Branded(organisation, shown, brands)
        found[organisation.id] = there
    return found


def _brands(
    organisation: Organisation,
    shown: OfficialChannel | None,
    addresses: Addresses,
    words: OrdinaryWords,
) -> Iterator[Brand]:
    named = _named(organisation, shown, words)
    for listed in organisation.channels:
        named.extend(_of_channel(listed, addresses))
    for text, kind, channel, suffix in named:
        key = _key(text, kind)
        if len(key) < SHORTEST:
            continue
        yield Brand(
            key,
            kind,
            organisation.id,
            channel,
            suffix,
            generic=words.is_ordinary(key),
            compound=words.is_compound(key),
            personal=_is_personal(organisation, kind, channel),
        )


def _told_apart(known: Iterable[_Branded]) -> list[Brand]:
    brands: dict[tuple[str, str, str, str], Brand] = {}
    for each in known:
        for brand in each.brands:
            place = (brand.key, brand.kind, brand.suffix, _owner(brand))
            if place not in brands or _tells_more(brand, brands[place]):
                brands[place] = brand
    order = {kind: place for place, kind in enumerate(BrandKind)}
    return sorted(brands.values(), key=lambda brand: order[brand.kind])


def _key(text: str, kind: BrandKind) -> str:
    key = plain(text)
    too_short = len(key) < SHORTEST and kind is BrandKind.DOMAIN
    return text if too_short and "-" in text else key


def _owner(brand: Brand) -> str:
    """Give whose row it is: many organisations live under one domain, which is one brand."""
    if brand.kind in OF_HOSTS:
        return ""
    account = brand.channel if brand.kind is BrandKind.HANDLE else None
    return f"{brand.organisation} {account.address.platform if account else ''}"


def _tells_more(brand: Brand, other: Brand) -> bool:
    """Judge which listing stands for a host: one in use, of the whole of it, highest up."""
    if brand.kind not in OF_HOSTS or brand.channel is None or other.channel is None:
        return False
    return _distance_from_whole(brand.channel) < _distance_from_whole(other.channel)


def _distance_from_whole(channel: OfficialChannel) -> tuple[bool, bool, bool, int]:
    address = channel.address
    return (
        channel.status is not ChannelStatus.ACTIVE,
        address.platform != WEBSITE,
        bool(address.path),
        address.key.count("."),
    )


def _is_personal(
    organisation: Organisation, kind: BrandKind, channel: OfficialChannel | None
) -> bool:
    """Tell whether a brand is a politician's name; a listed domain is guarded like any other."""
    is_politician = organisation.kind is OrganisationKind.MINISTER
    of_politician = is_politician or bool(channel and channel.personal)
    return of_politician and kind in (BrandKind.HANDLE, BrandKind.NAME)


_Named = tuple[str, BrandKind, OfficialChannel | None, str]


def _named(
    organisation: Organisation, shown: OfficialChannel | None, words: OrdinaryWords
) -> list[_Named]:
    names = names_of(organisation)
    names += [short for name in names if (short := without_article(name, words))]
    return [(name, BrandKind.NAME, shown, "") for name in names]


def names_of(organisation: Organisation) -> list[str]:
    """Give every name under which an organisation is known, as written."""
    names = [organisation.name, organisation.display_name]
    return names + [alias.name for alias in organisation.aliases]


def without_article(name: str, words: OrdinaryWords) -> str | None:
    """Give a name that begins with an article without it, where that is still a name."""
    article, *rest = tokens(name) or ("",)
    short = "".join(rest)
    tells = len(short) >= WITHOUT_ARTICLE_FROM and not words.is_ordinary(short)
    return short if article in words.articles and tells else None


def _of_channel(channel: OfficialChannel, addresses: Addresses) -> Iterator[_Named]:
    address = channel.address
    kind = addresses.platforms.get(address.platform).kind
    if kind in ("web", "email") and address.host:
        yield from _of_host(channel, address.host, addresses)
    elif kind in ("social", SMS) and address.handle and not _MACHINE_MADE.match(address.handle):
        yield account_name(address), BrandKind.HANDLE, channel, ""


def _of_host(channel: OfficialChannel, host: str, addresses: Addresses) -> Iterator[_Named]:
    domain = addresses.owned_domain(host)
    if domain is None:
        return
    label, _, suffix = domain.partition(".")
    yield label, BrandKind.DOMAIN, channel, suffix
    yield domain, BrandKind.WRITTEN_DOMAIN, channel, ""
    if host != domain:
        yield host.removesuffix(f".{suffix}"), BrandKind.HOST, channel, ""


def _shortened(text: str) -> Iterator[str]:
    for place in range(len(text)):
        yield text[:place] + text[place + 1 :]


def _cuts(length: int) -> Iterator[tuple[int, int, int]]:
    for number in range(_PIECES):
        yield number, number * length // _PIECES, (number + 1) * length // _PIECES


def _as_tuple(found: _Keys) -> tuple[str, ...]:
    return (found,) if isinstance(found, str) else found


def _put_in(index: dict[_Place, _Keys], place: _Place, key: str) -> None:
    there = index.get(place)
    index[place] = key if there is None else (*_as_tuple(there), key)


def _take_out(index: dict[_Place, _Keys], place: _Place, key: str) -> None:
    rest = tuple(each for each in _as_tuple(index.get(place, ())) if each != key)
    if rest:
        index[place] = rest[0] if len(rest) == 1 else rest
    else:
        index.pop(place, None)


def _within(key: str, folded: str, other: str, edits: int) -> bool:
    if OSA.distance(key, other, score_cutoff=edits) <= edits:
        return True
    # In a short name, an edit beside a folded letter leaves too little: villo is not vlaio.
    is_long = len(other) >= FOLDED_EDITS_FROM
    return is_long and OSA.distance(folded, skeleton(other), score_cutoff=edits) <= edits
