"""Who asks for somebody outside the Flemish government is told so, and where to find them."""

import asyncio
from datetime import date
from pathlib import Path

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import context
from actions.conversation.context import Context, load_sentences
from actions.intents.check_channel import ActionCheckChannel
from actions.intents.find_organisation import ActionFindOrganisation
from actions.intents.fixed_reply import ActionFixedReply
from actions.intents.list_channels import ActionListChannels
from knowledge.library import build_library

ROOT = Path(__file__).parents[3]
TODAY = date(2026, 11, 25)
ACTIONS = {
    "find_organisation": ActionFindOrganisation,
    "list_channels": ActionListChannels,
    "check_channel": ActionCheckChannel,
    "out_of_scope": ActionFixedReply,
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Context:
    cache = tmp_path_factory.mktemp("cache")
    library = build_library(ROOT / "knowledge", today=lambda: TODAY, cache=cache)
    return Context(library, load_sentences(), lambda: TODAY)


@pytest.fixture
def ask(whole: Context):
    def said(text: str, intent: str, language: str = "nl") -> str:
        message = {"text": text, "intent": {"name": intent}, "entities": []}
        tracker = Tracker("a", {"language": language}, message, [], False, None, {}, None)
        dispatcher = CollectingDispatcher()
        asyncio.run(ACTIONS[intent]().run(dispatcher, tracker, {}))
        return "\n".join(each["text"] or each["response"] or "" for each in dispatcher.messages)

    with context.providing(whole):
        yield said


@pytest.mark.parametrize(
    ("text", "language", "told"),
    [
        ("wat is de site van de stad Gent?", "nl", "Stad Gent hoort niet bij de Vlaamse overheid."),
        ("stad gent", "nl", "• website: https://stad.gent/"),
        ("waar vind ik bpost", "nl", "• website: https://bpost.be/"),
        ("quel est le site de la Ville de Gand ?", "fr", "Ville de Gand ne fait pas partie"),
        ("where can I find the FPS Finance", "en", "FPS Finance is not part of the Flemish"),
        ("wo finde ich KBC", "de", "KBC Bank gehört nicht zu den flämischen Behörden."),
        ("hoe bereik ik de politie Antwerpen?", "nl", "Politiezone Antwerpen hoort niet bij"),
        ("contact RVA", "nl", "Rijksdienst voor Arbeidsvoorziening (RVA) hoort niet bij"),
    ],
)
@pytest.mark.parametrize("intent", ["find_organisation", "out_of_scope", "list_channels"])
def test_a_body_asked_for_by_name_is_told(ask, text: str, language: str, told: str, intent: str):
    assert told in ask(text, intent, language)


def test_an_account_of_a_body_is_told_where_it_is_known(ask):
    assert "https://www.instagram.com/bpost" in ask("zit bpost op instagram?", "list_channels")
    assert "Op TikTok kennen wij geen adres van bpost." in ask(
        "zit bpost op tiktok?", "list_channels"
    )


def test_doubt_about_a_body_is_answered_with_what_it_says_itself(ask):
    told = ask("ik kreeg een mail van KBC, is die echt?", "check_channel")

    assert "KBC vraagt om verdachte mails door te sturen naar secure4u@kbc.be." in told
    assert "Card Stop: 078 170 170" in told


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        ("heeft de VDAB een kantoor in de stad Gent?", "de VDAB"),
        ("werkt De Lijn samen met NMBS?", "De Lijn"),
        ("wie is de VMM, en niet bpost", "de VMM"),
    ],
)
def test_an_organisation_of_ours_goes_first(ask, text: str, organisation: str):
    told = ask(text, "find_organisation")

    assert f"Dat is {organisation}." in told
    assert "hoort niet bij" not in told


def test_a_question_about_something_of_ours_is_not_taken_away(ask):
    told = ask("schooltoelage aanvragen in de stad Gent", "find_organisation")

    assert told.index("Studietoelagen") < told.index("Stad Gent hoort niet bij de Vlaamse overheid")


@pytest.mark.parametrize("text", ["liantis", "wie is Liantis"])
def test_the_whole_name_of_somebody_else_is_no_slip_in_one_of_ours(ask, text: str):
    told = ask(text, "find_organisation")

    assert "Liantis hoort niet bij de Vlaamse overheid." in told
    assert "Lantis" not in told


@pytest.mark.parametrize(
    "text",
    [
        "wat wordt het weer morgen",
        "ik woon in Gent",
        "een goed idee",
        "200 cm regen",
        "storm op zee",
    ],
)
def test_ordinary_words_and_places_name_nobody(ask, text: str):
    assert ask(text, "out_of_scope") == "utter_out_of_scope"


def test_an_address_is_judged_and_not_taken_for_a_name(ask):
    told = ask("https://kbc.be.evil.com/", "find_organisation")

    assert "hoort niet bij de Vlaamse overheid" not in told


@pytest.mark.parametrize(
    ("text", "intent", "language", "told"),
    [
        ("wat is de VMSW?", "find_organisation", "nl", "VMSW is nu Wonen in Vlaanderen."),
        ("welke kanalen heeft de VMSW?", "list_channels", "nl", "VMSW is nu Wonen in Vlaanderen."),
        ("c'est quoi la VMSW ?", "find_organisation", "fr", "VMSW s'appelle maintenant Wonen in"),
        ("departement WSE", "find_organisation", "nl", "WSE is nu Departement WEWIS."),
        ("departement EWI", "find_organisation", "en", "is now Departement WEWIS."),
        ("W&Z", "find_organisation", "de", "heißt jetzt De Vlaamse Waterweg."),
        ("minister Jambon", "find_organisation", "nl", "Jan Jambon zit niet meer in de Vlaamse"),
        ("minister Gatz op facebook", "list_channels", "nl", "Sven Gatz zit niet meer in de"),
    ],
)
def test_what_became_of_an_organisation_is_told(
    ask, text: str, intent: str, language: str, told: str
):
    assert told in ask(text, intent, language)


def test_who_took_over_can_be_reached_at_once(ask):
    assert "https://www.vlaanderen.be/premies-voor-renovatie" in ask("VMSW?", "find_organisation")
