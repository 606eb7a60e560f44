"""The names that rows have in brat, and the two files that tell brat of them.

What a label, an argument or an attribute shows is corrected there; the fields of `NOTED` are written out in the note,
since brat has no place for them.
"""

from __future__ import annotations

from typing import get_args

from onrecord.model import SCORES, STATUSES, TYPES, RelationType

ACTOR, PLACE, SIDE = "Actor", "Place", "Side"
"""A known actor; a place; words of a side that are of neither."""
ENTITIES = {"mentions": ACTOR, "places": PLACE, "times": "Time", "figures": "Figure"}
"""Section to label."""
KINDS = {
    "speech": "Speech", "belief": "Belief", "intention": "Intention", "knowledge": "Knowledge",
    "inference": "Inference",
}  # fmt: skip
"""Kind of a claim to label."""
ROLES = {
    "actors": "Actor", "recipients": "Recipient", "source": "Source", "content": "Content", "place": "Place",
    "time": "Time", "voice": "Voice",
}  # fmt: skip
"""Side, or what a row refers to, to argument."""
NOTED = {
    "events": ("mode", "start", "end"),
    "relations": ("label", "sign", "state", "status", "certainty", "start", "end"),
    "figures": ("low", "best", "high", "unit"),
}
"""Fields that are corrected in the note."""
_EVENT = f"Actor*:{ACTOR}|{SIDE}|{PLACE}, Recipient*:{ACTOR}|{SIDE}|{PLACE}, Place?:{PLACE}, Time?:Time, Voice?:<EVENT>"
_CLAIM = "Source*:Source, Content*:Content, Voice?:<EVENT>"
_COLOURS = {
    ACTOR: "#cfe3f5", PLACE: "#d9efd3", "Time": "#f6ecc2", "Figure": "#f3d9c6", "Source": "#e4d9f2",
    "Content": "#f2f2f2", SIDE: "#e8e8e8",
}  # fmt: skip


def annotation_conf() -> str:
    """The types, for brat."""
    ends = f"{ACTOR}|{SIDE}|{PLACE}"
    values = f"Value:{'|'.join(STATUSES)}"
    return _file(
        ("entities", [*_COLOURS]),
        ("relations", [f"{name}\tArg1:{ends}, Arg2:{ends}" for name in get_args(RelationType)]),
        ("events", [f"{name}\t{_EVENT}" for name in TYPES] + [f"{name}\t{_CLAIM}" for name in KINDS.values()]),
        (
            "attributes",
            [
                f"Status\tArg:<EVENT>, {values}",
                f"Certainty\tArg:<EVENT>, Value:{'|'.join(SCORES)}",
                "Negated\tArg:<EVENT>",
                "Verdict\tArg:<EVENT>, Value:accepted",
            ],
        ),
    )


def visual_conf() -> str:
    """How brat draws them: words and glyphs, not colour alone."""
    glyphs = [
        "SPAN_DEFAULT\tfgColor:black, bgColor:#eef1f4, borderColor:darken",
        "ARC_DEFAULT\tcolor:black, arrowHead:triangle-5",
        *(f"{name}\tbgColor:{colour}" for name, colour in _COLOURS.items()),
        "Negated\tbox:crossed, glyph:<NONE>, dashArray:<NONE>",
    ]
    labels = [f"{name} | {name.capitalize()} | {name[:4].capitalize()}" for name in TYPES]
    return _file(("labels", labels), ("drawing", glyphs))


def _file(*sections: tuple[str, list[str]]) -> str:
    return "\n".join(f"[{name}]\n" + "".join(f"{line}\n" for line in lines) for name, lines in sections)
