"""The description of the open data that data portals harvest: DCAT-AP 3.0 as JSON-LD.

Every value that the profile wants to be of a class says so itself, so that a validator needs no
vocabulary of others. The publisher is the service, never an organisation of the register: being
listed here makes nobody answerable for the list.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from knowledge.model import LANGUAGES, Register, Texts
from knowledge.publishing.export import licence
from knowledge.publishing.export.texts import words
from knowledge.publishing.export.urls import CHANGES, JSON_LD, Places

Node = dict[str, Any]

CONTENT_TYPE = "application/ld+json; charset=utf-8"
PROFILE = "http://data.europa.eu/r5r/"

_EU = "http://publications.europa.eu/resource/authority"
_IANA = "https://www.iana.org/assignments/media-types"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_LANGUAGES = {"nl": "NLD", "en": "ENG", "fr": "FRA", "de": "DEU"}
_CONTEXT: Node = {
    "@version": 1.1,
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": _XSD,
}


@dataclass(frozen=True, slots=True)
class Form:
    """One form in which the data can be had.

    Attributes:
        key: Of its sentence in `texts.yml`.
        file: Name below the API.
        media_type: IANA media type.
        file_type: Code in the European authority table of file types.
    """

    key: str
    file: str
    media_type: str
    file_type: str


FORMS = (
    Form("csv", "channels.csv", "text/csv", "CSV"),
    Form("json", "channels.json", "application/json", "JSON"),
    Form("jsonld", JSON_LD, "application/ld+json", "JSON_LD"),
    Form("atom", CHANGES, "application/atom+xml", "ATOM"),
)


def describe(register: Register, places: Places, modified: date | None) -> Node:
    """Describe the catalogue with its one data set.

    Args:
        register: Whose version is described.
        places: Where it is published.
        modified: Last day on which something in it was seen or done; None when it says none.
    """
    data_set = _data_set(register, places, modified)
    return {
        "@context": _CONTEXT,
        "@id": f"{places.reuse}#catalogus",
        "@type": "dcat:Catalog",
        "dct:title": _texts("catalogue_title"),
        "dct:description": _texts("catalogue_description"),
        "dct:publisher": _publisher(places),
        "dct:language": _languages(LANGUAGES),
        "dct:license": _licence(),
        "dct:spatial": _flanders(),
        "dct:modified": _day(modified),
        "dct:conformsTo": _of(PROFILE, "dct:Standard"),
        "foaf:homepage": _of(places.reuse, "foaf:Document"),
        "dcat:themeTaxonomy": {
            **_of(f"{_EU}/data-theme", "skos:ConceptScheme"),
            "dct:title": {"@value": "Data theme", "@language": "en"},
        },
        "dcat:dataset": data_set,
    }


def _data_set(register: Register, places: Places, modified: date | None) -> Node:
    identity = f"{places.reuse}#register"
    return {
        "@id": identity,
        "@type": "dcat:Dataset",
        "dct:identifier": identity,
        "dct:title": _texts("dataset_title"),
        "dct:description": _texts("dataset_description"),
        "dct:publisher": {"@id": _publisher_name(places)},
        "dcat:contactPoint": {
            "@id": f"{places.reuse}#contact",
            "@type": ["vcard:Organization", "vcard:Kind"],
            "vcard:fn": "Kanaalcheck",
            "vcard:hasURL": {"@id": places.base + "/"},
        },
        "dcat:keyword": [
            {"@value": word, "@language": language}
            for language, listed in words()["keywords"].items()
            for word in listed.split(", ")
        ],
        "dcat:theme": {
            **_of(f"{_EU}/data-theme/GOVE", "skos:Concept"),
            "skos:prefLabel": _texts("theme"),
        },
        "dct:accessRights": _of(f"{_EU}/access-right/PUBLIC", "dct:RightsStatement"),
        "dct:accrualPeriodicity": _of(f"{_EU}/frequency/IRREG", "dct:Frequency"),
        "dct:language": _languages(LANGUAGES[:1]),
        "dct:spatial": _flanders(),
        "dct:modified": _day(modified),
        "dcat:version": register.version,
        "dcat:landingPage": _of(places.reuse, "foaf:Document"),
        "foaf:page": _of(f"{places.base}/openapi.json", "foaf:Document"),
        "dcat:distribution": [_distribution(form, places, modified) for form in FORMS],
    }


def _distribution(form: Form, places: Places, modified: date | None) -> Node:
    address = places.document(form.file)
    return {
        "@id": f"{places.reuse}#{form.key}",
        "@type": "dcat:Distribution",
        "dct:title": _texts(form.key),
        "dcat:accessURL": {"@id": address},
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": _of(f"{_IANA}/{form.media_type}", "dct:MediaType"),
        "dct:format": _of(f"{_EU}/file-type/{form.file_type}", "dct:MediaTypeOrExtent"),
        "dct:license": _licence(),
        "dct:modified": _day(modified),
    }


def _publisher(places: Places) -> Node:
    return {
        **_of(_publisher_name(places), "foaf:Agent"),
        "foaf:name": "Kanaalcheck",
        "foaf:homepage": _of(f"{places.base}/", "foaf:Document"),
    }


def _publisher_name(places: Places) -> str:
    return f"{places.reuse}#uitgever"


def _texts(key: str) -> list[Node]:
    texts: Texts = words()[key]
    return [{"@value": text, "@language": language} for language, text in texts.items()]


def _languages(codes: tuple[str, ...]) -> list[Node]:
    return [_of(f"{_EU}/language/{_LANGUAGES[each]}", "dct:LinguisticSystem") for each in codes]


def _licence() -> Node:
    return _of(licence.AUTHORITY, "dct:LicenseDocument")


def _flanders() -> Node:
    return _of("http://data.europa.eu/nuts/code/BE2", "dct:Location")


def _day(day: date | None) -> list[Node]:
    return [{"@value": day.isoformat(), "@type": "xsd:date"}] if day else []


def _of(identity: str, kind: str) -> Node:
    return {"@id": identity, "@type": kind}
