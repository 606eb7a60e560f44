"""Whether a state's name stands for its team: "Morocco beat Portugal to reach the semi-finals"."""

from __future__ import annotations

from onrecord.knowledge.roles import role_words
from onrecord.reader.stage import Stage


def plays(stage: Stage, token: int) -> bool:
    """Whether a state is a side of a match: of a verb of playing, in a sentence with a word of sport."""
    tree, known = stage.tree, role_words().words
    if stage.actor(stage.hit_at[token].actor).kind != "state":
        return False
    top = token
    while tree.dep[top] == "conj":
        top = tree.head[top]
    above = tree.head[top]
    if tree.dep[top] == "pobj" and tree.low[above] in ("against", "over", "to", "by", "with", "for"):
        above = tree.head[above]
    elif tree.dep[top] not in ("nsubj", "dobj", "nsubjpass"):
        return False
    if tree.lemma[above] not in known["playing"]:
        return False
    first = tree.sent[token]
    last = next((i for i in range(token, len(tree)) if tree.sent[i] != first), len(tree))
    return any(tree.lemma[i] in known["sport"] or tree.low[i] in known["sport"] for i in range(first, last))
