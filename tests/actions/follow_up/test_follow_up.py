"""Talk about the last answer is answered from what it left."""

from itertools import pairwise

import pytest

from tests.actions.talking import Said, Talk

FAKE: Said = ("https://vdab-jobs.be/login", "check_channel")
SUBDOMAIN: Said = ("kijk: https://delijn.be.ticket-terug.com/x", "check_channel")
LISTED: Said = ("is www.vdab.be echt?", "check_channel")
UNKNOWN: Said = ("en bakkerij-janssens-mol.be?", "check_channel")
MINISTERS: Said = ("hoeveel ministers zitten op X?", "ask_overview")


class TestVerdict:
    def test_why_tells_the_comparison_and_where_it_leads(self, talk: Talk):
        told = talk(FAKE, ("hoezo", "ask_why"))
        assert "onze lijst" in told
        assert "vdab-jobs[.]be" in told

    def test_why_is_never_answered_the_same_twice(self, talk: Talk):
        why = ("waarom", "ask_why")
        turns = [FAKE, why, why, why, why, why]
        told = [talk(*turns[:count]) for count in range(2, 7)]
        assert all(one != other for one, other in pairwise(told))

    @pytest.mark.parametrize("text", ["maar delijn.be staat er toch in", "mais il y a delijn.be"])
    @pytest.mark.parametrize("intent", ["point_out", "check_channel", "out_of_scope"])
    def test_a_piece_of_the_address_gets_no_verdict_of_its_own(
        self, talk: Talk, text: str, intent: str
    ):
        told = talk(SUBDOMAIN, (text, intent))
        assert "ticket-terug[.]com" in told
        assert "✅" not in told
        assert "☑️" not in told

    def test_another_address_is_judged_first(self, talk: Talk):
        assert "⚠️" in talk(LISTED, ("waarom dan vdab-jobs.be niet", "ask_why"))

    @pytest.mark.parametrize("before", [FAKE, UNKNOWN, LISTED])
    @pytest.mark.parametrize(
        "text",
        [
            "mag ik mijn pincode geven",
            "en mijn paswoord?",
            "mag ik dat geven",
            "mag ik mijn rijksregisternummer doorgeven",
            "should I give my card number",
            "je peux donner mon mot de passe ?",
            "darf ich meine PIN angeben",
        ],
    )
    def test_a_secret_is_never_given(self, talk: Talk, before: Said, text: str):
        told = talk(before, (text, "ask_permission"))
        first = told.partition(" ")[0].strip(",.")
        assert first in ("Nee", "No", "Non", "Nein")

    def test_clicking_on_a_fake_is_a_plain_no(self, talk: Talk):
        assert talk(FAKE, ("mag ik klikken", "ask_permission")).startswith("Nee, klik niet")

    def test_the_next_step_is_told_once(self, talk: Talk):
        next_step = ("en nu", "ask_next_step")
        assert "safeonweb" in talk(FAKE, next_step)
        assert "safeonweb" not in talk(FAKE, next_step, next_step)

    def test_the_real_one_is_an_address_in_use(self, talk: Talk):
        assert "https://www.vdab.be/" in talk(FAKE, ("welke is de echte", "ask_real_one"))

    def test_their_number(self, talk: Talk):
        assert "0800 30 700" in talk(FAKE, ("hun telefoon?", "ask_contact"))

    def test_shorter_is_short(self, talk: Talk):
        assert len(talk(FAKE, ("korter", "ask_simpler")).split()) < 12

    def test_another_language_says_the_verdict_again(self, talk: Talk):
        told = talk(FAKE, ("in english please", "change_language"))
        assert "vdab-jobs[.]be" in told
        assert "English" in told

    def test_a_button_asks_about_its_own_address(self, talk: Talk):
        pressed = ('/ask_why{"mention": "https://vdab-jobs.be/login"}', "ask_why")
        assert "vdab-jobs[.]be" in talk(FAKE, LISTED, pressed)


