"""What staff tell every citizen at once, such as a wave of false messages: what the database keeps.

A notice is never changed: it is withdrawn and another one is written.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import insert, or_, select, update
from sqlalchemy.engine import Connection, Row

from actions.reports.database.tables import notices
from actions.reports.kept import audit
from actions.reports.model import Event

SET = "notice_set"
WITHDRAWN = "notice_withdrawn"

_c = notices.c


class Level(StrEnum):
    """How urgent a notice is, most urgent first."""

    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class EmergencyNotice:
    """A sentence above every conversation.

    Attributes:
        texts: By language, all four.
        ends_at: None as long as nobody withdraws it.
        written_by: Account of staff.
    """

    level: Level
    texts: Mapping[str, str]
    begins_at: datetime
    ends_at: datetime | None
    written_by: str
    withdrawn_at: datetime | None = None
    id: int = 0

    def is_in_force(self, now: datetime) -> bool:
        """Tell whether citizens see it."""
        has_ended = self.ends_at is not None and self.ends_at <= now
        return self.withdrawn_at is None and self.begins_at <= now and not has_ended


def write(connection: Connection, notice: EmergencyNotice, *, now: datetime) -> int:
    """Write a notice and a line of the audit log; gives its number."""
    added = connection.execute(
        insert(notices).values(
            level=notice.level.value,
            texts=dict(notice.texts),
            begins_at=notice.begins_at,
            ends_at=notice.ends_at,
            written_by=notice.written_by,
        )
    )
    number = int(added.inserted_primary_key[0])
    details = {"number": str(number), "level": notice.level.value, **notice.texts}
    audit.write(connection, Event(now, notice.written_by, SET, details=details))
    return number


def withdraw(connection: Connection, number: int, *, actor: str, now: datetime) -> bool:
    """Withdraw a notice; False when there is none of that number, or it was withdrawn before."""
    change = update(notices).where(_c.id == number, _c.withdrawn_at.is_(None))
    if connection.execute(change.values(withdrawn_at=now)).rowcount == 0:
        return False
    audit.write(connection, Event(now, actor, WITHDRAWN, details={"number": str(number)}))
    return True


def standing(connection: Connection, *, now: datetime) -> tuple[EmergencyNotice, ...]:
    """Give the notices that are in force or will be, newest first."""
    asked = select(notices).where(
        _c.withdrawn_at.is_(None), or_(_c.ends_at.is_(None), _c.ends_at > now)
    )
    return tuple(map(_as_notice, connection.execute(asked.order_by(_c.id.desc()))))


def newest(connection: Connection, *, limit: int) -> tuple[EmergencyNotice, ...]:
    """Give the last notices, whatever became of them, newest first."""
    asked = select(notices).order_by(_c.id.desc()).limit(limit)
    return tuple(map(_as_notice, connection.execute(asked)))


def _as_notice(row: Row) -> EmergencyNotice:
    return EmergencyNotice(
        Level(row.level),
        row.texts,
        row.begins_at,
        row.ends_at,
        row.written_by,
        row.withdrawn_at,
        row.id,
    )
