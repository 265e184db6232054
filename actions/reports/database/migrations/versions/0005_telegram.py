"""Telegram: updates, the processes that answer them, and what long buttons mean."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "telegram_update",
        sa.Column("bot", sa.String(length=20), nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_by", sa.String(length=32), nullable=False),
        # Encrypted, and gone as soon as it is answered.
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("said", sa.Integer(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("bot", "update_id"),
    )
    is_waiting = sa.text("answered_at IS NULL")
    op.create_index(
        "telegram_update_waiting",
        "telegram_update",
        ["bot", "update_id"],
        sqlite_where=is_waiting,
        postgresql_where=is_waiting,
    )
    op.create_index("telegram_update_answered", "telegram_update", ["answered_at"])
    op.create_table(
        "telegram_process",
        sa.Column("id", sa.String(length=32), primary_key=True),
        sa.Column("alive_until", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "telegram_button",
        sa.Column("key", sa.String(length=40), primary_key=True),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("pressed_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("telegram_button_pressed", "telegram_button", ["pressed_at"])
