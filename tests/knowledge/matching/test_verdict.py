from dataclasses import replace
from datetime import timedelta

import pytest

from knowledge.matching.finding.mentions import MentionFinder
from knowledge.matching.imitation.lookalike import Difference
from knowledge.matching.verdict import BelongsTo, Checker, Claims
from knowledge.model import (
    ChannelStatus,
    Completeness,
    OtherBody,
    OtherChannel,
    OtherKind,
    OtherMatch,
    ReportingPoint,
    Verdict,
    worst_of,
)
from knowledge.register.registry import Registry
from tests.knowledge.small_register import (
    ADDRESSES,
    NO_CARD_CODES,
    RECENT,
    SMALL,
    SOURCE,
    TODAY,
    candidate,
    channel,
    fake,
    organisation,
    register,
)

FINDER = MentionFinder(ADDRESSES)
CHECKER = Checker(Registry(SMALL, ADDRESSES), FINDER, today=lambda: TODAY)


def keys(judged) -> list[str]:
    return [reason.key for reason in judged.reasons]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("https://www.vdab.be/jobs", Verdict.OFFICIAL),
        ("https://mijn.vdab.be", Verdict.OFFICIAL),
        ("is @vdab_be op x echt?", Verdict.OFFICIAL),
        ("https://www.facebook.com/vdab.be", Verdict.OFFICIAL_STALE),
        ("0800 30 700", Verdict.OFFICIAL_STALE),
        ("https://oud.delijn.be", Verdict.RETIRED),
        ("https://www.tiktok.com/@delijntv", Verdict.PLANNED),
        ("https://www.instagram.com/delijn", Verdict.COMPROMISED),
        ("https://vdab-premie.com/login", Verdict.CONFIRMED_FAKE),
        ("https://vdab-jobs.be", Verdict.LOOKALIKE),
        ("https://www.youtube.com/@delijn", Verdict.NOT_LISTED),
        ("https://vdab.tv", Verdict.NOT_LISTED),
        ("https://www.nieuwsblad.be", Verdict.NOT_LISTED),
        ("is @vdab_be echt?", Verdict.NEEDS_PLATFORM),
        ("0470 12 34 56", Verdict.NOT_LISTED),
        ("BE68 5390 0754 7034", Verdict.NOT_LISTED),
        ("vdab.be." + "a." * 130 + "evil.com", Verdict.NOT_LISTED),
        ("goeiemorgen", None),
    ],
)
def test_every_verdict(text, verdict):
    assert CHECKER.check(text).verdict == verdict


def test_a_message_gets_the_worst_of_its_mentions():
    message = CHECKER.check("www.vdab.be of vdab-jobs.be of https://vdab-premie.com?")

    assert [each.verdict for each in message.mentions] == [
        Verdict.OFFICIAL,
        Verdict.LOOKALIKE,
        Verdict.CONFIRMED_FAKE,
    ]
    assert message.verdict is Verdict.CONFIRMED_FAKE
    assert worst_of([]) is None


def test_the_worst_verdict_follows_the_order_of_the_contract():
    for position, verdict in enumerate(Verdict):
        assert worst_of(list(Verdict)[position:]) is verdict


def test_a_confirmation_grows_old():
    later = Checker(Registry(SMALL, ADDRESSES), FINDER, today=lambda: TODAY + timedelta(days=400))
    message = later.check("https://www.vdab.be")

    assert message.verdict is Verdict.OFFICIAL_STALE
    assert "reason.confirmed_long_ago" in keys(message.mentions[0])


def test_a_text_that_was_judged_a_moment_ago_is_judged_anew_on_the_next_day():
    day = [TODAY]
    checker = Checker(Registry(SMALL, ADDRESSES), FINDER, today=lambda: day[0])
    first = checker.check("https://www.vdab.be")
    assert checker.check("https://www.vdab.be") is first
    day[0] = TODAY + timedelta(days=400)
    assert first.verdict is Verdict.OFFICIAL
    assert checker.check("https://www.vdab.be").verdict is Verdict.OFFICIAL_STALE


def test_a_text_that_was_judged_a_moment_ago_is_judged_anew_once_staff_warn_of_it():
    registry = Registry(SMALL, ADDRESSES)
    checker = Checker(registry, FINDER, today=lambda: TODAY)
    assert checker.check("https://vdab-premie.be/x").verdict is not Verdict.CONFIRMED_FAKE
    registry.warn_of([fake("website", "https://vdab-premie.be")])
    assert checker.check("https://vdab-premie.be/x").verdict is Verdict.CONFIRMED_FAKE
    registry.warn_of([])
    assert checker.check("https://vdab-premie.be/x").verdict is not Verdict.CONFIRMED_FAKE


