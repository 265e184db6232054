"""What an organisation said itself about its social media is told with its source."""

import asyncio
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import context
from actions.conversation.context import Context, load_sentences
from actions.intents.ask_question import ActionAskQuestion
from knowledge.library import build_library
from knowledge.model import PolicyAnswer, Source
from knowledge.register.registry import Registry

ROOT = Path(__file__).parents[3]
TODAY = date(2026, 11, 25)
SURVEY = Source("bevraging sociale media, antwoord van team web", "2026-11-24")


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> Context:
    cache = tmp_path_factory.mktemp("cache")
    library = build_library(ROOT / "knowledge", today=lambda: TODAY, cache=cache)
    register = library.registry.register
    vdab = replace(
        register.organisations["vdab"],
        evaluation=PolicyAnswer("Het werkt goed.", SURVEY),
        reactions=PolicyAnswer("Veel vragen over vacatures.", SURVEY),
        misuse_watch=PolicyAnswer("Er is blijvende aandacht voor misbruik.", SURVEY),
    )
    organisations = MappingProxyType({**register.organisations, "vdab": vdab})
    changed = replace(register, organisations=organisations)
    library = replace(library, registry=Registry(changed, library.addresses))
    return Context(library, load_sentences(), lambda: TODAY)


def ask(answered: Context, monkeypatch: pytest.MonkeyPatch, text: str, intent: str) -> str:
    monkeypatch.setattr(context._Process, "provided", answered)
    message = {"text": text, "intent": {"name": intent}, "entities": []}
    tracker = Tracker("a", {"language": "nl"}, message, [], False, None, {}, None)
    dispatcher = CollectingDispatcher()
    asyncio.run(ActionAskQuestion().run(dispatcher, tracker, {}))
    return "\n".join(each["text"] for each in dispatcher.messages)


def test_evaluation_and_reactions(answered: Context, monkeypatch: pytest.MonkeyPatch):
    told = ask(answered, monkeypatch, "hoe tevreden is de VDAB over facebook?", "ask_evaluation")

    assert "Antwoord van de VDAB:" in told
    assert "Het werkt goed." in told
    assert "Veel vragen over vacatures." in told
    assert told.count("Bron: antwoord van team web, 24 november 2026") == 2


def test_the_watch_alone(answered: Context, monkeypatch: pytest.MonkeyPatch):
    told = ask(answered, monkeypatch, "kent de VDAB misbruik?", "ask_misuse_cases")

    assert "Er is blijvende aandacht voor misbruik." in told


def test_nothing_was_said(answered: Context, monkeypatch: pytest.MonkeyPatch):
    told = ask(answered, monkeypatch, "hoe kiest de VDAB zijn berichten?", "ask_content_policy")

    assert "Een antwoord van de VDAB zelf hebben we hierover nog niet" in told
