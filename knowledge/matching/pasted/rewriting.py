"""Undoing what hides a text, step by step, so that every place leads back to the text as sent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """A piece of a text and what it stands for.

    Attributes:
        start: Offset of the piece.
        end: One past its last character.
        text: What it stands for; may be empty.
    """

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Layer:
    """A text after some edits.

    Attributes:
        starts: For each character where it starts in the text as sent.
        ends: For each character where it ends there.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, text: str) -> "Layer":
        """Give a text as it is."""
        return cls(text, range(len(text)), range(1, len(text) + 1))

    def edited(self, edits: Iterable[Edit]) -> "Layer":
        """Apply edits that are in order; one that meets the one before it is left out."""
        pieces: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        done = 0
        for edit in edits:
            if edit.start < done or edit.start >= edit.end:
                continue
            pieces += (self.text[done : edit.start], edit.text)
            starts += self.starts[done : edit.start]
            ends += self.ends[done : edit.start]
            self._spread(edit, starts, ends)
            done = edit.end
        if not pieces:
            return self
        pieces.append(self.text[done:])
        starts += self.starts[done:]
        ends += self.ends[done:]
        return Layer("".join(pieces), starts, ends)

    def _spread(self, edit: Edit, starts: list[int], ends: list[int]) -> None:
        """Divide a piece among its characters: two addresses in it must not share a place."""
        size, length = len(edit.text), edit.end - edit.start
        for place in range(size):
            first = edit.start + place * length // size
            last = max(first, edit.start + (place + 1) * length // size - 1)
            starts.append(self.starts[first])
            ends.append(self.ends[last])
