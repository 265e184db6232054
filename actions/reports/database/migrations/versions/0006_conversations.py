"""What conversations remember, where several processes share them: slots, never a message."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "conversation",
        sa.Column("sender", sa.String(length=255), primary_key=True),
        sa.Column("slots", sa.JSON(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("conversation_seen", "conversation", ["seen_at"])
