"""What is said after an answer is understood in its light; without one it is not guessed."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from ruamel.yaml import YAML

from bot.conversation.training import model_file
from bot.settings import Settings
from knowledge.matching.subject import TALK

FOLDER = Path("tests/evaluation/talk")
LEAST_TALK, LEAST_OTHERS = 0.88, 0.90
MOST_WITHOUT_SUBJECT = 0.0

pytestmark = [pytest.mark.model, pytest.mark.slow]


def cases() -> list[dict[str, str]]:
    yaml = YAML(typ="safe")
    return [case for path in sorted(FOLDER.glob("*.yml")) for case in yaml.load(path)]


@pytest.fixture(scope="module")
def agent() -> Agent:
    return Agent.load(model_file(Settings()))


def understood(agent: Agent, asked: Sequence[tuple[str, str | None]]) -> list[str]:
    async def parse(text: str, subject: str | None) -> str:
        metadata = {"subject": subject} if subject else {}
        parsed = await agent.processor.parse_message(UserMessage(text, metadata=metadata))
        return str(parsed["intent"]["name"])

    async def every() -> list[str]:
        return [await parse(*each) for each in asked]

    return asyncio.run(every())


def share(right: Sequence[bool]) -> float:
    return sum(right) / len(right)


def test_talk_is_understood_after_its_subject_and_other_intents_stay_what_they_are(
    agent: Agent,
) -> None:
    known = cases()
    said = understood(agent, [(case["text"], case["subject"]) for case in known])
    right = [meant == case["intent"] for meant, case in zip(said, known, strict=True)]
    talk = share([ok for ok, case in zip(right, known, strict=True) if case["intent"] in TALK])
    others = share(
        [ok for ok, case in zip(right, known, strict=True) if case["intent"] not in TALK]
    )
    print(f"\ntalk right {talk:.3f}, other intents after a subject {others:.3f}")
    assert talk >= LEAST_TALK
    assert others >= LEAST_OTHERS


def test_without_a_subject_nothing_is_talk(agent: Agent) -> None:
    said = understood(agent, [(case["text"], None) for case in cases()])
    assert share([meant in TALK for meant in said]) == MOST_WITHOUT_SUBJECT
