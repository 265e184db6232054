"""What the survey asks, in the words of `questions.yml`, and where it stands in the workbook."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.data import load_data
from knowledge.model import ChannelStatus

QUESTIONS_FILE = Path(__file__).with_name("questions.yml")

CHANNEL_HEAD = 3
"""Row of the column names on the sheet of channels; the rows below hold a channel each."""
NEW_ROWS = 25
COMPLETE_HEAD = 3
"""Row of the column names on the sheet of complete lists; the rows below hold a platform each."""
COMPLETE_COLUMNS = {"platform": 1, "answer": 2, "before": 3}
TEAM_ROW, DATE_ROW = 3, 4
ANSWER_HEAD = 6
QUESTION_COLUMN, ANSWER_COLUMN = 2, 3
LONGEST_TEXT = 5_000
LONGEST_LINE = 300


@dataclass(frozen=True, slots=True)
class AskedAnswer:
    """One open question, with a choice before it where it has one.

    Attributes:
        field: Field of the organisation that holds the answer.
        options: Sentence that each choice puts before the answer.
    """

    field: str
    number: str
    question: str
    choice: str | None
    options: Mapping[str, str]

    def split(self, answer: str) -> tuple[str, str]:
        """Give the choice and the text that an answer was made of."""
        for chosen, sentence in self.options.items():
            if answer == sentence or answer.startswith(f"{sentence} "):
                return chosen, answer.removeprefix(sentence).strip()
        return "", answer


class Form:
    """The survey in words.

    Args:
        words: Content of a file shaped like `questions.yml`.
    """

    def __init__(self, words: Mapping[str, Any]) -> None:
        self._words = words
        self.sheets: Mapping[str, str] = words["sheets"]
        self.columns: Mapping[str, str] = words["channels"]["columns"]
        self.widths: Mapping[str, int] = words["channels"]["widths"]
        self.statuses = {ChannelStatus(key): text for key, text in words["statuses"].items()}
        self.answers = tuple(
            AskedAnswer(
                field, row["number"], row["question"], row.get("choice"), row.get("options", {})
            )
            for field, row in words["answers"].items()
        )

    @classmethod
    @cache
    def load(cls, path: Path = QUESTIONS_FILE) -> "Form":
        """Read the words."""
        return cls(load_data(path))

    def word(self, *keys: str, **values: str) -> str:
        """Give a sentence, with its placeholders filled in."""
        found: Any = self._words
        for key in keys:
            found = found[key]
        return str(found).format_map(values)

    @property
    def guide(self) -> tuple[str, ...]:
        """The lines of the first sheet."""
        return tuple(self._words["guide"])

    @property
    def yes_or_no(self) -> tuple[str, str]:
        """The two choices."""
        return self.word("yes"), self.word("no")

    def column(self, name: str) -> int:
        """Give the number of a column on the sheet of channels, from 1."""
        return list(self.columns).index(name) + 1

    def answer_row(self, asked: AskedAnswer) -> int:
        """Give the row of the text of an answer; its choice stands in the row above."""
        return ANSWER_HEAD + 2 + 2 * self.answers.index(asked)
