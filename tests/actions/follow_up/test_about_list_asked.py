"""One question about a count is answered, and not the count once more."""

import pytest

from actions.conversation.context import load_sentences
from knowledge.matching.search.asked import ASKED_LIST_FILE, load_asked
from tests.actions.talking import Said, Talk

ON_X: Said = ("welke agentschappen zitten op X", "ask_overview")
ON_TIKTOK: Said = ("zit er een agentschap op TikTok", "ask_overview")
MINISTERS: Said = ("welke ministers zitten op X", "ask_overview")

ANSWERED = [each.id for each in load_asked(ASKED_LIST_FILE) if not each.elsewhere]


def test_every_question_has_a_sentence_and_no_sentence_waits():
    keys = [key.split(".") for key in load_sentences().keys]
    assert {key[2] for key in keys if key[:2] == ["follow_up", "register"]} == set(ANSWERED)


class TestOneQuestion:
    def test_what_counts_as_in_use_is_told(self, talk: Talk):
        assert "meten we niet" in talk(ON_X, ("hoe definieert u actief", "ask_why"))

    def test_the_count_is_put_in_one_sentence_with_the_day(self, talk: Talk):
        told = talk(ON_X, ("één zin met cijfer en datum graag", "share"))
        assert "Op 23 november 2026" in told
        assert "\n" not in told

    def test_a_question_is_drafted_in_dutch_whatever_is_spoken(self, talk: Talk):
        asks = ("write me a parliamentary question about this", "change_language")
        told = talk(ON_X, asks, language="en")
        assert "A proposal in Dutch" in told
        assert "een kanaal in gebruik op X" in told

    def test_how_many_were_checked_is_owned_up(self, talk: Talk):
        told = talk(ON_X, ("hoe vaak wordt de lijst bijgewerkt", "ask_if_sure"))
        assert "nog geen recent na" in told

    @pytest.mark.parametrize(("of", "answer"), [(ON_X, "Nee, ministers"), (MINISTERS, "Ja, deze")])
    def test_ministers_are_counted_or_not(self, talk: Talk, of: Said, answer: str):
        asks = ("tellen privéaccounts van ministers mee", "ask_variation")
        assert answer in talk(of, asks)


class TestCounting:
    def test_of_none_there_is_no_date(self, talk: Talk):
        told = talk(ON_TIKTOK, ("en die die erop zitten, sinds wanneer", "ask_variation"))
        assert "Er staat er geen in onze lijst" in told

    def test_it_is_split_by_theme(self, talk: Talk):
        told = talk(ON_X, ("kunt u dat opsplitsen per beleidsdomein", "ask_permission"))
        assert "• Omgeving: " in told

    @pytest.mark.parametrize(
        "says",
        [
            "ik werk bij het departement Omgeving. welke organisaties zitten op X",
            "je suis collaborateur parlementaire. quelles entités sont sur X",
            "I work for a member of the Flemish Parliament. Which organisations are on X",
        ],
    )
    def test_who_asks_is_not_what_is_asked(self, talk: Talk, says: str):
        assert "18 " in talk((says, "ask_overview"))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "en de ministers dan?"),
        ("fr", "et les ministres ?"),
        ("en", "and the ministers?"),
        ("de", "und die Minister?"),
    ],
)
def test_the_same_of_others_is_counted_and_not_explained(talk: Talk, language: str, text: str):
    told = talk(ON_X, (text, "ask_variation"), language=language)
    assert "X" in told.splitlines()[0]
    assert " 9 " in told.splitlines()[0]


class TestDoubt:
    @pytest.mark.parametrize("intent", ["affirm", "ask_if_sure", "dispute_answer"])
    def test_who_knows_more_hears_how_to_add_it(self, reporting_talk: Talk, intent: str):
        told = reporting_talk(ON_X, ("ge zijt er een vergeten", intent))
        assert "niet volledig" in told
        assert "dat klopt niet" in told

    def test_a_figure_is_not_called_official(self, talk: Talk):
        told = talk(ON_X, ("zijn dat officiële cijfers van de overheid", "ask_contact"))
        assert "geen officieel cijfer" in told

    def test_how_it_is_counted_is_told_with_the_total(self, talk: Talk):
        assert "openbare bron" in talk(ON_X, ("hoe hebt ge dat geteld", "ask_why"))

    def test_who_says_that_a_count_is_wrong_hears_how_to_add_it(self, reporting_talk: Talk):
        told = reporting_talk(MINISTERS, ("dat is fout, Weyts heeft er twee", "dispute_answer"))
        assert "niet volledig" in told

    def test_a_question_on_misuse_is_none_about_the_count(self, talk: Talk):
        asks = ("zijn de accounts van ministers meegeteld of misbruikt", "ask_misuse_cases")
        assert "ministers tellen hier niet mee" not in talk(ON_X, asks)

    def test_who_asks_for_all_services_after_ministers_gets_them(self, talk: Talk):
        told = talk(MINISTERS, ("en hoeveel diensten in totaal", "ask_how_many"))
        assert "organisaties" in told


def test_a_count_of_a_year_says_that_it_is_of_now(talk: Talk):
    asked = ("hoeveel organisaties zaten in 2016 op X", "ask_overview")
    assert talk(asked).startswith("Dit is de stand van nu")
    wanted = ("is dat het aantal in 2016 of nu? het komt in de krant", "ask_variation")
    assert "2016" in talk(("hoeveel organisaties zitten op X", "ask_overview"), wanted)


@pytest.mark.parametrize("text", ["nee, niet ministers, organisaties", "ik vroeg hoeveel diensten"])
def test_who_means_no_ministers_gets_all(talk: Talk, text: str):
    told = talk(MINISTERS, (text, "ask_variation"))
    assert "ministers in onze lijst" not in told
    assert "organisaties in onze lijst" in told


def test_who_asks_who_else_still_means_ministers(talk: Talk):
    told = talk(MINISTERS, ("en wie op Facebook?", "ask_variation"))
    assert "ministers in onze lijst" in told
