"""What each source tells, in the shape that the real one answers in."""

import json
from dataclasses import replace
from datetime import date

import pytest

from knowledge.upkeep.gathering import apps, mail_domains, organisation_register, wikidata
from knowledge.upkeep.gathering.finding import Told, Voice
from knowledge.upkeep.gathering.sites import ask_back
from knowledge.upkeep.watching.names import LookupFailedError
from tests.knowledge.small_register import ADDRESSES, channel, organisation
from tests.knowledge.upkeep.gathering import doubles
from tests.knowledge.upkeep.gathering.doubles import REGISTER, WIKIDATA, contact, entry, itunes
from tests.knowledge.upkeep.watching.network import Internet, page, redirect

TODAY = date(2026, 11, 29)
NAME = "Vlaamse Dienst voor Werk"
SITE = channel("vdab", "website", "https://www.vdab.be/")
VDAB = organisation("vdab", NAME, SITE)


async def of_register(net: Internet, *entries: dict) -> Told:
    doubles.organisation_register(net, *entries)
    async with net.fetcher() as fetcher:
        return await organisation_register.ask_about(VDAB, TODAY, fetcher)


async def test_the_register_gives_contacts_that_count_today(net: Internet) -> None:
    told = await of_register(
        net,
        entry(
            NAME, "OVO000123", contacts=[
                contact("Email", "info@vdab.be"), contact("Telefoon", "0800 30 700"),
                contact("Website", "https://www.vdab.be"), contact("Fax", "02 1"),
                contact("GSM", "0470 00 00 00", end="2020-01-01T00:00:00"),
                contact("Email", "later@vdab.be", start="2027-01-01"), contact("Email", " "),
            ],
        ),
    )  # fmt: skip
    assert [(each.platform, each.text) for each in told.findings] == [
        ("email", "info@vdab.be"), ("phone", "0800 30 700"), ("website", "https://www.vdab.be"),
    ]  # fmt: skip
    assert told.findings[0].detail == "contact 'Email' van OVO000123"
    assert [(each.field, each.text) for each in told.facts] == [("ovo_code", "OVO-code: OVO000123")]


async def test_the_register_tells_of_names_ends_and_mergers(net: Internet) -> None:
    relation = {
        "relationName": "is opgegaan in", "relatedOrganisationName": "Agentschap Werk",
        "relatedOrganisationOvoNumber": "OVO000999", "validity": {},
    }  # fmt: skip
    told = await of_register(
        net,
        entry(
            "Agentschap voor Werk", "OVO000123", validity={"end": "2025-12-31"},
            labels=[{"labelTypeName": "Vroegere naam", "value": NAME}], relations=[relation],
            contacts=[contact("Email", "info@vdab.be")],
        ),
    )  # fmt: skip
    assert told.findings == ()
    assert [each.text for each in told.facts] == [
        "OVO-code: OVO000123", "heet daar Agentschap voor Werk", "bestaat daar niet meer",
        "is opgegaan in: Agentschap Werk",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "entries",
    [
        [],
        [entry(f"{NAME} Antwerpen", "OVO000124")],
        [entry(NAME, "OVO000123"), entry(NAME, "OVO000124")],
    ],
)
async def test_an_entry_that_is_not_surely_the_same_says_nothing(
    net: Internet, entries: list
) -> None:
    assert await of_register(net, *entries) == Told()


@pytest.mark.parametrize("body", ["[", '{"a": 1}', "[3, null]", "[" * 9000])
async def test_an_answer_of_another_shape_stops_nothing(net: Internet, body: str) -> None:
    net.site(REGISTER)
    net.pages[f"{REGISTER}/v1/search/organisations?*"] = page(body, "application/json")
    net.site(WIKIDATA)
    net.pages[f"{WIKIDATA}/sparql?*"] = page(body, "application/json")
    async with net.fetcher() as fetcher:
        register = await organisation_register.ask_about(VDAB, TODAY, fetcher)
        items = await wikidata.ask_about(["https://www.vdab.be/"], {}, ADDRESSES, fetcher)
    assert register.findings == items.findings == ()


