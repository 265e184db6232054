"""How often addresses that no register knows are asked for."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "report_asked",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=True),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("shown", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("digest", "week"),
    )
    op.create_index("report_asked_week", "report_asked", ["week"])
    is_readable = sa.text("shown IS NOT NULL")
    op.create_index(
        "report_asked_readable",
        "report_asked",
        ["week"],
        sqlite_where=is_readable,
        postgresql_where=is_readable,
    )
