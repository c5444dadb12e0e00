"""State between messages: the inbox of events, conversations, questions, feedback, mutes.

`database` (SQLite or PostgreSQL through SQLAlchemy Core) is what a serving process uses; `memory` is the same Store in
a process's memory, for the terminal and for the time a database is gone.
"""
