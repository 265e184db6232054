"""Whatever is made of official addresses, nothing is listed but what equals a listed one."""

import re
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.addresses.address import AddressError
from knowledge.model import Address, Verdict
from knowledge.register.registry import Registry
from tests.evaluation.whole_register import whole_checker

LISTED = {
    Verdict.OFFICIAL,
    Verdict.OFFICIAL_STALE,
    Verdict.PLANNED,
    Verdict.RETIRED,
    Verdict.COMPROMISED,
}
TRICKS = (
    "@", "\\", "/", "//", ".", "..", "-", "_", ":", ":8080", "#", "?", "%2e", "%2f", "%00",
    "\u200b", "\u202e", "\u00ad", "\t", "\n", " ", "。", "．", "／", "＠", "а", "е", "о", "і", "ⅼ",
    "rn", "1", ".evil.com", "evil.com/", "https://", "http:", "www.", "xn--", "m.", "login.", ".be",
    ".com",
    "[.]", "(", ")", "<", ">", "op x", "instagram ", "K", "ſ", "ß",
)  # fmt: skip


@cache
def official_values() -> list[str]:
    _, registry = whole_checker()
    return [
        channel.address.value
        for organisation in registry.register.organisations.values()
        for channel in organisation.channels
    ]


@cache
def listed_places() -> tuple[set[tuple[str, str]], set[str], set[str]]:
    """Give, straight from the rows: keys by namespace, hosts with subdomains, mail domains."""
    _, registry = whole_checker()
    keys, wide, mail = set(), set(), set()
    for organisation in registry.register.organisations.values():
        for channel in organisation.channels:
            address = channel.address
            is_web = registry.platforms.get(address.platform).kind == "web"
            keys.add(("web" if is_web else address.platform, address.key))
            if is_web and channel.includes_subdomains and not address.path:
                wide.add(address.key)
            if address.platform == "email" and address.key.startswith("@"):
                mail.add(address.key)
    return keys, wide, mail


def is_listed_or_under(address: Address) -> bool:
    keys, wide, mail = listed_places()
    if address.platform == "email":
        return ("email", address.key) in keys or f"@{address.host}" in mail
    if address.platform != "website":
        return (address.platform, address.key) in keys or is_name_of_domain(address)
    host, *segments = address.key.split("/")
    prefixes = ("/".join([host, *segments[:end]]) for end in range(len(segments) + 1))
    if any(("web", prefix) in keys for prefix in prefixes):
        return True
    labels = host.split(".")
    return any(".".join(labels[start:]) in wide for start in range(1, len(labels)))


def is_name_of_domain(address: Address) -> bool:
    """Tell whether only the owner of a listed domain can have given out this account."""
    keys, wide, _ = listed_places()
    if address.platform not in ("bluesky", "mastodon") or address.key.endswith(".bsky.social"):
        return False
    host = address.key.rpartition("@")[2].removeprefix("www.")
    labels = host.split(".")
    parents = (".".join(labels[start:]) for start in range(len(labels)))
    return ("web", host) in keys or any(parent in wide for parent in parents)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    text = draw(st.sampled_from(official_values()))
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(text)))
        cut = draw(st.integers(0, 3))
        trick = draw(st.sampled_from(TRICKS) | st.characters(max_codepoint=0x24F))
        text = text[:place] + trick + text[place + cut :]
    return text


def check(text: str) -> None:
    checker, registry = whole_checker()
    for judged in checker.check(text).mentions:
        if judged.verdict not in LISTED:
            continue
        assert judged.address is not None
        assert is_listed_or_under(judged.address), text
        assert _reached_again(judged.address, registry), text


def _reached_again(address: Address, registry: Registry) -> bool:
    """Tell whether the address that people read leads to the same place when read anew."""
    if not re.match(r"https://", address.value):
        return True
    try:
        if address.platform == "mastodon":  # of a server that only the account itself names
            return registry.addresses.from_handle(address.handle, "mastodon") == address
        return registry.addresses.from_url(address.value) == address
    except AddressError:
        return False


@settings(max_examples=1500, deadline=None)
@given(mutated())
def test_a_mutated_official_address_is_listed_only_when_it_equals_one(text):
    check(text)


@settings(max_examples=500, deadline=None)
@given(st.lists(mutated(), min_size=2, max_size=3).map(" of ".join))
def test_several_mutated_addresses_in_one_message(text):
    check(text)


def test_without_mutation_every_official_address_is_listed():
    _, registry = whole_checker()
    missed = [
        channel.address.value
        for organisation in registry.register.organisations.values()
        for channel in organisation.channels
        if registry.listed(channel.address) is None
    ]

    assert missed == []