class TestList:
    def test_which_ones_gives_their_addresses(self, talk: Talk):
        told = talk(MINISTERS, ("welke dan", "ask_which"))
        assert "https://x.com/" in told
        assert told != talk(MINISTERS)

    def test_how_many_gives_the_number_alone(self, talk: Talk):
        assert len(talk(MINISTERS, ("hoeveel juist", "ask_how_many")).split()) < 12

    def test_elsewhere_keeps_whom_it_is_about(self, talk: Talk):
        told = talk(MINISTERS, ("en op facebook?", "list_channels"))
        assert "ministers" in told
        assert "Facebook" in told

    def test_another_kind_keeps_the_platform(self, talk: Talk):
        told = talk(MINISTERS, ("en de departementen", "ask_variation"))
        assert "departementen" in told
        assert "op X" in told

    def test_a_year_is_not_made_up(self, talk: Talk):
        assert "0 van" not in talk(MINISTERS, ("en in 2014?", "ask_variation"))

    def test_a_year_is_named_with_what_is_not_known(self, talk: Talk):
        told = talk(MINISTERS, ("en in 2016?", "ask_variation"))
        assert "2016" in told
        assert "bijlage" in told

    def test_why_not_there_nobody_knows(self, talk: Talk):
        told = talk(MINISTERS, ("waarom niet op TikTok?", "ask_why"))
        assert "weet ik niet" in told
        assert "TikTok" in told

    @pytest.mark.parametrize("intent", ["point_out", "out_of_scope", "ask_permission"])
    def test_a_domain_changes_the_question_whatever_it_is_taken_for(self, talk: Talk, intent: str):
        told = talk(MINISTERS, ("en daarvan in onderwijs?", intent))
        assert "Onderwijs" in told
        assert "Zuhal Demir" in told  # whose title says so
        assert "0 van de 0" not in told

    def test_what_is_there_already_follows_what_is_planned(self, talk: Talk):
        planned = ("welke organisaties plannen iets op Facebook", "list_planned_channels")
        assert "aangekondigde" in talk(planned)
        told = talk(planned, ("en hoeveel zijn er al op Facebook", "ask_how_many"))
        assert "in gebruik op Facebook" in told

    def test_a_ranking_is_followed_by_one_platform(self, talk: Talk):
        ranking = ("welke platformen zijn het populairst", "ask_overview")
        told = talk(ranking, ("en hoeveel op Instagram", "ask_how_many"))
        assert "in gebruik op Instagram" in told


class TestMisuse:
    CASES: Said = ("zijn er gevallen van misbruik bekend", "ask_misuse_cases")

    def test_which_ones_are_the_newest_with_their_source(self, talk: Talk):
        told = talk(self.CASES, ("welke dan", "ask_which"))
        assert told.count("(bron: ") == 3
        assert "(bron: " not in talk(self.CASES)

    def test_a_year_gives_what_was_said_of_it(self, talk: Talk):
        assert "coronapremie" in talk(self.CASES, ("en in 2020?", "ask_variation"))
        assert "niets" in talk(self.CASES, ("en in 2011?", "ask_variation"))

    def test_one_organisation_gives_its_own(self, talk: Talk):
        assert "De Lijn" in talk(self.CASES, ("en bij De Lijn?", "ask_variation"))


def test_a_rule_that_bore_on_the_message_is_told_when_asked_why(talk: Talk):
    pasted = ("VDAB: geef uw pincode op https://vdab-jobs.be/login", "check_channel")
    assert "Klimaatagentschap" not in talk(pasted)
    assert "Klimaatagentschap" in talk(pasted, ("waarom", "ask_why"))


