import sys
from itertools import islice

import pytest

from knowledge.matching.finding.mentions import MentionFinder
from knowledge.matching.imitation.lookalike import Difference, Lookalikes
from knowledge.matching.imitation.skeleton import skeleton
from knowledge.matching.imitation.words import OrdinaryWords
from knowledge.matching.verdict import Checker
from knowledge.register.registry import Registry
from tests.knowledge.small_register import ADDRESSES, SMALL, TODAY, channel, organisation, register

LOOKALIKES = Lookalikes(
    Registry(SMALL, ADDRESSES), words=OrdinaryWords.load(), neighbours={"vab.be": "de VAB"}
)


def of_url(url: str) -> list[tuple[str, str]]:
    found = LOOKALIKES.resembles(ADDRESSES.from_url(f"https://{url}"))
    return [(each.organisation, each.difference) for each in found]


@pytest.mark.parametrize(
    ("url", "owner", "difference"),
    [
        ("vdab.com", "vdab", Difference.OTHER_TLD),
        ("vlaanderen.eu", "vlaamse-overheid", Difference.OTHER_TLD),
        ("delijn.nl", "de-lijn", Difference.OTHER_TLD),
        ("de-lijn.be", "de-lijn", Difference.SEPARATORS),
        ("v.dab.be", "vdab", Difference.SEPARATORS),
        ("belastingen-vlaanderen.be", "vlaamse-belastingdienst", Difference.BRAND_IN_OTHER_DOMAIN),
        ("vdаb.be", "vdab", Difference.CONFUSABLE_CHARACTERS),
        ("de1ijn.be", "de-lijn", Difference.CONFUSABLE_CHARACTERS),
        ("vlaarnderen.be", "vlaamse-overheid", Difference.SMALL_EDIT),
        ("vdabb.be", "vdab", Difference.SMALL_EDIT),
        ("vadb.be", "vdab", Difference.SMALL_EDIT),
        ("dlijn.be", "de-lijn", Difference.SMALL_EDIT),
        ("vlaaanderenn.be", "vlaamse-overheid", Difference.SMALL_EDIT),
        ("vdab-jobs.be", "vdab", Difference.BRAND_IN_OTHER_DOMAIN),
        ("mijnvdab.com", "vdab", Difference.BRAND_IN_OTHER_DOMAIN),
        ("wwwvdab.be", "vdab", Difference.BRAND_IN_OTHER_DOMAIN),
        ("vdab-be.com", "vdab", Difference.BRAND_IN_OTHER_DOMAIN),
        (
            "premie-vlaamsebelastingdienst.net",
            "vlaamse-belastingdienst",
            Difference.BRAND_IN_OTHER_DOMAIN,
        ),
        ("premie-vlaanderen.be", "vlaamse-overheid", Difference.BRAND_IN_OTHER_DOMAIN),
        ("vlaamseenergiepremie.com", "vlaamse-overheid", Difference.BRAND_IN_OTHER_DOMAIN),
        ("vdab.be.evil.com", "vdab", Difference.BRAND_AS_SUBDOMAIN),
        ("vdab.secure-login.xyz", "vdab", Difference.BRAND_AS_SUBDOMAIN),
        ("vlaanderen.be.evil.com", "vlaamse-overheid", Difference.BRAND_AS_SUBDOMAIN),
        ("vdab-premie.github.io", "vdab", Difference.BRAND_IN_OTHER_DOMAIN),
        ("sites.google.com/view/vdab-jobs", "vdab", Difference.BRAND_IN_OTHER_DOMAIN),
        ("faceb00k-pages.com/vdab.be", "vdab", Difference.PLATFORM_IMITATION),
        ("evilfacebook.com/vdab.be", "vdab", Difference.PLATFORM_IMITATION),
        ("facebook.com.check-page.ru/vdab.be", "vdab", Difference.PLATFORM_IMITATION),
    ],
)
def test_an_imitating_site_says_what_it_imitates_and_how(url, owner, difference):
    assert (owner, difference) in of_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "vab.be",  # a known neighbour
        "avdabruin.be",
        "rodelijn.be",
        "zorg.be",
        "fietseninvlaanderen.be",
        "zorg-vlaanderen.be",
        "vlaanderenvakantieland.be",
        "vlaanderen.natuurpunt.be",
        "vdbank.de",
        "nieuwsblad.be/vdab",
        "facebook-pages.com/iemand",
        "192.0.2.1/vdab.be",
    ],
)
def test_an_ordinary_site_resembles_nothing(url):
    assert of_url(url) == []


