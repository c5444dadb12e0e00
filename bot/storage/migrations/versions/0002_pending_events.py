"""Find unfinished events without looking at finished ones, and a waiting event by its message for unsend."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

PENDING = sa.text("state <> 'done'")


def upgrade() -> None:
    """Add the message id and the partial indexes."""
    op.add_column("events", sa.Column("message_id", sa.String(64)))
    op.create_index("ix_events_message", "events", ["message_id"])
    op.create_index(
        "ix_events_pending", "events", ["timestamp_ms", "id"], sqlite_where=PENDING, postgresql_where=PENDING
    )
    op.create_index("ix_events_pending_talker", "events", ["talker"], sqlite_where=PENDING, postgresql_where=PENDING)