def test_evidence_says_who_confirmed_when_or_what_source_there_is():
    (confirmed,) = CHECKER.check("https://www.vdab.be").mentions
    (unconfirmed,) = CHECKER.check("https://www.facebook.com/vdab.be").mentions

    assert "reason.linked_from_official_site" in keys(confirmed)
    assert "reason.unconfirmed_source_dated" in keys(unconfirmed)


def test_a_forgeable_sender_is_marked_when_it_matches():
    (listed,) = CHECKER.check("info@vdab.be").mentions
    (unlisted,) = CHECKER.check("info@nieuwsblad.be").mentions

    assert listed.spoofable
    assert "reason.spoofable_email" in keys(listed)
    assert not unlisted.spoofable


def test_a_candidate_is_being_checked_and_never_a_lookalike():
    (judged,) = CHECKER.check("https://www.youtube.com/@delijn").mentions

    assert keys(judged)[0] == "reason.candidate"
    assert judged.resembles == ()


def test_a_bare_handle_asks_for_the_platform_until_one_is_said():
    (bare,) = CHECKER.check("is @delijn echt?").mentions

    assert bare.options == ("x", "instagram")
    assert CHECKER.check("is @delijn echt?", platform="x").verdict is Verdict.OFFICIAL_STALE
    (elsewhere,) = CHECKER.check("is @delijn echt?", platform="facebook").mentions
    assert elsewhere.verdict is Verdict.NOT_LISTED
    assert elsewhere.claims == Claims("de-lijn", "facebook", 0, False)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [("@vdab_jobs9", Verdict.LOOKALIKE), ("@jan_peeters", Verdict.NOT_LISTED)],
)
def test_a_bare_handle_that_is_listed_nowhere(text, verdict):
    assert CHECKER.check(text).verdict is verdict


def test_a_bare_handle_of_a_confirmed_fake_is_called_one_wherever_it_is():
    (judged,) = CHECKER.check("is @VDAB_hulp echt?").mentions

    assert judged.verdict is Verdict.CONFIRMED_FAKE
    assert (judged.address, judged.impersonation.address.platform) == (None, "x")
    assert judged.organisation.id == "vdab"
    assert judged.beside.address.platform == "x"


def test_a_bare_handle_that_an_official_channel_has_too_still_asks_for_the_platform():
    registry = Registry(SMALL, ADDRESSES)
    registry.warn_of([fake("instagram", "https://www.instagram.com/vdab_be")])
    checker = Checker(registry, FINDER, today=lambda: TODAY)

    assert checker.check("is @vdab_be echt?").verdict is Verdict.NEEDS_PLATFORM
    assert checker.check("is @vdab_be op instagram echt?").verdict is Verdict.CONFIRMED_FAKE


def test_an_unlisted_page_or_mailbox_of_an_official_domain_is_no_lookalike():
    (page,) = CHECKER.check("https://nieuw.vlaanderen.be").mentions
    (mailbox,) = CHECKER.check("info@vlaanderen.be").mentions

    assert (page.verdict, keys(page)[0]) == (
        Verdict.NOT_LISTED,
        "reason.unlisted_page_on_official_domain",
    )
    assert (mailbox.verdict, keys(mailbox)[0]) == (
        Verdict.NOT_LISTED,
        "reason.unlisted_mailbox_on_official_domain",
    )


@pytest.mark.parametrize(
    "text", ['"VDAB" <jan@gmail.com>', "van: De Lijn <noreply@mailer.example.com>"]
)
def test_a_display_name_that_claims_an_organisation(text):
    (judged,) = CHECKER.check(text).mentions

    assert judged.verdict is Verdict.LOOKALIKE
    assert judged.resembles[0].difference is Difference.DISPLAY_NAME


def test_a_display_name_may_be_recognised_by_the_name_finder():
    checker = Checker(
        Registry(SMALL, ADDRESSES),
        FINDER,
        today=lambda: TODAY,
        organisation_names=lambda text: ["vdab"] if "Arbeidsbemiddeling" in text else [],
    )

    assert checker.check('"Arbeidsbemiddeling" <jan@gmail.com>').verdict is Verdict.LOOKALIKE
    assert checker.check('"Jan" <jan@gmail.com>').verdict is Verdict.NOT_LISTED


