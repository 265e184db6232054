"""Who asks where a minister or service is hears that, whatever the message is taken for."""

import pytest

from tests.actions.talking import Said, Talk

ON_X: Said = ("welke ministers zitten op X", "ask_overview")
VDAB: Said = ("is VDAB on TikTok", "list_channels")
DE_LIJN: Said = ("op welke sociale media zit De Lijn", "list_channels")

_TAKEN_FOR = ["ask_content_policy", "out_of_scope", "check_channel", "ask_evaluation"]


class TestNamed:
    @pytest.mark.parametrize(
        ("asks", "says"),
        [
            ("zit Diependaele nog op X?", "op X niets van Matthias Diependaele"),
            ("Diependaele, welke sociale media?", "sociale media niets van Matthias Diependaele"),
            ("accounts van Zuhal Demir op sociale media, met bron.", "x.com/Zu_Demir"),
            ("Mijn vraag is simpel: accounts van Hilde Crevits", "x.com/crevits"),
            ("does Crevits have Facebook", "facebook.com/hilde.crevits"),
            ("Hat Zuhal Demir ein X-Konto?", "x.com/Zu_Demir"),
            ("Weyts est sur quels réseaux ?", "x.com/BenWeyts"),
            ("isn't VDAB on facebook", "facebook.com/vdab.be"),
            ("Laat VDAB. Op welke sociale media zit De Lijn?", "instagram.com/delijn"),
            ("zit diependale op x", "Matthias Diependaele"),
            ("kunt ge mij zeggen of De Lijn op insta zit?", "instagram.com/delijn"),
        ],
    )
    @pytest.mark.parametrize("intent", _TAKEN_FOR)
    def test_their_channels_are_told(self, talk: Talk, asks: str, says: str, intent: str):
        told = talk((asks, intent))
        assert says in told
        assert "2016 drie teksten" not in told

    @pytest.mark.parametrize(
        ("corrects", "says"),
        [
            ("nee, ik bedoel Crevits op Facebook", "facebook.com/hilde.crevits"),
            ("i meant the flemish government on insta, not her", "instagram.com/vlaamseoverheid"),
            ("non, je voulais dire De Lijn sur Instagram", "instagram.com/delijn"),
            ("Nein, ich meine Ben Weyts, ist er auf X?", "x.com/BenWeyts"),
            ("Dat zijn oud-ministers. Ik bedoel nu: zit Demir op X?", "x.com/Zu_Demir"),
        ],
    )
    def test_a_correction_is_followed(self, talk: Talk, corrects: str, says: str):
        assert says in talk(ON_X, (corrects, "out_of_scope"))

    def test_the_place_of_the_next_question_is_told_too(self, talk: Talk):
        told = talk(("No I mean, is De Lijn on TikTok? And Instagram?", "list_channels"))
        assert "instagram.com/delijn" in told
        assert "TikTok" in told

    def test_another_is_spoken_of(self, talk: Talk):
        demir: Said = ("est-ce que Demir est sur X ?", "list_channels")
        assert "x.com/BenWeyts" in talk(demir, ("non je parle de Weyts", "deny"))

    def test_which_services_after_one(self, talk: Talk):
        bluesky: Said = ("zit VDAB op Bluesky", "list_channels")
        assert "INBO" in talk(bluesky, ("welke diensten wel", "ask_which"))

    def test_what_was_told_of_one_may_be_cited(self, talk: Talk):
        for intent in ("ask_permission", "share"):
            assert "Kanaalcheck" in talk(DE_LIJN, ("mag ik dat citeren?", intent))

    def test_two_surnames_are_both_told(self, talk: Talk):
        told = talk(("zitten crevits en weyts op X?", "out_of_scope"))
        assert "x.com/crevits" in told
        assert "x.com/BenWeyts" in told

    def test_she_is_the_minister_of_before(self, talk: Talk):
        demir: Said = ("zit Zuhal Demir op Facebook", "list_channels")
        assert "x.com/Zu_Demir" in talk(demir, ("dat is oud. Zit ze ook op X?", "list_channels"))


class TestSomethingElse:
    @pytest.mark.parametrize(
        ("asks", "intent", "hidden"),
        [
            ("Hoe kiest VDAB wat ze op Facebook zetten?", "ask_content_policy", "facebook.com"),
            ("Is de Facebookpagina van VDAB vals?", "check_channel", "instagram.com"),
            ("ik zag VDAB op Facebook", "out_of_scope", "facebook.com/vdab"),
            ("Op welk rekeningnummer betaal ik VDAB?", "out_of_scope", "facebook.com/vdab"),
        ],
    )
    def test_is_not_taken_for_it(self, talk: Talk, asks: str, intent: str, hidden: str):
        assert hidden not in talk((asks, intent))

    def test_a_surname_in_a_story_is_nobody(self, talk: Talk):
        told = talk(("ik kreeg een mail van mijnheer Weyts over mijn meter", "check_channel"))
        assert "Ben Weyts" not in told


class TestTheSame:
    @pytest.mark.parametrize(
        ("asks", "says"),
        [
            ("You skipped De Lijn", "nothing of De Lijn"),
            ("en De Lijn?", "De Lijn"),
            ("vous avez oublié De Lijn", "De Lijn"),
            ("Sie haben De Lijn vergessen", "De Lijn"),
        ],
    )
    def test_is_asked_of_who_was_skipped(self, talk: Talk, asks: str, says: str):
        told = talk(VDAB, (asks, "out_of_scope"))
        assert says in told
        assert "TikTok" in told

    def test_two_places_are_kept(self, talk: Talk):
        both: Said = ("is VDAB on Facebook and LinkedIn?", "list_channels")
        told = talk(both, ("and De Lijn?", "list_channels"))
        assert "linkedin.com/company/delijn" in told
        assert "instagram.com" not in told

    def test_who_it_is_is_another_question(self, talk: Talk):
        assert "TikTok" not in talk(VDAB, ("en wat is OVAM?", "out_of_scope"))


class TestHowItIsSaid:
    def test_that_nobody_checked_it_is_said_once(self, talk: Talk):
        told = talk(DE_LIJN)
        assert told.count("nagekeken") + told.count("keek dit nog niet na") == 1

    def test_the_site_of_its_own_name_goes_first(self, talk: Talk):
        told = talk(("welke kanalen heeft de VDAB", "list_channels"))
        assert told.index("www.vdab.be") < told.index("vdab.tv")
