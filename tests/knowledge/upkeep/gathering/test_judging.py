"""What becomes a proposal, how strong it is, and what does not become one."""

import json
from dataclasses import replace
from datetime import date

import pytest

from knowledge.model import (
    AliasKind,
    ChannelStatus,
    Organisation,
    OrganisationKind,
    OrganisationStatus,
)
from knowledge.register.registry import Registry
from knowledge.upkeep.gathering.finding import Finding, Source, Voice
from knowledge.upkeep.gathering.judging import Doubt, Judge, Judged, Strength, Why
from knowledge.upkeep.gathering.likeness import looks_like
from knowledge.upkeep.gathering.showing import Gathered, as_json, as_text
from tests.knowledge.small_register import (
    ADDRESSES,
    candidate,
    channel,
    fake,
    organisation,
    register,
)

VDAB = organisation(
    "vdab",
    "Vlaamse Dienst voor Arbeidsbemiddeling",
    channel("vdab", "website", "https://www.vdab.be/", includes_subdomains=True),
    channel("vdab", "x", "https://x.com/vdab_be"),
    channel("vdab", "x", "https://x.com/vdab_oud", status=ChannelStatus.RETIRED),
    channel("vdab", "x", "https://x.com/vdab_weg", status=ChannelStatus.COMPROMISED),
    aliases=[("VDAB", AliasKind.ABBREVIATION)],
)
LIJN = organisation(
    "de-lijn",
    "De Lijn",
    channel("de-lijn", "website", "https://www.delijn.be/"),
    channel("de-lijn", "x", "https://x.com/delijn"),
)


def found(text: str, platform: str = "instagram", **changes: object) -> Finding:
    made = Finding("vdab", platform, text, Source.SITE, "https://www.vdab.be/", "footer")
    return replace(made, **changes)


def judge(
    *findings: Finding, organisations: tuple[Organisation, ...] = (VDAB, LIJN), **more
) -> Judged:
    return Judge(Registry(register(*organisations, **more), ADDRESSES)).judge(findings)


OWN = "https://www.instagram.com/vdab.be"


@pytest.mark.parametrize(
    ("changes", "strength"),
    [
        ({"voice": Voice.TWO_WAY, "source": Source.PROFILE}, Strength.TWO_WAY),
        ({"voice": Voice.DECLARED}, Strength.DECLARED),
        ({}, Strength.OWN_SITE),
        ({"source": Source.REGISTER}, Strength.REGISTER),
        ({"source": Source.MAIL}, Strength.DNS),
        ({"source": Source.WIKIDATA}, Strength.WIKIDATA),
        ({"voice": Voice.LOOSE}, Strength.WEAK),
        ({"voice": Voice.GUEST}, Strength.WEAK),
        ({"voice": Voice.PARTNER}, Strength.WEAK),
        ({"voice": Voice.NAMELESS}, Strength.WEAK),
    ],
)
def test_how_strong_each_sort_of_evidence_is(changes: dict, strength: Strength) -> None:
    (proposal,) = judge(found(OWN, **changes)).proposals
    assert (proposal.strength, bool(proposal.doubts)) == (strength, strength is Strength.WEAK)


def test_evidence_of_one_channel_comes_together_the_strongest_first() -> None:
    judged = judge(
        found("vdab.be", source=Source.WIKIDATA),
        found("https://instagram.com/VDAB.be/?hl=nl"),
        found(OWN, voice=Voice.DECLARED),
    )
    (proposal,) = judged.proposals
    assert [each.source for each in proposal.evidence] == [
        Source.SITE,
        Source.SITE,
        Source.WIKIDATA,
    ]
    assert proposal.strength is Strength.DECLARED


@pytest.mark.parametrize(
    ("text", "platform", "told"),
    [
        ("aquafin@gmail.com", "website", "e-mailadres"),
        ("https://aquafin@gmail.com/", "website", "e-mailadres"),
        ("https://gmail.com", "website", "gratis mail"),
        ("https://www.facebook.com/", "website", "sociaal netwerk"),
        ("https://www.facebook.com/vdab", "website", "ander platform"),
        ("https://vdab.wixsite.com/", "website", ""),
        ("https://bit.ly/", "website", "verkorter"),
        ("github.io", "website", "hostingdienst"),
        ("@gmail.com", "email_domain", "gratis mail"),
        ("@telenet.be", "email_domain", "internetprovider"),
        ("https://x.com/share?url=https://vdab.be", "x", "geen profiel"),
        ("https://x.com/vdab_be/status/1", "x", "link naar één bericht"),
        ("https://www.facebook.com/sharer/sharer.php?u=x", "facebook", "geen profiel"),
        ("n.v.t.", "website", ""),
        ("idem", "phone", "telefoonnummer"),
        ("geen", "email", "geen e-mailadres"),
        ("-", "x", "accountnaam"),
        ("", "x", "er staat niets"),
        ("javascript:alert(1)", "website", ""),
    ],
)
def test_what_no_file_could_hold_is_not_proposed(text: str, platform: str, told: str) -> None:
    judged = judge(found(text, platform, source=Source.REGISTER))
    if text == "https://vdab.wixsite.com/":  # one owner's own host
        assert len(judged.proposals) == 1
        return
    assert judged.proposals == ()
    (refused,) = judged.refused
    assert refused.why is Why.UNREADABLE
    assert told in refused.detail


