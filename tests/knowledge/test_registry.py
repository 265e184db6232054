from dataclasses import replace

import pytest

from knowledge.model import ChannelStatus
from knowledge.registry import How, Registry
from tests.knowledge.small_register import (
    ADDRESSES,
    RECENT,
    SMALL,
    channel,
    fake,
    organisation,
    register,
)

REGISTRY = Registry(SMALL, ADDRESSES)


@pytest.mark.parametrize(
    ("url", "owner", "how"),
    [
        ("https://www.vdab.be", "vdab", How.EXACT),
        ("http://vdab.be:80/", "vdab", How.EXACT),
        ("https://vdab.be/jobs/a?b=c#d", "vdab", How.UNDER_PATH),
        ("https://mijn.vdab.be/", "vdab", How.SUBDOMAIN),
        ("https://a.b.vdab.be/c", "vdab", How.SUBDOMAIN),
        ("https://belastingen.vlaanderen.be/boete", "vlaamse-belastingdienst", How.UNDER_PATH),
        ("https://www.vlaanderen.be/belastingdienst", "vlaamse-belastingdienst", How.EXACT),
        (
            "https://www.vlaanderen.be/belastingdienst/boete",
            "vlaamse-belastingdienst",
            How.UNDER_PATH,
        ),
        ("https://www.vlaanderen.be/belastingdienst-x", "vlaamse-overheid", How.UNDER_PATH),
        ("https://twitter.com/VDAB_be", "vdab", How.EXACT),
    ],
)
def test_the_most_specific_listing_wins(url, owner, how):
    listing = REGISTRY.listed(ADDRESSES.from_url(url))

    assert (listing.organisation.id, listing.how) == (owner, how)


@pytest.mark.parametrize(
    "url",
    [
        "https://vdab.be.evil.com/",
        "https://evilvdab.be/",
        "https://vdab.com/",
        "https://x.vlaanderen.be/",
        "https://x.belastingen.vlaanderen.be/",
        "https://be/",
        "https://vdab.be@evil.com/",
        "https://x.com/vdab",
        "https://www.instagram.com/vdab_be",
    ],
)
def test_nothing_else_is_listed(url):
    assert REGISTRY.listed(ADDRESSES.from_url(url)) is None


def test_a_mailbox_is_listed_itself_or_through_its_domain():
    exact = REGISTRY.listed(ADDRESSES.from_email("Info@VDAB.be"))
    by_domain = REGISTRY.listed(ADDRESSES.from_email("jan@vdab.be"))

    assert (exact.how, by_domain.how) == (How.EXACT, How.MAIL_DOMAIN)
    assert REGISTRY.listed(ADDRESSES.from_email("info@mail.vdab.be")) is None
    assert REGISTRY.listed(ADDRESSES.from_email("info@vlaanderen.be")) is None


def test_a_path_listing_does_not_cover_its_host():
    only_path = channel("a", "website", "https://www.issuer.be/onze-dienst")
    registry = Registry(register(organisation("a", "A", only_path)), ADDRESSES)

    assert registry.listed(ADDRESSES.from_url("https://www.issuer.be/onze-dienst/x"))
    assert registry.listed(ADDRESSES.from_url("https://www.issuer.be/")) is None
    assert registry.listed(ADDRESSES.from_url("https://www.issuer.be/onze-dienst-x")) is None


def test_subdomains_of_a_shared_suffix_are_not_covered():
    shared = channel("a", "website", "https://a.github.io/", includes_subdomains=True)
    registry = Registry(register(organisation("a", "A", shared)), ADDRESSES)

    assert registry.listed(ADDRESSES.from_url("https://b.github.io/")) is None


def test_a_press_page_is_found_as_the_website_that_it_is():
    press = channel("a", "press", "https://pers.dienst.be/")
    registry = Registry(register(organisation("a", "A", press)), ADDRESSES)

    assert registry.listed(ADDRESSES.from_url("https://pers.dienst.be/bericht")).channel == press


