import asyncio
import json

import pytest

from bot.conversation.messages import BotMessage
from bot.conversation_scores import WrittenTurn, hold, plain, read_conversations

ROWS = [
    {
        "id": "a",
        "language": "nl",
        "turns": [
            {"user": "is dit echt", "expect": [{"contains_any": ["nee"]}]},
            {"user": "waarom", "expect": [{"contains_any": ["lijst"]}, {"contains_none": ["ja"]}]},
            {"user": "hoezo", "expect": []},
        ],
    },
    {"id": "b", "language": "fr", "turns": [{"user": "bonjour", "expect": []}]},
]


class Parrot:
    """Says what it was given to say, in turn."""

    def __init__(self, *said: str) -> None:
        self._said = list(said)

    async def answer(self, sender: str, text: str) -> list[BotMessage]:  # noqa: ARG002
        return [BotMessage(self._said.pop(0), buttons=(("Waarom?", "/ask_why"),))]


@pytest.fixture
def written(tmp_path):
    path = tmp_path / "some.jsonl"
    path.write_text("\n".join(map(json.dumps, ROWS)))
    return read_conversations(path)


def scores(written, *said):
    return asyncio.run(hold(Parrot(*said), written)).as_json()


def test_a_conversation_goes_on_after_a_bad_turn(written):
    told = scores(written, "Ja, echt.", "Niet in onze lijst.", "Zo is het.", "Bonjour.")
    assert told["first_right"] == 0.5
    assert told["later_right"] == 1
    assert told["later_turns"] == 2
    assert told["whole"] == 1


def test_the_same_text_twice_in_a_row_is_a_bad_turn(written):
    told = scores(written, "Nee.", "Onze lijst.", "Onze lijst.", "Onze lijst.")
    assert told["same_twice"] == 1
    assert told["later_right_by_language"] == {"nl": 0.5, "fr": None}


def test_words_are_compared_without_case_accents_and_markup():
    turn = WrittenTurn("x", (("vérifié",), ("Ja",)), ("nooit",))
    assert turn.is_answered_by("*JA*, dat is VERIFIE")
    assert not turn.is_answered_by("ja")
    assert not turn.is_answered_by("ja, nooit verifie")


def test_no_answer_is_never_right():
    assert not WrittenTurn("x", (), ()).is_answered_by(" ")


def test_folding_leaves_one_space_between_words():
    assert plain("Dát  *is*\nzo") == "dat is zo"
