"""The description for data portals against what DCAT-AP 3.0 asks.

What is mandatory, and which class each value must be of, is written down from
https://semiceu.github.io/DCAT-AP/releases/3.0.0/ (June 2024).
"""

from datetime import date

import pytest
from rdflib import DCAT, DCTERMS, FOAF, RDF, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from knowledge.publishing.export.dcat import describe
from tests.knowledge.publishing.export.published import PLACES, REGISTER
from tests.knowledge.publishing.export.triples import triples_of

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
VERSION = URIRef(f"{DCAT}version")  # DCAT 3; rdflib knows version 2
LANGUAGES = {"nl", "en", "fr", "de"}

MANDATORY = {
    DCAT.Catalog: (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.dataset),
    DCAT.Dataset: (DCTERMS.title, DCTERMS.description),
    DCAT.Distribution: (DCAT.accessURL,),
    FOAF.Agent: (FOAF.name,),
    SKOS.Concept: (SKOS.prefLabel,),
    SKOS.ConceptScheme: (DCTERMS.title,),
}
RECOMMENDED = {
    DCAT.Catalog: (DCTERMS.license, DCTERMS.language, DCTERMS.modified, FOAF.homepage),
    DCAT.Dataset: (DCAT.contactPoint, DCAT.keyword, DCAT.theme, DCAT.distribution),
    DCAT.Distribution: (DCTERMS.license, DCTERMS["format"], DCAT.mediaType),
}
AT_MOST_ONE = (
    DCTERMS.publisher, DCTERMS.license, DCTERMS.modified, DCTERMS.accrualPeriodicity,
    DCTERMS.accessRights, DCAT.mediaType, DCTERMS["format"], VERSION, FOAF.homepage,
)  # fmt: skip
CLASSES = {
    DCTERMS.publisher: FOAF.Agent,
    DCTERMS.license: DCTERMS.LicenseDocument,
    DCTERMS.language: DCTERMS.LinguisticSystem,
    DCTERMS.spatial: DCTERMS.Location,
    DCTERMS.accrualPeriodicity: DCTERMS.Frequency,
    DCTERMS.accessRights: DCTERMS.RightsStatement,
    DCTERMS.conformsTo: DCTERMS.Standard,
    DCTERMS["format"]: DCTERMS.MediaTypeOrExtent,
    DCAT.mediaType: DCTERMS.MediaType,
    DCAT.theme: SKOS.Concept,
    DCAT.themeTaxonomy: SKOS.ConceptScheme,
    DCAT.contactPoint: VCARD.Kind,
    DCAT.dataset: DCAT.Dataset,
    DCAT.distribution: DCAT.Distribution,
    DCAT.landingPage: FOAF.Document,
    FOAF.homepage: FOAF.Document,
    FOAF.page: FOAF.Document,
}


@pytest.fixture(scope="module")
def graph() -> Graph:
    described = describe(REGISTER, PLACES, date(2026, 11, 20))
    return triples_of(described)


@pytest.mark.parametrize("asked", [MANDATORY, RECOMMENDED])
def test_nothing_that_is_asked_is_missing(
    graph: Graph, asked: dict[URIRef, tuple[URIRef, ...]]
) -> None:
    for kind, predicates in asked.items():
        subjects = set(graph.subjects(RDF.type, kind))
        assert subjects, kind
        for subject in subjects:
            missing = [each for each in predicates if graph.value(subject, each, any=True) is None]
            assert missing == [], subject


def test_nothing_is_said_twice_that_may_be_said_once(graph: Graph) -> None:
    for predicate in AT_MOST_ONE:
        for subject in set(graph.subjects(predicate)):
            assert len(set(graph.objects(subject, predicate))) == 1


def test_every_value_says_of_what_class_it_is(graph: Graph) -> None:
    for predicate, kind in CLASSES.items():
        values = set(graph.objects(None, predicate))
        assert values, predicate
        for value in values:
            assert (value, RDF.type, kind) in graph, (predicate, value)


def test_texts_are_in_every_language(graph: Graph) -> None:
    for subject in (*graph.subjects(RDF.type, DCAT.Dataset), *distributions(graph)):
        assert {each.language for each in graph.objects(subject, DCTERMS.title)} == LANGUAGES


def test_a_day_is_a_date_and_an_address_is_no_text(graph: Graph) -> None:
    assert set(graph.objects(None, DCTERMS.modified)) == {Literal("2026-11-20", datatype=XSD.date)}
    for each in graph.objects(None, DCAT.accessURL):
        assert isinstance(each, URIRef)


def test_the_publisher_is_the_service_and_nobody_of_the_register(graph: Graph) -> None:
    (publisher,) = set(graph.objects(None, DCTERMS.publisher))
    assert str(graph.value(publisher, FOAF.name)) == "Kanaalcheck"


def test_a_register_without_dates_names_none() -> None:
    described = describe(REGISTER, PLACES, None)
    graph = triples_of(described)
    assert set(graph.objects(None, DCTERMS.modified)) == set()


def distributions(graph: Graph) -> set[Node]:
    return set(graph.subjects(RDF.type, DCAT.Distribution))
