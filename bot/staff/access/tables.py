"""The tables of staff: who may come in, who is in, who tried; migrations 0002, 0010, 0015."""

import sqlalchemy as sa

from actions.reports.database.tables import Moment

metadata = sa.MetaData()

LONGEST_NAME = 64
LONGEST_LABEL = 60


accounts = sa.Table(
    "staff_accounts",
    metadata,
    sa.Column("name", sa.String(LONGEST_NAME), primary_key=True),
    sa.Column("role", sa.String(16), nullable=False),
    sa.Column("password", sa.String(200)),  # argon2; none for who logs in elsewhere
    sa.Column("subject", sa.String(64), unique=True),  # hash of issuer and subject
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("disabled_at", Moment),
    sa.Column("second_secret", sa.String(200)),  # sealed; none without a second step
    sa.Column("second_used", sa.Integer),  # moment of the last code: none works twice
    sa.Column("passkeys", sa.Integer, nullable=False, server_default="0"),  # how many
)

recovery = sa.Table(
    "staff_recovery",
    metadata,
    sa.Column("code", sa.String(64), primary_key=True),  # its hash
    sa.Column("account", sa.ForeignKey("staff_accounts.name", ondelete="CASCADE"), nullable=False),
    sa.Index("staff_recovery_account", "account"),
)

sessions = sa.Table(
    "staff_sessions",
    metadata,
    sa.Column("token", sa.String(64), primary_key=True),  # its hash
    sa.Column("account", sa.ForeignKey("staff_accounts.name", ondelete="CASCADE"), nullable=False),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("seen_at", Moment, nullable=False),
    sa.Column("is_half", sa.Boolean, nullable=False, server_default=sa.false()),  # needs a code
    sa.Column("challenge", sa.String(100)),  # what a passkey has to sign next, once
    sa.Index("staff_sessions_account", "account"),
)

passkeys = sa.Table(
    "staff_passkeys",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),  # hash of the credential id
    sa.Column("account", sa.ForeignKey("staff_accounts.name", ondelete="CASCADE"), nullable=False),
    sa.Column("label", sa.String(LONGEST_LABEL), nullable=False),
    sa.Column("credential", sa.Text, nullable=False),  # base64url, as the next two
    sa.Column("public_key", sa.Text, nullable=False),
    sa.Column("sign_count", sa.BigInteger, nullable=False),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("used_at", Moment),
    sa.Index("staff_passkeys_account", "account"),
)

attempts = sa.Table(
    "staff_attempts",
    metadata,
    sa.Column("key", sa.String(64), primary_key=True),  # hash of an account name or client
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("last_at", Moment, nullable=False),
)
