"""Whose an address is outside the Flemish government: by equality, and never by resemblance."""

import time

import pytest

from knowledge.addresses.address import Addresses
from knowledge.addresses.belonging import Others
from knowledge.model import OtherBody, OtherChannel, OtherKind, OtherMatch, Register
from knowledge.register.registry import Registry
from tests.knowledge.small_register import ADDRESSES, SOURCE, channel, organisation, register


def body(name: str, *rows: tuple[str, str, OtherMatch]) -> OtherBody:
    channels = tuple(
        OtherChannel(ADDRESSES.parse(address, platform, front_page=True), match, SOURCE)
        for platform, address, match in rows
    )
    return OtherBody({"nl": name}, OtherKind.BANK, channels)


WHOLE, HOST = OtherMatch.HOST_AND_SUBDOMAINS, OtherMatch.HOST_ONLY
PAGE, EXACT = OtherMatch.PATH_PREFIX, OtherMatch.EXACT

BODIES = (
    body(
        "KBC",
        ("website", "https://www.kbc.be/", WHOLE),
        ("email_domain", "kbc.be", HOST),
        ("email", "hulp@bank-mail.be", EXACT),
        ("facebook", "https://www.facebook.com/KBCBank", EXACT),
    ),
    body(
        "Telenet",
        ("website", "https://www.telenet.be/", HOST),
        ("website", "https://mijn.telenet.be/", HOST),
    ),
    body(
        "Politiezone 5342",
        ("website", "https://www.politie.be/5342", PAGE),
        ("phone", "03 755 61 11", EXACT),
    ),
    body("PayPal", ("website", "https://www.paypal.com/", EXACT)),
    body("bpost", ("sms", "8152", EXACT), ("website", "https://bpost.be/", HOST)),
    body("Op de schijf", ("website", "https://schijf.github.io/", HOST)),
    body("Köln", ("website", "https://köln-hilft.de/", WHOLE)),
)
OTHERS = Others(BODIES, ADDRESSES)


def owner(text: str, platform: str = "website") -> str | None:
    address = ADDRESSES.from_url(text) if platform == "website" else ADDRESSES.parse(text, platform)
    found = OTHERS.of(address)
    return found.body.name("nl") if found else None


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.kbc.be/", "KBC"),
        ("kbc.be", "KBC"),
        ("http://KBC.be.:443/particulieren/nl?x=y#z", "KBC"),
        ("https://a.b.kbc.be/inloggen", "KBC"),
        ("https://evil.com@kbc.be/", "KBC"),
        ("https://kbc.be\\.evil.com/", "KBC"),  # browsers read \\ as /
        ("https://telenet.be/klantenservice/x", "Telenet"),
        ("https://mijn.telenet.be/a", "Telenet"),
        ("https://www.politie.be/5342", "Politiezone 5342"),
        ("https://www.politie.be/5342/contact?x=1", "Politiezone 5342"),
        ("https://www.politie.be/1/../5342/contact", "Politiezone 5342"),
        ("https://www.politie.be/%35342", "Politiezone 5342"),
        ("https://paypal.com", "PayPal"),
        ("https://bpost.be/track", "bpost"),
        ("https://schijf.github.io/x", "Op de schijf"),
        ("https://xn--kln-hilft-07a.de/", "Köln"),
        ("https://www.facebook.com/kbcbank/about", "KBC"),
    ],
)
def test_an_address_belongs_to_whom_the_register_says(url: str, name: str):
    assert owner(url) == name


@pytest.mark.parametrize(
    "url",
    [
        # another owner behind the same letters
        "https://kbc.be.inloggen.com/",
        "https://evilkbc.be/",
        "https://kbc.be@evil.com/",
        "https://kbc.be%2eevil.com/",
        "https://kbc-be.com/",
        "https://kbc.com/",
        "https://xn--kb-pmc.be/",
        "https://kbс.be/",  # Cyrillic s
        "https://be/",
        "https://1.2.3.4/kbc.be",
        # a host below a site on which others may have one
        "https://users.telenet.be/~jan/",
        "https://x.mijn.telenet.be/",
        "https://m.bpost.be/",
        "https://bpost.cloud/",
        # another's page on a shared host
        "https://www.politie.be/",
        "https://www.politie.be/5341",
        "https://www.politie.be/53421",
        "https://www.politie.be/5342-melding",
        "https://www.politie.be/5342%2Fcontact",
        "https://www.politie.be/5342/../5341",
        "https://x.politie.be/5342",
        "https://www.paypal.com/paypalme/jan",
        "https://www.paypal.com/invoice/p/#XYZ",
        "https://github.io/",
        "https://x.schijf.github.io/",
        "https://evil.github.io/",
        "https://www.facebook.com/KBCBank1",
        "https://www.facebook.com/",
    ],
)
def test_nothing_else_does(url: str):
    assert owner(url) is None


