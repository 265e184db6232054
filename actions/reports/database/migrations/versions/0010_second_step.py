"""The second step of staff accounts: a secret for an app, codes for when it is lost."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the columns and the table."""
    op.add_column("staff_accounts", sa.Column("second_secret", sa.String(length=200)))
    op.add_column("staff_accounts", sa.Column("second_used", sa.Integer()))
    op.add_column(
        "staff_sessions",
        sa.Column("is_half", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_table(
        "staff_recovery",
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["staff_accounts.name"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_index("staff_recovery_account", "staff_recovery", ["account"])