@pytest.mark.parametrize(
    ("text", "verdict", "trap"),
    [
        ("https://evil.com@www.vdab.be/", Verdict.OFFICIAL, "trap.userinfo"),
        ("https://www.vdab.be@evil.com/", Verdict.LOOKALIKE, "trap.userinfo"),
        ("https://www.vdab.be:8443/", Verdict.OFFICIAL, "trap.port"),
        ("https://bit.ly/abc", Verdict.NOT_LISTED, "trap.shortener"),
        ("https://www.vdаb.be/", Verdict.LOOKALIKE, "trap.mixed_scripts"),
    ],
)
def test_the_host_that_is_reached_is_judged_and_the_trap_is_named(text, verdict, trap):
    (judged,) = CHECKER.check(text).mentions

    assert judged.verdict is verdict
    assert trap in keys(judged)


def test_a_link_whose_text_shows_an_official_address_is_an_imitation():
    message = CHECKER.check("[www.vdab.be](https://evil.com)")
    (masked,) = (each for each in message.mentions if each.address.host == "evil.com")

    assert masked.verdict is Verdict.LOOKALIKE
    assert masked.resembles[0].difference is Difference.HIDDEN_DESTINATION


def test_beside_a_fake_stands_the_real_channel():
    (fake,) = CHECKER.check("https://x.com/vdab_hulp").mentions
    (lookalike,) = CHECKER.check("https://vdab-jobs.be").mentions

    assert fake.beside.address.value == "https://x.com/vdab_be"
    assert lookalike.beside.address.value == "https://www.vdab.be/"


@pytest.mark.parametrize(
    ("url", "verdict", "beside"),
    [
        ("https://x.com/vdab_be/status/1", Verdict.NOT_LISTED, "https://x.com/vdab_be"),
        ("https://www.tiktok.com/@delijntv/video/1", Verdict.NOT_LISTED, "https://www.delijn.be/"),
        ("https://www.instagram.com/delijn/p/1", Verdict.COMPROMISED, "https://www.delijn.be/"),
        ("https://x.com/vdab_be/media", Verdict.OFFICIAL, None),
    ],
)
def test_a_link_to_one_post_proves_nothing_about_who_wrote_it(url, verdict, beside):
    (judged,) = CHECKER.check(url).mentions
    assert judged.verdict is verdict
    assert (judged.beside and judged.beside.address.value) == beside
    assert ("trap.post_link" in keys(judged)) == (verdict is not Verdict.OFFICIAL)


def test_a_compromised_channel_is_never_offered_as_the_real_one():
    (judged,) = CHECKER.check("https://www.instagram.com/delijn_hulp").mentions

    assert judged.verdict is Verdict.LOOKALIKE
    assert judged.beside.address.value == "https://www.delijn.be/"


def test_a_politicians_account_and_a_shared_number_say_so():
    number = channel("a", "phone", "1700", shared=True, verified=RECENT)
    both = Checker(
        Registry(
            register(
                organisation("a", "A", number),
                organisation("b", "B", replace(number, organisation="b")),
            ),
            ADDRESSES,
        ),
        FINDER,
        today=lambda: TODAY,
    )
    (personal,) = CHECKER.check("https://x.com/BenWeyts").mentions
    (shared,) = both.check("bel 1700", organisation="b").mentions

    assert keys(personal)[0] == "reason.personal"
    assert (shared.organisation.id, "reason.shared" in keys(shared)) == ("b", True)


def test_rules_are_given_where_they_bear():
    assert CHECKER.check("ze vragen mijn kaartcodes").rules == (NO_CARD_CODES,)
    assert CHECKER.check("https://www.vdab.be").rules == ()


@pytest.mark.parametrize(
    ("limits", "text", "bears"),
    [
        ({"platforms": ("sms",)}, "een sms met een link vdab-jobs.be", True),
        ({"platforms": ("sms",)}, "de site vdab-jobs.be", False),
        ({"keywords": ("boete",), "organisations": ("vdab",)}, "boete via vdab-jobs.be", True),
        ({"keywords": ("boete",), "organisations": ("de-lijn",)}, "boete via vdab-jobs.be", False),
        ({}, "vdab-jobs.be", False),
    ],
)
def test_a_rule_bears_by_platform_word_and_organisation(limits, text, bears):
    rule = (
        replace(NO_CARD_CODES, keywords=(), **limits)
        if "keywords" not in limits
        else replace(NO_CARD_CODES, **limits)
    )
    checker = Checker(
        Registry(replace(SMALL, rules=(rule,)), ADDRESSES), FINDER, today=lambda: TODAY
    )

    assert bool(checker.check(text).rules) is bears


