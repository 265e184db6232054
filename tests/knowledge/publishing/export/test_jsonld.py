"""The linked data as other programs read it: parsed to triples, without network."""

import pytest
from rdflib import RDF, XSD, Graph, Literal, Namespace, URIRef

from knowledge.model import Register
from knowledge.publishing.export.jsonld import describe_all, describe_one
from knowledge.publishing.export.vouched import Vouched
from tests.knowledge.publishing.export.published import PLACES, REGISTER, RICH_VDAB, STANDING
from tests.knowledge.publishing.export.triples import triples_of
from tests.knowledge.small_register import ADDRESSES, TODAY

SCHEMA = Namespace("https://schema.org/")
OURS = Namespace("https://kc.example/open-data#")
VDAB = URIRef("https://kc.example/overzicht/vdab#organisatie")


@pytest.fixture(scope="module")
def graph() -> Graph:
    return triples_of(describe_all(STANDING, PLACES))


def same_as(graph: Graph, organisation: str) -> set[str]:
    subject = URIRef(f"https://kc.example/overzicht/{organisation}#organisatie")
    return {str(each) for each in graph.objects(subject, SCHEMA.sameAs)}


def test_only_what_is_in_use_and_its_own_identifies_an_organisation(graph: Graph) -> None:
    assert same_as(graph, "vdab") == {
        "https://www.vdab.be/",
        "https://x.com/vdab_be",
        "https://www.facebook.com/vdab.be",
        "https://bsky.app/profile/vdab.be",
    }
    # Taken over, planned and retired ones of De Lijn are left out.
    assert same_as(graph, "de-lijn") == {"https://www.delijn.be/", "https://x.com/delijn"}


def test_a_takeover_flagged_by_one_organisation_hides_behind_no_other(graph: Graph) -> None:
    assert not any("mastodon" in each for each in same_as(graph, "vlaamse-belastingdienst"))


def test_every_channel_is_described_with_its_verdict(graph: Graph) -> None:
    verdicts = {
        str(graph.value(each, OURS.address)): str(graph.value(each, OURS.verdict))
        for each in graph.objects(VDAB, OURS.channel)
    }
    assert len(verdicts) == len(RICH_VDAB.channels)
    assert verdicts["https://x.com/vdab_be"] == "official"
    assert verdicts["https://www.facebook.com/vdab.be"] == "official_stale"
    assert verdicts["https://x.com/vdab_oud"] == "retired"
    assert verdicts["https://www.tiktok.com/@vdab"] == "planned"
    assert verdicts["https://mastodon.social/@vdab"] == "compromised"


def test_an_organisation_is_told_in_the_terms_of_schema_org(graph: Graph) -> None:
    assert (VDAB, RDF.type, SCHEMA.GovernmentOrganization) in graph
    assert (VDAB, SCHEMA.name, Literal("VDAB")) in graph
    assert (VDAB, SCHEMA.url, URIRef("https://www.vdab.be/")) in graph
    parent = URIRef("https://kc.example/overzicht/vlaamse-overheid#organisatie")
    assert (VDAB, SCHEMA.parentOrganization, parent) in graph
    assert (parent, RDF.type, SCHEMA.GovernmentOrganization) in graph
    codes = {
        str(graph.value(each, SCHEMA.propertyID)): str(graph.value(each, SCHEMA.value))
        for each in graph.objects(VDAB, SCHEMA.identifier)
    }
    assert codes == {"OVO": "OVO000001", "Kanaalcheck": "vdab"}
    names = set(graph.objects(VDAB, SCHEMA.alternateName))
    assert names == {Literal("Flemish employment service", lang="en")}


def test_numbers_and_mailboxes_are_contact_points(graph: Graph) -> None:
    points = list(graph.objects(VDAB, SCHEMA.contactPoint))
    assert {str(graph.value(each, SCHEMA.telephone)) for each in points} == {"+3280030700", "None"}
    assert {str(graph.value(each, SCHEMA.email)) for each in points} == {"info@vdab.be", "None"}


def test_a_minister_is_a_person_with_own_accounts(graph: Graph) -> None:
    minister = URIRef("https://kc.example/overzicht/ben-weyts#organisatie")
    assert set(graph.objects(minister, RDF.type)) == {SCHEMA.Person}
    assert same_as(graph, "ben-weyts") == {"https://x.com/BenWeyts"}


def test_days_are_dates(graph: Graph) -> None:
    assert set(graph.objects(None, OURS.retiredOn)) == {
        Literal("2020-05-01", datatype=XSD.date),
        Literal("2024-02-29", datatype=XSD.date),
    }


def test_one_organisation_is_told_as_among_all(graph: Graph) -> None:
    alone = triples_of(describe_one(RICH_VDAB, STANDING, PLACES))
    alone.remove((VDAB, SCHEMA.subjectOf, None))
    assert {p for _, p, _ in alone.triples((VDAB, None, None))} == {
        p for _, p, _ in graph.triples((VDAB, None, None))
    }
    assert set(alone.objects(VDAB, OURS.channel)) == set(graph.objects(VDAB, OURS.channel))


def test_names_do_not_change_with_the_version_or_the_order() -> None:
    first = triples_of(describe_one(RICH_VDAB, STANDING, PLACES))
    turned = {name: REGISTER.organisations[name] for name in reversed(REGISTER.organisations)}
    other = Vouched(Register(turned, (), (), (), (), (), (), "another"), ADDRESSES.platforms, TODAY)
    second = triples_of(describe_one(RICH_VDAB, other, PLACES))
    assert set(first.objects(VDAB, OURS.channel)) == set(second.objects(VDAB, OURS.channel))


def test_the_real_register_is_valid(register: Register) -> None:
    standing = Vouched(register, ADDRESSES.platforms, TODAY)
    graph = triples_of(describe_all(standing, PLACES))
    count = sum(len(each.channels) for each in register.organisations.values())
    # One address that two organisations list is one channel of each.
    assert len(set(graph.subjects(RDF.type, OURS.Channel))) == count
    for each in graph.objects(None, SCHEMA.sameAs):
        assert str(each).startswith("https://")
    for predicate in set(graph.predicates()):
        assert str(predicate).startswith((str(SCHEMA), str(OURS), str(RDF)))