@pytest.mark.parametrize(
    ("text", "platform", "why"),
    [
        ("https://x.com/delijn", "x", Why.OTHER_OWNER),
        ("https://x.com/vdab_oud", "x", Why.RETIRED),
        ("https://x.com/vdab_weg", "x", Why.COMPROMISED),
        ("https://x.com/vdab_hulp", "x", Why.FAKE),
        ("https://www.linkedin.com/in/jan-peeters", "linkedin", Why.PERSON),
        ("https://jobs.vdab.be/", "website", Why.COVERED),
    ],
)
def test_what_is_known_otherwise_is_not_proposed(text: str, platform: str, why: Why) -> None:
    judged = judge(found(text, platform), impersonations=(fake("x", "https://x.com/vdab_hulp"),))
    assert (judged.proposals, [each.why for each in judged.refused]) == ((), [why])


def test_what_is_listed_already_is_only_counted() -> None:
    judged = judge(found("https://twitter.com/VDAB_be", "x"), found("vdab_be", "x"))
    assert (judged.proposals, judged.refused, judged.known) == ((), (), 1)


def test_a_warning_of_the_site_goes_before_its_link() -> None:
    judged = judge(found(OWN), found(OWN, voice=Voice.WARNING))
    assert (judged.proposals, [each.why for each in judged.refused]) == ((), [Why.WARNED])


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        ("info@vdab.be", ()),
        ("info@post.vdab.be", ()),
        ("vdab@gmail.com", (Doubt.FREE_MAIL,)),
        ("info@bureau.be", (Doubt.OTHER_DOMAIN,)),
        ("jan.peeters@vdab.be", (Doubt.PERSON,)),
        ("jan-piet.van.den.berg@vdab.be", (Doubt.PERSON,)),
    ],
)
def test_whose_a_mailbox_may_be(text: str, doubts: tuple[Doubt, ...]) -> None:
    (proposal,) = judge(found(text, "email")).proposals
    assert proposal.doubts == doubts


@pytest.mark.parametrize(
    ("text", "platform", "is_own"),
    [
        ("vdab.be", "instagram", True),
        ("werkenbijvdab", "instagram", True),
        ("arbeidsbemiddeling", "instagram", True),
        ("https://www.youtube.com/channel/UC" + "a" * 22, "youtube", True),
        ("https://www.facebook.com/123456789", "facebook", True),
        ("https://www.linkedin.com/company/10197", "linkedin", True),
        ("bakkerij_jansens", "instagram", False),
        ("vlaamse_overheid", "instagram", False),
        ("vlaanderen", "instagram", False),
        ("geen", "facebook", False),
        ("n.v.t.", "facebook", False),
        ("idem", "linkedin", False),
    ],
)
def test_a_name_that_looks_like_nobody_is_a_doubt(text: str, platform: str, is_own: bool) -> None:
    text = f"company/{text}" if platform == "linkedin" and "/" not in text else text
    assert looks_like(VDAB, ADDRESSES.parse(text, platform), ADDRESSES) is is_own
    (proposal,) = judge(found(text, platform)).proposals
    assert proposal.doubts == (() if is_own else (Doubt.OTHER_NAME,))


def test_a_strange_name_that_a_second_source_gives_is_no_doubt() -> None:
    (proposal,) = judge(
        found("bakkerij_jansens"), found("bakkerij_jansens", source=Source.WIKIDATA)
    ).proposals
    assert proposal.strength is Strength.OWN_SITE


def test_an_account_on_the_sites_of_several_is_proposed_to_whose_name_it_has() -> None:
    here = found("https://www.instagram.com/delijn.be", organisation="de-lijn")
    there = replace(here, organisation="vdab")
    strengths = {each.organisation: each.strength for each in judge(here, there).proposals}
    assert strengths == {"de-lijn": Strength.OWN_SITE, "vdab": Strength.WEAK}
    nobody = [replace(each, text="https://www.instagram.com/gedeeld") for each in (here, there)]
    assert {each.strength for each in judge(*nobody).proposals} == {Strength.WEAK}


def test_a_minister_has_accounts_as_a_person() -> None:
    minister = replace(
        organisation("an", "An Peeters", channel("an", "website", "https://www.anpeeters.be/")),
        kind=OrganisationKind.MINISTER,
    )
    account = found("https://www.linkedin.com/in/anpeeters", "linkedin", organisation="an")
    assert len(judge(account, organisations=(minister,)).proposals) == 1


@pytest.mark.parametrize(
    "status", [each for each in OrganisationStatus if each is not OrganisationStatus.ACTIVE]
)
def test_who_is_no_more_gets_no_proposals(status: OrganisationStatus) -> None:
    gone = replace(VDAB, status=status)
    assert judge(found(OWN), organisations=(gone, LIJN)).proposals == ()


def test_what_waits_already_says_so() -> None:
    waiting = candidate("vdab", "instagram", OWN)
    (proposal,) = judge(found(OWN), candidates=(waiting,)).proposals
    assert proposal.is_candidate


def test_an_account_that_its_domain_vouches_for_can_be_listed_itself() -> None:
    judged = judge(found("https://bsky.app/profile/vdab.be", "bluesky", voice=Voice.DECLARED))
    assert [each.strength for each in judged.proposals] == [Strength.DECLARED]


def test_the_report_says_where_it_stands_and_nothing_writes_on_the_terminal() -> None:
    judged = judge(
        found(OWN), found("https://x.com/vdab_weg", "x"), found("\x1b[2J", "phone"),
        found(OWN, detail="\x1b[31mkwaad"),
    )  # fmt: skip
    text = as_text(
        Gathered(judged, (), {"sites": 1}, ("DNS, x.be: geen antwoord",)), date(2026, 11, 29)
    )
    assert "- instagram  https://www.instagram.com/vdab.be: staat op de eigen site" in text
    assert "eigen site, footer (https://www.vdab.be/)" in text
    assert "x[.]com/vdab_weg" in text
    assert all(each.isprintable() or each == "\n" for each in text)
    told = json.loads(as_json(Gathered(judged, (), {}, ()), date(2026, 11, 29)))
    assert told["proposals"][0]["strength"] == "own_site"