def test_a_takeover_is_never_hidden_by_another_listing_of_the_same_address():
    healthy = channel("a", "x", "https://x.com/dienst", verified=RECENT, shared=True)
    taken = replace(healthy, organisation="b", status=ChannelStatus.COMPROMISED)
    registry = Registry(
        register(organisation("a", "A", healthy), organisation("b", "B", taken)), ADDRESSES
    )
    asked = ADDRESSES.from_handle("dienst", "x")

    assert registry.listed(asked).channel.status is ChannelStatus.COMPROMISED
    assert registry.listed(asked, organisation="a").channel.status is ChannelStatus.COMPROMISED


def test_a_short_number_is_the_same_for_calls_and_texts():
    rings, texts = channel("a", "phone", "1700"), channel("a", "sms", "8811")
    registry = Registry(
        register(organisation("a", "A", rings, texts), impersonations=(fake("sms", "8686"),)),
        ADDRESSES,
    )

    assert registry.listed(ADDRESSES.from_sender_name("1700")).channel is rings
    assert registry.listed(ADDRESSES.from_phone("8811")).channel is texts
    assert registry.impersonation(ADDRESSES.from_phone("8686"))
    assert registry.listed(ADDRESSES.from_sender_name("1701")) is None


def test_a_shared_address_goes_to_the_organisation_asked_about():
    first = channel("a", "phone", "1700", shared=True)
    second = replace(first, organisation="b")
    registry = Registry(
        register(organisation("a", "A", first), organisation("b", "B", second)), ADDRESSES
    )
    asked = ADDRESSES.from_phone("1700")

    assert registry.listed(asked).organisation.id == "a"
    assert registry.listed(asked, organisation="b").organisation.id == "b"


@pytest.mark.parametrize(
    "url",
    [
        "https://vdab-premie.com/",
        "https://login.vdab-premie.com/a/b",
        "https://sites.google.com/view/vdab-jobs/start",
        "https://x.com/vdab_hulp",
    ],
)
def test_a_fake_covers_its_paths_and_subdomains(url):
    assert REGISTRY.impersonation(ADDRESSES.from_url(url))


def test_a_fake_covers_its_mailboxes():
    assert REGISTRY.impersonation(ADDRESSES.from_email("jobs@vdab-premie.com"))
    assert REGISTRY.impersonation(ADDRESSES.from_email("jobs@vdab-team.com"))


@pytest.mark.parametrize("url", ["https://sites.google.com/view/iets", "https://premie.com/"])
def test_a_fake_covers_nothing_beside_it(url):
    assert REGISTRY.impersonation(ADDRESSES.from_url(url)) is None


def test_a_fake_mailbox_does_not_cover_its_domain():
    assert REGISTRY.impersonation(ADDRESSES.from_email("info@vdab-team.com")) is None
    assert REGISTRY.impersonation(ADDRESSES.from_url("https://vdab-team.com")) is None


def test_a_fake_mail_domain_covers_its_mailboxes():
    registry = Registry(register(impersonations=(fake("email_domain", "nep.com"),)), ADDRESSES)

    assert registry.impersonation(ADDRESSES.from_email("info@nep.com"))


def test_a_handle_is_found_on_every_platform_but_not_as_a_mailbox():
    assert [each.address.platform for each in REGISTRY.by_handle("@DeLijn")] == ["x", "instagram"]
    assert REGISTRY.by_handle("info") == ()


def test_candidates_are_found_with_what_stands_below_them():
    assert REGISTRY.candidate(ADDRESSES.from_url("https://www.youtube.com/@delijn"))
    assert REGISTRY.candidate(ADDRESSES.from_url("https://live.vdab.tv/nu"))
    assert REGISTRY.candidate(ADDRESSES.from_email("info@vdab.tv"))
    assert REGISTRY.candidate(ADDRESSES.from_url("https://www.vdab.be/")) is None


def test_the_owner_of_a_domain_is_known_for_its_unlisted_hosts():
    assert REGISTRY.official_domain("nieuw.vlaanderen.be").organisation == "vlaamse-overheid"
    assert REGISTRY.official_domain("vlaanderen.be.evil.com") is None
