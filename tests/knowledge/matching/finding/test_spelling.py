from pathlib import Path

import pytest

from knowledge.addresses.address import Addresses
from knowledge.addresses.platforms import Platforms
from knowledge.matching.finding.cues.finder_data import FinderData
from knowledge.matching.finding.cues.prose import Prose
from knowledge.matching.finding.spelling import Spelling
from knowledge.matching.pasted.rewriting import Layer

DATA = FinderData.load()
SPELLING = Spelling(Addresses(Platforms.load(Path("knowledge/platforms.yml"))), DATA, Prose(DATA))


def undone(text):
    return Layer.of(text).edited(SPELLING.undone(text)).text


@pytest.mark.parametrize(
    "text",
    [
        "vdab-jobs . be", "vdab-jobs .be", "vdab-jobs. be", "vdab-jobs\\.be", "vdab-jobs[.be",
        "vdab-jobs.]be", "vdab-jobs <.> be", 'vdab-jobs "." be', "vdab-jobs <punt> be",
        "vdab-jobs,be", "vdab-jobs punt be", "vdab-jobs dot be", "vdab-jobs - punt - be",
        "vdab-jobs·be", "vdab-jobs\n.be", "vdab-jobs.\nbe", "vdab-\njobs.be",
        "v d a b - j o b s . b e",
    ],
)  # fmt: skip
def test_a_name_that_can_be_read_in_one_way_is_read(text):
    assert undone(f"Surf naar {text} vandaag") == "Surf naar vdab-jobs.be vandaag"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("www . vdab . be", "www.vdab.be"),
        ("https://vdab-jobs . be/x", "https://vdab-jobs.be/x"),
        ("jobs dot vdab dot be", "jobs.vdab.be"),
        ("vdab-jobs punt xyz", "vdab-jobs.xyz"),
        ("info@vdab-jobs . be", "info@vdab-jobs.be"),
        # What is an address by itself stays one
        ("evil.com . vdab.be", "evil.com . vdab.be"),
        ("evil.com . vlaanderen . be", "evil.com . vlaanderen . be"),
        ("Zie vdab.be. be", "Zie vdab.be. be"),
    ],
)
def test_a_name_is_joined_where_nothing_else_is_hidden_by_it(text, expected):
    assert undone(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "vdab-jobs. online", "vdab-jobs*be", "vdab-jobs ; be", "www vdab-jobs be",
        "www.vdab-jobs be", "vdab-jobs_dot_be", "evil.com . vlaanderen . be", "vdab.be . com",
        "x/vdab-jobs . be",
    ],
)  # fmt: skip
def test_what_may_be_a_name_is_doubtful(text):
    assert undone(text) == text
    assert list(SPELLING.doubts(text))


@pytest.mark.parametrize(
    "text",
    [
        "Ik kom. Be there, e-mail. De rest volgt. ok. is dit echt?",
        "Ik werk in een e-commerce. Online verkoop is mijn job.",
        "Kijk op www.vdab.be. de rest volgt. Online kan ook.",
        "De extensie .be is Belgisch, wat betekent .vlaanderen?",
        "nl, fr, en of de; Nederlands,Frans,Engels; en/of, hij/zij",
        "Op dat punt online is het beter. Het punt is klaar. Un point info est prévu",
        "Der Punkt ist klar. An diesem Punkt in Berlin",
        "Les citoyen·ne·s et les employé·es",
        "5. km verder, art. 3 en 5.- of 10.–",
        "www.vdab.be • www.vlaanderen.be, delijn.be",
    ],
)
def test_ordinary_writing_is_no_name(text):
    assert undone(text) == text
    assert list(SPELLING.doubts(text)) == []
