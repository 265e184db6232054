"""What no address of a channel in use may be, whoever lists it: one function for each question.

What an address alone tells is asked of `knowledge.addresses.flaws`, as every other door does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from rapidfuzz.distance import OSA

from knowledge.addresses.address import POST_LINK, AddressError
from knowledge.addresses.belonging import Others
from knowledge.addresses.flaws import flaws
from knowledge.addresses.platforms import PERSON
from knowledge.addresses.reach import and_parents, pages_above
from knowledge.files.problem import Problem, mistake, warning
from knowledge.model import ChannelStatus, OfficialChannel, OrganisationKind

if TYPE_CHECKING:
    from knowledge.addresses.address import Addresses
    from knowledge.files.documents import Placed
    from knowledge.linting.checked import Checked, Rule

SLIP_FROM = 6
"""Letters of a name from which one slip makes no other word of it; `vlm` and `vmm` both exist."""

_POST_SLASHES = 2  # x.com/name has one
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_DIGITS = str.maketrans("0134579", "oleastg")


def address_flaws(checked: Checked) -> Iterator[Problem]:
    """Whatever is more than an address, or nobody's own, is no channel."""
    for channel in _in_use(checked):
        for flaw in flaws(channel.written, channel.value.address, checked.addresses):
            yield mistake(channel.at("address"), flaw.message, flaw.rule)


def address_of_post(checked: Checked) -> Iterator[Problem]:
    """Platforms show a post under any account's name: a link to one says nothing of the account."""
    draft = checked.draft
    over = [each for each in draft.channels if each.value.status is ChannelStatus.RETIRED]
    rows: list[Placed[Any]] = [*over, *draft.candidates, *draft.impersonations]
    for row in rows:
        has_posts = checked.addresses.platforms.get(row.value.address.platform).profiles
        if not has_posts or not _may_hold_more(row.written):
            continue
        try:
            traps = checked.addresses.read_url(row.written).traps
        except AddressError:  # an account name, a number or a mailbox
            continue
        if POST_LINK in traps:
            account = row.value.address.value
            message = f"dit is een link naar één bericht; schrijf het account zelf: {account}"
            yield mistake(row.at("address"), message, "address-of-post")


def address_of_person(checked: Checked) -> Iterator[Problem]:
    """Who is no minister speaks for himself on his own profile."""
    ministers = {
        each.value.id
        for each in checked.draft.organisations
        if each.value.kind is OrganisationKind.MINISTER
    }
    for channel in _in_use(checked):
        address = channel.value.address
        sort = checked.addresses.platforms.get(address.platform).sort_of(address.key)
        if sort == PERSON and channel.value.organisation not in ministers:
            message = "dit is het profiel van een persoon; schrijf de pagina van de organisatie"
            yield mistake(channel.at("address"), message, "address-of-person")


def address_of_other(checked: Checked) -> Iterator[Problem]:
    """What `others/` says is somebody else's is no channel of the Flemish government."""
    others = Others((each.value for each in checked.draft.others), checked.addresses)
    for channel in _in_use(checked):
        found = others.owner(channel.value.address)
        # The same address in both is told at the row in `others/`, which may be the wrong one.
        if found and found.channel.address.key != channel.value.address.key:
            position = found.channel.position
            place = f" ({position.file}:{position.line})" if position else ""
            name = found.body.name("nl")
            message = f"dit adres is van {name}{place}; het kan niet ook van een ander zijn"
            yield mistake(channel.at("address"), message, "address-of-other")


def address_of_fake(checked: Checked) -> Iterator[Problem]:
    """What stands on a site that is known to be fake is fake."""
    listed = {channel.value.address.key for channel in _in_use(checked)}
    # A fake that is listed itself is told there, once: the slip is one of that file.
    sites = {
        each.value.address.key: each
        for each in checked.draft.impersonations
        if checked.addresses.platforms.get(each.value.address.platform).kind == "web"
        and each.value.address.key not in listed
    }
    for channel in _in_use(checked) if sites else ():
        address = channel.value.address
        above = [*pages_above(address), *and_parents(address.host or "")]
        fake = next((sites[each] for each in above if each in sites), None)
        if fake:
            place = f"{fake.document.file}:{fake.at('address').line}"
            message = f"dit staat op een site die als namaak bekend is ({place})"
            yield mistake(channel.at("address"), message, "address-of-fake")


def address_lookalike(checked: Checked) -> Iterator[Problem]:
    """A domain one slip away from a listed one is not listed, unless an official site names it."""
    domains = _domains(checked)
    hosts = official_hosts(checked.draft.channels)
    for domain, near in _alike(domains, hosts, checked.addresses):
        first = domains[near][0]
        place = f"{first.document.file}:{first.at('address').line}"
        message = (
            f"{domain} is bijna {near} ({place}): dat doet namaak; is het echt, zet er dan "
            "een bron bij op een andere site uit het register die ernaar verwijst"
        )
        for row in domains[domain]:
            if not _is_named(row, domain, hosts):
                yield mistake(row.at("address"), message, "address-lookalike")


