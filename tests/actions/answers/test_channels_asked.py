"""Who asks a fact about the channels of one organisation hears the fact, and who knows more."""

import pytest

from tests.actions.talking import Said, Talk

ON_X: Said = ("welke ministers zitten op X", "ask_overview")
PRESIDENT: Said = ("zit Matthias Diependaele op X", "list_channels")
SUSPICIOUS: Said = ("vdab-jobs-belgie.com", "check_channel")


class TestNothingIsListed:
    @pytest.mark.parametrize(
        ("asks", "says"),
        [
            (
                "zit de VDAB op TikTok",
                "In onze lijst is dit hun site, daar kunt u kijken: https://www.vdab.be/",
            ),
            (
                "which channel of VDAB is on TikTok",
                "In our list this is their site, you can look there: https://www.vdab.be/",
            ),
            ("est-ce que le VDAB est sur TikTok", "Dans notre liste, leur site est celui-ci"),
            ("ist die VDAB auf TikTok", "In unserer Liste ist das ihre Website"),
        ],
    )
    def test_a_fact_is_answered_without_a_warning(self, talk: Talk, asks: str, says: str):
        told = talk((asks, "list_channels"))
        assert says in told
        assert not {"vertrouw", "trust", "fiez", "vertrauen"} & set(told.casefold().split())

    def test_who_got_something_is_warned(self, talk: Talk):
        told = talk(SUSPICIOUS, ("zit de VDAB op TikTok", "list_channels"))
        assert "vertrouw het nog niet" in told

    @pytest.mark.parametrize(
        ("asks", "says"),
        [
            ("sinds wanneer zit Matthias Diependaele op X", "Sinds wanneer, weten we niet"),
            ("since when is Matthias Diependaele on X", "Since when, we do not know"),
            ("depuis quand Matthias Diependaele est sur X", "nous ne le savons pas"),
            ("seit wann ist Matthias Diependaele auf X", "Seit wann, wissen wir nicht"),
        ],
    )
    def test_since_when_is_not_known(self, talk: Talk, asks: str, says: str):
        assert says in talk((asks, "list_channels"))


class TestSeveralPlaces:
    @pytest.mark.parametrize(
        ("asks", "missing"),
        [
            ("welke sociale media heeft de VDAB, en zitten ze op TikTok", "Op TikTok kennen we"),
            ("which social media does VDAB use, and are they on TikTok", "On TikTok we know no"),
            ("quels réseaux a le VDAB, et est-il sur TikTok", "Sur TikTok, nous ne"),
            ("welche sozialen Medien nutzt die VDAB, auch auf TikTok", "Auf TikTok kennen wir"),
        ],
    )
    @pytest.mark.parametrize("intent", ["list_channels", "ask_overview"])
    def test_all_are_told_beside_the_one(self, talk: Talk, asks: str, missing: str, intent: str):
        told = talk((asks, intent))
        assert "vdab.be" in told
        assert missing in told

    def test_each_that_is_named_is_answered(self, talk: Talk):
        told = talk(("zit de VDAB op Facebook, Instagram of LinkedIn", "list_channels"))
        assert "facebook.com" in told
        assert "linkedin.com" in told
        assert "Op Instagram kennen we geen kanaal van de VDAB" in told

    @pytest.mark.parametrize(
        "corrects",
        [
            "ik bedoel niet TikTok! Facebook?",
            "I don't mean TikTok! Facebook?",
            "ce n'est que TikTok. Facebook ?",
            "ich meine nicht TikTok! Facebook?",
        ],
    )
    def test_what_was_not_meant_is_left_out(self, talk: Talk, corrects: str):
        told = talk(("zit de VDAB op TikTok", "list_channels"), (corrects, "list_channels"))
        assert "facebook.com/vdab.be" in told
        assert "TikTok" not in told


class TestOneMinister:
    @pytest.mark.parametrize(
        "asks",
        [
            "Je veux dire le ministre-président. Il a quoi comme réseaux sociaux ?",
            "ik bedoel de minister-president, welke sociale media heeft hij",
            "I mean the minister-president, which social media does he use",
        ],
    )
    def test_the_role_means_the_person(self, talk: Talk, asks: str):
        told = talk(ON_X, (asks, "ask_overview"))
        assert "Matthias Diependaele" in told
        assert "Jo Brouns" not in told

    @pytest.mark.parametrize(
        "asks",
        [
            "nee, ik bedoel Diependaele zelf: Facebook, Instagram, LinkedIn",
            "no, I mean Diependaele himself: Facebook, Instagram, LinkedIn",
            "non, je parlais de Diependaele lui-même : Facebook, Instagram, LinkedIn",
            "nein, ich meine Diependaele selbst: Facebook, Instagram, LinkedIn",
        ],
    )
    def test_a_surname_goes_on_about_the_person(self, talk: Talk, asks: str):
        told = talk(PRESIDENT, (asks, "ask_overview"))
        assert "Facebook, Instagram, LinkedIn" in told
        assert "Matthias Diependaele" in told

    @pytest.mark.parametrize(
        "asks",
        ["welke accounts gebruikt hij dan wel", "so which ones does he use then"],
    )
    def test_a_pronoun_does_too(self, talk: Talk, asks: str):
        told = talk(PRESIDENT, (asks, "ask_overview"))
        assert "Matthias Diependaele" in told
        assert "93" not in told
