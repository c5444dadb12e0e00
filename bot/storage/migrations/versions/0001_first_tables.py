"""The first tables: inbox, conversations, questions, feedback, mutes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables of the first version."""
    op.create_table(
        "events",
        sa.Column("id", ROW_NUMBER, primary_key=True, autoincrement=True),
        sa.Column("webhook_event_id", sa.String(64), nullable=False, unique=True),
        sa.Column("talker", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("payload", sa.Text),
        sa.Column("timestamp_ms", sa.BigInteger, nullable=False),
        sa.Column("received_ms", sa.BigInteger, nullable=False),
        sa.Column("redelivery", sa.Boolean, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("claimed_by", sa.String(120)),
        sa.Column("claimed_until_ms", sa.BigInteger),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("outcome", sa.String(32)),
    )
    op.create_index("ix_events_received", "events", ["received_ms"])
    op.create_index("ix_events_talker", "events", ["talker"])
    op.create_table(
        "conversations",
        sa.Column("talker", sa.String(64), primary_key=True),
        sa.Column("memory", sa.Text, nullable=False),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_conversations_at_ms", "conversations", ["at_ms"])
    op.create_table(
        "questions",
        sa.Column("id", ROW_NUMBER, primary_key=True, autoincrement=True),
        sa.Column("talker", sa.String(64), nullable=False),
        sa.Column("message_id", sa.String(64), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("answer_id", sa.Text, nullable=False),
        sa.Column("asked_ms", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_questions_talker", "questions", ["talker"])
    op.create_index("ix_questions_message_id", "questions", ["message_id"])
    op.create_index("ix_questions_asked_ms", "questions", ["asked_ms"])
    op.create_table(
        "feedback",
        sa.Column("talker", sa.String(64), primary_key=True),
        sa.Column("answer_id", sa.String(200), primary_key=True),
        sa.Column("verdict", sa.String(8), nullable=False),
        sa.Column("reason", sa.String(64), nullable=False, server_default=""),
        sa.Column("given_ms", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_feedback_given_ms", "feedback", ["given_ms"])
    op.create_table(
        "mutes",
        sa.Column("talker", sa.String(64), primary_key=True),
        sa.Column("since_ms", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "meta",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