@pytest.mark.parametrize(
    "text", ["https://bsky.app/profile/a-dienst.be", "@info@a-dienst.be op mastodon"]
)
@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        (ChannelStatus.ACTIVE, Verdict.OFFICIAL_STALE),
        (ChannelStatus.PLANNED, Verdict.PLANNED),
        (ChannelStatus.RETIRED, Verdict.RETIRED),
        (ChannelStatus.COMPROMISED, Verdict.COMPROMISED),
    ],
)
def test_a_domain_handle_stands_no_higher_than_its_domain(text, status, verdict):
    site = channel("a", "website", "https://a-dienst.be", status=status, verified=RECENT)
    registry = Registry(register(organisation("a", "A", site)), ADDRESSES)
    checker = Checker(registry, FINDER, today=lambda: TODAY)

    (judged,) = checker.check(text).mentions

    assert judged.verdict is verdict
    assert judged.channel == site
    assert "reason.listed_domain_handle" in keys(judged)
    assert "reason.linked_from_official_site" not in keys(judged)


def checker_of(*organisations, **more) -> Checker:
    known = register(*organisations)
    known = replace(known, **more)
    return Checker(
        Registry(known, ADDRESSES),
        FINDER,
        today=lambda: TODAY,
        organisation_names=lambda text: ["bus"] if "de bus" in text.casefold() else [],
    )


def bus(*channels, **changes):
    return replace(organisation("bus", "Busdienst", *channels), **changes)


BUS_X = channel("bus", "x", "https://x.com/busdienst")
BUS_SITE = channel("bus", "website", "https://www.busdienst.be/")
BUS_BANK = channel("bus", "bank_account", "BE02 3751 1109 9940")
BUS_PHONE = channel("bus", "phone", "0800 30 700")


def test_an_account_that_is_only_a_name_claims_it_and_the_listed_one_stands_beside():
    check = checker_of(bus(BUS_X, BUS_SITE)).check
    (elsewhere,) = check("https://www.tiktok.com/@busdienst").mentions
    (another,) = check("https://x.com/busdienst_vlaanderen").mentions

    assert (elsewhere.verdict, another.verdict) == (Verdict.NOT_LISTED, Verdict.NOT_LISTED)
    assert elsewhere.claims == Claims("bus", "tiktok", 0, False)
    assert another.claims == Claims("bus", "x", 1, False)
    assert elsewhere.beside in (BUS_X, BUS_SITE)
    assert another.beside == BUS_X
    assert another.organisation.id == "bus"


def test_an_unlisted_account_is_an_imitation_where_the_list_is_declared_complete():
    declared = Completeness(("x", "tiktok"), TODAY, "Busdienst")
    expired = replace(declared, date=TODAY - timedelta(days=4000))
    told = [
        checker_of(bus(BUS_X, complete=(said,))).check(f"https://{account}").verdict
        for said in (declared, expired)
        for account in ("www.tiktok.com/@busdienst", "x.com/busdienst_be", "t.me/busdienst")
    ]

    assert told == [Verdict.LOOKALIKE] * 2 + [Verdict.NOT_LISTED] * 4
    (judged,) = checker_of(bus(BUS_X, complete=(declared,))).check("x.com/busdienst_be").mentions
    assert keys(judged) == ["difference.list_complete"]
    assert judged.beside == BUS_X


def test_the_site_of_a_listed_mailbox_is_not_called_an_imitation():
    mailbox = channel("bus", "email", "info@buspas.be")
    (judged,) = checker_of(bus(mailbox, BUS_SITE)).check("www.buspas.be").mentions

    assert judged.verdict is Verdict.NOT_LISTED
    assert judged.claims == Claims("bus", "website", 1, False)
    assert judged.beside == BUS_SITE


def test_what_is_shown_beside_is_in_use_and_can_be_gone_to():
    old = replace(BUS_SITE, status=ChannelStatus.RETIRED)
    (no_site,) = checker_of(bus(old, BUS_PHONE)).check("busdienst-premie.be").mentions
    (number,) = checker_of(bus(old, BUS_PHONE)).check("de bus belt met 0470 12 34 56").mentions

    assert no_site.verdict is Verdict.LOOKALIKE
    assert no_site.beside is None
    assert number.beside == BUS_PHONE


