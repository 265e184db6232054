"""Training sentences that ask no kind of question about what was answered."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from knowledge.data import load_data

FOLDER = Path("bot/data")
MOST = 500  # sentences of an intent; more weigh down the kinds, which have some eighty each
MOST_OFF_TOPIC = 2_400
OFF_TOPIC = "out_of_scope"

ALONE = (
    "affirm",
    "ask_content_policy",
    "ask_evaluation",
    "cancel",
    "check_channel",
    "deny",
    "dispute_answer",
    "forget_me",
    "goodbye",
    "greet",
    "list_channels",
    "list_planned_channels",
    OFF_TOPIC,
    "report_misuse",
    "thank",
)
"""Intents that are no question about a message; what the others hold often is one."""

IN_TALK = ("ask_if_sure",)
"""Intents of talk that are learnt beside the kinds of question, because they are asked for."""


def sentences_that_ask_none(folder: Path = FOLDER) -> dict[str, list[str]]:
    """Give sentences by their intent, spread evenly over its training data.

    Raises:
        OSError: A file is missing.
    """
    files = [(each, folder / "nlu") for each in ALONE] + [
        (each, folder / "talk") for each in IN_TALK
    ]
    return {each: _spread(list(_sentences(room / f"{each}.yml")), each) for each, room in files}


def _spread(sentences: list[str], intent: str) -> list[str]:
    most = MOST_OFF_TOPIC if intent == OFF_TOPIC else MOST
    return sentences[:: max(1, -(-len(sentences) // most))]


def _sentences(file: Path) -> Iterator[str]:
    for block in load_data(file)["nlu"]:
        yield from _of(block["examples"])


def _of(examples: Any) -> Iterator[str]:  # noqa: ANN401 - lines, or a list of rows
    if isinstance(examples, str):
        lines = (each.strip() for each in examples.splitlines())
        yield from (each.removeprefix("- ") for each in lines if each)
    else:
        yield from (str(each["text"]).strip() for each in examples)
