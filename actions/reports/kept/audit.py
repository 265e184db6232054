"""The audit log: what was done, by whom and when; triggers of the database refuse to change it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.engine import Connection
from sqlalchemy.sql import ColumnElement

from actions.reports.database.tables import events, family
from actions.reports.kept.rows import as_event
from actions.reports.model import Event

CITIZEN = "citizen"
SYSTEM = "system"


def write(connection: Connection, event: Event) -> None:
    """Add a line."""
    connection.execute(
        insert(events).values(
            at=event.at,
            actor=event.actor,
            what=event.what,
            case_id=event.case,
            details=_flat(event.details),
        )
    )


def timeline(connection: Connection, case_id: int) -> tuple[Event, ...]:
    """Give what happened to a case and to those merged into it, first things first."""
    asked = select(events).where(events.c.case_id.in_(family(case_id))).order_by(events.c.id)
    return tuple(as_event(row) for row in connection.execute(asked))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines of the log are asked for; None does not matter.

    Attributes:
        until: The first moment that is too late.
        what: Of `Event`.
        case: Id; lines of cases merged into it too.
    """

    since: datetime | None = None
    until: datetime | None = None
    actor: str | None = None
    what: str | None = None
    case: int | None = None

    def conditions(self) -> list[ColumnElement]:
        """Give what a line has to be."""
        e = events.c
        found: list[ColumnElement] = []
        if self.since:
            found.append(e.at >= self.since)
        if self.until:
            found.append(e.at < self.until)
        if self.actor:
            found.append(e.actor == self.actor)
        if self.what:
            found.append(e.what == self.what)
        if self.case:
            found.append(e.case_id.in_(family(self.case)))
        return found


def page(connection: Connection, wanted: Wanted, *, offset: int, limit: int) -> tuple[Event, ...]:
    """Give lines of the log, newest first."""
    asked = select(events).where(*wanted.conditions()).order_by(events.c.id.desc())
    return tuple(as_event(row) for row in connection.execute(asked.offset(offset).limit(limit)))


def _flat(details: Mapping[str, str]) -> dict[str, str]:
    return {name: str(value) for name, value in details.items()}
