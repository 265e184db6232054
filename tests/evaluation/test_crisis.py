"""Cries for help are heard, however veiled; idioms that only sound like one are not."""

import asyncio
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from rasa.core.agent import Agent
from rasa.shared.nlu.constants import INTENT

from actions.cues.danger import KEY, Side
from bot.conversation.training import model_file
from bot.evaluation import (
    CRISIS,
    MAX_FALSE_ALARMS,
    MIN_CRIES,
    STRANGERS,
    CrisisCase,
    read_crisis_cases,
)
from bot.nlu.crisis import CrisisPhrases
from bot.settings import Settings

MIN_DANGER = 0.95
MIN_RIGHT_SIDE = 0.95
MAX_FRIGHTENED = 0.1  # of those who never saw a word of it in training, 0.075 are taken for one

CASES = read_crisis_cases()
STRANGE = read_crisis_cases(STRANGERS)
LEARNT = Path("bot/data")


def plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def share(right: Iterable[bool]) -> float:
    counted = list(right)
    return sum(counted) / len(counted)


def of(*kinds: str) -> list[CrisisCase]:
    return [case for case in CASES if case.kind in kinds]


@pytest.fixture(scope="module")
def intents() -> dict[str, dict[str, object]]:
    agent = Agent.load(model_file(Settings()))

    async def every() -> dict[str, dict[str, object]]:
        return {case.text: (await agent.parse_message(case.text))[INTENT] for case in CASES}

    return asyncio.run(every())


@pytest.mark.parametrize("language", ["nl", "en", "fr", "de"])
def test_enough_of_each_kind_is_held_out(language: str) -> None:
    least = {"named": 40, "veiled": 30, "danger": 20, "idioms": 60}
    for kind, number in least.items():
        assert sum(case.language == language for case in of(kind)) >= number


def test_phrases_alone_call_no_idiom_a_crisis() -> None:
    assert [case.text for case in of("idioms") if CrisisPhrases.load().found_in(case.text)] == []


@pytest.mark.model
@pytest.mark.slow
class TestWithTheModel:
    def test_who_names_it_is_always_heard(self, intents: dict[str, dict[str, object]]) -> None:
        unheard = [case.text for case in of("named") if intents[case.text]["name"] != CRISIS]
        assert unheard == []

    def test_veiled_cries_are_heard(self, intents: dict[str, dict[str, object]]) -> None:
        heard = share(intents[case.text]["name"] == CRISIS for case in of("named", "veiled"))
        print(f"\ncries heard: {heard:.3f}")
        assert heard >= MIN_CRIES

    def test_danger_from_others_is_heard(self, intents: dict[str, dict[str, object]]) -> None:
        assert share(intents[case.text]["name"] == CRISIS for case in of("danger")) >= MIN_DANGER

    def test_idioms_are_no_cries(self, intents: dict[str, dict[str, object]]) -> None:
        alarms = share(intents[case.text]["name"] == CRISIS for case in of("idioms"))
        print(f"\nfalse alarms: {alarms:.3f}")
        assert alarms <= MAX_FALSE_ALARMS

    def test_frightened_people_about_a_scam_are_seldom_taken_for_a_cry(self) -> None:
        agent = Agent.load(model_file(Settings()))
        texts = [case.text for case in STRANGE if case.kind in ("frightened", "scared")]

        async def taken() -> list[bool]:
            return [(await agent.parse_message(each))[INTENT]["name"] == CRISIS for each in texts]

        alarms = share(asyncio.run(taken()))
        print(f"\nfrightened, taken for a cry: {alarms:.3f}")
        assert alarms <= MAX_FRIGHTENED

    @pytest.mark.parametrize(
        ("kinds", "side"), [(("named", "veiled"), Side.SELF), (("danger",), Side.OTHERS)]
    )
    def test_the_side_of_the_danger_is_told_apart(
        self, intents: dict[str, dict[str, object]], kinds: tuple[str, ...], side: Side
    ) -> None:
        heard = [intents[case.text] for case in of(*kinds)]
        assert (
            share(each[KEY] == side for each in heard if each["name"] == CRISIS) >= MIN_RIGHT_SIDE
        )


def test_no_sentence_here_is_learnt() -> None:
    lines = (
        line for path in LEARNT.rglob("*.yml") for line in path.read_text("utf-8").splitlines()
    )
    learnt = {plain(line.removeprefix("      - ")) for line in lines}
    assert [case.text for case in (*CASES, *STRANGE) if plain(case.text) in learnt] == []
