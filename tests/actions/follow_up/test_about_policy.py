"""The question in parliament is a conversation: parts, places, persons, and what is not known."""

import pytest

from tests.actions.talking import Said, Talk

EVALUATION: Said = ("hoe evalueren de diensten hun sociale media", "ask_evaluation")
POLICY: Said = ("hoe kiezen ze wat ze posten", "ask_content_policy")
MISUSE: Said = ("zijn er gevallen van misbruik bekend", "ask_misuse_cases")
ASKED: Said = ("wie stelde die vraag in het parlement", "out_of_scope")


class TestParts:
    @pytest.mark.parametrize(
        "intent", ["out_of_scope", "ask_which", "ask_variation", "ask_overview"]
    )
    def test_the_words_choose_whatever_it_is_taken_for(self, talk: Talk, intent: str):
        assert "hebben wij niet" in talk(EVALUATION, ("waar vind ik die bijlage", intent))
        assert "Joke Schauvliege" in talk(ASKED, ("welke ministers waren dat", intent))
        assert "nauwelijks" in talk(ASKED, ("en wat was het antwoord", intent))
        assert "Handreiking" in talk(POLICY, ("zijn daar regels voor", intent))

    def test_what_is_done_against_it_follows_what_it_is_said_after(self, talk: Talk):
        against = ("wat doen ze daartegen", "ask_next_step")
        network = ("hoe is het netwerk beveiligd", "ask_security")
        assert "sterk wachtwoord" in talk(MISUSE, against)
        assert "weet ik niet" in talk(EVALUATION, against)
        assert "DDoS" in talk(network, ("en wat doen ze daartegen", "ask_next_step"))

    def test_ministers_are_those_of_the_answer(self, talk: Talk):
        ministers = ("en de ministers", "ask_variation")
        assert "Gatz" in talk(ASKED, ministers)
        assert "eigen accounts" in talk(POLICY, ministers)
        assert "Ben Weyts" in talk(MISUSE, ministers)

    def test_no_text_is_promised_that_we_do_not_have(self, talk: Talk):
        told = talk(POLICY, ("kan je mij die nota sturen", "share"))
        assert "niet" in told
        assert "doorsturen" not in told


class TestPlaces:
    def test_a_platform_counts_and_says_what_it_does_not_tell(self, talk: Talk):
        told = talk(EVALUATION, ("en op Facebook?", "list_channels"))
        assert "weten we niets" in told
        assert "op Facebook" in told
        assert "niet volledig" in told

    def test_of_misuse_it_picks_the_cases(self, talk: Talk):
        assert "Groeipakket" in talk(MISUSE, ("en op WhatsApp?", "ask_variation"))
        assert "bewijst niet" in talk(MISUSE, ("en op Pinterest?", "ask_variation"))

    def test_a_word_of_a_domain_alone_counts_nobody(self, talk: Talk):
        told = talk(EVALUATION, ("is daar onderzoek naar", "ask_if_sure"))
        assert "VITO" not in told
        assert "niet" in told


class TestWhatIsNotKnown:
    @pytest.mark.parametrize("intent", ["ask_why", "ask_if_sure", "deny", "tell_more"])
    def test_it_is_owned_up_to(self, talk: Talk, intent: str):
        told = talk(EVALUATION, ("dus ge weet het niet", intent))
        assert told.startswith("Nee")

    def test_how_sure_it_is_names_the_source_and_its_age(self, talk: Talk):
        told = talk(EVALUATION, ("is dat bevestigd", "ask_if_sure"))
        assert "nr. 664" in told
        assert "vandaag" in told

    def test_a_question_without_an_answer_gets_no_source(self, talk: Talk):
        told = talk(EVALUATION, ("lezen ze dat wel allemaal", "ask_if_sure"))
        assert "weet ik niet" in told
        assert not told.startswith("Ja")

    def test_followers_are_not_counted(self, talk: Talk):
        told = talk(("hoeveel volgers heeft de VDAB op Facebook", "ask_evaluation"))
        assert "weten we niet" in told
        assert "facebook.com/vdab.be" in told

    def test_nobody_is_guessed_to_have_answered(self, talk: Talk):
        told = talk(("krijgen ze veel haatreacties", "ask_evaluation"))
        assert "zelf hebben we hierover nog niet" not in told


def test_the_government_as_a_whole_is_no_service_with_an_answer(talk: Talk):
    told = talk(("is er misbruik in naam van de Vlaamse overheid", "ask_misuse_cases"))
    assert told.startswith("Ja.")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("is the Flemish Government on Bluesky", "en"),
        ("le gouvernement flamand est-il sur Bluesky", "fr"),
        ("ist die flämische Regierung auf Bluesky", "de"),
    ],
)
def test_the_government_is_known_by_its_names_abroad(talk: Talk, text: str, language: str):
    told = talk((text, "list_channels"), language=language)
    assert "Bluesky" in told
    assert "1700" not in told


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ik zoek de schriftelijke vraag over sociale media van de Vlaamse overheid", "nl"),
        ("I am looking for the parliamentary question on social media", "en"),
        ("je cherche la question écrite sur les réseaux sociaux", "fr"),
        ("ich suche die parlamentarische Anfrage über soziale Medien", "de"),
    ],
)
def test_who_looks_for_the_question_gets_no_list_of_channels(talk: Talk, text: str, language: str):
    assert "664" in talk((text, "list_channels"), language=language)
