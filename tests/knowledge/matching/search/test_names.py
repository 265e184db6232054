"""Names of organisations with a typing error, and words that only look like one."""

import pytest

from knowledge.matching.search.names import NameFinder
from tests.evaluation.whole_register import whole_checker


@pytest.fixture(scope="module")
def names() -> NameFinder:
    return NameFinder(whole_checker()[1].register)


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        ("is dit van groiepakket", "groeipakket-vutg"),
        ("bericht van de lijnn", "de-lijn"),
        ("een sms van delijn", "de-lijn"),
        ("wonen in vlanderen", "wonen-in-vlaanderen"),
    ],
)
def test_a_slip_of_the_fingers_is_understood(names: NameFinder, text: str, organisation: str):
    assert [match.organisation for match in names.find(text)] == [organisation]


@pytest.mark.parametrize(
    "text",
    [
        "la police de gand m'a appelé",
        "ik woon in de hand van mijn ouders",
        "de lijm kwam los",
        "de rang van de mails",
        "het zit in de rank",
        "i had a baby two weeks ago",
        "they mow the lawn",
        "ik wil gaan ondernemen",
    ],
)
def test_another_short_word_is_no_slip(names: NameFinder, text: str):
    assert names.find(text) == ()


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        ("une dame de kind & gezin", "kind-en-gezin"),
        ("iemand van Natuur & Bos", "natuur-en-bos"),
        ("is K&G nog open", "kind-en-gezin"),
        ("a mail from Flanders Investment & Trade", "fit"),
        ("een brief van Flanders Investment en Trade", "fit"),
    ],
)
def test_the_sign_for_and_is_the_word(names: NameFinder, text: str, organisation: str):
    assert [match.organisation for match in names.find(text)] == [organisation]
