"""Passkeys of staff accounts, and the challenge that a browser has to sign next."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the columns and the table."""
    op.add_column(
        "staff_accounts",
        sa.Column("passkeys", sa.Integer(), nullable=False, server_default="0"),
    )
    op.add_column("staff_sessions", sa.Column("challenge", sa.String(length=100)))
    op.create_table(
        "staff_passkeys",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column("credential", sa.Text(), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["account"], ["staff_accounts.name"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("staff_passkeys_account", "staff_passkeys", ["account"])
