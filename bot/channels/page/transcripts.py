"""What was said in each conversation of the chat page: in memory, bounded, for a day at most.

The page is drawn by the server, so the server has to remember what it drew. Nothing that the
browser sends back is ever shown as an answer of ours: another site could post it.
"""

import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache

from pydantic import TypeAdapter, ValidationError

from bot.channels.cards import Block
from knowledge.matching.answer import Answer

KEPT_S = 24 * 60 * 60
MAX_TURNS = 30
MAX_CHARACTERS = 20_000_000
"""Of all conversations together: at most 80 MB, whatever anybody sends."""


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """One message of the bot as it is drawn.

    Attributes:
        blocks: Its text, for what judges nothing.
        answer: The cards of its verdicts; None when it judges nothing.
    """

    blocks: tuple[Block, ...] = ()
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """A citizen's message and the bot's answer.

    Attributes:
        choices: Title and payload of each button under the answer.
    """

    said: str
    answers: tuple[ShownAnswer, ...]
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def characters(self) -> int:
        """How much memory it takes, roughly."""
        return len(self.said) + len(repr(self.answers)) + len(repr(self.choices))


@dataclass(frozen=True, slots=True)
class Transcript:
    """The last turns of one conversation, oldest first."""

    id: str
    turns: tuple[Turn, ...] = ()
    last_at: float = 0.0

    def title_of(self, payload: str) -> str | None:
        """Give the words on the button under the last answer that stands for `payload`."""
        choices = self.turns[-1].choices if self.turns else ()
        return next((title for title, known in choices if known == payload), None)


def _new_id() -> str:
    return secrets.token_urlsafe(16)


@dataclass(slots=True)
class Transcripts:
    """The conversations of the page by their unguessable id.

    Attributes:
        clock: Seconds that only go forward.
        max_characters: The conversation unseen for longest is forgotten above this.
        new_id: Makes the unguessable id of a conversation.
    """

    clock: Callable[[], float]
    max_characters: int = MAX_CHARACTERS
    new_id: Callable[[], str] = _new_id
    _known: OrderedDict[str, Transcript] = field(default_factory=OrderedDict)
    _characters: int = 0

    def __len__(self) -> int:
        return len(self._known)

    def get(self, conversation: str | None, *, is_ours: bool = False) -> Transcript:
        """Give a known conversation, or a new one under an id of our own.

        Args:
            conversation: Its id; None begins one.
            is_ours: The id is one of ours, even if nothing that was said is known any more.
        """
        self._forget_expired()
        known = self._known.get(conversation or "")
        if known:
            return known
        return Transcript(conversation if conversation and is_ours else self.new_id())

    def know(self, transcript: Transcript) -> None:
        """Take over a conversation as another machine knows it."""
        self._remove(transcript.id)
        self._known[transcript.id] = replace(transcript, last_at=self.clock())
        self._characters += _characters(transcript)

    def add(self, transcript: Transcript, turn: Turn) -> Transcript:
        """Remember a turn and give the conversation with it."""
        known = self._known.get(transcript.id, transcript)
        self._remove(transcript.id)
        grown = replace(known, turns=(*known.turns, turn)[-MAX_TURNS:], last_at=self.clock())
        self._known[grown.id] = grown
        self._characters += _characters(grown)
        while self._characters > self.max_characters and len(self._known) > 1:
            self._remove(next(iter(self._known)))
        return grown

    def _forget_expired(self) -> None:
        oldest_kept = self.clock() - KEPT_S
        while self._known and next(iter(self._known.values())).last_at < oldest_kept:
            self._remove(next(iter(self._known)))

    def _remove(self, conversation: str) -> None:
        gone = self._known.pop(conversation, None)
        if gone:
            self._characters -= _characters(gone)


def as_json(transcript: Transcript) -> bytes:
    """Write a conversation down, for another machine."""
    return _adapter().dump_json(transcript)


def from_json(content: bytes) -> Transcript | None:
    """Read a conversation; None when another version of this program wrote it."""
    try:
        return _adapter().validate_json(content)
    except ValidationError:
        return None


@cache
def _adapter() -> TypeAdapter[Transcript]:
    return TypeAdapter(Transcript)


def _characters(transcript: Transcript) -> int:
    return sum(turn.characters for turn in transcript.turns)
