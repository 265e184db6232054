"""Filters of the queue that somebody of staff keeps under a name."""

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection

from actions.reports.database.tables import saved_filters
from actions.reports.model import SavedFilter

MOST = 30  # of one person

_s = saved_filters.c


def of(connection: Connection, owner: str) -> tuple[SavedFilter, ...]:
    """Give those of one person, by name."""
    asked = select(_s.id, _s.name, _s.query).where(_s.owner == owner).order_by(_s.name, _s.id)
    return tuple(SavedFilter(*row) for row in connection.execute(asked))


def save(connection: Connection, owner: str, name: str, query: str) -> bool:
    """Keep one, instead of the one of the same name; False when there are too many."""
    connection.execute(delete(saved_filters).where(_s.owner == owner, _s.name == name))
    if len(of(connection, owner)) >= MOST:
        return False
    connection.execute(insert(saved_filters).values(owner=owner, name=name, query=query))
    return True


def remove(connection: Connection, owner: str, number: int) -> None:
    """Forget one; nothing happens where it is not there."""
    connection.execute(delete(saved_filters).where(_s.owner == owner, _s.id == number))