@pytest.mark.parametrize(
    ("url", "owner", "difference"),
    [
        ("x.com/vdab_be_official", "vdab", Difference.BRAND_IN_HANDLE),
        ("www.instagram.com/vdab_jobs1", "vdab", Difference.BRAND_IN_HANDLE),
        ("x.com/vdabbe", "vdab", Difference.SEPARATORS),
        ("www.tiktok.com/@delijn_winactie", "de-lijn", Difference.BRAND_IN_HANDLE),
        ("x.com/premies_de_lijn", "de-lijn", Difference.BRAND_IN_HANDLE),
        ("x.com/delijn24", "de-lijn", Difference.SMALL_EDIT),
        ("www.tiktok.com/@vdаb", "vdab", Difference.CONFUSABLE_CHARACTERS),  # Cyrillic a
        ("x.com/v_d_a_b_b_e", "vdab", Difference.SEPARATORS),
        ("x.com/delijjn", "de-lijn", Difference.SMALL_EDIT),
        ("x.com/de1ijn", "de-lijn", Difference.CONFUSABLE_CHARACTERS),
        ("x.com/BenWeyts_", "ben-weyts", Difference.SEPARATORS),
        (
            "t.me/vlaamsebelastingdienst_teruggave",
            "vlaamse-belastingdienst",
            Difference.BRAND_IN_HANDLE,
        ),
    ],
)
def test_an_imitating_account_says_what_it_imitates_and_how(url, owner, difference):
    assert (owner, difference) in of_url(url)


@pytest.mark.parametrize(
    "url", ["x.com/jan_peeters", "x.com/vlaanderenfietst", "www.instagram.com/rodelijn"]
)
def test_an_ordinary_account_resembles_nothing(url):
    assert of_url(url) == []


@pytest.mark.parametrize(
    ("url", "owner", "difference"),
    [
        ("www.instagram.com/vdab_be", "vdab", Difference.HANDLE_ON_OTHER_PLATFORM),
        ("www.tiktok.com/@vdab", "vdab", Difference.BRAND_IN_HANDLE),
        ("x.com/vdab", "vdab", Difference.BRAND_IN_HANDLE),
        ("x.com/de_lijn", "de-lijn", Difference.BRAND_IN_HANDLE),
        ("x.com/delijn_vlaanderen", "de-lijn", Difference.BRAND_IN_HANDLE),
        ("www.instagram.com/vdabbelgium", "vdab", Difference.BRAND_IN_HANDLE),
        ("www.youtube.com/@agentschapvdab", "vdab", Difference.BRAND_IN_HANDLE),
        ("www.instagram.com/delijjn_spotters", "", None),
        ("www.tiktok.com/@delijjn", "", None),
        ("t.me/vlaamsebelastingdienst", "vlaamse-belastingdienst", Difference.BRAND_IN_HANDLE),
        ("bsky.app/profile/delijn.bsky.social", "de-lijn", Difference.HANDLE_ON_OTHER_PLATFORM),
        ("vdab.github.io", "vdab", Difference.BRAND_IN_OTHER_DOMAIN),
        ("sites.google.com/view/vdab", "vdab", Difference.BRAND_IN_OTHER_DOMAIN),
    ],
)
def test_a_name_alone_is_carried_and_imitates_nobody(url, owner, difference):
    address = ADDRESSES.from_url(f"https://{url}")
    found = LOOKALIKES.carries(address)

    assert LOOKALIKES.resembles(address) == ()
    assert [(each.organisation, each.difference) for each in found[:1]] == (
        [(owner, difference)] if owner else []
    )


