"""What is done to Rasa so that a turn costs little, and changes nothing."""

import ast
import asyncio
import os
import threading
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
import yaml
from rasa.core.actions import action as actions_of_rasa
from rasa.core.policies.rule_policy import RulePolicy
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.nlu.tokenizers.whitespace_tokenizer import WhitespaceTokenizer
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SlotSet, UserUttered
from rasa.shared.core.slots import TextSlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.utils import common
from rasa_sdk.executor import ActionExecutor

from bot.conversation.agent import (
    LOGGING_MODULES,
    ActionsBeside,
    _looked_up,
    _rules_of,
    _searches,
    copy_nothing_for_logs,
    copy_trackers_plainly,
    fill_only_what_an_action_fills,
    look_classes_up_once,
    make_default_actions_once,
    read_no_rules_by_words,
    scan_rules_once,
)
from bot.conversation.dialogue import Dialogue
from bot.nlu.subject_kinds import FEATURE
from bot.opening import open_library
from bot.settings import Settings

SAID = (
    "is vdab-jobs.be echt?",
    "waarom?",
    "hallo",
    "/report_misuse",
    "vdab-jobs.be",
    "ze vroegen mijn code",
    "nee laat maar",
    "bedankt",
)


def test_classes_of_events_are_looked_up_once_and_all_are_there() -> None:
    before = set(common.all_subclasses(Event))
    look_classes_up_once()
    look_classes_up_once()
    assert set(common.all_subclasses(Event)) == before
    assert SlotSet in before


@pytest.mark.parametrize("module", LOGGING_MODULES)
def test_what_is_not_copied_any_more_is_logged_and_nothing_else(module: ModuleType) -> None:
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    logged = {
        id(inner)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "structlogger.debug"
        for inner in ast.walk(call)
    }
    copies = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "copy"]
    assert copies
    assert all(id(node) in logged for node in copies)


def test_nothing_is_copied_for_logs() -> None:
    copy_nothing_for_logs()
    value = [object()]
    assert all(module.copy.deepcopy(value) is value for module in LOGGING_MODULES)


@pytest.mark.model
@pytest.mark.slow
def test_rules_that_are_remembered_are_those_that_a_scan_finds() -> None:
    scanned = RulePolicy.__dict__["_get_possible_keys"]
    settings = replace(Settings.from_env(os.environ), database_url="sqlite:///:memory:")
    dialogue = Dialogue.load(settings, open_library(settings))
    scan_rules_once()
    remembered = RulePolicy.__dict__["_get_possible_keys"]
    asked = []

    def both(policy: RulePolicy, lookup: dict[str, str], states: list[object]) -> set[str]:
        found: set[str] = remembered(policy, lookup, states)
        asked.append(found == scanned(policy, lookup, states))
        return found

    RulePolicy._get_possible_keys = both
    try:
        for sender in ("a", "b"):
            for text in SAID:
                assert asyncio.run(dialogue.answer(sender, text))
    finally:
        RulePolicy._get_possible_keys = remembered
    assert asked
    assert all(asked)
    places = [place for known in _rules_of.values() for place in known]
    assert [place for place in places if "vdab-jobs" in place or "mijn code" in place] == []


def _tracker() -> DialogueStateTracker:
    slots = [TextSlot("organisation", []), TextSlot("mention", [])]
    events = [
        ActionExecuted("action_listen"),
        UserUttered("is vdab-jobs.be echt?", {"name": "check_channel", "confidence": 0.9}),
        SlotSet("organisation", "vdab"),
        ActiveLoop("report_form"),
        ActionExecuted("report_form"),
    ]
    return DialogueStateTracker.from_events("somebody", events, slots)


def test_a_copy_of_a_conversation_is_what_telling_it_anew_gives() -> None:
    copy_trackers_plainly()
    tracker = _tracker()
    told = tracker.travel_back_in_time(float("inf"))
    copied = tracker.copy()
    assert copied == told
    assert copied.current_state() == told.current_state()
    assert copied.active_loop == told.active_loop
    assert vars(copied).keys() == vars(told).keys()


def test_what_is_done_to_a_copy_of_a_conversation_leaves_it_as_it_is() -> None:
    copy_trackers_plainly()
    tracker, untouched = _tracker(), _tracker().current_state()
    copied = tracker.copy()
    copied.update(SlotSet("mention", "vdab-jobs.be"))
    copied.interrupt_loop(is_interrupted=True)
    copied.update(ActiveLoop(None))
    state = tracker.current_state()
    assert state["slots"] == untouched["slots"]
    assert state["active_loop"] == untouched["active_loop"]
    assert len(tracker.events) == len(_tracker().events)


def test_no_rule_speaks_of_a_citizens_words() -> None:
    read_no_rules_by_words()
    told = [path.read_text(encoding="utf-8") for path in Path("bot/data").rglob("*.yml")]
    rules = [row for text in told for row in yaml.safe_load(text).get("rules") or ()]
    rules += [row for text in told for row in yaml.safe_load(text).get("stories") or ()]
    assert rules
    assert [step for rule in rules for step in rule["steps"] if "user" in step] == []


def test_a_rule_on_an_intent_has_one_action_so_that_a_turn_ends_with_it() -> None:
    told = [path.read_text(encoding="utf-8") for path in Path("bot/data").rglob("*.yml")]
    rules = [row for text in told for row in yaml.safe_load(text).get("rules") or ()]
    ended = [rule for rule in rules if "condition" not in rule]
    assert ended
    for rule in ended:
        actions = [step["action"] for step in rule["steps"] if "action" in step]
        assert len(actions) == 1, rule["rule"]


