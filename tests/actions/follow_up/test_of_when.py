"""Beside who is on a platform stands of when the source is, and what nobody knows of now."""

import pytest

from tests.actions.talking import Said, Talk

ON_X: Said = ("welke ministers zitten op X", "ask_overview")
ON_INSTAGRAM: Said = ("welke ministers zitten op Instagram", "ask_overview")
CREVITS_ON_X: Said = ("zit Hilde Crevits op X", "list_channels")
VDAB: Said = ("is VDAB on TikTok", "list_channels")
POLICY: Said = ("is er een nota over sociale media", "ask_content_policy")


class TestYears:
    def test_each_name_has_the_year_of_its_source(self, talk: Talk):
        told = talk(ON_X)
        assert "Hilde Crevits (2016), Zuhal Demir (2020)" in told
        assert "jaar van onze bron" in told

    def test_a_number_alone_has_the_years_too(self, talk: Talk):
        assert "(bronnen: 2016-2020)" in talk(ON_X, ("hoeveel juist", "ask_how_many"))

    def test_an_address_has_the_year_too(self, talk: Talk):
        assert "x.com/crevits (bron: 2016)" in talk(ON_X, ("welke adressen", "ask_which"))

    def test_who_is_not_there_has_no_year(self, talk: Talk):
        assert "(2016)" not in talk(("welke ministers zitten niet op X", "ask_overview"))

    @pytest.mark.parametrize(
        ("language", "asks", "says"),
        [
            ("nl", "welke ministers zitten nog op X?", "Of ze er nu nog zitten, weten we niet"),
            ("en", "which ministers are still on X?", "still there now, we do not know"),
            ("fr", "quels ministres sont encore sur X ?", "ne savons pas s'ils y sont encore"),
            ("de", "welche Minister sind noch auf X?", "noch dort sind, wissen wir nicht"),
        ],
    )
    def test_nobody_knows_who_is_still_there(self, talk: Talk, language: str, asks: str, says: str):
        assert says in talk((asks, "ask_overview"), language=language)
        assert says not in talk(ON_X, language=language)


class TestTheListItself:
    @pytest.mark.parametrize(
        ("language", "asks", "says"),
        [
            ("nl", "en van wanneer is die lijst?", "Van vandaag, 23 november 2026"),
            ("en", "and what date is that list from?", "23 November 2026"),
            ("fr", "et de quand date cette liste ?", "23 novembre 2026"),
            ("de", "und von wann ist diese Liste?", "23. November 2026"),
        ],
    )
    def test_its_day_is_not_that_of_a_channel(
        self, talk: Talk, language: str, asks: str, says: str
    ):
        assert says in talk(ON_INSTAGRAM, (asks, "ask_overview"), language=language)

    @pytest.mark.parametrize("asks", ["ik bedoel de nota, van wanneer is die", "en die nota?"])
    def test_a_note_is_not_our_list(self, talk: Talk, asks: str):
        told = talk(POLICY, (asks, "out_of_scope"))
        assert "2012" in told
        assert "onze lijst" not in told


class TestElsewhere:
    @pytest.mark.parametrize(
        ("language", "asks"),
        [
            ("nl", "ik dacht dat Hilde Crevits er zat. Waar zit ze dan wel?"),
            ("en", "I thought Hilde Crevits was. So where is she?"),
            ("fr", "Hilde Crevits n'y est pas ? Elle est où alors ?"),
            ("de", "Hab gedacht Hilde Crevits wär dort. Wo ist sie denn dann?"),
        ],
    )
    @pytest.mark.parametrize("intent", ["find_organisation", "out_of_scope", "ask_real_one"])
    def test_where_somebody_is_then(self, talk: Talk, language: str, asks: str, intent: str):
        told = talk(ON_INSTAGRAM, (asks, intent), language=language)
        assert "facebook.com/hilde.crevits" in told
        assert "x.com/crevits" in told

    def test_where_whoever_was_told_of_is_then(self, talk: Talk):
        told = talk(
            ("zit Zuhal Demir op Instagram", "list_channels"), ("waar zit ze dan wel?", "ask_why")
        )
        assert "x.com/Zu_Demir" in told

    def test_other_places_are_named_at_once(self, talk: Talk):
        told = talk(("zit Hilde Crevits op Instagram", "list_channels"))
        assert "Facebook (2016), X (Twitter) (2016)" in told

    def test_who_got_something_hears_no_places(self, talk: Talk):
        assert "(2018)" not in talk(("bericht van VDAB via TikTok gekregen", "check_channel"))


