"""Messages of strangers that ask two things are heard as two, and others as one."""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from actions.conversation.context import provide
from actions.cues.questions import Questions
from bot.conversation.dialogue import Dialogue
from bot.opening import open_library
from bot.settings import Settings
from knowledge.matching.answer import Did

FILE = Path(__file__).parent / "questions/strangers.jsonl"
LEAST_CUT = 0.65  # of the messages that ask two things; what is not is answered as before
MOST_CUT_WRONGLY = 0.04  # of the others


def turns() -> list[tuple[str, int]]:
    rows = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
    return [(turn["user"], len(turn["asks"])) for row in rows for turn in row["turns"]]


def test_two_questions_are_cut_and_one_is_not():
    pieces = [(len(Questions.load().cut(text)), asks) for text, asks in turns()]
    several = [count for count, asks in pieces if asks > 1]
    others = [count for count, asks in pieces if asks <= 1]
    cut = sum(count > 1 for count in several) / len(several)
    wrongly = sum(count > 1 for count in others) / len(others)
    print(f"{cut:.1%} of {len(several)} cut, {wrongly:.1%} of {len(others)} cut wrongly")
    assert cut >= LEAST_CUT
    assert wrongly <= MOST_CUT_WRONGLY


@pytest.fixture(scope="module")
def dialogue() -> Iterator[Dialogue]:
    settings = replace(Settings.from_env(os.environ), today=date(2026, 11, 24))
    yield Dialogue.load(settings, open_library(settings))
    provide(None)


async def said(dialogue: Dialogue, sender: str, *messages: str) -> str:
    answers = [await dialogue.answer(sender, each) for each in messages]
    return "\n".join(each.text for each in answers[-1])


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.parametrize(
    ("messages", "parts"),
    [
        (("Zit De Lijn op TikTok? En de VDAB?",), ("De Lijn", "VDAB")),
        (("heeft Fluvius Instagram en wie zit er achter deze chat",), ("fluviusbe", "Kanaalcheck")),
        (
            (
                "ik heb 80 euro betaald aan een valse site",
                "Krijg ik dat terug? En moet ik naar de politie?",
            ),
            ("Deed u de betaling niet zelf", "aangifte"),
        ),
        (
            ("Is vdab-jobs.be theirs? And is VDAB on Facebook?",),
            ("vdab-jobs[.]be", "facebook.com/vdab"),
        ),
        (
            ("Bonjour, De Lijn est sur Instagram ? Et sur LinkedIn ?",),
            ("instagram.com/delijn", "linkedin.com/company/delijn"),
        ),
    ],
)
async def test_both_are_answered(
    dialogue: Dialogue, messages: tuple[str, ...], parts: tuple[str, ...]
):
    answer = await said(dialogue, "-".join(messages), *messages)
    assert all(each in answer for each in parts), answer


@pytest.mark.model
@pytest.mark.slow
async def test_a_cry_is_heard_whole(dialogue: Dialogue):
    answers = await dialogue.answer(
        "cry", "waarom leef ik nog? wie zou mij missen als ik er niet meer ben?"
    )
    assert [each.did for each in answers] == [Did.HELPED_IN_CRISIS]


@pytest.mark.model
@pytest.mark.slow
async def test_a_sorry_is_said_before_an_answer_alone(dialogue: Dialogue):
    first = "zit de VDAB op TikTok"
    found = await said(dialogue, "s1", first, "Dat vroeg ik niet. Heeft Fluvius Facebook?")
    missed = await said(dialogue, "s2", first, "Dat vroeg ik niet. Welke kleur heeft uw fiets?")
    assert "Sorry" in found
    assert "fluviusbe" in found
    assert "Sorry" not in missed


@pytest.mark.model
@pytest.mark.slow
async def test_questions_of_a_pasted_message_are_not_answered(dialogue: Dialogue):
    told = "Beste klant, uw pakket wacht. Betaal 2 euro."
    asked = "Wilt u het vandaag ontvangen? Hebt u vragen over de levering?"
    whole = await dialogue.answer("pasted", f"{told} {asked}")
    alone = await dialogue.answer("alone", told)
    assert len(whole) == len(alone) == 1