def test_a_name_by_which_the_register_lists_no_site_is_carried_by_a_domain():
    named = organisation(
        "vnr",
        "Vlaamse Nutsregulator",
        channel("vnr", "website", "https://www.vreg.be/"),
        channel("vnr", "email", "info@nutsregulator.be"),
    )
    registry = Registry(register(named), ADDRESSES)
    lookalikes = Lookalikes(registry, words=OrdinaryWords.load())
    site = ADDRESSES.from_url("https://www.vlaamsenutsregulator.be/")

    assert lookalikes.resembles(site) == ()
    assert {each.organisation for each in lookalikes.carries(site)} == {"vnr"}
    for lured in ("vlaamsenutsregulator-premie.be", "premie.vlaamsenutsregulator.be"):
        assert lookalikes.resembles(ADDRESSES.from_url(f"https://{lured}/"))
    assert registry.official_domain("www.nutsregulator.be").organisation == "vnr"


def test_a_name_with_an_article_is_known_without_it():
    water = organisation("wg", "De Watergroep", channel("wg", "website", "https://dewatergroep.be"))
    lookalikes = Lookalikes(Registry(register(water), ADDRESSES), words=OrdinaryWords.load())

    for fake in ("watergroep-factuur.be", "watergroep-klantenzone.com"):
        found = lookalikes.resembles(ADDRESSES.from_url(f"https://{fake}/"))
        assert {each.organisation for each in found} == {"wg"}


def test_a_listed_name_on_another_server_of_the_same_network_imitates_it():
    listed = channel("inbo", "mastodon", "https://mastodon.online/@inbo")
    registry = Registry(register(organisation("inbo", "INBO", listed)), ADDRESSES)
    lookalikes = Lookalikes(registry, words=OrdinaryWords.load())
    (found,) = lookalikes.resembles(ADDRESSES.from_url("https://mastodon.social/@inbo"))

    assert (found.organisation, found.difference) == ("inbo", Difference.OTHER_TLD)


def test_a_suffix_that_public_bodies_share_belongs_to_none_of_them():
    garden = organisation(
        "plant", "Plantentuin", channel("plant", "website", "https://br.fgov.be/")
    )
    registry = Registry(register(garden), ADDRESSES)
    lookalikes = Lookalikes(registry, words=OrdinaryWords.load())

    for host in ("minfin.fgov.be", "fgov.be", "bp.fgov.be"):
        address = ADDRESSES.from_url(f"https://{host}/")
        assert (lookalikes.resembles(address), lookalikes.carries(address)) == ((), ())
        assert registry.official_domain(host) is None


def test_the_nearest_channel_comes_first():
    same_platform = LOOKALIKES.resembles(ADDRESSES.from_handle("delijn_hulp", "instagram"))

    assert same_platform[0].platform == "instagram"


def test_an_organisation_without_channels_still_is_imitated():
    only = Registry(register(organisation("agii", "Agentschap Inburgering")), ADDRESSES)
    lookalikes = Lookalikes(only, words=OrdinaryWords.load())
    (found,) = lookalikes.resembles(ADDRESSES.from_url("https://agentschapinburgering.top"))

    assert (found.channel, found.organisation, found.address) == (None, "agii", "")


def test_a_domain_of_a_politician_is_guarded_but_the_name_elsewhere_is_free():
    site = channel("jan", "website", "https://www.janjansen.be/", personal=True)
    account = channel("jan", "x", "https://x.com/jansenjan", personal=True)
    lookalikes = Lookalikes(
        Registry(register(organisation("jan", "Jan", site, account)), ADDRESSES),
        words=OrdinaryWords.load(),
    )

    assert lookalikes.resembles(ADDRESSES.from_url("https://janjanssen.be"))
    assert lookalikes.resembles(ADDRESSES.from_url("https://jansenjan.be")) == ()


@pytest.mark.parametrize(
    ("mailbox", "difference"),
    [
        ("vdab.premie@gmail.com", Difference.BRAND_IN_MAILBOX),
        ("jobs.vdab@outlook.com", Difference.BRAND_IN_MAILBOX),
        ("info@vdab-jobs.be", Difference.BRAND_IN_OTHER_DOMAIN),
        ("info@vdabb.be", Difference.SMALL_EDIT),
    ],
)
def test_imitating_mailboxes(mailbox, difference):
    found = LOOKALIKES.resembles(ADDRESSES.from_email(mailbox))

    assert (found[0].organisation, found[0].difference) == ("vdab", difference)


