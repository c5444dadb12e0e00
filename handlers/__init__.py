"""The conversation: one event in, a list of LINE messages out. Handlers return messages; they send nothing."""