def test_the_actions_of_rasa_are_made_once() -> None:
    make_default_actions_once()
    make_default_actions_once()
    endpoint = ActionsBeside(ActionExecutor())
    made = actions_of_rasa.default_actions(endpoint)
    assert actions_of_rasa.default_actions(endpoint) is made
    assert actions_of_rasa.default_actions(ActionsBeside(ActionExecutor())) is not made


@pytest.mark.model
@pytest.mark.slow
def test_a_message_that_needs_its_vector_is_understood_from_there_on() -> None:
    settings = replace(Settings.from_env(os.environ), database_url="sqlite:///:memory:")
    dialogue = Dialogue.load(settings, open_library(settings))
    text = "bij wie moet ik zijn als mijn dak lekt in 1907"
    tokenized, tokenize = [], WhitespaceTokenizer.tokenize

    def counted(tokenizer: WhitespaceTokenizer, message: Message, attribute: str) -> list[Token]:
        tokenized.append(message)
        return tokenize(tokenizer, message, attribute)

    WhitespaceTokenizer.tokenize = counted
    try:
        first = asyncio.run(dialogue.parse(text))
    finally:
        WhitespaceTokenizer.tokenize = tokenize
    assert len(tokenized) == 1
    assert asyncio.run(dialogue.parse(text)) == first
    dialogue._trained.encode_with(None)
    assert asyncio.run(dialogue.parse(text)) == first


def test_slots_that_nothing_fills_are_asked_about_no_more() -> None:
    domain = Domain.load("bot/domain")
    before = {slot.name: slot.mappings for slot in domain.slots}
    fill_only_what_an_action_fills(domain)
    left = {slot.name: slot.mappings for slot in domain.slots if slot.mappings}
    assert left == {"language": before["language"]}
    assert left["language"][0]["action"] == "action_choose_language"


@pytest.mark.parametrize(
    ("intent", "about", "named", "is_searched"),
    [
        ("find_organisation", "nothing", [], True),
        ("list_channels", "nothing", [], True),
        ("list_channels", "nothing", ["organisation"], False),
        ("ask_why", "fake", [], True),
        ("thank", "incident", [], False),
        ("list_channels", "fake", ["organisation"], False),
        ("ask_misuse_cases", "fake", ["organisation"], False),
        ("ask_misuse_cases", "nothing", [], True),
        ("point_out", "told", ["organisation"], True),
        ("check_channel", "fake", ["mention"], False),
        ("ask_why", "organisation", [], True),
        ("ask_why", "list", [], False),
        ("ask_simpler", "fake", [], False),
        ("ask_simpler", "incident", [], True),
        ("greet", "nothing", [], False),
    ],
)
def test_what_is_looked_up_by_meaning_is_encoded_before(
    intent: str, about: str, named: list[str], is_searched: bool
) -> None:
    parsed = {
        "text": "waarom dan?",
        "intent": {"name": intent, "confidence": 0.95},
        "entities": [{"entity": each} for each in named],
        FEATURE: about,
    }
    assert _searches(parsed) is is_searched
    if about == "fake" and is_searched:
        assert not _searches({**parsed, "text": "dat is een lang verhaal " * 10})


def test_the_parts_of_a_message_are_encoded_with_it() -> None:
    parsed = {
        "text": "waarom dan? ik vraag het maar, wie zijn jullie eigenlijk",
        "intent": {"name": "ask_why", "confidence": 0.95},
        "entities": [],
        FEATURE: "fake",
    }
    first, *parts = _looked_up(parsed)
    assert first == parsed["text"]
    assert "wie zijn jullie eigenlijk" in parts
    asks_us = {"name": "bot_challenge", "confidence": 0.95}
    address = [{"entity": "mention", "start": 0, "end": 6}]
    named = {**parsed, "intent": asks_us, "entities": address}
    assert _looked_up(named) == [parsed["text"]]


def test_a_question_of_several_words_on_a_list_is_encoded_before() -> None:
    parsed = {
        "text": "en hoeveel zijn dat er",
        "intent": {"name": "ask_how_many", "confidence": 0.95},
        "entities": [],
        FEATURE: "list",
    }
    assert _looked_up(parsed) == [parsed["text"]]
    assert _looked_up({**parsed, "text": "hoeveel dan"}) == []


@pytest.mark.model
@pytest.mark.slow
def test_questions_on_an_address_are_not_encoded_in_the_event_loop() -> None:
    settings = replace(Settings.from_env(os.environ), database_url="sqlite:///:memory:")
    dialogue = Dialogue.load(settings, open_library(settings))
    encoder = dialogue._encoder._encoder
    encode, threads = encoder.encode_queries, []

    def watched(texts: list[str]) -> object:
        threads.append(threading.current_thread())
        return encode(texts)

    encoder.encode_queries = watched
    try:
        for text in ("is vdab-jobs.be echt?", "maar mijn naam staat erin, hoor", "en waarom?"):
            asyncio.run(dialogue.answer("a", text))
    finally:
        encoder.encode_queries = encode
    assert threads
    assert threading.main_thread() not in threads


@pytest.mark.model
@pytest.mark.slow
def test_a_turn_makes_few_conversations_of_it() -> None:
    settings = replace(Settings.from_env(os.environ), database_url="sqlite:///:memory:")
    dialogue = Dialogue.load(settings, open_library(settings))
    asyncio.run(dialogue.answer("a", "hallo"))
    made, make = [], DialogueStateTracker.__init__

    def counted(tracker: DialogueStateTracker, *told: object, **more: object) -> None:
        made.append(1)
        make(tracker, *told, **more)

    DialogueStateTracker.__init__ = counted
    try:
        asyncio.run(dialogue.answer("a", "is vdab-jobs.be echt?"))
    finally:
        DialogueStateTracker.__init__ = make
    assert 0 < len(made) <= 3
