import re
from pathlib import Path

import pytest

from knowledge.matching.finding.mentions import TRAPS
from knowledge.matching.imitation.lookalike import Difference
from knowledge.matching.presenting import ICONS
from knowledge.model import LANGUAGES, Verdict, VerificationMethod
from knowledge.register.registry import How
from knowledge.wording.catalogue import Catalogue, CatalogueError

CATALOGUE = Catalogue.load()


def of_all(**changes: dict[str, str]) -> dict[str, dict[str, str]]:
    return {language: {"hello": "Hi {name}"} for language in LANGUAGES} | changes


@pytest.mark.parametrize(
    "key",
    [
        *(f"short.{verdict}" for verdict in Verdict),
        *(f"difference.{difference}" for difference in Difference),
        *(f"reason.listed_{how}" for how in How),
        *(f"reason.{method}" for method in VerificationMethod),
    ],
)
def test_every_outcome_has_a_sentence(key):
    assert key in CATALOGUE


def test_every_key_that_code_names_is_there():
    code = (
        Path("knowledge/matching/verdict.py").read_text()
        + Path("knowledge/matching/presenting.py").read_text()
    )
    named = set(re.findall(r'"((?:reason|advice)\.[a-z_0-9]+)"', code))

    assert named
    assert named <= set(CATALOGUE.keys)


def test_every_trap_has_a_sentence():
    assert [trap for trap in TRAPS if f"trap.{trap}" not in CATALOGUE] == []


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_has_a_sign_a_headline_and_a_statement(verdict):
    variants = {
        key.rpartition(".")[0] for key in CATALOGUE.keys if key.startswith(f"verdict.{verdict}.")
    }

    assert not ICONS[verdict][0].isascii()
    assert variants
    for each in variants:
        assert {f"{each}.headline", f"{each}.statement"} <= set(CATALOGUE.keys)


def test_a_missing_key_is_refused():
    with pytest.raises(CatalogueError, match="fr"):
        Catalogue(of_all(fr={}))


def test_other_placeholders_are_refused():
    with pytest.raises(CatalogueError, match="de"):
        Catalogue(of_all(de={"hello": "Hallo {naam}"}))


def test_every_form_of_a_name_counts_as_the_same_placeholder():
    sentences = of_all(nl={"hello": "van {of_org}"}, en={"hello": "of {org}"})

    with pytest.raises(CatalogueError, match="fr"):
        Catalogue(sentences)
    for language in ("fr", "de"):
        sentences[language] = {"hello": "{Org}"}
    assert Catalogue(sentences).text("hello", "nl", of_org="de VDAB") == "van de VDAB"


def test_a_brace_in_a_value_is_left_alone():
    assert Catalogue(of_all()).text("hello", "en", name="{name}") == "Hi {name}"


@pytest.mark.parametrize(
    ("iso", "language", "written"),
    [
        ("2018", "nl", "2018"),
        ("2018-03", "nl", "maart 2018"),
        ("2026-11-01", "fr", "1 novembre 2026"),
        ("2026-11-01", "de", "1. November 2026"),
        ("2026-11-01", "en", "1 November 2026"),
        ("voorjaar 2020", "nl", "voorjaar 2020"),
    ],
)
def test_dates_are_written_out_as_precisely_as_they_are_known(iso, language, written):
    assert CATALOGUE.written_date(iso, language) == written


def test_an_unknown_language_reads_dutch():
    assert CATALOGUE.text("short.official", "tr") == "officieel"
