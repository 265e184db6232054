"""Channels that staff closed for a while: what the database keeps, and who did it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection

from actions.reports.database.tables import closed_channels
from actions.reports.kept import audit
from actions.reports.model import Event

CLOSED = "channel_closed"
OPENED = "channel_opened"

_c = closed_channels.c


@dataclass(frozen=True, slots=True)
class ClosedChannel:
    """A channel that answers nobody for now.

    Attributes:
        channel: Its name, such as `telegram`.
        reason: For staff; citizens do not read it.
        closed_by: Who did it.
    """

    channel: str
    reason: str
    closed_by: str
    closed_at: datetime


def standing(connection: Connection) -> tuple[ClosedChannel, ...]:
    """Give what is closed now, by name."""
    asked = select(_c.channel, _c.reason, _c.closed_by, _c.closed_at).order_by(_c.channel)
    return tuple(ClosedChannel(*row) for row in connection.execute(asked))


def close(connection: Connection, closed: ClosedChannel) -> None:
    """Close a channel, or give another reason for it; the audit log says so."""
    connection.execute(delete(closed_channels).where(_c.channel == closed.channel))
    connection.execute(
        insert(closed_channels).values(
            channel=closed.channel,
            reason=closed.reason,
            closed_by=closed.closed_by,
            closed_at=closed.closed_at,
        )
    )
    details = {"channel": closed.channel, "reason": closed.reason}
    audit.write(connection, Event(closed.closed_at, closed.closed_by, CLOSED, details=details))


def reopen(connection: Connection, channel: str, *, actor: str, now: datetime) -> bool:
    """Open a channel again; False when it was not closed, which is no line of the audit log."""
    found = connection.execute(delete(closed_channels).where(_c.channel == channel)).rowcount
    if found:
        audit.write(connection, Event(now, actor, OPENED, details={"channel": channel}))
    return bool(found)
