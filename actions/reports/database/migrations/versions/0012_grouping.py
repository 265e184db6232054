"""What groups cases, and the filters that staff keep."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the columns and the table; cases from before get their kin with their next report."""
    op.add_column("report_case", sa.Column("kin", sa.Text()))
    op.create_index("report_case_kin", "report_case", ["kin"])
    op.add_column("report", sa.Column("pattern", sa.String(length=32)))
    op.create_index("report_pattern", "report", ["pattern"])
    op.create_table(
        "report_saved_filter",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
    )
    op.create_index("report_saved_filter_owner", "report_saved_filter", ["owner"])
