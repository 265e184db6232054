"""Problems as a person, the code host or a program reads them."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from knowledge.files.problem import MISTAKE, Problem

MOST_ALIKE = 5  # warnings of one rule


def as_text(problems: Iterable[Problem]) -> str:
    """Give one line per problem."""
    return "".join(f"{problem}\n" for problem in problems)


def shortened(problems: Iterable[Problem]) -> Iterator[str]:
    """Give the lines of `as_text`, few of the same warning: mistakes stay in sight."""
    told: Counter[str] = Counter()
    for problem in problems:
        told[problem.rule] += problem.level != MISTAKE
        if problem.level == MISTAKE or told[problem.rule] <= MOST_ALIKE:
            yield f"{problem}\n"
    for rule, times in told.items():
        if times > MOST_ALIKE:
            yield f"… en nog {times - MOST_ALIKE} keer {rule}; toon ze met --all\n"


def as_github(problems: Iterable[Problem]) -> str:
    """Give workflow commands, which GitHub shows on the changed line."""
    return "".join(f"{_command(problem)}\n" for problem in problems)


def as_json(problems: Iterable[Problem]) -> str:
    """Give a JSON list."""
    rows = [
        {
            "file": problem.file,
            "line": problem.line,
            "column": problem.column,
            "level": problem.level,
            "message": problem.message,
            "rule": problem.rule,
        }
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


FORMATS: Mapping[str, Callable[[Iterable[Problem]], str]] = {
    "text": as_text,
    "github": as_github,
    "json": as_json,
}


def _command(problem: Problem) -> str:
    level = "error" if problem.level == MISTAKE else "warning"
    place = f"file={_field(problem.file)},line={problem.line},col={problem.column}"
    return f"::{level} {place},title={problem.rule}::{_escaped(problem.message)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _field(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
