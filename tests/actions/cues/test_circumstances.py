"""How much and when, as people tell it."""

import pytest

from actions.cues.circumstances import Circumstances

READER = Circumstances.load()


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("ze vroegen gisteren 50 euro dossierkosten", "50"),
        ("€ 1.200,50 kwijt", "1.200,50"),
        ("300€", "300"),
        ("vijftig euro", "vijftig"),
        ("tweehonderd vijftig euro afgehaald", "tweehonderd vijftig"),
        ("het was 60 euro en niet 50 euro", "60"),
        ("j'ai payé 100 000 euros", "100 000"),
        ("gestern habe ich 200 Euro bezahlt", "200"),
        ("bel 0478 12 34 56", None),
        ("BE68 5390 0754 7034", None),
        ("ik ben 13", None),
        ("europa", None),
    ],
)
def test_amount(text: str, amount: str | None):
    assert READER.amount_in(text) == amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("nee wacht, 60", "60"),
        ("it was 60 and not 50", "60"),
        ("60 of 70", None),
        ("om 14 uur", None),
        ("ik ben 13", None),
        ("2 keer", None),
    ],
)
def test_a_number_alone(text: str, amount: str | None):
    assert READER.bare_amount_in(text) == amount


@pytest.mark.parametrize(
    ("text", "language", "moment"),
    [
        ("ze belden gisteren", "nl", "gisteren"),
        ("vorige week vrijdag om 14u", "nl", "vorige week vrijdag om 14u"),
        ("sorry I meant Friday", "en", "Friday"),
        ("3 weken geleden", "nl", "3 weken geleden"),
        ("il y a deux jours", "fr", "il y a deux jours"),
        ("op 12/11 was dat", "nl", "12/11"),
        ("12 november 2026", "nl", "12 november 2026"),
        ("heute Morgen", "de", "heute Morgen"),
        ("hier ils m'ont appelé", "fr", "hier"),
        ("zeg het hier maar", "nl", None),
        ("hier bitte", "de", None),
        ("de hierarchie", "fr", None),
    ],
)
def test_moment(text: str, language: str, moment: str | None):
    assert READER.moment_in(text, language) == moment