def source_elsewhere(checked: Checked) -> Iterator[Problem]:
    """Anybody can write that an account is official; an official site that says so counts."""
    hosts = official_hosts(checked.draft.channels)
    for channel in _in_use(checked):
        sources = channel.value.sources
        if not sources or any(is_on(source.url, hosts) for source in sources):
            continue
        message = (
            "geen bron van dit kanaal staat op een site uit het register; "
            "zoek een officiële pagina die ernaar verwijst, en zet ze erbij"
        )
        yield warning(channel.at("sources", 0, "url"), message, "source-elsewhere")


ADDRESS_RULES: tuple[Rule, ...] = (
    address_flaws,
    address_of_post,
    address_of_person,
    address_of_other,
    address_of_fake,
    address_lookalike,
    source_elsewhere,
)


def official_hosts(channels: Iterable[Placed[OfficialChannel]]) -> dict[str, bool]:
    """Give the hosts of sites in use, each with whether all hosts below it count too."""
    hosts: dict[str, bool] = {}
    for channel in channels:
        address = channel.value.address
        if address.platform == "website" and channel.value.status is ChannelStatus.ACTIVE:
            host = (address.host or "").removeprefix("www.")
            hosts[host] = hosts.get(host, False) or channel.value.includes_subdomains
    return hosts


def is_on(url: str, hosts: dict[str, bool]) -> bool:
    """Tell whether a page is on one of some hosts; see `official_hosts`."""
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:  # brackets that hold no IPv6 number
        return False
    if host in hosts:
        return True
    parents = host.split(".")[1:]
    return any(hosts.get(".".join(parents[index:])) for index in range(len(parents)))


def _in_use(checked: Checked) -> Iterator[Placed[OfficialChannel]]:
    for channel in checked.draft.channels:
        if channel.value.status is not ChannelStatus.RETIRED:
            yield channel


def _may_hold_more(written: str) -> bool:
    """Tell addresses with more than an account from most others: reading twice costs time."""
    return "?" in written or written.rpartition("://")[2].count("/") >= _POST_SLASHES


def _is_below(host: str, domain: str) -> bool:
    return host == domain or host.endswith(f".{domain}")


_Rows = dict[str, list["Placed[OfficialChannel]"]]


def _domains(checked: Checked) -> _Rows:
    """Give the channels at each domain that one owner has to himself."""
    domains: _Rows = defaultdict(list)
    for channel in _in_use(checked):
        host = channel.value.address.host
        domain = checked.addresses.owned_domain(host) if host else None
        if domain:
            domains[domain].append(channel)
    return domains


def _is_named(row: Placed[OfficialChannel], domain: str, hosts: dict[str, bool]) -> bool:
    """Tell whether a listed site other than its own is a source of a channel."""
    others = {host: below for host, below in hosts.items() if not _is_below(host, domain)}
    return any(is_on(source.url, others) for source in row.value.sources)


def _alike(
    domains: _Rows, hosts: dict[str, bool], addresses: Addresses
) -> Iterator[tuple[str, str]]:
    """Give each domain that is nearly another one, with that one: of two the less vouched for.

    Both, where as much speaks for one as for the other.
    """
    names = {each: each.removesuffix(f".{addresses.suffix(each)}") for each in domains}
    near: dict[str, list[str]] = defaultdict(list)
    for domain, name in names.items():
        if len(name) >= SLIP_FROM:
            for key in _within_one(name):
                near[key].append(domain)
    pairs = {
        (other, one)
        for group in near.values()
        for index, one in enumerate(group)
        for other in group[:index]
        if names[one] != names[other] and _is_slip(names[one], names[other])
    }

    def worth(domain: str) -> tuple[bool, int, int]:
        rows = domains[domain]
        is_named = any(_is_named(each, domain, hosts) for each in rows)
        confirmed = sum(each.value.verified is not None for each in rows)
        return is_named, confirmed, len(rows)

    for pair in sorted(pairs):
        low, high = sorted(pair, key=worth)
        yield low, high
        if worth(low) == worth(high):
            yield high, low


def _within_one(name: str) -> set[str]:
    """Give what a name leaves with one letter away: two names one slip apart share one of these."""
    shape = _shape(name)
    return {shape, *(shape[:index] + shape[index + 1 :] for index in range(len(shape)))}


def _shape(name: str) -> str:
    for pair, letter in _PAIRS:
        name = name.replace(pair, letter)
    return name.translate(_DIGITS).replace("-", "")


def _is_slip(one: str, other: str) -> bool:
    return OSA.distance(_shape(one), _shape(other), score_cutoff=1) <= 1