class TestRepeating:
    @pytest.mark.parametrize("intent", ["out_of_scope", "greet", "help", "affirm", "tell_more"])
    def test_no_text_comes_twice_in_a_row(self, talk: Talk, intent: str):
        turn = ("blub", intent)
        assert talk(turn) != talk(turn, turn)

    def test_a_cry_for_help_is_answered_every_time(self, talk: Talk):
        cry = ("ik wil dood", "crisis")
        assert talk(cry) == talk(cry, cry)


@pytest.mark.parametrize("language", ["nl", "en", "fr", "de"])
@pytest.mark.parametrize(
    "before",
    [("hij bedreigt mij", "out_of_scope"), ("hoe is het netwerk beveiligd", "ask_security")],
)
def test_where_an_answer_comes_from_is_said_in_words(
    talk: Talk, before: tuple[str, str], language: str
):
    told = talk(before, ("waarom", "ask_why"), language=language)
    assert "://" not in told
    assert "Antwoord op schriftelijke vraag" not in told


class TestBesideTheIntent:
    def test_why_just_me_is_because_of_nobody(self, talk: Talk):
        told = talk(FAKE, ("en waarom sturen ze dat net naar mij", "ask_why"))
        assert "heel veel mensen" in told

    def test_proof_may_be_kept(self, talk: Talk):
        assert "bewaar" in talk(FAKE, ("moet ik screenshots bijhouden", "ask_permission"))

    def test_an_act_that_we_do_not_know_gets_what_to_do(self, talk: Talk):
        told = talk(FAKE, ("moet ik dat ergens naartoe brengen of niet", "ask_permission"))
        assert "klik niet" in told.casefold()
        assert "safeonweb" in told

    def test_another_body_is_told_of_after_something_else(self, talk: Talk):
        letter = ("ik kreeg een brief van de VMM dat ik moet betalen", "check_channel")
        assert "Forem" in talk(letter, ("et le Forem c'est pareil ?", "ask_variation"))

    def test_an_objection_in_the_question_is_answered_too(self, talk: Talk):
        told = talk(FAKE, ("ben je zeker? mijn naam stond erbij", "ask_if_sure"))
        assert "officiële adressen" in told
        assert "bewijst niet" in told

    def test_the_real_site_is_told_after_something_happened(self, talk: Talk):
        paid = ("ik heb 20 euro betaald op vdab-jobs.be", "ask_after_incident")
        assert "https://www.vdab.be/" in talk(paid, ("en de echte site", "ask_real_one"))

    @pytest.mark.parametrize("intent", ["ask_permission", "ask_next_step"])
    def test_keeping_proof_is_told_whatever_it_is_taken_for(self, talk: Talk, intent: str):
        assert "bewaar" in talk(FAKE, ("moet ik die screenshots houden", intent))

    def test_a_bank_that_refuses_is_told_of_in_a_first_message(self, talk: Talk):
        refused = "mijn bank weigert terug te betalen na die valse mail van de vlaamse belasting"
        assert "Ombudsfin" in talk((refused, "ask_after_incident"))

    def test_a_question_about_a_platform_beside_thanks_is_answered(self, talk: Talk):
        letter = ("ik kreeg een brief van Wonen in Vlaanderen dat ik moet betalen", "check_channel")
        told = talk(letter, ("dank u. en zijn ze ook op facebook?", "thank"))
        assert "Facebook" in told
        assert "Graag gedaan" not in told

    def test_the_police_is_told_of_beside_what_was_done(self, talk: Talk):
        told = talk(FAKE, ("ok hij is weg. moet ik naar de politie", "tell_done"))
        assert "politie" in told

    def test_a_platform_alone_asks_for_no_advice_on_hacking(self, talk: Talk):
        told = talk(FAKE, ("en facebook?", "out_of_scope"))
        assert "wachtwoord" not in told


def test_no_minister_is_one_of_parliament(talk: Talk):
    counted = talk(("hoeveel ministers antwoordden in het Vlaams Parlement over X", "ask_overview"))
    assert "Vlaams Parlement" not in counted
    assert "9" in counted
