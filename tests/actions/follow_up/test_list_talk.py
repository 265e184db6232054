"""Talk that leans on a list: the rest, those of now, another network, the list itself."""

import pytest

from tests.actions.talking import Said, Talk

ON_X: Said = ("welke organisaties zitten op X", "ask_overview")
SITES: Said = ("welke organisaties hebben een website", "ask_overview")
GONE: Said = ("welke ministers zijn niet meer op X", "ask_overview")
MINISTERS: Said = ("welke ministers zitten op TikTok", "ask_overview")
DEMIR: Said = ("zit Zuhal Demir op Facebook", "list_channels")


class TestTheRest:
    @pytest.mark.parametrize(
        "asks",
        [
            "which are the other 3?",
            "I mean the three you left out, after 'Vlaamse overheid'.",
            "en de andere?",
            "vous en avez oublié trois",
            "die anderen?",
        ],
    )
    def test_nobody_is_left_where_all_were_named(self, talk: Talk, asks: str):
        assert "VRT" in talk(ON_X)
        told = talk(ON_X, (asks, "out_of_scope"))
        assert ": 18" in told
        assert "• " not in told

    def test_those_without_a_name_yet_are_shown(self, talk: Talk):
        told = talk(SITES, ("en de andere?", "ask_which"))
        assert "• De Watergroep: https://www.dewatergroep.be/" in told
        assert "• Aquafin" not in told


class TestThoseOfNow:
    def test_that_they_are_former_ministers_is_said(self, talk: Talk):
        assert "geen Vlaams minister meer" in talk(GONE)

    @pytest.mark.parametrize(
        "asks",
        [
            "Dat zijn oud-ministers. Ik bedoel de huidige regering",
            "and the current ones?",
            "et les actuels ?",
            "und die derzeitigen?",
        ],
    )
    def test_the_list_turns_to_them(self, talk: Talk, asks: str):
        assert "Hilde Crevits" in talk(GONE, (asks, "out_of_scope"))

    def test_who_moved_is_not_known(self, talk: Talk):
        told = talk(("which services dropped X for Bluesky", "ask_overview"))
        assert "INBO" in told
        assert "X (Twitter) to Bluesky" in told
        assert "1 of the 93 organisations in our list has" in told

    @pytest.mark.parametrize(
        ("asks", "says"),
        [
            ("did INBO leave X?", "no longer in use"),
            ("did VDAB leave X?", "That it stopped is not in our list"),
            ("is OVAM vertrokken van X?", "Of er vroeger iets was"),
        ],
    )
    def test_of_one_it_is_told_whether_it_left(self, talk: Talk, asks: str, says: str):
        assert says in talk((asks, "out_of_scope"))


class TestAnotherNetwork:
    @pytest.mark.parametrize(
        "asks",
        [
            "X bij 18 van 93? En Facebook dan, dat lijkt me toch meer?",
            "Only 18? And Facebook, that seems more?",
            "18 seulement ? Et Facebook alors ?",
            "Nur 18? Und Facebook?",
        ],
    )
    @pytest.mark.parametrize("intent", ["ask_evaluation", "out_of_scope", "ask_overview"])
    def test_is_counted_too(self, talk: Talk, asks: str, intent: str):
        assert "op Facebook" in talk(ON_X, (asks, intent))

    def test_a_minister_on_two_networks(self, talk: Talk):
        both: Said = ("welke ministers zitten op Bluesky of X?", "ask_overview")
        told = talk(both, ("en Matthias Diependaele?", "list_channels"))
        assert "Bluesky, X (Twitter) kennen we geen kanaal" in told

    def test_the_ministers_after_those_under_one(self, talk: Talk):
        under: Said = ("welke diensten van minister Demir zitten op X", "ask_overview")
        assert "Ben Weyts" in talk(under, ("en de ministers zelf?", "ask_variation"))


class TestStrangers:
    @pytest.mark.parametrize(
        "asks",
        [
            "i'm pretty sure Conner Rousseau has one. is he a minister or what",
            "en Bart De Wever?",
            "et Bart De Wever alors ?",
        ],
    )
    def test_a_politician_of_elsewhere_is_not_in_the_list(self, talk: Talk, asks: str):
        told = talk(MINISTERS, (asks, "out_of_scope"))
        assert any(each in told for each in ("Die naam", "That name", "Ce nom"))
        assert "2016" not in told

    def test_who_the_ministers_are_is_told_beside(self, talk: Talk):
        told = talk(MINISTERS, ("Is Conner Rousseau ook minister?", "out_of_scope"))
        assert "Annick De Ridder" in told

    def test_the_same_after_one_minister(self, talk: Talk):
        assert "Die naam" in talk(DEMIR, ("En Bart De Wever?", "out_of_scope"))


class TestTheListItself:
    @pytest.mark.parametrize(
        "asks",
        [
            "hoe groot is die lijst van jullie",
            "what is the date of your list",
            "votre inventaire a quel âge",
            "von welchem Datum ist eure Liste",
        ],
    )
    @pytest.mark.parametrize("before", [[], [DEMIR], [ON_X]])
    def test_its_size_and_day_are_told(self, talk: Talk, asks: str, before: list[Said]):
        told = talk(*before, (asks, "out_of_scope"))
        assert "93 " in told
        assert "2026" in told

    @pytest.mark.parametrize(
        "asks",
        [
            "is er een officiële lijst van alle accounts van de overheid",
            "does such a register exist or not",
            "votre liste, c'est la liste officielle",
            "ist eure Liste die offizielle",
        ],
    )
    def test_no_official_list_is_known(self, talk: Talk, asks: str):
        told = talk((asks, "ask_overview"))
        assert "/overzicht" in told
        assert any(each in told for each in ("Gemein", "Gemeente", "Municip", "communes"))

    def test_where_it_comes_from(self, talk: Talk):
        told = talk(ON_X, ("which sources did you use for the list", "out_of_scope"))
        assert "From public sources" in told

    def test_municipalities_in_passing_are_no_question(self, talk: Talk):
        asks: Said = ("Ok voor de gemeenten. Hoe groot is die lijst van jullie", "ask_overview")
        assert "93 organisaties" in talk(ON_X, asks)

    def test_which_question_in_parliament(self, talk: Talk):
        told = talk(DEMIR, ("Uit welke parlementaire vraag komt dit?", "ask_which"))
        assert "664" in told


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("en wie van de ministers op x", "nl", "ministers in onze lijst"),
        ("and the ministers on X?", "en", "ministers in our list"),
        ("et les ministres sur X ?", "fr", "ministres"),
        ("und welche Minister auf X?", "de", "Minister"),
    ],
)
def test_who_else_is_somewhere_is_not_asked_of_the_one_before(
    talk: Talk, text: str, language: str, expected: str
):
    before = ("op welke sociale media zit De Lijn", "list_channels")
    told = talk(before, (text, "ask_overview"), language=language)
    assert expected in told
    assert "x.com/delijn" not in told
