"""Whole conversations on the real register and the trained model, written by someone else."""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.dialogue import BotMessage, Dialogue
from bot.opening import open_library
from bot.settings import Settings

FOLDER = Path(__file__).with_name("conversations")
TODAY = date(2026, 11, 24)

pytestmark = [pytest.mark.model, pytest.mark.slow]
numbers = itertools.count()


def conversations() -> Iterator[Any]:
    yaml = YAML(typ="safe")
    for path in sorted(FOLDER.glob("*.yml")):
        for row in yaml.load(path):
            yield pytest.param(row, id=f"{path.stem}-{row['name']}")


@pytest.fixture(scope="module")
def dialogue() -> Dialogue:
    settings = replace(Settings(), today=TODAY)
    loaded = Dialogue.load(settings, open_library(settings))
    assert loaded.is_trained, "make train first"
    return loaded


@pytest.mark.parametrize("row", list(conversations()))
async def test_conversation(dialogue: Dialogue, row: Mapping[str, Any]):
    sender = f"conversation-{next(numbers)}"
    for number, turn in enumerate(row["turns"], start=1):
        answers = await dialogue.answer(sender, turn["say"], language=row.get("language"))
        missed = await _missed(dialogue, turn, answers)
        assert not missed, f"turn {number}: {missed}"


async def _missed(
    dialogue: Dialogue, turn: Mapping[str, Any], answers: list[BotMessage]
) -> list[str]:
    """Name what was expected of a turn and is not there."""
    expect = turn.get("expect") or {}
    text = "\n".join(answer.text for answer in answers)
    cards = [answer.custom for answer in answers if answer.custom]
    verdict = cards[0]["verdict"] if cards else None
    missed = []
    if "verdict" in expect and verdict != expect["verdict"]:
        missed.append(f"verdict {expect['verdict']}, got {verdict}")
    if "intent" in expect:
        intent = (await dialogue.parse(turn["say"]))["intent"]["name"]
        if intent != expect["intent"]:
            missed.append(f"intent {expect['intent']}, got {intent}")
    wanted = expect.get("contains_any")
    if wanted and not any(each.casefold() in text.casefold() for each in wanted):
        missed.append(f"any of {wanted} in {text!r}")
    missed += _organisation_missed(expect, answers)
    if "buttons" in expect and expect["buttons"] != any(answer.buttons for answer in answers):
        missed.append(f"buttons: {expect['buttons']}")
    return missed


def _organisation_missed(expect: Mapping[str, Any], answers: list[BotMessage]) -> list[str]:
    """Look for the organisation's id in the cards and buttons of an answer."""
    wanted = expect.get("organisation")
    if wanted is None:
        return []
    shown = [
        mention["organisation"]["id"]
        for answer in answers
        for mention in (answer.custom or {}).get("mentions", [])
        if mention["organisation"]
    ]
    pressed = [payload for answer in answers for _, payload in answer.buttons]
    if wanted in shown or any(f'"{wanted}"' in payload for payload in pressed):
        return []
    return [f"organisation {wanted}, got {shown}"]
