"""One thing that is wrong in a file, told to staff."""

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.model import Position

MISTAKE = "fout"
WARNING = "waarschuwing"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A mistake or warning at a place; line and column count from 1.

    Attributes:
        level: `fout` keeps the register from loading; `waarschuwing` does not.
        message: Dutch: what is wrong, and what to write.
        rule: Stable id of the rule.
    """

    file: str
    line: int
    column: int
    level: str
    message: str
    rule: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}"
        return f"{place}: [{self.level}] {self.message} ({self.rule})"


def mistake(place: Position, message: str, rule: str) -> Problem:
    """Make a problem that keeps the register from loading."""
    return Problem(place.file, place.line, place.column, MISTAKE, message, rule)


def warning(place: Position, message: str, rule: str) -> Problem:
    """Make a problem that only asks for attention."""
    return Problem(place.file, place.line, place.column, WARNING, message, rule)


def has_mistake(problems: Iterable[Problem]) -> bool:
    """Tell whether any of them keeps the register from loading."""
    return any(problem.level == MISTAKE for problem in problems)
