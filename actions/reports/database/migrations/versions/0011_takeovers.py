"""Listed channels that staff report as taken over, and confirmations that wait for a second."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and the columns."""
    op.create_table(
        "report_takeover",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Integer(), sa.ForeignKey("report_case.id")),
        sa.Column("reason", sa.Text()),
        sa.Column("marked_by", sa.Text(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by", sa.Text()),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
    )
    op.create_index("report_takeover_ended", "report_takeover", ["ended_at"])
    op.add_column("report_case", sa.Column("proposed_by", sa.Text()))
    op.add_column("report_case", sa.Column("proposed_at", sa.DateTime(timezone=True)))
