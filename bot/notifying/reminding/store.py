"""Reminders and answers in the database: who was asked, when, and what they said last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from actions.reports.database.connection import Database
from actions.reports.database.migrating import migrate
from actions.reports.database.tables import Moment

MOST_ANSWERS = 20
"""Times that one link can be used to answer anew."""

metadata = sa.MetaData()

reminders = sa.Table(
    "organisation_reminders",
    metadata,
    sa.Column("round", sa.String(32), primary_key=True),
    sa.Column("organisation", sa.String(100), primary_key=True),
    sa.Column("mailbox", sa.String(320), nullable=False),
    sa.Column("sent_at", Moment, nullable=False),
    sa.Column("ends_at", Moment, nullable=False),
    sa.Column("times", sa.Integer, nullable=False, server_default="0"),
    sa.Column("answered_at", Moment),
    sa.Column("team", sa.String(100)),
    sa.Column("said", sa.JSON),
    sa.Column("missing", sa.Text),
    sa.Column("handled_at", Moment),
    sa.Column("handled_by", sa.String(64)),
)
"""Made by migration 0014."""

_r = reminders.c


class Saying(StrEnum):
    """What an organisation says of one channel."""

    OURS = "ours"
    NOT_OURS = "not_ours"


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of one channel, as the register had it then."""

    platform: str
    address: str
    saying: Saying


@dataclass(frozen=True, slots=True)
class Reminder:
    """One organisation in one round.

    Attributes:
        answered_at: None while it did not answer.
        team: That answered.
        missing: What it says that is not in the register, in its own words.
        handled_at: When staff were done with the answer.
    """

    round: str
    organisation: str
    mailbox: str
    sent_at: datetime
    ends_at: datetime
    times: int = 0
    answered_at: datetime | None = None
    team: str = ""
    said: tuple[Said, ...] = ()
    missing: str = ""
    handled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What an organisation sends from its page."""

    team: str
    said: tuple[Said, ...]
    missing: str


class AnswerRefusedError(Exception):
    """The answer is not kept: staff handled an earlier one, or there were too many."""


class Reminders:
    """Keeps them.

    Args:
        url: Of the database; the tables are made on first use.
    """

    def __init__(self, url: str) -> None:
        self._database = Database(url)
        self._is_migrated = False

    def close(self) -> None:
        """Close all connections."""
        self._database.close()

    def begin(self, reminder: Reminder) -> bool:
        """Note that a mail is about to go; False when that organisation has one in this round.

        Raises:
            StoreUnavailable: The database is away.
        """
        row = {
            "round": reminder.round, "organisation": reminder.organisation,
            "mailbox": reminder.mailbox, "sent_at": reminder.sent_at, "ends_at": reminder.ends_at,
        }  # fmt: skip
        try:
            self._write(sa.insert(reminders).values(row))
        except IntegrityError:
            return False
        return True

    def forget(self, reminder: Reminder) -> None:
        """Take back that a mail went: the server did not take it."""
        self._write(sa.delete(reminders).where(_is(reminder)))

    def every(self) -> tuple[Reminder, ...]:
        """Give all of them, the newest first."""
        self._migrate()
        chosen = sa.select(reminders).order_by(_r.sent_at.desc(), _r.organisation)
        with self._database.reading() as connection:
            return tuple(map(_reminder, connection.execute(chosen)))

    def find(self, round_: str, organisation: str) -> Reminder | None:
        """Find one."""
        self._migrate()
        where = (_r.round == round_) & (_r.organisation == organisation)
        with self._database.reading() as connection:
            row = connection.execute(sa.select(reminders).where(where)).first()
        return _reminder(row) if row else None

    def answer(self, reminder: Reminder, answer: Answer, now: datetime) -> None:
        """Keep an answer, in place of an earlier one.

        Raises:
            AnswerRefusedError: Staff handled one already, or there were `MOST_ANSWERS`.
        """
        said = [
            {"platform": each.platform, "address": each.address, "saying": each.saying}
            for each in answer.said
        ]
        is_open = _is(reminder) & _r.handled_at.is_(None) & (_r.times < MOST_ANSWERS)
        values = {
            "answered_at": now, "team": answer.team, "said": said, "missing": answer.missing,
            "times": _r.times + 1,
        }  # fmt: skip
        if not self._write(sa.update(reminders).where(is_open).values(values)):
            raise AnswerRefusedError

    def handle(self, reminder: Reminder, *, by: str, now: datetime) -> bool:
        """Note that staff are done with an answer; False when there is none that waits."""
        waits = _is(reminder) & _r.answered_at.is_not(None) & _r.handled_at.is_(None)
        values = {"handled_at": now, "handled_by": by}
        return bool(self._write(sa.update(reminders).where(waits).values(values)))

    def purge(self, *, over_before: datetime, open_before: datetime) -> int:
        """Delete reminders that nobody needs any more, with their answers; give their number.

        Args:
            over_before: Handled, or never answered and their link ended, before then.
            open_before: Answered before then, though staff did not handle it.
        """
        unanswered = _r.answered_at.is_(None) & (_r.ends_at < over_before)
        handled = (_r.handled_at < over_before) & (_r.ends_at < over_before)
        forgotten = _r.handled_at.is_(None) & (_r.answered_at < open_before)
        return self._write(sa.delete(reminders).where(unanswered | handled | forgotten))

    def _write(self, statement: Any) -> int:  # noqa: ANN401  # SQLAlchemy has no types
        self._migrate()
        with self._database.writing() as connection:
            return int(connection.execute(statement).rowcount)

    def _migrate(self) -> None:
        if not self._is_migrated:
            migrate(self._database)
            self._is_migrated = True


def newest(rows: Sequence[Reminder]) -> dict[str, Reminder]:
    """Give the newest reminder of every organisation, out of rows with the newest first."""
    found: dict[str, Reminder] = {}
    for each in rows:
        found.setdefault(each.organisation, each)
    return found


def _is(reminder: Reminder) -> Any:  # noqa: ANN401  # SQLAlchemy has no types
    return (_r.round == reminder.round) & (_r.organisation == reminder.organisation)


def _reminder(row: Any) -> Reminder:  # noqa: ANN401  # SQLAlchemy has no types
    said = tuple(
        Said(each["platform"], each["address"], Saying(each["saying"])) for each in row.said or ()
    )
    return Reminder(
        row.round, row.organisation, row.mailbox, row.sent_at, row.ends_at, row.times,
        row.answered_at, row.team or "", said, row.missing or "", row.handled_at,
    )  # fmt: skip
