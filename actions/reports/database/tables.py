"""The tables of reports, as the newest migration leaves them.

Their names begin with `report`: Rasa keeps conversations in the same PostgreSQL database, in a
table `events` of its own.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    or_,
    select,
)
from sqlalchemy.sql import Select
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator):
    """A moment in UTC; SQLite keeps no time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:  # noqa: ANN401, ARG002
        """Give what the database keeps."""
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:  # noqa: ANN401, ARG002
        """Give what we work with."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class StorableText(TypeDecorator):
    """A text without what PostgreSQL refuses: NUL and halves of characters."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:  # noqa: ANN401, ARG002
        """Give what the database keeps."""
        return None if value is None else storable(value)


def storable(text: str) -> str:
    """Give a text as the database keeps it."""
    return text.replace("\0", "").encode(errors="ignore").decode()


metadata = MetaData()

cases = Table(
    "report_case",
    metadata,
    Column("id", Integer, primary_key=True),
    # An address can be longer than an index of PostgreSQL holds: its hash is what is unique.
    Column("subject", String(64), nullable=False, unique=True),
    Column("kind", String(20), nullable=False),
    Column("platform", StorableText, nullable=False),
    Column("key", StorableText, nullable=False),
    Column("shown", StorableText, nullable=False),
    Column("imitates", StorableText),
    Column("difference", StorableText),
    Column("verdict", String(20)),
    Column("reach", Integer, nullable=False),
    Column("searched", StorableText, nullable=False),
    Column("status", String(24), nullable=False),
    Column("harm", Float, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("lost_money", Integer, nullable=False),
    Column("lost_data", Integer, nullable=False),
    Column("first_reported_at", Moment, nullable=False),
    Column("last_reported_at", Moment, nullable=False),
    Column("decided_at", Moment),
    Column("closed_at", Moment),
    Column("assignee", StorableText),
    Column("merged_into", Integer, ForeignKey("report_case.id")),
    # Who wants it confirmed as fake, where somebody else has to agree.
    Column("proposed_by", StorableText),
    Column("proposed_at", Moment),
    # What it shares with other cases, as `domain:vdab-jobs.be`.
    Column("kin", StorableText),
)

_shown = cases.c.merged_into.is_(None)


def _queue_index(name: str, *columns: Any) -> Index:  # noqa: ANN401
    """Make an index of the cases that stand in the queue: those merged away do not."""
    return Index(name, *columns, sqlite_where=_shown, postgresql_where=_shown)


_c = cases.c
_queue_index("report_case_harm", _c.harm, _c.id)
_queue_index("report_case_newest", _c.last_reported_at, _c.id)
_queue_index("report_case_oldest", _c.first_reported_at, _c.id)
_queue_index("report_case_reports", _c.reports, _c.id)
_queue_index("report_case_status", _c.status, _c.harm, _c.id)
_queue_index("report_case_platform", _c.platform, _c.harm, _c.id)
_queue_index("report_case_imitates", _c.imitates, _c.harm, _c.id)
_queue_index("report_case_assignee", _c.assignee, _c.harm, _c.id)
_queue_index("report_case_to_do", _c.assignee, _c.status, _c.harm, _c.id)
_queue_index("report_case_kind", _c.kind, _c.harm, _c.id)
Index("report_case_merged", _c.merged_into)
Index("report_case_kin", _c.kin)
Index("report_case_closed", _c.closed_at)
Index("report_case_decided", _c.decided_at)

reports = Table(
    "report",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("reference", String(16), nullable=False, unique=True),
    # The case of its own address; where that was merged, the case to read is `merged_into`.
    Column("case_id", Integer, ForeignKey("report_case.id"), nullable=False, index=True),
    Column("kind", String(20), nullable=False),
    Column("address", StorableText, nullable=False),
    Column("what_happened", StorableText, nullable=False),
    Column("seen_on", StorableText),
    Column("loss", String(10), nullable=False),
    Column("contact", StorableText),
    Column("notify", Boolean, nullable=False),
    Column("conversation", StorableText),
    Column("language", StorableText, nullable=False),
    Column("channel", StorableText, nullable=False),
    Column("idempotency_key", String(128), unique=True),
    Column("images", JSON(none_as_null=True)),
    Column("received_at", Moment, nullable=False, index=True),
    # A hash of the words that were pasted: the same message is the same campaign.
    Column("pattern", String(32)),
)

Index("report_pattern", reports.c.pattern)

# A sender's name is the messenger's to choose and can be longer than a tree of PostgreSQL holds.
Index("report_conversation", reports.c.conversation, postgresql_using="hash")

aliases = Table(
    "report_alias",
    metadata,
    Column("reference", String(16), primary_key=True),
    Column("report_id", Integer, ForeignKey("report.id"), nullable=False),
)
"""A second reference of one report: acknowledged while the database, which knew it, was away."""

events = Table(
    "report_event",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False, index=True),
    Column("actor", StorableText, nullable=False, index=True),
    Column("what", String(40), nullable=False),
    Column("case_id", Integer, ForeignKey("report_case.id"), index=True),
    Column("details", JSON, nullable=False),
)

