"""From which version on code can work with the tables: an older one may go on beside them."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; a migration that older code cannot live with raises what it holds."""
    op.create_table(
        "report_compatibility",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("oldest", sa.String(length=32), nullable=False),
    )
    op.execute("INSERT INTO report_compatibility (id, oldest) VALUES (1, '0006')")
