"""What citizens think of answers: counts by day, channel, language and subject, nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from actions.reports.database.tables import feedback

_c = feedback.c


@dataclass(frozen=True, slots=True)
class FeedbackCount:
    """How often answers were judged so.

    Attributes:
        about: The verdict that was given, else the intent that was answered.
        helpful: What citizens said of it.
    """

    day: date
    channel: str
    language: str
    about: str
    helpful: bool
    times: int = 1


@dataclass(frozen=True, slots=True)
class Helpfulness:
    """What citizens said of one kind of answer."""

    about: str
    helpful: int
    not_helpful: int


def add(connection: Connection, rows: Iterable[FeedbackCount]) -> None:
    """Add counts to those of this and other processes."""
    is_sqlite = connection.dialect.name == "sqlite"
    adding = (sqlite if is_sqlite else postgresql).insert(feedback)
    # In one order, so that two processes never wait for each other.
    ordered = sorted(rows, key=lambda row: (row.day, row.channel, row.language, row.about))
    values = [
        {
            "day": row.day,
            "channel": row.channel,
            "language": row.language,
            "about": row.about,
            "helpful": row.helpful,
            "times": row.times,
        }
        for row in ordered
    ]
    if values:
        connection.execute(
            adding.on_conflict_do_update(
                index_elements=[_c.day, _c.channel, _c.language, _c.about, _c.helpful],
                set_={"times": _c.times + adding.excluded.times},
            ),
            values,
        )


def totals(connection: Connection, *, since: date) -> tuple[Helpfulness, ...]:
    """Give the counts by subject from a day on, most judged first."""
    asked = (
        select(_c.about, _c.helpful, func.sum(_c.times).label("times"))
        .where(_c.day >= since)
        .group_by(_c.about, _c.helpful)
    )
    counts: dict[str, dict[bool, int]] = {}
    for row in connection.execute(asked):
        counts.setdefault(row.about, {})[row.helpful] = int(row.times)
    found = [
        Helpfulness(about, each.get(True, 0), each.get(False, 0)) for about, each in counts.items()
    ]
    return tuple(sorted(found, key=lambda each: (-each.helpful - each.not_helpful, each.about)))