@pytest.mark.parametrize(
    ("platform", "text", "name"),
    [
        ("email", "Jan.Peeters@KBC.be", "KBC"),
        ("email", "hulp@bank-mail.be", "KBC"),
        ("email", "ander@bank-mail.be", None),
        ("email", "jan@mail.kbc.be", None),
        ("email", "jan@kbc.be.evil.com", None),
        ("email", "kbc.be@evil.com", None),
        ("email", "jan@telenet.be", None),
        ("email_domain", "kbc.be", "KBC"),
        ("phone", "+32 3 755 61 11", "Politiezone 5342"),
        ("phone", "0032 37556111", "Politiezone 5342"),
        ("phone", "03 755 61 12", None),
        ("sms", "8152", "bpost"),
        ("sms", "81520", None),
        ("sms", "KBC", None),
        ("phone", "8152", None),
        ("facebook", "KBCBank", "KBC"),
        ("instagram", "KBCBank", None),
        ("x", "kbcbank", None),
    ],
)
def test_mailboxes_numbers_and_accounts_are_equal_or_nobodys(
    platform: str, text: str, name: str | None
):
    assert owner(text, platform) == name


def test_what_the_flemish_register_lists_is_nobody_elses():
    listed = channel("a", "website", "https://dienst.kbc.be/")
    known = register(organisation("a", "A", listed))
    registry = Registry(
        Register(**{name: getattr(known, name) for name in known.__slots__} | {"others": BODIES}),
        ADDRESSES,
    )

    assert registry.other_body(ADDRESSES.from_url("https://dienst.kbc.be/x")) is None
    found = registry.other_body(ADDRESSES.from_url("https://mijn.kbc.be/"))
    assert found is not None
    assert (found.body.name("nl"), found.channel.address.key) == ("KBC", "kbc.be")


def test_looking_up_takes_no_scan(register: Register, addresses: Addresses):
    registry = Registry(register, addresses)
    asked = [
        addresses.from_url(f"https://a{number}.b.c.d.stad.gent/x/y/z") for number in range(999)
    ]

    started = time.perf_counter()
    found = [registry.other_body(address) for address in asked]
    seconds = time.perf_counter() - started

    assert set(found) == {None}
    assert seconds < 0.5


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://stad.gent/nl/loket", OtherKind.MUNICIPALITY),
        ("https://www.myminfin.be/", OtherKind.FEDERAL),
        ("https://www.bpost.be/track", OtherKind.POST),
        ("https://www.kbc.be/", OtherKind.BANK),
        ("https://safeonweb.be/nl", OtherKind.FEDERAL),
        ("https://www.politie.be/5342", OtherKind.POLICE),
    ],
)
def test_well_known_sites_are_named(
    register: Register, addresses: Addresses, url: str, kind: OtherKind
):
    found = Registry(register, addresses).other_body(addresses.from_url(url))

    assert found is not None
    assert found.body.kind is kind
    assert found.channel.source.url


@pytest.mark.parametrize(
    "url",
    [
        "https://users.telenet.be/vlaanderen",
        "https://www.politie.be/nieuws",
        "https://dpd.com/",
        "https://x.com/home",
        "https://www.facebook.com/marketplace/item/1",
        "https://support.google.com/youtube/answer/1",
    ],
)
def test_what_others_share_is_nobodys(register: Register, addresses: Addresses, url: str):
    assert Registry(register, addresses).other_body(addresses.from_url(url)) is None


def test_what_the_bot_itself_points_to_is_known(register: Register, addresses: Addresses):
    registry = Registry(register, addresses)
    doors = [
        *(addresses.from_url(point.url) for point in register.reporting_points if point.url),
        *(addresses.from_email(point.email) for point in register.reporting_points if point.email),
        *(addresses.from_phone(point.phone) for point in register.reporting_points if point.phone),
        *(addresses.from_phone(number) for number in ("112", "101", "1813", "+32 78 170 170")),
        addresses.from_url("www.zelfmoord1813.be"),
    ]
    unknown = [
        door.value for door in doors if not (registry.listed(door) or registry.other_body(door))
    ]

    assert unknown == []
