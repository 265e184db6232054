"""The description for data portals, by the shapes that DCAT-AP 3 publishes."""

import json
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import DCAT, DCTERMS, RDF, SH, Graph, URIRef

from knowledge.__main__ import main
from tests.knowledge.publishing.export.triples import triples_of
from tests.outside.differences import assert_as_expected

ROOT = Path(__file__).parents[2]
BINDING = ("dcat_ap_3_shapes.ttl", "dcat_ap_3_range.ttl")
RECOMMENDED = "dcat_ap_3_shapes_recommended.ttl"


@pytest.fixture
def exported(capsys: pytest.CaptureFixture[str]) -> Graph:
    place = ("--url", "https://kc.example", "--today", "2026-11-25")
    assert main(["export", "--format", "dcat", *place, str(ROOT / "knowledge")]) == 0
    return triples_of(json.loads(capsys.readouterr().out))


def failures(graph: Graph, shapes: Path) -> set[tuple[str, str]]:
    """Give which property of what does not hold."""
    _, report, _ = validate(graph, shacl_graph=Graph().parse(shapes), advanced=True)
    assert isinstance(report, Graph)
    return {
        (str(report.value(each, SH.focusNode)), str(report.value(each, SH.resultPath)))
        for each in report.objects(None, SH.result)
    }


@pytest.mark.parametrize("shapes", BINDING)
def test_what_is_asked_holds(published: Path, exported: Graph, shapes: str) -> None:
    assert failures(exported, published / shapes) == set()


def test_what_is_missing_would_be_seen(published: Path, exported: Graph) -> None:
    (dataset,) = exported.subjects(RDF.type, DCAT.Dataset)
    exported.remove((dataset, DCTERMS.title, None))
    (catalogue,) = exported.subjects(RDF.type, DCAT.Catalog)
    exported.set((catalogue, DCTERMS.publisher, URIRef("https://kc.example/nobody")))
    shapes, ranges = (failures(exported, published / each) for each in BINDING)
    assert (str(dataset), str(DCTERMS.title)) in shapes
    assert (str(catalogue), str(DCTERMS.publisher)) in ranges


def test_what_is_recommended_is_given(published: Path, exported: Graph) -> None:
    missing = failures(exported, published / RECOMMENDED)
    differing = {path: f"not given of {node}" for node, path in missing}
    assert_as_expected("dcat_ap_recommended", differing, differing)