class TestWhatNobodyKnows:
    @pytest.mark.parametrize(
        ("language", "asks", "says"),
        [
            ("nl", "en mogen ze dat eigenlijk?", "Of zij dat mogen, weten we niet"),
            ("en", "or are they not allowed to?", "Whether they may, we do not know"),
            ("fr", "ou est-ce interdit ?", "S'ils en ont le droit, nous ne le savons pas"),
            ("de", "oder ist das verboten?", "Ob sie das dürfen, wissen wir nicht"),
        ],
    )
    def test_whether_they_may(self, talk: Talk, language: str, asks: str, says: str):
        assert says in talk(VDAB, (asks, "ask_if_sure"), language=language)

    def test_whether_they_may_is_said_beside(self, talk: Talk):
        told = talk(("zit VDAB op TikTok of is dat verboten?", "list_channels"))
        assert "Of zij dat mogen, weten we niet" in told

    @pytest.mark.parametrize(
        ("language", "asks", "says"),
        [
            ("nl", "Heeft Jo Brouns ooit een X-account gehad?", "Of er ooit een was"),
            ("en", "Did Jo Brouns ever have an X account?", "Whether there ever was one"),
            ("fr", "Jo Brouns n'a jamais eu de compte X ?", "S'il y en a eu un jour"),
            ("de", "Hatte Jo Brouns jemals ein Konto auf X?", "Ob es je einen gab"),
        ],
    )
    def test_whether_there_ever_was_one(self, talk: Talk, language: str, asks: str, says: str):
        assert says in talk((asks, "list_channels"), language=language)


class TestHowMany:
    @pytest.mark.parametrize(
        ("language", "asks", "says"),
        [
            ("nl", "hoeveel kanalen telt de Vlaamse overheid in totaal op Facebook?", "VDAB"),
            ("en", "how many Facebook pages does the Flemish government have?", "VDAB"),
            ("fr", "combien de pages Facebook ont les autorités flamandes ?", "VDAB"),
            ("de", "wie viele Facebook-Seiten haben die flämischen Behörden?", "VDAB"),
        ],
    )
    def test_of_all_services_on_one_platform(self, talk: Talk, language: str, asks: str, says: str):
        assert says in talk((asks, "ask_overview"), language=language)


class TestQuoting:
    def test_a_count_after_one_minister_is_of_ministers(self, talk: Talk):
        asks = "mag ik schrijven dat 4 van de 9 op X zitten?"
        told = talk(CREVITS_ON_X, (asks, "share"))
        assert "4 van de 9 ministers een kanaal in gebruik op X (bronnen: 2016-2020)" in told

    @pytest.mark.parametrize(
        ("language", "asks"),
        [("de", "Darf ich das in meiner Arbeit zitieren?"), ("en", "may I quote it in my work?")],
    )
    def test_somebodys_own_work_is_no_field(self, talk: Talk, language: str, asks: str):
        assert "11" not in talk(CREVITS_ON_X, (asks, "share"), language=language)


class TestGoingOn:
    @pytest.mark.parametrize(
        ("language", "says", "asks"),
        [
            ("nl", "Zuhal Demir zit op Instagram, ik volg haar", "waar zit ze dan in uw lijst?"),
            ("en", "Zuhal Demir is on Instagram, I follow her", "so where is she in your list?"),
            ("fr", "Zuhal Demir est sur Instagram, je la suis", "elle est où alors ?"),
            ("de", "Zuhal Demir ist auf Instagram, ich folge ihr", "wo ist sie denn dann?"),
        ],
    )
    def test_who_was_said_to_be_there(self, talk: Talk, language: str, says: str, asks: str):
        missed: Said = (says, "list_channels")
        assert "X (Twitter) (2020)" in talk(ON_INSTAGRAM, missed, language=language)
        told = talk(ON_INSTAGRAM, missed, (asks, "ask_if_sure"), language=language)
        assert "x.com/Zu_Demir" in told

    @pytest.mark.parametrize(
        ("language", "asks", "says"),
        [
            ("nl", "hoeveel diensten zitten er dan wel op?", "op Facebook"),
            ("en", "how many services are on it then?", "on Facebook"),
            ("fr", "combien de services y sont alors ?", "sur Facebook"),
            ("de", "wie viele Stellen sind denn dort?", "auf Facebook"),
        ],
    )
    def test_how_many_are_where_one_was_looked_for(
        self, talk: Talk, language: str, asks: str, says: str
    ):
        one: Said = ("zit VITO op Facebook", "list_channels")
        assert says in talk(one, (asks, "ask_overview"), language=language)

    def test_why_somebody_is_not_there_nobody_knows(self, talk: Talk):
        lacking: Said = ("which ministers aren't on X?", "ask_overview")
        assert "without" in talk(lacking, language="en")
        assert "do not know" in talk(lacking, ("why not?", "ask_why"), language="en")

    @pytest.mark.parametrize(
        "asks",
        [
            "Is daar een vraag in het Vlaams Parlement over geweest?",
            "Was there a question in parliament on that?",
            "Y a-t-il eu une question au parlement flamand là-dessus ?",
        ],
    )
    def test_the_question_in_parliament_is_no_misuse(self, talk: Talk, asks: str):
        assert "Mathias De Clercq" in talk(CREVITS_ON_X, (asks, "ask_misuse_cases"))