async def test_a_register_that_is_away_is_told(net: Internet) -> None:
    async with net.fetcher() as fetcher:
        told = await organisation_register.ask_about(VDAB, TODAY, fetcher)
    assert told.trouble == "Organisatieregister, vdab: de domeinnaam bestaat niet (meer)"


async def of_wikidata(net: Internet, items: dict, *organisations) -> Told:
    doubles.wikidata(net, items)
    everybody = organisations or (VDAB,)
    owners = wikidata.owners_of_sites(everybody)
    (chunk,) = wikidata.chunks(everybody)
    async with net.fetcher() as fetcher:
        return await wikidata.ask_about(chunk, owners, ADDRESSES, fetcher)


async def test_wikidata_is_found_by_the_listed_website(net: Internet) -> None:
    told = await of_wikidata(net, {
        "Q1": {
            "P856": ["http://vdab.be/"], "P2002": ["vdab_be"], "P2013": ["vdab.be"],
            "P4264": ["10197"], "P2397": ["UC" + "a" * 22], "P11245": ["vdab"],
            "P7085": ["vdab"], "P12361": ["vdab.be"], "P4033": ["vdab@mastodon.social"],
            "P968": ["mailto:info@vdab.be"], "P1329": ["+32 800 30 700"], "P2037": ["vdab"],
            "P2003": ["vdab.be"],
        },
        "Q2": {"P856": ["https://www.vdab.be/nl"], "P2002": ["ander"]},
    })  # fmt: skip
    found = {(each.platform, ADDRESSES.parse(each.text, each.platform).value): each.detail
             for each in told.findings}  # fmt: skip
    assert found["x", "https://x.com/vdab_be"] == "P2002 van Q1"
    assert ("mastodon", "https://mastodon.social/@vdab") in found
    assert ("linkedin", "https://www.linkedin.com/company/10197") in found
    assert ("email", "info@vdab.be") in found
    assert len(found) == 13
    assert not any("ander" in each.text for each in told.findings)


async def test_a_website_of_several_is_nobodys_in_wikidata(net: Internet) -> None:
    other = organisation("ander", "Ander", channel("ander", "website", "https://www.vdab.be/"))
    items = {"Q1": {"P856": ["https://www.vdab.be/"], "P2002": ["vdab_be"]}}
    assert (await of_wikidata(net, items, VDAB, other)).findings == ()


async def test_apps_that_a_site_declares(net: Internet) -> None:
    links = [
        {"relation": ["delegate_permission/common.handle_all_urls"],
         "target": {"namespace": "android_app", "package_name": "be.vdab.app",
                    "sha256_cert_fingerprints": ["14:6D"]}},
        {"relation": ["delegate_permission/common.get_login_creds"],
         "target": {"namespace": "android_app", "package_name": "be.ander.app"}},
        {"relation": ["delegate_permission/common.handle_all_urls"],
         "target": {"namespace": "web", "site": "https://elders.be"}},
        "kapot", {"target": 3},
    ]  # fmt: skip
    association = {
        "applinks": {"apps": [], "details": [
            {"appID": "ABCDE12345.be.vdab.ios", "paths": ["*"]},
            {"appIDs": ["ABCDE12345.be.vdab.ios", "ABCDE12345.be.weg"], "components": []},
            {"appID": "kort.be.x"}, 3,
        ]},
    }  # fmt: skip
    net.site("www.vdab.be", {
        apps.ASSET_LINKS: page(json.dumps(links), "application/json"),
        apps.APPLE: page(json.dumps(association), "application/json"),
    })  # fmt: skip
    itunes(net, {"be.vdab.ios": 123456789})
    async with net.fetcher() as fetcher:
        told = await apps.ask_at("vdab", "www.vdab.be", fetcher)
    assert {each.text for each in told.findings} == {
        "https://play.google.com/store/apps/details?id=be.vdab.app",
        "https://apps.apple.com/app/id123456789",
    }
    assert {each.voice for each in told.findings} == {Voice.DECLARED}