def test_what_another_organisation_calls_taken_over_is_not_shown_beside():
    flagged = replace(BUS_SITE, organisation="b", status=ChannelStatus.COMPROMISED)
    checker = checker_of(bus(BUS_SITE), organisation("b", "Andere", flagged))
    (judged,) = checker.check("busdienst-premie.be").mentions

    assert judged.verdict is Verdict.LOOKALIKE
    assert judged.beside is None


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("Betaal de bus op BE68 5390 0754 7034", BUS_BANK),
        ("0470 12 34 56 is van de bus", BUS_SITE),
        ("volg de bus: https://www.tiktok.com/@zomaar_iets", BUS_SITE),
        ("is 0470 12 34 56 echt?", None),
    ],
)
def test_an_organisation_that_is_named_gets_its_own_channel_shown(text, beside):
    (judged,) = checker_of(bus(BUS_SITE, BUS_BANK)).check(text).mentions

    assert judged.verdict is Verdict.NOT_LISTED
    assert judged.beside == beside
    assert (judged.organisation is None) == (beside is None)


BANK = OtherBody(
    {"nl": "Spaarbank", "fr": "Caisse"},
    OtherKind.BANK,
    (
        OtherChannel(
            ADDRESSES.parse("https://www.spaarbank.be/", "website"),
            OtherMatch.HOST_AND_SUBDOMAINS,
            SOURCE,
        ),
        OtherChannel(ADDRESSES.parse("help@spaarbank.be", "email"), OtherMatch.EXACT, SOURCE),
        OtherChannel(
            ADDRESSES.parse("https://www.facebook.com/spaarbank", "facebook"),
            OtherMatch.EXACT,
            SOURCE,
        ),
    ),
)


@pytest.mark.parametrize(
    ("text", "verdict", "spoofable"),
    [
        ("https://mijn.spaarbank.be/login", Verdict.OTHER_BODY, False),
        ("help@spaarbank.be", Verdict.OTHER_BODY, True),
        ("https://www.facebook.com/spaarbank", Verdict.OTHER_BODY, False),
        ("https://www.facebook.com/spaarbank/posts/12345", Verdict.NOT_LISTED, False),
        ("Busdienst <help@spaarbank.be>", Verdict.LOOKALIKE, False),
        ("https://www.busdienst.be@www.spaarbank.be/", Verdict.LOOKALIKE, False),
        ("[www.busdienst.be](https://www.spaarbank.be/)", Verdict.LOOKALIKE, False),
        ("spaarbank-login.com", Verdict.LOOKALIKE, False),
        ("spaarbank.com", Verdict.NOT_LISTED, False),
        ("info@spaarbank.be", Verdict.NOT_LISTED, False),
    ],
)
def test_an_address_of_somebody_else_is_told_as_theirs(text, verdict, spoofable):
    judged = checker_of(bus(BUS_SITE), others=(BANK,)).check(text)
    worst = judged.worst_first[0]

    assert (judged.verdict, worst.spoofable) == (verdict, spoofable)
    if verdict is Verdict.OTHER_BODY:
        assert worst.belongs_to == BelongsTo(BANK.names, "bank", SOURCE.url)


def test_an_imitation_of_somebody_else_names_that_body():
    (judged,) = checker_of(bus(BUS_SITE), others=(BANK,)).check("spaarbank-login.com").mentions

    assert judged.organisation is None
    assert judged.belongs_to.name["fr"] == "Caisse"
    assert [each.organisation for each in judged.resembles] == ["Spaarbank"]


def test_what_the_bot_points_to_is_never_doubted():
    point = ReportingPoint(
        "stop", "Kaartstop", ("card_data",), {"nl": "Bel."}, SOURCE, phone="078 170 170"
    )
    (judged,) = checker_of(reporting_points=(point,)).check("bel 078 170 170").mentions

    assert judged.verdict is Verdict.OTHER_BODY
    assert judged.belongs_to == BelongsTo({"nl": "Kaartstop"}, "reporting_point", SOURCE.url)
    assert judged.spoofable


def test_a_candidate_shows_what_is_in_use_beside():
    maybe = candidate("bus", "x", "https://x.com/busnieuws")
    (judged,) = (
        checker_of(bus(BUS_X), candidates=(maybe,)).check("https://x.com/busnieuws").mentions
    )

    assert judged.beside == BUS_X


def test_a_rule_bears_on_a_message_without_any_address():
    told = checker_of(bus(BUS_SITE), rules=(NO_CARD_CODES,)).check("ze vragen mijn kaartcode")

    assert (told.verdict, told.mentions) == (None, ())
    assert told.rules == (NO_CARD_CODES,)