@pytest.mark.parametrize("mailbox", ["jan@gmail.com", "zorg@telenet.be", "vdab@mechelen.be"])
def test_ordinary_mailboxes(mailbox):
    assert LOOKALIKES.resembles(ADDRESSES.from_email(mailbox)) == ()


@pytest.mark.parametrize("name", ["VDAB", "DeLijn", "de lijn", "Vlaamse Overheid", "VLABEL"])
def test_the_name_of_a_sender_is_carried_and_proves_nothing(name):
    address = ADDRESSES.from_sender_name(name)
    (first, *_) = LOOKALIKES.carries(address)

    assert LOOKALIKES.resembles(address) == ()
    assert first.difference is Difference.SENDER_NAME


@pytest.mark.parametrize("name", ["bpost", "Belfius", "Mama", "8811"])
def test_sender_names_of_others(name):
    address = ADDRESSES.from_sender_name(name)

    assert (LOOKALIKES.resembles(address), LOOKALIKES.carries(address)) == ((), ())


@pytest.mark.parametrize("number", ["0800 30 701", "+32 470 12 34 56"])
def test_a_number_never_resembles_another(number):
    assert LOOKALIKES.resembles(ADDRESSES.from_phone(number)) == ()


def test_a_display_name_claims_what_it_names_in_whole_words():
    assert LOOKALIKES.organisations_named("Jobs bij VDAB") == ("vdab",)
    assert LOOKALIKES.organisations_named("De Lijn klantendienst") == ("de-lijn",)
    assert LOOKALIKES.organisations_named("Vdabo Peeters") == ()


@pytest.mark.parametrize(
    "link",
    [
        "https://www.vdab.be@evil.ru/jobs",
        "https://x:y@www.vdab.be@evil.ru/",
        "http://www.vdab.be%2Fnl@evil.ru",
        "https://www.facebook.com@evil.ru/vdab.be",
        "https://evil.ru\\@www.vdab.be/",
    ],
)
def test_an_official_address_beside_an_at_sign_hides_where_a_link_leads(link):
    assert [each.organisation for each in LOOKALIKES.hidden_behind(link)] == ["vdab"]


@pytest.mark.parametrize(
    "link",
    ["https://somebody@evil.ru/", "https://evil.ru/@www.vdab.be", "https://facebook.com@evil.ru/x"],
)
def test_nothing_official_beside_an_at_sign_hides_nothing(link):
    assert LOOKALIKES.hidden_behind(link) == ()


def calls(text: str) -> int:
    """Count the calls that judging a message takes: the same on every machine."""
    number = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal number
        number += event in ("call", "c_call")

    checker = Checker(Registry(SMALL, ADDRESSES), MentionFinder(ADDRESSES), today=lambda: TODAY)
    skeleton.cache_clear()
    sys.setprofile(count)
    try:
        checker.check(text)
    finally:
        sys.setprofile(None)
    return number


def full_of(address: str) -> str:
    """Fill a message of 4,000 characters with addresses that differ."""
    texts = (address.replace("#", f"{number:03}") for number in range(4_000))
    return " ".join(islice(texts, 4_000 // (len(address) + 3)))


@pytest.mark.parametrize(
    "text",
    [
        "ab." * 1_332 + "com",
        "a." * 1_998 + "com",
        "https://" + "a." * 1_990 + "com",
        "x.com/" + "a1" * 1_997,
        "https://" + "a-" * 1_990 + ".com",
        '"' + "a " * 1_900 + '" <x@gmail.com>',
        "linkedin.com/company/" + "ﷺ" * 3_900,
        full_of("a." * 120 + "b#.com"),
        full_of("a1" * 29 + "b#.com"),
        full_of("a-" * 29 + "b#.com"),
        full_of(("a1" * 31 + ".") * 3 + "b#.com"),
        full_of("x.com/" + "a1" * 30 + "b#"),
        full_of("a1" * 29 + "b#@gmail.com"),
        full_of("https://facebook-" + "a." * 60 + "b#.com/x"),
    ],
    ids=lambda text: text[:24],
)
def test_no_message_costs_much_more_than_one_full_of_ordinary_addresses(text):
    ordinary = full_of("https://www.mijn-nieuwe-fiets#.be/aanbod")
    assert calls(text[:4_000]) < 4 * calls(ordinary)
