"""A service that is named in passing brings no list of channels."""

import pytest

from tests.actions.talking import Said, Talk

GAVE: Said = ("ik heb mijn kaartnummer gegeven", "ask_after_incident")


class TestOwnAffairs:
    @pytest.mark.parametrize(
        ("asks", "says"),
        [
            ("en mijn abonnement bij De Lijn, loopt da nu nog? 'k rij alle dagen", "delijn.be"),
            ("wanneer krijg ik mijn premie van VEKA?", "vlaanderen.be/veka"),
            ("is my subscription with De Lijn still valid?", "delijn.be"),
            ("mon abonnement chez De Lijn est-il encore valable ?", "delijn.be"),
            ("läuft mein Abo bei De Lijn noch?", "delijn.be"),
        ],
    )
    @pytest.mark.parametrize("before", [[], [GAVE]])
    @pytest.mark.parametrize("intent", ["check_channel", "list_channels"])
    def test_the_service_itself_knows(
        self, talk: Talk, asks: str, says: str, before: list[Said], intent: str
    ):
        told = talk(*before, (asks, intent))
        knows = ("weet het zelf", "We do not know", "Nous ne le savons pas", "Das wissen wir nicht")
        assert any(each in told for each in knows)
        assert says in told
        assert "facebook.com" not in told

    def test_what_is_wanted_in_its_name_is_no_question(self, talk: Talk):
        told = talk(("Fluvius op facebook vroeg mijn kaartnummer, wat nu?", "list_channels"))
        assert "facebook.com" not in told
        assert "Geef dat nooit" in told


class TestWhoseItIs:
    def test_a_company_is_not_called_a_department(self, talk: Talk):
        asks: Said = ("is Aquafin een privébedrijf of van de overheid", "check_channel")
        told = talk(GAVE, asks)
        assert "als bedrijf" in told
        assert "facebook.com" not in told

    def test_no_yes_to_whether_it_is_private(self, talk: Talk):
        told = talk(("De Lijn, c'est public ou privé", "check_channel"))
        assert told.startswith("De Lijn est dans notre liste")


class TestOneAddress:
    @pytest.mark.parametrize(
        ("asks", "site", "other"),
        [
            ("wat is de echte website van de VDAB", "https://www.vdab.be/", "vdab.tv"),
            ("quel est le site officiel de la VMM", "https://www.vmm.be/", "milieuinfo"),
            ("welche Website hat die OVAM", "https://www.ovam.be/", "cemonitor"),
            ("website of Departement Onderwijs", "onderwijs.vlaanderen.be", "klascement"),
        ],
    )
    @pytest.mark.parametrize("intent", ["list_channels", "check_channel"])
    def test_the_one_site_is_told(self, talk: Talk, asks: str, site: str, other: str, intent: str):
        told = talk((asks, intent))
        assert site in told
        assert other not in told

    def test_all_sites_are_told_where_they_are_asked(self, talk: Talk):
        assert "vdab.tv" in talk(("welke websites heeft de VDAB", "list_channels"))

    @pytest.mark.parametrize(
        "asks", ["waar kan ik de VDAB bellen", "how i find VDAB, where is telephone?"]
    )
    def test_the_number_is_told_alone(self, talk: Talk, asks: str):
        told = talk((asks, "list_channels"))
        assert "0800 30 700" in told
        assert "facebook.com" not in told

    def test_one_number_in_short(self, talk: Talk):
        channels: Said = ("welke kanalen heeft de VDAB", "list_channels")
        told = talk(channels, ("too much, only one number please for VDAB", "ask_simpler"))
        assert "0800 30 700" in told

    def test_the_real_account_after_one_network(self, talk: Talk):
        fluvius: Said = ("zit Fluvius op Instagram", "list_channels")
        assert "instagram.com/fluviusbe" in talk(fluvius, ("welke is de echte", "ask_real_one"))


def test_a_name_is_no_second_address(talk: Talk):
    told = talk(("sms van 'Mijn Burgerprofiel': ga naar mijnburgerprofiel-x.info", "check_channel"))
    assert "2 adressen" not in told
    assert "mijnburgerprofiel-x[.]info" in told


def test_a_name_beside_a_listed_address_is_still_judged(talk: Talk):
    told = talk(("sms van 'ZomerPremie': ga naar https://www.vdab.be/", "check_channel"))
    assert "ZomerPremie" in told


class TestReaching:
    @pytest.mark.parametrize(
        "asks",
        [
            "waar kan ik de Vlaamse Belastingdienst bereiken",
            "how do I contact the VDAB",
            "comment puis-je joindre la VDAB",
            "wie erreiche ich die VDAB",
        ],
    )
    def test_who_asks_how_to_reach_a_service_hears_its_channels(self, talk: Talk, asks: str):
        told = talk((asks, "list_channels"))
        assert "https://www." in told
        assert "weet het zelf" not in told

    def test_the_talk_goes_on_about_the_service_that_knows(self, talk: Talk):
        asks: Said = ("wanneer krijg ik mijn premie van VEKA?", "check_channel")
        assert "VEKA" in talk(asks, ("hebben ze ook een mailadres", "list_channels"))
