"""Questions on ministers, services and lists go on from what was told."""

import pytest

from tests.actions.talking import Said, Talk

DE_LIJN: Said = ("op welke sociale media zit De Lijn", "list_channels")
SERVICES: Said = ("welke diensten van minister Demir zitten op Facebook", "ask_overview")
AGENCIES: Said = ("welke agentschappen zitten op X", "ask_overview")


class TestMinisters:
    def test_who_it_is_is_told_with_the_title(self, talk: Talk):
        told = talk(("wie is de minister van mobiliteit", "out_of_scope"))
        assert "Annick De Ridder" in told
        assert "Openbare Werken" in told

    def test_the_next_one_is_found_by_title_too(self, talk: Talk):
        told = talk(
            ("wie is de minister van mobiliteit", "find_organisation"),
            ("en die van onderwijs op X", "ask_variation"),
        )
        assert "Zu_Demir" in told

    def test_of_what_no_title_tells_all_are_named(self, talk: Talk):
        told = talk(("wie is de minister van volksgezondheid", "find_organisation"))
        assert "weten we niet" in told
        assert "Gennez" in told

    def test_of_an_organisation_it_is_the_one_it_comes_under(self, talk: Talk):
        told = talk(DE_LIJN, ("wie is daar minister van", "find_organisation"))
        assert "De Ridder" in told
        assert "leiden we" in told

    def test_services_are_counted_and_how_that_is_known_is_said(self, talk: Talk):
        told = talk(SERVICES)
        assert "VDAB" in told
        assert "onder minister Zuhal Demir" in told
        assert "niet van elke dienst" in told

    def test_a_surname_turns_to_another(self, talk: Talk):
        told = talk(SERVICES, ("en van De Ridder?", "ask_variation"))
        assert "onder minister Annick De Ridder" in told

    def test_each_minister_is_counted(self, talk: Talk):
        told = talk(("hoeveel diensten per minister op Facebook", "ask_overview"))
        assert "• Zuhal Demir: 2" in told
        assert "niet volledig" in told


class TestNumberAsName:
    @pytest.mark.parametrize(
        "asks", ["1700, is dat een betaalnummer of is dat van jullie", "le 1700, c'est payant ?"]
    )
    def test_what_it_costs_is_told(self, talk: Talk, asks: str):
        assert "1700" in (told := talk((asks, "list_channels")))
        assert "gratis" in told or "gratuit" in told


class TestLists:
    def test_as_many_are_shown_as_are_wanted_and_then_the_next(self, talk: Talk):
        two = ("noem er eens twee", "ask_which")
        assert talk(AGENCIES, two).count("• ") == 2
        more = talk(AGENCIES, two, ("en de volgende", "goodbye"))
        assert "• De Lijn" not in more
        assert "• " in more

    def test_all_that_were_shown_are_not_shown_again(self, talk: Talk):
        told = talk(AGENCIES, ("welke", "ask_which"), ("nog meer?", "ask_which"))
        assert "allemaal" in told

    @pytest.mark.parametrize("intent", ["ask_why", "ask_if_sure", "ask_next_step"])
    def test_since_when_tells_the_years(self, talk: Talk, intent: str):
        assert "bron" in talk(AGENCIES, ("sinds wanneer", intent))
        assert "• 20" in talk(AGENCIES, ("sinds wanneer", intent))

    def test_a_domain_on_social_media_counts_no_websites(self, talk: Talk):
        told = talk(("welk beleidsdomein zit het meest op sociale media", "ask_overview"))
        assert "Financiën en Begroting: 0" in told

    def test_a_platform_is_added_to_what_is_compared(self, talk: Talk):
        told = talk(
            ("vergelijk Facebook en Instagram", "ask_overview"), ("en met X erbij", "tell_more")
        )
        assert all(f"• {name}" in told for name in ("Facebook", "Instagram", "X"))

    def test_of_who_has_none_no_more_is_said_than_is_known(self, talk: Talk):
        told = talk(AGENCIES, ("en wie niet", "ask_which"))
        assert "bewijst niet dat ze er geen hebben" in told

    def test_the_list_may_be_used(self, talk: Talk):
        told = talk(AGENCIES, ("mag ik dat gebruiken voor school", "ask_permission"))
        assert told.startswith("Ja")

    def test_plans_stay_plans_of_one_organisation(self, talk: Talk):
        plans = ("welke diensten gaan binnenkort op TikTok", "list_planned_channels")
        assert "aangekondigd" in talk(plans, ("en de VDAB", "ask_variation"))


class TestOrganisations:
    def test_social_media_alone_are_listed(self, talk: Talk):
        told = talk(DE_LIJN)
        assert "facebook.com/delijn" in told
        assert "apple.com" not in told

    def test_opening_hours_are_not_made_up(self, talk: Talk):
        told = talk(DE_LIJN, ("zijn ze zaterdag open", "out_of_scope"))
        assert "kennen we niet" in told
        assert "delijn.be" in told

    def test_who_leads_it_nobody_told_us(self, talk: Talk):
        told = talk(DE_LIJN, ("en wie is daar de baas", "ask_contact"))
        assert "weten we niet" in told

    def test_from_one_to_the_ministers(self, talk: Talk):
        told = talk(
            ("zit de Vlaamse overheid op Threads", "list_channels"),
            ("en de ministers", "ask_variation"),
        )
        assert "ministers" in told
        assert "op Threads" in told

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("ik zoek het nummer van 1700", "informatiedienst"),
            ("is 1700 gratis", "gratis"),
            ("wat is 1700", "informatiedienst"),
        ],
    )
    def test_a_service_named_by_its_number_gets_no_verdict(self, talk: Talk, text: str, said: str):
        told = talk((text, "check_channel"))
        assert said in told
        assert "afzender" not in told

    @pytest.mark.parametrize("text", ["1700 belde mij", "kreeg een sms van 1700", "is 1700 echt"])
    def test_who_was_called_by_it_gets_one(self, talk: Talk, text: str):
        assert "afzender" in talk((text, "check_channel"))


class TestLanguageOfOthers:
    """In which language a service helps is not known, and switches nothing."""

    @pytest.mark.parametrize("intent", ["change_language", "ask_contact", "out_of_scope"])
    def test_it_is_owned_up_to_and_how_to_reach_them_is_told(self, talk: Talk, intent: str):
        told = talk(DE_LIJN, ("spreken ze daar ook Frans?", intent))
        assert "welke taal zij helpen, weten we niet" in told
        assert "delijn.be" in told

    def test_a_wish_to_us_is_one(self, talk: Talk):
        told = talk(DE_LIJN, ("kunt u Frans spreken?", "change_language"))
        assert "weten we niet" not in told
