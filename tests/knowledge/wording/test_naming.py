import itertools
from pathlib import Path

import pytest

from knowledge.model import LANGUAGES, OrganisationKind
from knowledge.register.loading import read_addresses, read_register
from knowledge.wording.catalogue import NAME_FORMS
from knowledge.wording.naming import NOBODY, Naming, named, of_name

FOLDER = Path("knowledge")
ADDRESSES = read_addresses(FOLDER)
ORGANISATIONS = read_register(FOLDER, ADDRESSES).organisations
NAMING = Naming.load()
ARTICLES = {
    "nl": {"de", "het"},
    "en": {"the"},
    "fr": {"le", "la", "les", "du", "des"},
    "de": {"der", "die", "das", "den", "vom", "beim"},
}
IS_ITS_NAME = frozenset({"de-rand"})  # 'de Rand' holds its article itself


def _has_two_articles(form: str, language: str) -> bool:
    words = form.split()
    return any({one, two} <= ARTICLES[language] for one, two in itertools.pairwise(words))


@pytest.mark.parametrize("identifier", sorted(ORGANISATIONS))
def test_every_organisation_has_every_form_in_every_language(identifier):
    forms = named(ORGANISATIONS[identifier])

    assert set(forms) == set(NAME_FORMS)
    for language in LANGUAGES:
        told = {form: forms[form][language] for form in NAME_FORMS}
        assert all(told.values())
        assert told["Org"] == told["org"][:1].upper() + told["org"][1:]
        assert not told["Org"][0].islower()
        assert told["of_org"].endswith(told["org_plain"])
        assert not any("  " in each or "{" in each for each in told.values())
        if identifier not in IS_ITS_NAME:
            assert not any(_has_two_articles(each, language) for each in told.values()), told


@pytest.mark.parametrize("identifier", sorted(ORGANISATIONS))
def test_a_person_has_no_article(identifier):
    organisation = ORGANISATIONS[identifier]
    if organisation.kind is OrganisationKind.MINISTER:
        assert named(organisation)["of_org"]["nl"] == f"van {organisation.name}"
        assert organisation.article == {}


@pytest.mark.parametrize(
    ("identifier", "form", "told"),
    [
        ("vdab", "of_org", ("van de VDAB", "of VDAB", "du VDAB", "vom VDAB")),
        ("vdab", "at_org", ("bij de VDAB", "under VDAB", "pour le VDAB", "beim VDAB")),
        ("vdab", "Org", ("De VDAB", "VDAB", "Le VDAB", "Der VDAB")),
        ("de-lijn", "of_org", ("van De Lijn", "of De Lijn", "de De Lijn", "von De Lijn")),
        ("vrt", "by_org", ("door de VRT", "by VRT", "par la VRT", "von der VRT")),
        ("fluvius", "of_org", ("van Fluvius", "of Fluvius", "de Fluvius", "von Fluvius")),
        ("aquafin", "of_org", ("van Aquafin", "of Aquafin", "d'Aquafin", "von Aquafin")),
        (
            "wegen-en-verkeer",
            "of_org",
            (
                "van het Agentschap Wegen en Verkeer",
                "of Agentschap Wegen en Verkeer",
                "de l'Agentschap Wegen en Verkeer",
                "vom Agentschap Wegen en Verkeer",
            ),
        ),
        (
            "vlaamse-overheid",
            "of_org",
            (
                "van de Vlaamse overheid",
                "of the Flemish government",
                "des autorités flamandes",
                "von den flämischen Behörden",
            ),
        ),
        (
            "vlaamse-overheid",
            "org_plain",
            (
                "Vlaamse overheid",
                "Flemish government",
                "autorités flamandes",
                "flämischen Behörden",
            ),
        ),
        (
            "departement-zorg",
            "org",
            (
                "het Departement Zorg",
                "the Departement Zorg",
                "le Departement Zorg",
                "das Departement Zorg",
            ),
        ),
    ],
)
def test_a_name_stands_in_a_sentence_as_people_say_it(identifier, form, told):
    forms = named(ORGANISATIONS[identifier])[form]

    assert tuple(forms[language] for language in LANGUAGES) == told


def test_a_name_outside_the_register_gets_the_article_of_its_first_word():
    forms = of_name({"nl": "FOD Financiën", "fr": "SPF Finances"})

    assert forms["of_org"]["nl"] == "van de FOD Financiën"
    assert forms["of_org"]["fr"] == "du SPF Finances"
    assert of_name({"nl": "bpost"})["of_org"]["nl"] == "van bpost"


def test_nobody_leaves_nothing_behind():
    assert named(None) == NOBODY
    assert {text for forms in NOBODY.values() for text in forms.values()} == {""}


@pytest.mark.parametrize(
    ("platform", "told"),
    [
        ("x", ("op X", "on X", "sur X", "auf X")),
        ("facebook", ("op Facebook", "on Facebook", "sur Facebook", "auf Facebook")),
        ("email", ("via e-mail", "by e-mail", "par e-mail", "per E-Mail")),
        ("sms", ("per sms", "by text message", "par SMS", "per SMS")),
        ("phone", ("per telefoon", "by phone", "par téléphone", "am Telefon")),
    ],
)
def test_a_platform_has_its_own_preposition(platform, told):
    words = NAMING.on_platform(ADDRESSES.platforms.get(platform))

    assert tuple(words[language] for language in LANGUAGES) == told


def test_every_platform_has_words_in_every_language():
    for platform in ADDRESSES.platforms:
        words = NAMING.on_platform(platform)
        assert all(words[language].split()[1:] for language in LANGUAGES)
        if platform.kind not in ("social", "app", "other"):
            assert not words["nl"].endswith(f"op {platform.name['nl']}")
