"""Questions after numbers, beside counts made from the files in the plainest way."""

import asyncio
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import context
from actions.conversation.context import Context, load_sentences
from actions.intents.ask_overview import ActionAskOverview
from knowledge.library import build_library

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 25)
QUESTIONS = yaml.safe_load(
    (Path(__file__).parent / "overview/questions.yml").read_text(encoding="utf-8")
)
FILES = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in (ROOT / "knowledge/organisations").glob("*.yml")
}
PLATFORMS = yaml.safe_load((ROOT / "knowledge/platforms.yml").read_text(encoding="utf-8"))
DOMAINS = yaml.safe_load((ROOT / "knowledge/wording/domains.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module", autouse=True)
def _register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    made = build_library(
        ROOT / "knowledge", today=lambda: TODAY, cache=tmp_path_factory.mktemp("cache")
    )
    with context.providing(Context(made, load_sentences(), lambda: TODAY)):
        yield


def answer(text: str, language: str) -> str:
    message = {"text": text, "intent": {"name": "ask_overview"}, "entities": []}
    tracker = Tracker("a", {"language": language}, message, [], False, None, {}, None)
    dispatcher = CollectingDispatcher()
    asyncio.run(ActionAskOverview().run(dispatcher, tracker, {}))
    return "\n".join(each["text"] for each in dispatcher.messages)


def bodies(asked: dict[str, Any]) -> list[dict[str, Any]]:
    kind = asked.get("kind")
    return [
        each
        for each in FILES.values()
        if (each["status"] == "active" or asked.get("status") == "retired")
        and (each["kind"] == kind if kind else each["kind"] != "minister")
        and asked.get("domain", "") in each["policy_domain"]
    ]


def channels(body: dict[str, Any], asked: dict[str, Any]) -> list[dict[str, Any]]:
    platform = asked.get("platform")
    return [
        each
        for each in body.get("official_channels", [])
        if each["status"] == asked.get("status", "active")
        and (
            platform in (None, each["platform"])
            or (platform == "social" and PLATFORMS[each["platform"]]["kind"] == "social")
        )
    ]


def counted(asked: dict[str, Any]) -> int:
    if asked.get("of") == "channels":
        return sum(len(channels(each, asked)) for each in bodies(asked))
    if not {"platform", "status"} & asked.keys():
        return len(bodies(asked))
    return sum(bool(channels(each, asked)) != asked.get("without", False) for each in bodies(asked))


def leaders(asked: dict[str, Any], language: str) -> set[str]:
    """Names of what may come first: all that have the highest count."""
    totals: Counter[str] = Counter()
    names = {row["register"]: row["name"][language] for row in DOMAINS.values()}
    for body in bodies(asked):
        found = channels(body, asked)
        if asked["most"] == "domain":
            totals[names[body["policy_domain"]]] += len(found)
        elif asked["most"] == "organisation":
            totals[body.get("short_name") or body["name"]] += len(found)
        else:
            totals.update({PLATFORMS[each["platform"]]["name"][language] for each in found})
    return {name for name, count in totals.items() if count == max(totals.values())}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: each["text"])
def test_the_answer_holds_the_right_number(question: dict[str, Any]):
    told = answer(question["text"], question["language"])

    if "count" in question:
        title = told.splitlines()[0]
        numbers = [int(each) for each in re.findall(r"\d+", title)]
        assert numbers[0] == counted(question["count"]), told
    else:
        first = re.search(r"^• (.+?)\s?: \d+$", told, re.MULTILINE)
        assert first, told
        assert first[1] in leaders(question["first"], question["language"]), told


@pytest.mark.parametrize("question", QUESTIONS[::7], ids=lambda each: each["text"])
def test_every_answer_says_what_the_register_is_not(question: dict[str, Any]):
    told = answer(question["text"], question["language"])

    assert told.endswith("/overzicht.")
    assert len(told) < 2_000


def test_two_platforms_are_told_apart_and_together():
    told = answer("hoeveel agentschappen zitten op LinkedIn en op X?", "nl")
    agencies = bodies({"kind": "agency"})
    on = {
        platform: {each["name"] for each in agencies if channels(each, {"platform": platform})}
        for platform in ("linkedin", "x")
    }

    assert f"• LinkedIn: {len(on['linkedin'])}\n" in told
    assert f"• X (Twitter): {len(on['x'])}\n" in told
    assert f"Op allemaal samen: {len(on['linkedin'] & on['x'])}\n" in told


def test_since_when_is_told_from_dated_sources():
    told = answer("sinds wanneer zit de overheid op X?", "nl")
    years = [
        min(int(source["date"][:4]) for source in each["sources"] if "date" in source)
        for body in bodies({})
        for each in channels(body, {"platform": "x"})
        if any("date" in source for source in each["sources"])
    ]

    assert f"is van {min(years)}." in told
    for year in set(years):
        assert f"• {year}: {sum(each <= year for each in years)}\n" in told
