"""What formats say they lose that hold only what happened, in the same words."""

LEFT_OUT = "what was planned, threatened, denied, hypothetical or habitual, which is left out"
"""Where a format has no place for a status: only what occurred, is ongoing or unknown leaves in it."""
UNVOICED = "who says so: a claim cannot be told from what the report says itself"
"""Where a format has no place for a voice."""
