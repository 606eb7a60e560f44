"""What formats share that hold only what happened: how they ask for it, and say what they lose."""

from onrecord.model import HAPPENED

LEFT_OUT = "what was planned, threatened, denied, hypothetical or habitual, which is left out"
"""Where a format has no place for a status: only what occurred, is ongoing or unknown leaves in it."""
UNVOICED = "who says so: a claim cannot be told from what the report says itself"
"""Where a format has no place for a voice."""
HAPPENED_SQL = ", ".join(f"'{status}'" for status in sorted(HAPPENED))
"""The statuses of what happened, for a query."""
