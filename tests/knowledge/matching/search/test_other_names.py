import time

import pytest

from knowledge.matching.search.other_names import OtherNames
from knowledge.model import OtherBody, OtherChannel, OtherKind, OtherMatch, Register
from tests.knowledge.small_register import ADDRESSES, SOURCE

CHANNEL = OtherChannel(ADDRESSES.parse("kbc.be", "website"), OtherMatch.HOST_ONLY, SOURCE)


def body(names: dict[str, str], kind: OtherKind = OtherKind.BANK, **more) -> OtherBody:
    return OtherBody(names, kind, (CHANNEL,), **more)


CITY = {"also_called": ("Gemeente", "Stad", "Ville de", "City of")}
NAMES = OtherNames(
    [
        body({"nl": "KBC Bank", "fr": "KBC Banque"}, aliases=("KBC",)),
        body({"nl": "Stad Gent", "fr": "Ville de Gand"}, OtherKind.MUNICIPALITY, **CITY),
        body({"nl": "Gemeente Liège"}, OtherKind.MUNICIPALITY, **CITY),
        body({"nl": "FOD Justitie"}, OtherKind.FEDERAL),
        body({"nl": "FOD Justitie (griffies)"}, OtherKind.JUSTICE),
        body({"nl": "Rechtbank (Noord)"}, OtherKind.JUSTICE),
        body({"nl": "Rechtbank (Zuid)"}, OtherKind.JUSTICE),
        body({"nl": "Goed"}, OtherKind.RETAIL),
        body({"nl": "Facebook"}, OtherKind.PLATFORM),
    ]
)


@pytest.mark.parametrize(
    ("text", "name", "written"),
    [
        ("is kbc echt?", "KBC Bank", "kbc"),
        ("mail van KBC-bank", "KBC Bank", "KBC-bank"),
        ("de site van gemeente Gent", "Stad Gent", "gemeente Gent"),
        ("STAD GENT!", "Stad Gent", "STAD GENT"),
        ("la ville de Gand", "Stad Gent", "ville de Gand"),
        ("City of Gent", "Stad Gent", "City of Gent"),
        ("gemeente liege", "Gemeente Liège", "gemeente liege"),
        ("FOD Justitie", "FOD Justitie", "FOD Justitie"),
        ("eerst kbc, dan stad gent", "KBC Bank", "kbc"),
    ],
)
def test_a_whole_name_is_found_however_it_is_spelled(text: str, name: str, written: str):
    found = NAMES.find(text)

    assert found is not None
    assert (found.body.name("nl"), text[found.start : found.end]) == (name, written)


@pytest.mark.parametrize(
    "text",
    [
        "kbcbank",
        "kbcs",
        "ik woon in Gent",
        "de stad",
        "gemeente Gents",
        "een goed idee",
        "Goed",
        "rechtbank",
        "wie zit er op Facebook?",
        "bank",
        "",
    ],
)
def test_nothing_else_is_a_name(text: str):
    assert NAMES.find(text) is None


def test_the_cost_grows_with_the_text_alone(register: Register):
    names = OtherNames(register.others)
    names.find("eerst de index")
    started = time.perf_counter()
    for _ in range(100):
        names.find("ik kreeg een bericht van de gemeente dat ik moet betalen " * 4)

    assert time.perf_counter() - started < 0.5
