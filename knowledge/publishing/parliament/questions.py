"""Written questions of the Flemish Parliament, by number and year."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from knowledge.data import load_data

QUESTIONS_FILE = Path(__file__).with_name("questions.yml")


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """What was answered to a question for the whole government, shortened.

    Attributes:
        policy: On how information is chosen.
        misuse: On known cases.
        security: On how networks and accounts are kept safe.
    """

    source: str
    year: str
    policy: tuple[str, ...]
    misuse: tuple[str, ...]
    security: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One written question.

    Attributes:
        asked_to: By name of each minister of that day, the number of the question there.
        parts: Its four parts, in their order.
        answered: What was answered then.
    """

    number: str
    date: date
    asked_by: str
    asked_to: Mapping[str, str]
    title: str
    parts: tuple[str, ...]
    answered: GivenAnswer


@cache
def questions(path: Path = QUESTIONS_FILE) -> Mapping[str, Question]:
    """Give the questions that are known, each by a name such as `664/2016`."""
    rows = load_data(path)
    return {
        name: Question(
            number=row["number"],
            date=date.fromisoformat(row["date"]),
            asked_by=row["asked_by"],
            asked_to=row["asked_to"],
            title=row["title"],
            parts=tuple(row["parts"]),
            answered=GivenAnswer(
                source=row["answered"]["source"],
                year=row["answered"]["year"],
                policy=tuple(row["answered"]["policy"]),
                misuse=tuple(row["answered"]["misuse"]),
                security=tuple(row["answered"]["security"]),
            ),
        )
        for name, row in rows.items()
    }
