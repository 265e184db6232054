"""Several questions about the list in one message, and where the real thing is found."""

import pytest

from tests.actions.talking import Said, Talk

ON_FACEBOOK: Said = ("hoeveel diensten zitten op Facebook", "ask_overview")
FAKE_TAX: Said = ("belastingen-vlaanderen.info", "check_channel")
AT_DOOR: Said = ("er staat een man van Fluvius aan de deur", "check_channel")


class TestSeveralQuestions:
    @pytest.mark.parametrize(
        ("asks", "says"),
        [
            ("hoe vaak wordt de lijst bijgewerkt, en mag ik dat citeren", ("recent", "open")),
            ("how often is the list updated, and may I quote this", ("recently", "open")),
            ("la liste est-elle à jour, et puis-je citer cela", ("récemment", "ouverte")),
            (
                "wie oft wird die Liste aktualisiert, und darf ich das zitieren",
                ("geprüft", "offen"),
            ),
        ],
    )
    def test_each_gets_its_answer(self, talk: Talk, asks: str, says: tuple[str, ...]):
        told = talk(ON_FACEBOOK, (asks, "out_of_scope"))
        assert all(each in told for each in says)

    def test_another_place_is_counted_beside(self, talk: Talk):
        asks = "en op Instagram, meer of minder? mag ik dat citeren?"
        told = talk(ON_FACEBOOK, (asks, "out_of_scope"))
        assert "Instagram" in told
        assert "minder dan op Facebook" in told
        assert "lijst is open" in told

    @pytest.mark.parametrize(
        ("asks", "says"),
        [
            ("en op Instagram, meer of minder?", "minder dan op Facebook"),
            ("and on Instagram, more or fewer?", "fewer than on Facebook"),
            ("et sur Instagram, plus ou moins ?", "moins que sur Facebook"),
            ("und auf Instagram, mehr oder weniger?", "weniger als auf Facebook"),
        ],
    )
    def test_it_is_compared_with_the_count_before(self, talk: Talk, asks: str, says: str):
        assert says in talk(ON_FACEBOOK, (asks, "ask_variation"))


class TestTheRealThing:
    @pytest.mark.parametrize(
        "asks",
        [
            "waar zie ik mijn echte belastingbrief online",
            "where can I see my real tax bill",
            "où voir mon vrai avertissement-extrait de rôle",
            "wo finde ich meinen echten Steuerbescheid",
        ],
    )
    def test_the_site_of_the_service_is_named(self, talk: Talk, asks: str):
        assert "www.belastingen.vlaanderen.be" in talk(FAKE_TAX, (asks, "out_of_scope"))

    @pytest.mark.parametrize(
        ("asks", "says"),
        [
            ("welke kas betaalt mij eigenlijk uit", "rekeninguittreksel"),
            ("which fund pays me, how do I find out", "bank statement"),
            ("quelle caisse me paie, comment le savoir", "extrait de compte"),
            ("welche Kasse zahlt mir das aus, wie finde ich das heraus", "Kontoauszug"),
        ],
    )
    def test_who_pays_stands_on_a_statement(self, talk: Talk, asks: str, says: str):
        assert says in talk(FAKE_TAX, (asks, "out_of_scope"))

    def test_the_source_says_what_an_account_is_for(self, talk: Talk):
        asked = ("op welk rekeningnummer moet ik dat betalen", "out_of_scope")
        told = talk(FAKE_TAX, asked)
        assert "De meeste Vlaamse belastingen" in told
        assert "heffing verkrotting" in told


@pytest.mark.parametrize(
    ("asks", "says"),
    [
        ("is het 1700 dat ik moet bellen dan?", "Ja, bel gerust 1700"),
        ("amai, ist 1700 da ek moe bellen?", "Ja, bel gerust 1700"),
        ("so is it 1700 that I have to call?", "Yes, do call 1700"),
        ("c'est le 1700 que je dois appeler ?", "Oui, appelez le 1700"),
        ("soll ich 1700 anrufen?", "Ja, rufen Sie ruhig 1700 an"),
    ],
)
@pytest.mark.parametrize("intent", ["check_channel", "ask_permission"])
def test_the_number_that_we_name_may_be_called(talk: Talk, asks: str, says: str, intent: str):
    assert talk(AT_DOOR, (asks, intent)).startswith(says)


def test_a_call_from_that_number_is_still_judged(talk: Talk):
    told = talk(("ik ben gebeld door 1700, is dat echt?", "check_channel"))
    assert not told.startswith("Ja")
