from pathlib import Path

import pytest

from knowledge.model import LANGUAGES, Source
from knowledge.register.loading import read_addresses, read_register
from knowledge.wording.catalogue import Catalogue
from knowledge.wording.sources import in_words, publisher, source_words

CATALOGUE = Catalogue.load()
FOLDER = Path("knowledge")
REGISTER = read_register(FOLDER, read_addresses(FOLDER))
VDAB = REGISTER.organisations["vdab"]
QUESTION = "antwoord op schriftelijke vraag nr. 664 in het Vlaams Parlement, 2016"
STAFF_ONLY = ("github:", "npm:", "pypi:", "http", "find_string", "pagesource", "dev.", "/")


@pytest.mark.parametrize(
    ("reference", "date", "told"),
    [
        ("https://www.vdab.be/contact", "2018", "de site van de VDAB, 2018"),
        ("https://werkgevers.vdab.be/x", None, "de site van de VDAB"),
        (
            "github:silverfoxy/JSCryptoMinerStudy pagesource/vdab.be",
            "2018",
            "de site van de VDAB, 2018",
        ),
        (
            "npm:name-suggestion-index dist/wikidata.json (Wikidata Q1)",
            "2026-09-18",
            "Wikidata, 18 september 2026",
        ),
        ("https://www.vlaanderen.be/organisaties/x", None, "de site van de Vlaamse overheid"),
        (
            "https://www.hln.be/binnenland/x~a1/",
            "2020-08-18",
            "Het Laatste Nieuws, 18 augustus 2020",
        ),
        ("https://nl.m.wikipedia.org/wiki/VDAB", None, "Wikipedia"),
        ("https://notvdab.be/", None, "de site notvdab.be"),
        ("https://dev.example.be/a", None, "een openbare bron"),
        ("https://dev.consumerconnect.be/en/", None, "ConsumerConnect"),
        ("github public file, find_string index id 1", None, "een openbaar bestand op GitHub"),
        ("openbaar bestand op GitHub, 70934043904", None, "een openbaar bestand op GitHub"),
        ("Antwoord op schriftelijke vraag nr. 664 van 15 juli 2016", "2016", QUESTION),
        ("bevraging sociale media, antwoord van team web", "2026", "antwoord van team web, 2026"),
        ("Kanaalcheck zelf", None, "Kanaalcheck"),
        ("pypi:something 1.0", None, "een openbare bron"),
    ],
)
def test_a_source_is_told_in_a_citizens_words(reference, date, told):
    assert in_words(Source(reference, date), CATALOGUE, "nl", VDAB) == told


def test_the_site_of_somebody_else_is_not_called_ours():
    de_lijn = REGISTER.organisations["de-lijn"]

    assert source_words("https://www.vdab.be/", de_lijn).key == "source.site"
    assert source_words("https://www.vdab.be/").key == "source.site"


def test_a_publisher_is_known_by_its_site_and_the_sites_below_it():
    assert publisher("https://www.hln.be/a")["nl"] == "Het Laatste Nieuws"
    assert publisher("https://hln.be.example.com/a") is None
    assert publisher("Melding KC-2345-6789") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_source_of_the_register_is_shown_raw(language):
    told = {
        in_words(source, CATALOGUE, language, organisation)
        for organisation in REGISTER.organisations.values()
        for channel in organisation.channels
        for source in channel.sources
    } | {
        in_words(thing.source, CATALOGUE, language)
        for thing in (*REGISTER.answers, *REGISTER.cases, *REGISTER.impersonations)
    }

    assert len(told) > 50
    assert [each for each in told if any(raw in each for raw in STAFF_ONLY)] == []
