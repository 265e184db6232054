"""How many turns of written conversations are answered right, first and later turns apart.

A conversation goes on after a bad turn: one that stops there hides what comes after.
"""

import asyncio
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from actions.cues.word_list import folded
from actions.reports.desk import Desk
from actions.reports.intake.spool import Spool
from actions.reports.store import ReportStore
from bot.conversation.agent import TrainedAgent
from bot.conversation.dialogue import Dialogue, share
from bot.conversation.in_process import load_executor
from bot.conversation.memory import Conversations
from bot.conversation.messages import BotMessage, Heard, Mind
from bot.conversation.script import Script
from bot.conversation.training import model_file
from bot.conversation.untrained import Untrained
from bot.nlu.subject_kinds import METADATA, NOTHING
from bot.opening import open_encoder
from bot.settings import Settings
from knowledge.library import Library

FOLDER = Path("tests/evaluation/conversations")
OURS = "kanaalcheck"
WITHOUT_SUBJECT = "without_subject"

_MARKUP = str.maketrans("", "", "*_`")


@dataclass(frozen=True, slots=True)
class WrittenTurn:
    """What is said, and words that any right answer holds or does not hold.

    Attributes:
        any_of: Groups of words; the answer holds at least one of each group.
        none_of: Words that it does not hold.
    """

    said: str
    any_of: tuple[tuple[str, ...], ...]
    none_of: tuple[str, ...]

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "WrittenTurn":
        """Read `{"user": …, "expect": [{"contains_any": […]}, {"contains_none": […]}]}`."""
        expect = row.get("expect", ())
        groups = [tuple(each["contains_any"]) for each in expect if "contains_any" in each]
        refused = [word for each in expect for word in each.get("contains_none", ())]
        return cls(row["user"], tuple(groups), tuple(refused))

    def is_answered_by(self, text: str) -> bool:
        """Tell whether an answer with its buttons will do, without regard to case and accents."""
        seen = plain(text)
        holds = all(any(plain(word) in seen for word in group) for group in self.any_of)
        return (
            bool(seen.strip()) and holds and not any(plain(each) in seen for each in self.none_of)
        )


@dataclass(frozen=True, slots=True)
class WrittenConversation:
    """A conversation as somebody wrote it down, in one language."""

    id: str
    language: str
    turns: tuple[WrittenTurn, ...]


@dataclass
class ConversationScores:
    """How conversations went; shares from 0 to 1.

    Attributes:
        first: For each conversation whether its first turn was answered right.
        later: The same of all other turns, by language.
        whole: How many conversations had no bad turn.
        same_twice: How often the same text was said twice in a row; such a turn is a bad one.
    """

    first: list[bool] = field(default_factory=list)
    later: dict[str, list[bool]] = field(default_factory=dict)
    whole: int = 0
    same_twice: int = 0

    def as_json(self) -> dict[str, Any]:
        """Give what a table shows."""
        later = [right for each in self.later.values() for right in each]
        return {
            "conversations": len(self.first),
            "whole": self.whole,
            "first_right": _share(self.first),
            "later_turns": len(later),
            "later_right": _share(later),
            "later_right_by_language": {name: _share(each) for name, each in self.later.items()},
            "same_twice": self.same_twice,
        }


def read_conversations(path: Path) -> tuple[WrittenConversation, ...]:
    """Read a file with a conversation on each line: `id`, `language` and `turns`."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return tuple(
        WrittenConversation(row["id"], row["language"], tuple(map(WrittenTurn.of, row["turns"])))
        for row in rows
    )


def plain(text: str) -> str:
    """Fold a text for comparing: no case, accents or markup, one space between words."""
    return " ".join(folded(text).translate(_MARKUP).split())


async def hold(
    dialogue: Dialogue, conversations: Sequence[WrittenConversation], name: str = ""
) -> ConversationScores:
    """Hold every conversation to its end and judge each turn.

    Args:
        dialogue: What answers.
        conversations: What is said.
        name: Keeps the conversations apart from others of the same dialogue.
    """
    scores = ConversationScores()
    for one in conversations:
        judged, before = [], None
        for turn in one.turns:
            answers = await dialogue.answer(f"{name}{one.id}", turn.said)
            said = "\n".join(each.text for each in answers)
            is_same = said == before
            scores.same_twice += is_same
            judged.append(not is_same and turn.is_answered_by(_with_buttons(answers)))
            before = said
        scores.first.append(judged[0])
        scores.later.setdefault(one.language, []).extend(judged[1:])
        scores.whole += all(judged)
    return scores


def evaluate_conversations(settings: Settings, library: Library) -> dict[str, Any]:
    """Hold the conversations of each file twice: as we answer, and understood without a subject.

    Returns:
        For each file, without its ending, the scores of both.
    """
    with TemporaryDirectory() as folder:
        desk = _desk(Path(folder))
        alone = _Alone(_trained(settings))
        minds: dict[str, Mind] = {OURS: _trained(settings), WITHOUT_SUBJECT: alone}
        share(settings, library, open_encoder(settings), desk)
        dialogues = {name: _dialogue(settings, mind) for name, mind in minds.items()}
        return asyncio.run(_held_by(dialogues))


async def _held_by(dialogues: Mapping[str, Dialogue]) -> dict[str, Any]:
    return {
        path.stem: {
            name: (await hold(dialogue, read_conversations(path), f"{name}-{path.stem}-")).as_json()
            for name, dialogue in dialogues.items()
        }
        for path in _files()
    }


def _files() -> Iterator[Path]:
    return iter(sorted(FOLDER.glob("*.jsonl")))


class _Alone:
    """A mind that understands each message as if nothing was said before: the baseline."""

    def __init__(self, mind: Mind) -> None:
        self._mind = mind

    async def answer(self, heard: Heard) -> list[BotMessage]:
        """Answer a message whose subject is hidden from the language components."""
        return await self._mind.answer(
            _HeardAlone(**{each.name: getattr(heard, each.name) for each in fields(heard)})
        )

    async def parse(self, text: str) -> dict[str, Any]:
        """Give what is understood of a text, which has no subject by itself."""
        return await self._mind.parse(text)


class _HeardAlone(Heard):
    """One message whose caller says that it is about nothing."""

    @property
    def metadata(self) -> dict[str, str]:
        """What actions may know beside the words, and the subject that is none."""
        return {**super().metadata, METADATA: NOTHING}


def _trained(settings: Settings) -> TrainedAgent:
    return TrainedAgent(model_file(settings), load_executor())


def _dialogue(settings: Settings, mind: Mind) -> Dialogue:
    script = Script.load()
    untrained = Untrained(script, load_executor(), Conversations(time.monotonic))
    return Dialogue(script, mind, untrained, open_encoder(settings))


def _desk(folder: Path) -> Desk:
    def now() -> datetime:
        return datetime.now(UTC)

    return Desk(ReportStore.open(f"sqlite:///{folder}/reports.db", clock=now), Spool(folder), now)


def _with_buttons(answers: Sequence[BotMessage]) -> str:
    return "\n".join(
        line for each in answers for line in (each.text, *(title for title, _ in each.buttons))
    )


def _share(right: Sequence[bool]) -> float | None:
    return sum(right) / len(right) if right else None