@pytest.mark.parametrize(
    "answer",
    [page("<p>Niet gevonden</p>"), page("{", "application/json"), redirect("https://elders.be/a")],
)
async def test_a_site_without_apps_is_no_trouble(net: Internet, answer) -> None:
    net.site("elders.be", {"/a": page("[]", "application/json")})
    net.site("www.vdab.be", {apps.ASSET_LINKS: answer, apps.APPLE: answer})
    async with net.fetcher() as fetcher:
        assert await apps.ask_at("vdab", "www.vdab.be", fetcher) == Told()


def mail(net: Internet, domain: str, mx: tuple[str, ...], spf: str = '"v=spf1 mx -all"') -> None:
    net.names.records[domain, "MX"] = mx
    net.names.records[domain, "TXT"] = ('"google-site-verification=x"', spf)


async def test_mail_of_a_domain_that_takes_and_sends_it(net: Internet) -> None:
    mail(net, "vdab.be", ("10 mx.vdab.be.",))
    net.names.records["selector1._domainkey.vdab.be", "TXT"] = ('"v=DKIM1; p=MII" "BIj"',)
    told = await mail_domains.ask_about("vdab", "vdab.be", net.resolver)
    (finding,) = told.findings
    assert (finding.platform, finding.text) == ("email_domain", "@vdab.be")
    assert finding.detail == "MX 10 mx.vdab.be., SPF, DKIM selector1"


@pytest.mark.parametrize("mx", [("0 .",), ()])
async def test_a_domain_without_mail_gives_none(net: Internet, mx: tuple[str, ...]) -> None:
    net.names.known["vdab.be"] = ()
    mail(net, "vdab.be", mx)
    assert (await mail_domains.ask_about("vdab", "vdab.be", net.resolver)).findings == ()
    assert await mail_domains.records("nooit.be", net.resolver) is None


async def test_a_name_server_that_is_broken_is_told(net: Internet) -> None:
    net.names.broken.add("vdab.be")
    told = await mail_domains.ask_about("vdab", "vdab.be", net.resolver)
    assert told.trouble == "DNS, vdab.be: geen antwoord"
    with pytest.raises(LookupFailedError):
        await net.resolver.records("vdab.be", "MX")


def test_a_domain_that_is_shared_is_nobodys() -> None:
    rows = [
        organisation("a", "A", channel("a", "website", "https://www.eigen.be/")),
        organisation("b", "B", channel("b", "website", "https://een.samen.be/"),
                     channel("b", "website", "https://samen.be/")),
        organisation("c", "C", channel("c", "website", "https://twee.samen.be/")),
        organisation("d", "D", channel("d", "website", "https://d.github.io/")),
        organisation("e", "E", channel("e", "website", "https://www.groot.be/e")),
        organisation("f", "F", channel("f", "website", "https://sub.half.be/")),
    ]  # fmt: skip
    assert list(mail_domains.domains_of(rows, ADDRESSES)) == [
        ("d", "d.github.io"),
        ("a", "eigen.be"),
    ]


@pytest.mark.parametrize(
    ("profile", "links_back"),
    [
        ('<link rel="me" type="text/html" href="https://www.vdab.be/">', True),
        ('<a href="https://www.vdab.be/">site</a>', False),
        ('<link rel="me" href="https://vdab.be.evil.example/">', False),
    ],
)
async def test_an_account_that_says_it_too(net: Internet, profile: str, links_back: bool) -> None:
    net.site("mastodon.social", {"/@vdab": page(profile)})
    account = ADDRESSES.parse("vdab@mastodon.social", "mastodon")
    async with net.fetcher() as fetcher:
        told = await ask_back("vdab", account, ("vdab.be",), fetcher)
    assert bool(told.findings) is links_back


async def test_an_organisation_with_a_code_is_found_by_it(net: Internet) -> None:
    doubles.organisation_register(net, entry("Heel anders", "OVO000123"), entry(NAME, "OVO000124"))
    coded = replace(VDAB, ovo_code="OVO000123")
    async with net.fetcher() as fetcher:
        told = await organisation_register.ask_about(coded, TODAY, fetcher)
    assert [each.text for each in told.facts] == ["heet daar Heel anders"]