class TestWhoElse:
    @pytest.mark.parametrize(
        "asks", ["oke en Jambon?", "and Jambon?", "et Jambon ?", "und Jambon?"]
    )
    def test_who_is_no_minister_any_more_is_known(self, talk: Talk, asks: str):
        assert "Jan Jambon zit niet meer" in talk(ON_X, (asks, "ask_variation"), language="nl")
        one: Said = ("zit Ben Weyts op X", "list_channels")
        assert "Jan Jambon zit niet meer" in talk(one, (asks, "ask_variation"), language="nl")

    @pytest.mark.parametrize(
        ("asks", "language"),
        [
            ("Welke minister is het actiefst op sociale media?", "nl"),
            ("Which minister is on the most networks?", "en"),
            ("Quel ministre est le plus actif sur les réseaux ?", "fr"),
            ("Welcher Minister ist auf den meisten Netzwerken?", "de"),
        ],
    )
    def test_one_of_them_is_asked_for(self, talk: Talk, asks: str, language: str):
        assert "Hilde Crevits: 2" in talk((asks, "ask_overview"), language=language).replace(
            " :", ":"
        )

    @pytest.mark.parametrize(
        ("asks", "language"),
        [
            ("wie van hen zit er op geen enkel netwerk?", "nl"),
            ("which of them are on no network?", "en"),
            ("qui n'est sur aucun réseau ?", "fr"),
            ("wer von denen ist in keinem Netzwerk?", "de"),
        ],
    )
    def test_who_is_on_no_network_at_all(self, talk: Talk, asks: str, language: str):
        told = talk(ON_INSTAGRAM, (asks, "ask_variation"), language=language)
        assert "Jo Brouns" in told
        assert "Ben Weyts" not in told

    def test_what_one_of_them_has_is_asked_on(self, talk: Talk):
        together: Said = ("hoeveel accounts hebben de ministers samen?", "ask_overview")
        more: Said = ("raar, Crevits alleen heeft er al vijf", "point_out")
        assert "niet volledig" in talk(together, more)
        assert "x.com/crevits" in talk(together, more, ("welke hebt ge van haar?", "ask_which"))

    def test_accounts_of_a_minister_are_at_no_bank(self, talk: Talk):
        cases: Said = ("Gibt es falsche Konten von Hilde Crevits?", "ask_misuse_cases")
        asks: Said = ("Welche Konten hat sie denn wirklich?", "ask_which")
        assert "x.com/crevits" in talk(cases, asks, language="de")


class TestStillOne:
    @pytest.mark.parametrize(
        ("language", "asks", "says"),
        [
            ("nl", "is dat account nog actief?", "nu nog gebruikt wordt, weten we niet"),
            ("en", "is that account still active?", "still used now, we do not know"),
            ("fr", "ce compte est encore actif ?", "encore utilisé aujourd'hui"),
            ("de", "ist das Konto noch aktiv?", "Ob das jetzt noch benutzt wird"),
        ],
    )
    @pytest.mark.parametrize("intent", ["ask_if_sure", "list_planned_channels"])
    def test_whether_it_is_still_used(
        self, talk: Talk, language: str, asks: str, says: str, intent: str
    ):
        assert says in talk(CREVITS_ON_X, (asks, intent), language=language)

    def test_what_is_not_there_is_not_said_to_be(self, talk: Talk):
        nothing: Said = ("zit Jo Brouns op X", "list_channels")
        assert "Niet voor 100 %" not in talk(nothing, ("zeker?", "ask_if_sure"))


class TestWhoKnows:
    @pytest.mark.parametrize(
        ("language", "asks", "says"),
        [
            ("nl", "Waar kan ik dat dan vragen?", "kabinet zelf weet het"),
            ("en", "So whom can I ask?", "cabinet itself knows"),
            ("fr", "À qui demander alors ?", "cabinet lui-même le sait"),
            ("de", "Wen kann ich das fragen?", "Kabinett selbst weiß es"),
        ],
    )
    @pytest.mark.parametrize("intent", ["ask_why", "ask_contact"])
    def test_what_is_not_in_our_list(
        self, talk: Talk, language: str, asks: str, says: str, intent: str
    ):
        assert says in talk(ON_INSTAGRAM, (asks, intent), language=language)


class TestMinisterOfSomething:
    @pytest.mark.parametrize(
        ("language", "asks", "says"),
        [
            ("nl", "Zit de minister van Onderwijs op TikTok?", "op TikTok niets van Zuhal Demir"),
            ("en", "Is the minister of education on X?", "x.com/Zu_Demir"),
            ("fr", "La ministre de l'enseignement est-elle sur X ?", "x.com/Zu_Demir"),
        ],
    )
    @pytest.mark.parametrize("intent", ["check_channel", "ask_overview", "out_of_scope"])
    def test_is_the_one_with_the_title(
        self, talk: Talk, language: str, asks: str, says: str, intent: str
    ):
        assert says in talk((asks, intent), language=language)

    def test_who_left_is_counted_whatever_it_is_taken_for(self, talk: Talk):
        told = talk(("did any minister leave X?", "out_of_scope"), language="en")
        assert "no longer Flemish ministers" in told
