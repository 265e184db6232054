"""What is remembered of answers: bounded, in order, once."""

import asyncio

import pytest

from bot.channels.widget.replay import KEPT_S, MOST_OF_ONE, OVERHEAD, Answered, Answers
from bot.http.problems import Problem


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Talk:
    """Counts the turns that were taken."""

    def __init__(self) -> None:
        self.turns = 0

    async def answer(self) -> Answered:
        self.turns += 1
        return Answered(str(self.turns).encode() * 100, "x" * 50)


@pytest.fixture
def talk() -> Talk:
    return Talk()


async def say(answers: Answers, talk: Talk, conversation: str, message: str) -> Answered:
    answered = await answers.once(conversation, message, b"x", talk.answer)
    await asyncio.sleep(0)  # it is written down right after
    return answered


async def test_ten_thousand_conversations_take_no_more_than_allowed(talk: Talk) -> None:
    answers = Answers(Clock(), max_bytes=100 * OVERHEAD)
    for number in range(10_000):
        await say(answers, talk, f"c{number}", "m")
    assert answers.size <= 100 * OVERHEAD
    assert len(answers) <= 100
    assert answers.knows("c9999", "m")
    assert not answers.knows("c0", "m")


async def test_one_conversation_cannot_push_out_the_others(talk: Talk) -> None:
    answers = Answers(Clock(), max_bytes=1_000 * OVERHEAD)
    await say(answers, talk, "quiet", "m")
    for number in range(1_000):
        await say(answers, talk, "loud", str(number))
    assert answers.knows("quiet", "m")
    assert sum(answers.knows("loud", str(number)) for number in range(1_000)) == MOST_OF_ONE
    assert answers.knows("loud", "999")


async def test_a_day_later_nothing_is_known(talk: Talk) -> None:
    clock = Clock()
    answers = Answers(clock)
    await say(answers, talk, "c", "m")
    clock.now = KEPT_S + 1
    await say(answers, talk, "other", "m")
    assert not answers.knows("c", "m")
    assert len(answers) == 1
    await say(answers, talk, "c", "m")
    assert talk.turns == 3


async def test_what_it_counts_is_what_it_holds(talk: Talk) -> None:
    answers = Answers(Clock())
    for number in range(20):
        await say(answers, talk, f"c{number % 3}", str(number))
    for conversation in ("c0", "c1", "c2"):
        answers.forget(conversation)
    assert (answers.size, len(answers)) == (0, 0)
    answers.forget("unknown")


async def test_a_conversation_that_is_pushed_out_while_it_is_answered_gets_its_answer(
    talk: Talk,
) -> None:
    answers = Answers(Clock(), max_bytes=2 * OVERHEAD)
    may = asyncio.Event()

    async def late() -> Answered:
        await may.wait()
        return Answered(b"late")

    asked = asyncio.create_task(answers.once("c", "m", b"x", late))
    await asyncio.sleep(0)
    for number in range(5):
        await say(answers, talk, f"o{number}", "m")
    may.set()
    assert (await asked).body == b"late"
    answers.forget("o4")
    assert answers.size >= 0


async def test_failures_leave_nothing(talk: Talk) -> None:
    answers = Answers(Clock())

    async def fail() -> Answered:
        raise Problem("not-ready")

    with pytest.raises(Problem):
        await answers.once("c", "m", b"x", fail)
    await asyncio.sleep(0)
    assert len(answers) == 0
    assert (await say(answers, talk, "c", "m")).body


async def test_an_answer_is_judged_once(talk: Talk) -> None:
    answers = Answers(Clock())
    await say(answers, talk, "c", "m")
    assert answers.judge("c", "m")
    assert answers.judge("c", "m") is None
    for conversation, message in (("c", "n"), ("d", "m")):
        with pytest.raises(Problem):
            answers.judge(conversation, message)