outbox = Table(
    "report_outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("key", String(80), nullable=False, unique=True),
    Column("payload", JSON, nullable=False),
    Column("case_id", Integer, ForeignKey("report_case.id"), nullable=False, index=True),
    Column("report_id", Integer, ForeignKey("report.id"), index=True),
    Column("due_at", Moment, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("taken_until", Moment),
    Column("sent_at", Moment),
)
_waits = outbox.c.sent_at.is_(None)
Index(
    "report_outbox_waiting",
    outbox.c.kind,
    outbox.c.due_at,
    sqlite_where=_waits,
    postgresql_where=_waits,
)

counters = Table(
    "report_counter",
    metadata,
    Column("name", String(20), primary_key=True),
    Column("value", Integer, nullable=False),
)
"""What changes whenever something else did, so that polling costs one row."""


asked = Table(
    "report_asked",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("week", Date, primary_key=True),
    Column("times", Integer, nullable=False),
    # What can be read, from the third time in that week on.
    Column("platform", StorableText),
    Column("key", StorableText),
    Column("shown", StorableText),
)
"""How often an unlisted address was asked for in the week that began on a Monday."""

_readable = asked.c.shown.is_not(None)
Index("report_asked_week", asked.c.week)
Index(
    "report_asked_readable",
    asked.c.week,
    sqlite_where=_readable,
    postgresql_where=_readable,
)

telegram_updates = Table(
    "telegram_update",
    metadata,
    Column("bot", String(20), primary_key=True),
    Column("update_id", BigInteger, primary_key=True),
    Column("taken_at", Moment, nullable=False),
    Column("taken_by", String(32), nullable=False),
    # What was sent and what is answered, sealed, and gone when all of it is said.
    Column("body", LargeBinary),
    Column("answer", LargeBinary),
    # How many parts of the answer were begun: after a crash those count as said.
    Column("said", Integer, nullable=False),
    Column("answered_at", Moment),
)
_to_answer = telegram_updates.c.answered_at.is_(None)
Index(
    "telegram_update_waiting",
    telegram_updates.c.bot,
    telegram_updates.c.update_id,
    sqlite_where=_to_answer,
    postgresql_where=_to_answer,
)
Index("telegram_update_answered", telegram_updates.c.answered_at)

telegram_processes = Table(
    "telegram_process",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("alive_until", Moment, nullable=False),
)
"""Which processes answer updates: what those took that are no longer alive, another one answers."""

telegram_buttons = Table(
    "telegram_button",
    metadata,
    Column("key", String(40), primary_key=True),
    Column("payload", LargeBinary, nullable=False),
    Column("pressed_at", Moment, nullable=False),
)
"""What buttons mean whose payload is too long for Telegram."""

Index("telegram_button_pressed", telegram_buttons.c.pressed_at)

feedback = Table(
    "report_feedback",
    metadata,
    Column("day", Date, primary_key=True),
    Column("channel", String(20), primary_key=True),
    Column("language", String(2), primary_key=True),
    Column("about", String(40), primary_key=True),
    Column("helpful", Boolean, primary_key=True),
    Column("times", Integer, nullable=False),
)
"""What citizens think of answers, as counts alone."""

conversations = Table(
    "conversation",
    metadata,
    Column("sender", String(255), primary_key=True),
    Column("slots", JSON, nullable=False),
    Column("seen_at", Moment, nullable=False),
)
"""What conversations remember, where several processes share them."""

Index("conversation_seen", conversations.c.seen_at)

notices = Table(
    "report_notice",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("level", String(10), nullable=False),
    Column("texts", JSON, nullable=False),
    Column("begins_at", Moment, nullable=False),
    Column("ends_at", Moment),
    Column("written_by", Text, nullable=False),
    Column("withdrawn_at", Moment),
)
"""What staff tell every citizen at once."""


closed_channels = Table(
    "report_closed_channel",
    metadata,
    Column("channel", String(20), primary_key=True),
    Column("reason", Text, nullable=False),
    Column("closed_by", Text, nullable=False),
    Column("closed_at", Moment, nullable=False),
)
"""Channels that answer nobody for now."""

takeovers = Table(
    "report_takeover",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("platform", StorableText, nullable=False),
    Column("key", StorableText, nullable=False),
    Column("shown", StorableText, nullable=False),
    Column("organisation", StorableText, nullable=False),
    Column("case_id", Integer, ForeignKey("report_case.id")),
    Column("reason", StorableText),
    Column("marked_by", StorableText, nullable=False),
    Column("marked_at", Moment, nullable=False),
    Column("ended_by", StorableText),
    Column("ended_at", Moment),
)
"""Listed channels that staff report as taken over; one that ended stays as history."""

Index("report_takeover_ended", takeovers.c.ended_at)

asked_minutes = Table(
    "report_asked_minute",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("minute", Moment, primary_key=True),
    Column("times", Integer, nullable=False),
)
"""How often an unlisted address was asked for in the last minutes, by its hash alone."""

Index("report_asked_minute_minute", asked_minutes.c.minute)

alarms = Table(
    "report_alarm",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("day", Date, nullable=False),
    Column("platform", StorableText, nullable=False),
    Column("shown", StorableText, nullable=False),
    Column("times", Integer, nullable=False),
    Column("raised_at", Moment, nullable=False),
    # The ways by which it is still to be told.
    Column("left", JSON, nullable=False),
    Column("due_at", Moment),
    UniqueConstraint("digest", "day", name="report_alarm_once_a_day"),
)
"""Unlisted addresses that many asked for within minutes; each once a day."""

Index("report_alarm_due", alarms.c.due_at)

saved_filters = Table(
    "report_saved_filter",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("owner", StorableText, nullable=False),
    Column("name", StorableText, nullable=False),
    Column("query", StorableText, nullable=False),
)
"""Filters of the queue that somebody of staff keeps under a name."""

Index("report_saved_filter_owner", saved_filters.c.owner)

seals = Table(
    "report_seal",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("last_event", Integer, nullable=False),
    Column("events", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("sealed_at", Moment, nullable=False),
)
"""What the audit log was, up to a line; each follows from the one before."""

compatibility = Table(
    "report_compatibility",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("oldest", String(32), nullable=False),
)
"""One row: the oldest revision whose code can work with the tables as they are."""


def family(case_id: int) -> Select:
    """Select the ids of a case and of those that were merged into it."""
    return select(_c.id).where(or_(_c.id == case_id, _c.merged_into == case_id))
