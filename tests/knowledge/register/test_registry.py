import logging
import threading
import time
from dataclasses import replace

import pytest

from knowledge.model import Address, ChannelStatus, Impersonation
from knowledge.register.registry import How, Registry
from tests.knowledge.small_register import (
    ADDRESSES,
    RECENT,
    SMALL,
    SOURCE,
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


def test_a_number_that_rings_is_no_sender_of_texts_and_the_other_way_round():
    rings, texts = channel("a", "phone", "1700"), channel("a", "sms", "8811")
    long = channel("a", "phone", "0800 30 700")
    registry = Registry(register(organisation("a", "A", rings, texts, long)), ADDRESSES)

    assert registry.listed(ADDRESSES.from_phone("1700")).channel is rings
    assert registry.listed(ADDRESSES.from_sender_name("8811")).channel is texts
    assert registry.listed(ADDRESSES.from_sender_name("1700")) is None
    assert registry.listed(ADDRESSES.from_phone("8811")) is None
    assert registry.listed(ADDRESSES.from_sender_name("0800 30 700")) is None


def test_a_number_that_the_register_lists_for_both_is_both():
    both = (channel("a", "phone", "1700"), channel("a", "sms", "1700"))
    registry = Registry(register(organisation("a", "A", *both)), ADDRESSES)

    assert registry.listed(ADDRESSES.from_phone("1700")).channel is both[0]
    assert registry.listed(ADDRESSES.from_sender_name("1700")).channel is both[1]


def test_a_fake_number_is_fake_for_calls_and_texts_unless_it_is_listed():
    rings = channel("a", "phone", "1700")
    fakes = (fake("sms", "8686"), fake("phone", "0470 12 34 56"), fake("sms", "1700"))
    registry = Registry(register(organisation("a", "A", rings), impersonations=fakes), ADDRESSES)

    assert registry.impersonation(ADDRESSES.from_phone("8686"))
    assert registry.impersonation(ADDRESSES.from_sender_name("+32 470 12 34 56"))
    assert registry.impersonation(ADDRESSES.from_sender_name("1700"))
    assert registry.impersonation(ADDRESSES.from_phone("1700")) is None


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


class TestLaidOver:
    """Fakes that staff confirmed while the register was being served."""

    @pytest.fixture
    def registry(self) -> Registry:
        return Registry(SMALL, ADDRESSES)

    @pytest.mark.parametrize(
        ("platform", "address", "asked"),
        [
            ("website", "https://vdab-bonus.be/", "https://www.vdab-bonus.be/"),
            ("website", "https://vdab-bonus.be/", "https://login.vdab-bonus.be/a/b"),
            (
                "website",
                "https://sites.google.com/view/bonus",
                "https://sites.google.com/view/bonus/1",
            ),
            (
                "instagram",
                "https://www.instagram.com/vdab_bonus",
                "https://instagram.com/VDAB_bonus/",
            ),
        ],
    )
    def test_are_found_as_those_of_the_file(self, registry, platform, address, asked):
        registry.warn_of([fake(platform, address)])
        in_the_file = Registry(register(impersonations=(fake(platform, address),)), ADDRESSES)

        found = registry.impersonation(ADDRESSES.from_url(asked))

        assert found is not None
        assert found == in_the_file.impersonation(ADDRESSES.from_url(asked))

    def test_are_found_by_mailbox_and_number(self, registry):
        registry.warn_of([fake("email_domain", "nep.com"), fake("sms", "8686")])

        assert registry.impersonation(ADDRESSES.from_email("info@nep.com"))
        assert registry.impersonation(ADDRESSES.from_phone("8686"))

    @pytest.mark.parametrize("platform", ["instagram", "mastodon", "unknown"])
    def test_are_found_by_a_bare_handle(self, registry, platform):
        handle = "vdab_bonus@nep.social" if platform == "mastodon" else "vdab_bonus"
        address = Address(platform, f"@{handle}", handle, handle=handle)
        registry.warn_of([Impersonation(address, "vdab", "2026-11", SOURCE)])

        assert registry.impersonation_by_handle("@VDAB_bonus").address == address
        assert registry.impersonation_by_handle("vdab_bonu") is None

    def test_a_bare_handle_of_an_official_account_is_not_called_fake(self, registry):
        registry.warn_of([fake("instagram", "https://www.instagram.com/vdab_be")])

        assert registry.by_handle("vdab_be")
        assert registry.impersonation_by_handle("vdab_be") is None
        assert registry.impersonation(ADDRESSES.from_handle("vdab_be", "instagram"))

    def test_the_fakes_of_the_file_are_known_by_handle_too(self, registry):
        assert registry.impersonation_by_handle("vdab_hulp")
        assert registry.impersonation_by_handle("jobs") is None  # a mailbox

    def test_the_next_ones_take_the_place_of_the_last(self, registry):
        registry.warn_of([fake("website", "https://a-nep.be")])
        registry.warn_of([fake("website", "https://b-nep.be")])

        assert registry.impersonation(ADDRESSES.from_url("https://a-nep.be")) is None
        assert registry.impersonation(ADDRESSES.from_url("https://b-nep.be"))

    def test_the_fakes_of_the_file_stay(self, registry):
        registry.warn_of([])

        assert registry.impersonation(ADDRESSES.from_url("https://vdab-premie.com/"))

    @pytest.mark.parametrize(
        ("platform", "address"),
        [
            ("x", "https://x.com/VDAB_be"),
            ("instagram", "https://www.instagram.com/delijn"),  # taken over: compromised
            ("phone", "1700"),
            ("website", "https://vdab.be/"),
            ("email", "info@vdab.be"),
        ],
    )
    def test_never_hide_an_official_channel_in_use(self, caplog, platform, address):
        rings = organisation("a", "A", channel("a", "phone", "1700"))
        registry = Registry(register(*SMALL.organisations.values(), rings), ADDRESSES)
        asked = ADDRESSES.parse(address, platform)
        with caplog.at_level(logging.ERROR):
            registry.warn_of([fake(platform, address)])

        assert registry.impersonation(asked) is None
        assert registry.listed(asked).channel.address.value in caplog.text

    def test_a_fake_host_does_not_hide_the_official_page_on_it(self, caplog):
        page = channel("a", "website", "https://www.issuer.be/onze-dienst")
        registry = Registry(register(organisation("a", "A", page)), ADDRESSES)
        with caplog.at_level(logging.ERROR):
            registry.warn_of([fake("website", "https://issuer.be/")])

        assert registry.impersonation(ADDRESSES.from_url("https://issuer.be/onze-dienst/x")) is None
        assert registry.impersonation(ADDRESSES.from_url("https://issuer.be/premie"))
        assert "issuer.be/onze-dienst" in caplog.text

    def test_a_fake_page_below_an_official_site_is_found_and_the_site_stays(self, registry):
        registry.warn_of(
            [fake("website", "https://vdab.be/gehackt"), fake("website", "https://vdab.be/")]
        )

        assert registry.impersonation(ADDRESSES.from_url("https://vdab.be/gehackt/1"))
        assert registry.impersonation(ADDRESSES.from_url("https://vdab.be/jobs")) is None

    @pytest.mark.parametrize(
        ("platform", "address"),
        [("website", "https://oud.delijn.be/"), ("tiktok", "https://www.tiktok.com/@delijntv")],
    )
    def test_an_address_that_nobody_should_use_now_may_be_fake(
        self, registry, platform, address, caplog
    ):
        registry.warn_of([fake(platform, address)])

        assert registry.impersonation(ADDRESSES.parse(address, platform))
        assert not caplog.records

    def test_a_look_up_sees_all_of_them_or_none(self, registry):
        fakes = [fake("website", f"https://nep-{number}.be/") for number in range(50)]
        handles = [fake("x", "https://x.com/vdab_nep")]
        is_done = threading.Event()

        def swap() -> None:
            for _ in range(200):
                registry.warn_of(fakes)
                registry.warn_of(handles)
            is_done.set()

        registry.warn_of(handles)
        swapping = threading.Thread(target=swap)
        swapping.start()
        broken = []
        while not is_done.is_set():
            laid = registry._laid_over
            broken += (
                [laid] if (len(laid.by_place), len(laid.by_handle)) not in {(50, 0), (1, 1)} else []
            )
        swapping.join()

        assert not broken


def test_a_thousand_fakes_are_laid_over_the_whole_register_within_a_second(
    request: pytest.FixtureRequest,
):
    registry = Registry(request.getfixturevalue("register"), ADDRESSES)
    fakes = [fake("website", f"https://nep-{number}.be/") for number in range(1_000)]
    begin = time.perf_counter()
    registry.warn_of(fakes)

    assert time.perf_counter() - begin < 1
    assert registry.impersonation(ADDRESSES.from_url("https://nep-999.be/a"))


@pytest.mark.parametrize(
    ("handle", "platform", "how"),
    [
        ("vdab.be", "bluesky", How.DOMAIN_HANDLE),
        ("@VDAB.be", "bluesky", How.DOMAIN_HANDLE),
        ("www.vdab.be", "bluesky", How.DOMAIN_HANDLE),
        ("jobs.vdab.be", "bluesky", How.DOMAIN_HANDLE),  # vdab.be includes its subdomains
        ("belastingen.vlaanderen.be", "bluesky", How.DOMAIN_HANDLE),
        ("@info@vdab.be", "mastodon", How.DOMAIN_HANDLE),
        ("@info@social.vdab.be", "mastodon", How.DOMAIN_HANDLE),
        ("@info@vlaanderen.be", "mastodon", How.DOMAIN_HANDLE),
        ("x.vlaanderen.be", "bluesky", None),  # vlaanderen.be does not
        ("@info@x.belastingen.vlaanderen.be", "mastodon", None),
        ("vdab.be.evil.com", "bluesky", None),
        ("evilvdab.be", "bluesky", None),
        ("vdab.b\u0435", "bluesky", None),
        ("vdab.bsky.social", "bluesky", None),
        ("vdab.be.bsky.social", "bluesky", None),
        ("vdab", "bluesky", None),
        ("did:plc:vdab.be", "bluesky", None),
        ("@vdab.be@evil.com", "mastodon", None),
        ("vdab.be", "instagram", None),
        ("vdab.be", "threads", None),
        ("vdab.be", "telegram", None),
    ],
)
def test_a_name_that_only_the_owner_of_a_domain_can_give(handle, platform, how):
    listing = REGISTRY.listed(ADDRESSES.from_handle(handle, platform))

    assert (listing and listing.how) == how


def test_an_account_of_its_own_goes_before_its_domain():
    site = channel("a", "website", "https://a-dienst.be", verified=RECENT)
    account = channel("a", "bluesky", "a-dienst.be", status=ChannelStatus.COMPROMISED)
    registry = Registry(register(organisation("a", "A", site, account)), ADDRESSES)

    listing = registry.listed(ADDRESSES.from_handle("a-dienst.be", "bluesky"))

    assert (listing.channel, listing.how) == (account, How.EXACT)


def test_what_shares_a_host_gives_no_handle_of_its_own():
    page = channel("a", "website", "https://sites.google.com/view/a")
    registry = Registry(register(organisation("a", "A", page)), ADDRESSES)

    assert registry.listed(ADDRESSES.from_handle("sites.google.com", "bluesky")) is None


@pytest.mark.parametrize(
    ("handle", "platform"),
    [
        ("nep-dienst.be", "bluesky"),
        ("x.nep-dienst.be", "bluesky"),
        ("@a@nep-dienst.be", "mastodon"),
    ],
)
def test_a_fake_domain_gives_fake_names(handle, platform):
    registry = Registry(
        register(impersonations=(fake("website", "https://nep-dienst.be"),)), ADDRESSES
    )

    assert registry.impersonation(ADDRESSES.from_handle(handle, platform))
