"""The audit log: what was done, by whom and when; triggers of the database refuse to change it."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.engine import Connection

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


def page(
    connection: Connection, *, since: datetime | None, actor: str | None, offset: int, limit: int
) -> tuple[Event, ...]:
    """Give lines of the log, newest first."""
    asked = select(events).order_by(events.c.id.desc()).offset(offset).limit(limit)
    if since:
        asked = asked.where(events.c.at >= since)
    if actor:
        asked = asked.where(events.c.actor == actor)
    return tuple(as_event(row) for row in connection.execute(asked))


def _flat(details: Mapping[str, str]) -> dict[str, str]:
    return {name: str(value) for name, value in details.items()}
