"""Whole conversations on the real register, by the trained model and reports also without it."""

import itertools
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from actions.conversation.context import provide
from actions.reports.desk import Desk
from actions.reports.intake.spool import Spool
from actions.reports.store import ReportStore
from bot.conversation.dialogue import BotMessage, Dialogue, share
from bot.conversation.in_process import load_executor
from bot.conversation.memory import Conversations
from bot.conversation.script import Script
from bot.conversation.untrained import Untrained
from bot.opening import open_encoder, open_library
from bot.settings import Settings
from knowledge.library import Library

FOLDER = Path(__file__).with_name("conversations")
TODAY = date(2026, 11, 24)
REPORTING = "reporting"
FORM, NOTHING = "report_", "nothing"
TOLD = "told"
REFERENCE = re.compile(r"KC-(?!XXXX)\w{4}-\w{4}")

pytestmark = [pytest.mark.model, pytest.mark.slow]
numbers = itertools.count()


def conversations(*files: str) -> Iterator[Any]:
    yaml = YAML(typ="safe")
    for path in sorted(FOLDER.glob("*.yml")):
        for row in yaml.load(path) if not files or path.stem in files else ():
            yield pytest.param(row, id=f"{path.stem}-{row['name']}")


@pytest.fixture(scope="module")
def settings() -> Settings:
    return replace(Settings.from_env(os.environ), today=TODAY)


@pytest.fixture(scope="module")
def library(settings: Settings) -> Library:
    return open_library(settings)


@pytest.fixture(scope="module")
def trained(settings: Settings, library: Library) -> Dialogue:
    loaded = Dialogue.load(settings, library)
    assert loaded.is_trained, "make train first"
    return loaded


@pytest.fixture(scope="module")
def untrained() -> Dialogue:
    script = Script.load()
    return Dialogue(
        script, None, Untrained(script, load_executor(), Conversations(lambda: 0.0)), None
    )


@pytest.fixture
def store(settings: Settings, library: Library, tmp_path: Path) -> Iterator[ReportStore]:
    def now() -> datetime:
        return datetime.now(UTC)

    store = ReportStore.open(f"sqlite:///{tmp_path}/reports.db", clock=now)
    share(settings, library, open_encoder(settings), Desk(store, Spool(tmp_path / "spool"), now))
    yield store
    provide(None)
    store.close()


@pytest.mark.parametrize("row", list(conversations()))
async def test_conversation(trained: Dialogue, store: ReportStore, row: Mapping[str, Any]):
    await holds(trained, store, row)


@pytest.mark.parametrize("row", list(conversations(REPORTING)))
async def test_report_without_a_model(
    untrained: Dialogue, store: ReportStore, row: Mapping[str, Any]
):
    await holds(untrained, store, row)


async def holds(dialogue: Dialogue, store: ReportStore, row: Mapping[str, Any]) -> None:
    """Hold a conversation and compare every answer, and what is filed in the end."""
    sender = f"conversation-{next(numbers)}"
    answers: list[BotMessage] = []
    reference = ""
    for number, turn in enumerate(row["turns"], start=1):
        said = _said(turn, answers, reference)
        answers = await dialogue.answer(sender, said, language=row.get("language"))
        missed = await _missed(dialogue, turn, said, answers, reference)
        assert not missed, f"turn {number}: {missed}"
        given = REFERENCE.search("\n".join(answer.text for answer in answers))
        reference = given[0] if given else reference
    if "filed" in row:
        filed = [_filed(store, case) for case in store.queue()[0]]
        wanted = [{key: each[key] for key in each if key != TOLD} for each in row["filed"]]
        shown = [{key: had[key] for key in one} for one, had in zip(wanted, filed, strict=False)]
        assert (len(filed), shown) == (len(wanted), wanted)
        for one, had in zip(row["filed"], filed, strict=True):
            assert _found(one.get(TOLD, []), had["what_happened"], all)


def _said(turn: Mapping[str, Any], answers: list[BotMessage], reference: str) -> str:
    if "say" in turn:
        return str(turn["say"]).replace("{reference}", reference)
    buttons = [button for answer in answers for button in answer.buttons]
    pressed = (payload for title, payload in buttons if turn["press"] in title.casefold())
    return next(pressed)


def _filed(store: ReportStore, case: Any) -> dict[str, Any]:
    (report,) = store.reports_of(case.id)
    return {
        "kind": str(report.kind),
        "platform": case.subject.platform,
        "imitates": case.subject.imitates,
        "seen_on": report.seen_on,
        "loss": str(report.loss),
        "contact": report.contact,
        "notify": report.notify,
        "language": report.language,
        "what_happened": report.what_happened,
    }


async def _missed(
    dialogue: Dialogue,
    turn: Mapping[str, Any],
    said: str,
    answers: list[BotMessage],
    reference: str,
) -> list[str]:
    """Name what was expected of a turn and is not there."""
    expect = turn.get("expect") or {}
    text = "\n".join(answer.text for answer in answers)
    missed = [name for name, holds in _plain(expect, answers).items() if not holds]
    if "asks" in expect and expect["asks"] != _asked(answers):
        missed.append(f"asks {expect['asks']}, got {_asked(answers)} in {text!r}")
    unwanted = [each.replace("{reference}", reference) for each in expect.get("contains_none", ())]
    if _found(unwanted, text, any):
        missed.append(f"contains_none {unwanted} in {text!r}")
    if "intent" in expect:
        intent = (await dialogue.parse(said))["intent"]["name"]
        if intent != expect["intent"]:
            missed.append(f"intent {expect['intent']}, got {intent}")
    for key, enough in (("contains_any", any), ("contains_all", all)):
        wanted = [each.replace("{reference}", reference) for each in expect.get(key, ())]
        if wanted and not _found(wanted, text, enough):
            missed.append(f"{key} {wanted} in {text!r}")
    return missed + _organisation_missed(expect, answers)


def _asked(answers: list[BotMessage]) -> str:
    """Name the question of a report that waits."""
    subject = answers[-1].answer.subject if answers[-1].answer else None
    topic = (subject.topic if subject else None) or ""
    return topic.removeprefix(FORM) if topic.startswith(FORM) else NOTHING


def _plain(expect: Mapping[str, Any], answers: list[BotMessage]) -> dict[str, bool]:
    cards = [answer.custom for answer in answers if answer.custom]
    verdict = cards[0]["verdict"] if cards else None
    has_buttons = any(answer.buttons for answer in answers)
    return {
        f"verdict {expect.get('verdict')}, got {verdict}": expect.get("verdict", verdict)
        == verdict,
        f"buttons: {expect.get('buttons')}": expect.get("buttons", has_buttons) == has_buttons,
    }


def _found(wanted: list[str], text: str, enough: Callable[[Iterator[bool]], bool]) -> bool:
    return enough(each.casefold() in text.casefold() for each in wanted)


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
