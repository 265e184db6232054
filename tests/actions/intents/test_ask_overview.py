"""What is told about the register as a whole is counted in it."""

import asyncio
from datetime import date
from pathlib import Path

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import context
from actions.conversation.context import Context, load_sentences
from actions.intents.ask_overview import ActionAskOverview
from actions.intents.list_channels import ActionListChannels
from actions.intents.verdict_first import VerdictFirst
from knowledge.library import Library, build_library
from knowledge.model import ChannelStatus, OrganisationKind, OrganisationStatus

ROOT = Path(__file__).parents[3]
TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    cache = tmp_path_factory.mktemp("cache")
    return build_library(ROOT / "knowledge", today=lambda: TODAY, cache=cache)


@pytest.fixture
def ask(library: Library, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(
        context._Process, "provided", Context(library, load_sentences(), lambda: TODAY)
    )

    def ask(
        text: str,
        language: str = "nl",
        organisation: str | None = None,
        action: type[VerdictFirst] = ActionAskOverview,
    ) -> str:
        message = {"text": text, "intent": {"name": "ask_overview"}, "entities": []}
        tracker = Tracker(
            "a",
            {"language": language, "organisation": organisation},
            message,
            [],
            False,
            None,
            {},
            None,
        )
        dispatcher = CollectingDispatcher()
        asyncio.run(action().run(dispatcher, tracker, {}))
        return "\n".join(each["text"] for each in dispatcher.messages)

    return ask


def there(library: Library, platform: str, kind: OrganisationKind | None = None) -> list[str]:
    return [
        each.display_name
        for each in library.registry.register.organisations.values()
        if each.status is OrganisationStatus.ACTIVE
        and (each.kind is kind if kind else each.kind is not OrganisationKind.MINISTER)
        and any(
            channel.address.platform == platform and channel.status is ChannelStatus.ACTIVE
            for channel in each.channels
        )
    ]


@pytest.mark.parametrize("platform", ["instagram", "facebook", "linkedin", "mastodon"])
def test_counts_who_is_on_a_platform(library: Library, ask, platform: str):
    names = there(library, platform)
    told = ask(f"hoeveel entiteiten zitten op {platform}?")
    assert told.startswith(f"{len(names)} van de ")
    if len(names) <= 15:
        assert all(name in told for name in names)
    else:
        assert f"{len(names) - 15} andere" in told


def test_counts_one_kind(library: Library, ask):
    names = there(library, "facebook", OrganisationKind.AGENCY)
    assert ask("welke agentschappen gebruiken Facebook?").startswith(f"{len(names)} van de ")


def test_nobody_is_no_proof(ask):
    assert "bewijst niet" in ask("wie zit er op snapchat?")


def test_counts_everything(library: Library, ask):
    register = library.registry.register
    everyone = [
        each
        for each in register.organisations.values()
        if each.status is OrganisationStatus.ACTIVE and each.kind is not OrganisationKind.MINISTER
    ]
    assert f"holds {len(everyone)} organisations" in ask("give me numbers", "en")


def test_a_question_of_its_own_is_not_about_the_organisation_of_before(ask):
    assert "VDAB" not in ask("wie zit er op snapchat?", organisation="vdab").partition("\n")[0]


def test_goes_on_about_the_organisation_of_before(ask):
    assert "van de VDAB" in ask("en op Instagram?", organisation="vdab").partition(".")[0]


def test_since_when_of_one_organisation(ask):
    told = ask("sinds wanneer zit de VDAB op facebook?")
    assert "VDAB" in told.partition("\n")[0]
    assert "Facebook, https://www.facebook.com/vdab.be: 2018" in told


def test_what_nobody_dated_is_said(ask):
    assert ask("sinds wanneer zit 1700 op facebook?").startswith("Daarover hebben we geen bron")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("wie heeft geen Facebook en zit in de mobiliteit", "zonder een kanaal in gebruik op"),
        ("welke kanalen zijn aangekondigd", "Aangekondigde kanalen: "),
        ("welk platform wordt het minst gebruikt", ": 1\n"),
        ("welke kanalen zijn gehackt", "Kanalen die overgenomen zijn: 0"),
        ("hoeveel kanalen zijn niet recent bevestigd", "Kanalen die een team nog moet nakijken: "),
    ],
)
def test_sorts_of_questions(ask, text: str, shown: str):
    assert shown in ask(text)


@pytest.mark.parametrize(
    "text",
    [
        "wie heeft geen Facebook?",
        "hoevele agentschapn hebbn linkdin",
        "wie uit de hoek van milieu zit op youtube",
    ],
)
def test_a_question_about_all_that_sounds_like_one_about_a_single_body(ask, text: str):
    told = ask(text, action=ActionListChannels)
    assert " in onze lijst " in told.partition("\n")[0]
    assert told.endswith("/overzicht.")


@pytest.mark.parametrize(
    "text", ["op welke sociale media zit De Lijn?", "hoeveel kanalen heeft VDAB"]
)
def test_a_question_about_one_body_stays_one(ask, text: str):
    assert "/overzicht" not in ask(text, action=ActionListChannels)


def test_a_question_after_nobody_is_not_counted(ask):
    assert "/overzicht" not in ask("welke kanalen bestaan er", action=ActionListChannels)
