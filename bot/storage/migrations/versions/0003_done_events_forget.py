"""A done event no longer says whose it was and which message it came with; the indexes for finding that go."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Empty what is done, drop the two indexes."""
    op.execute("UPDATE events SET talker = '', message_id = NULL WHERE state = 'done'")
    op.drop_index("ix_events_message", "events")
    op.drop_index("ix_events_talker", "events")
