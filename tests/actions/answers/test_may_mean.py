"""What a message may have meant: offered as questions, or answered after a complaint."""

import pytest

from actions.answers.may_mean import title_of
from knowledge.matching.search.asked import kinds_asked
from knowledge.matching.search.semantic import Search
from tests.actions.talking import Said, Talk

FAKE: Said = ("https://vdab-jobs.be/login", "check_channel")
ODD: Said = ("blauwe regen in de ketel", "out_of_scope")


@pytest.mark.parametrize(
    ("examples", "language", "title"),
    [
        (("kunde da blokkeren", "hoe blokkeer ik dat nummer"), "nl", "Hoe blokkeer ik dat nummer?"),
        (
            ("hoe blokkeer ik dat", "how do I block that number"),
            "en",
            "How do I block that number?",
        ),
        (("comment je bloque ce numéro",), "fr", "Comment je bloque ce numéro ?"),
        (("ich habe es schon gelöscht",), "de", None),
    ],
)
def test_a_button_asks_in_few_plain_words(examples: tuple[str, ...], language: str, title: str):
    assert title_of(examples, language) == title


@pytest.fixture
def near(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every message near two kinds of question, none of them surely."""
    monkeypatch.setattr(Search, "near_asked", lambda *_: ("delete", "block"))
    monkeypatch.setattr(Search, "examples_near", lambda _, kind, __: kinds_asked()[kind].questions)


@pytest.mark.usefixtures("near")
def test_what_is_not_understood_is_offered_as_questions(talk: Talk):
    told = talk(FAKE, ODD)
    assert "Bedoelt u" in told
    assert "1700" in told


@pytest.mark.usefixtures("near")
def test_who_complains_gets_another_answer_and_one_sorry(talk: Talk):
    told = talk(FAKE, ODD, ("ge luistert ni", "out_of_scope"))
    assert told.count("Sorry") == 1
    assert "Bedoelt u" not in told
    assert len(told.splitlines()) > 1


def test_who_complains_where_nothing_is_near_hears_who_knows(talk: Talk):
    told = talk(FAKE, ODD, ("ge luistert ni", "out_of_scope"))
    assert told.count("Sorry") == 1
    assert "1700" in told
