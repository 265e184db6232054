"""What is done to Rasa so that a turn costs little, and changes nothing."""

import ast
import asyncio
import os
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.events import Event, SlotSet
from rasa.shared.utils import common

from bot.conversation.agent import (
    LOGGING_MODULES,
    _rules_of,
    copy_nothing_for_logs,
    look_classes_up_once,
    scan_rules_once,
)
from bot.conversation.dialogue import Dialogue
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
