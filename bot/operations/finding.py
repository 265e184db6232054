"""One result of an examination of the installation: what it is about, and what to do."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How bad it is."""

    WELL = "well"
    DOUBTFUL = "doubtful"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """What an examination found.

    Attributes:
        about: What was looked at, such as `database`.
        says: One sentence without its full stop.
        remedy: What to do; None when nothing has to be done.
    """

    about: str
    state: State
    says: str
    remedy: str | None = None


def well(about: str, says: str) -> Finding:
    """Give a finding that asks for nothing."""
    return Finding(about, State.WELL, says)


def doubtful(about: str, says: str, remedy: str) -> Finding:
    """Give a finding that may be meant so."""
    return Finding(about, State.DOUBTFUL, says, remedy)


def wrong(about: str, says: str, remedy: str) -> Finding:
    """Give a finding that costs citizens or staff something."""
    return Finding(about, State.WRONG, says, remedy)
