"""Seals of the audit log: hashes that follow from one another, so that a gap is seen."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

SQLITE_TRIGGERS = (
    """CREATE TRIGGER report_seal_no_update BEFORE UPDATE ON report_seal
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END""",
    """CREATE TRIGGER report_seal_no_delete BEFORE DELETE ON report_seal
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END""",
    """CREATE TRIGGER report_seal_no_replace BEFORE INSERT ON report_seal
    WHEN EXISTS (SELECT 1 FROM report_seal WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END""",
)
POSTGRES_TRIGGERS = (
    """CREATE TRIGGER report_seal_no_change BEFORE UPDATE OR DELETE ON report_seal
    FOR EACH ROW EXECUTE FUNCTION report_event_is_append_only()""",
    """CREATE TRIGGER report_seal_no_truncate BEFORE TRUNCATE ON report_seal
    FOR EACH STATEMENT EXECUTE FUNCTION report_event_is_append_only()""",
)


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "report_seal",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("last_event", sa.Integer(), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
    )
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE_TRIGGERS if is_sqlite else POSTGRES_TRIGGERS:
        op.execute(statement)
