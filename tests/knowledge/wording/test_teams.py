"""The name of a team has only words that are known to be of teams, so none of a person."""

import pytest

from knowledge.model import OrganisationKind
from knowledge.wording.teams import OwnWords, Teams

VDAB = OwnWords(("Vlaamse Dienst voor Arbeidsbemiddeling en Beroepsopleiding", "VDAB", "Werk"))
MINISTER = OwnWords(("Hilde Crevits", "Werk"), suffice=False)

GOOD = [
    "team communicatie",
    "Communicatieteam VDAB",
    "VDAB",
    "vdab-webredactie",
    "Dienst Communicatie & Media",
    "Persdienst",
    "team web 2",
    "afdeling Arbeidsbemiddeling",
    "Team Digitale Kanalen",
    "kanalen",
]
PERSONS = [
    "Jan Peeters",
    "Jan",
    "An",
    "J. Peeters",
    "jpeeters",
    "Jan Peeters, team communicatie",
    "team Jan",
    "team Marcel",
    "dienst communicatie (Fatima El Amrani)",
    "communicatie - Wout",
    "VDAB Jan",
    "Xi Jinping",
    "Mevrouw Janssens",
    "ik",
    "Van Gent",
    "van Hasselt",
    "an@vdab.be",
    "communicatie@vdab.be",
    "0475 12 34 56",
    "team",
    "Watch",
    "",
    "..",
    "de",
]


@pytest.mark.parametrize("name", GOOD)
def test_a_team_is_one(name: str) -> None:
    assert Teams.load().is_team(name, VDAB)


@pytest.mark.parametrize("name", PERSONS)
def test_a_person_or_nobody_is_none(name: str) -> None:
    assert not Teams.load().is_team(name, VDAB)


def test_the_team_of_another_organisation_vouches_for_none() -> None:
    assert Teams.load().is_team("team communicatie VDAB", VDAB)
    assert not Teams.load().is_team("team communicatie VRT", VDAB)
    assert list(Teams.load().unknown("team communicatie VRT", VDAB)) == ["vrt"]


def test_a_minister_is_no_team_but_has_one() -> None:
    assert not Teams.load().is_team("Hilde Crevits", MINISTER)
    assert Teams.load().is_team("kabinet Crevits", MINISTER)


def test_names_are_read_from_a_file_too() -> None:
    data = {"name": "Dienst voor Werk", "kind": "agency", "aliases": [{"name": "DvW"}]}
    assert Teams.load().is_team("DvW", OwnWords.in_file(data))
    data |= {"kind": OrganisationKind.MINISTER, "name": "An Peeters"}
    assert not Teams.load().is_team("An Peeters", OwnWords.in_file(data))
