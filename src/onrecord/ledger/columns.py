"""Which columns of a ledger may hold words of reports, and which cannot and why: so that an erasure forgets none.

`tests/ledger/test_columns.py` walks the schema: a column of text that is in neither list fails it.
"""

from __future__ import annotations

from collections.abc import Mapping

READINGS: Mapping[str, tuple[str, ...]] = {
    "reading_bytes": ("json", "sha256"),
    "actor_rows": ("id", "actor", "met", "name", "roles"),
    "sentence_rows": ("passage",),
    "mention_rows": ("actor", "passage"),
    "attribution_rows": ("source_words", "cue_words", "content_words", "medium", "passage"),
    "attribution_spans": ("passage",),
    "attribution_actors": ("actor", "met"),
    "predicate_rows": ("passage",),
    "time_rows": ("passage",),
    "place_rows": ("name", "admin1", "passage"),
    "event_rows": ("trigger_words", "origin", "passage"),
    "event_parties": ("actor", "met", "passage"),
    "event_tellings": ("trigger_words", "passage"),
    "event_links": ("target",),
    "relation_rows": (
        "subject", "subject_met", "subject_words", "object", "object_met", "object_words", "label", "tie", "origin",
        "passage",
    ),
    "figure_rows": ("unit", "target", "actor", "met", "origin", "passage"),
    "warning_rows": ("message",),
    "bounds_rows": ("reasons",),
}  # fmt: skip
"""Columns of readings that may hold words, or hashes of them: their rows are made anew from the covered reading."""
INDEXES: Mapping[str, tuple[str, ...]] = {
    "current_readings": ("origin",),
    "report_addresses": ("address",),
    "report_origins": ("origin",),
    "event_facts": ("facts",),
    "figure_keys": ("place",),
    "tallies": ("key",),
    "actor_links": ("actor", "other", "folded"),
    "decision_homes": ("problem",),
    "report_marks": ("words",),
}
"""Columns of indexes that may: they are left before the reports are covered, and entered after it."""
WORDS: Mapping[str, tuple[str, ...]] = {
    "originals": ("sha256", "bytes"),
    "texts": ("sha256", "text"),
    "report_rows": ("sha256", "source_id"),
    "report_versions": ("title", "url", "publisher", "authors", "agency", "origin"),
    "failures": ("source_id", "message", "sha256", "bytes"),
    "ledger_actors": ("id", "name"),
    "actor_names": ("folded", "actor", "name"),
    "decisions": ("target", "others", "changes", "actors", "made_by", "why"),
    "decision_anchors": ("passage", "says", "stood"),
}
"""Columns of the record itself that may: `onrecord.ledger.erase` looks at each."""
JSON = frozenset({"authors", "others", "changes", "actors", "roles", "reasons"})
"""Columns that hold JSON, in which strings alone are covered, and no names of fields."""

_ID = "ids of reports, rows or decisions, which are numbers or hashes"
_CODE = "codes of the format, one of a fixed list"
_DAY = "days and moments"
_HASH = (
    "hashes of the chain: they stay, as the chain rests on them, and the hash of what is left stands in the tombstone"
)
_OWN = "written by onrecord itself"
CLEAN: Mapping[str, Mapping[str, str]] = {
    "meta": {"key": _OWN, "value": _OWN},
    "originals": {"media": _CODE},
    "report_rows": {"id": _ID, "added_at": _DAY},
    "report_versions": {
        "report": _ID, "published": _DAY, "published_basis": _CODE, "captured": _DAY, "language": _CODE, "state": _CODE,
        "added_at": _DAY,
    },
    "failures": {"state": _CODE, "code": _CODE, "next_step": _OWN, "added_at": _DAY},
    "readings": {"report": _ID, "reader": _OWN, "added_at": _DAY, "decisions": _ID},
    "current_readings": {"report": _ID, "day": _DAY},
    "report_addresses": {"report": _ID},
    "origin_links": {"report": _ID, "other": _ID, "how": _CODE},
    "report_origins": {"report": _ID, "lead": _ID, "reason": _CODE, "source": _ID},
    "ledger_actors": {"kind": _CODE},
    "actor_rows": {"kind": _CODE, "country": _CODE, "sector": _CODE, "wikidata": _CODE},
    "mention_rows": {"form": _CODE},
    "attribution_rows": {
        "id": _ID, "kind": _CODE, "form": _CODE, "source_kind": _CODE, "polarity": _CODE, "within": _ID,
        "certainty": _CODE, "status": _CODE,
    },
    "attribution_spans": {"attribution": _ID, "part": _CODE},
    "attribution_actors": {"attribution": _ID, "role": _CODE},
    "predicate_rows": {"certainty": _CODE, "status": _CODE, "attribution": _ID},
    "time_rows": {
        "id": _ID, "type": _CODE, "value": _DAY, "precision": _CODE, "since": _DAY, "until": _DAY, "anchor": _ID,
        "relative": _CODE,
    },
    "place_rows": {"id": _ID, "country": _CODE},
    "event_rows": {
        "id": _ID, "type": _CODE, "mode": _CODE, "contexts": _CODE, "cameo": _CODE, "mode_polecat": _CODE,
        "certainty": _CODE, "status": _CODE, "attribution": _ID, "time": _ID, "since": _DAY, "until": _DAY,
        "day": _DAY, "precision": _CODE, "place": _ID,
    },
    "event_parties": {"event": _ID, "role": _CODE, "place": _ID, "day": _DAY},
    "event_tellings": {"event": _ID, "certainty": _CODE, "status": _CODE, "attribution": _ID},
    "event_links": {"event": _ID, "kind": _CODE},
    "relation_rows": {
        "id": _ID, "type": _CODE, "subject_place": _ID, "object_place": _ID, "since": _DAY, "until": _DAY,
        "state": _CODE, "cause": _ID, "certainty": _CODE, "status": _CODE, "attribution": _ID, "holds_from": _DAY,
        "holds_until": _DAY,
    },
    "figure_rows": {"id": _ID, "attribution": _ID},
    "figure_keys": {"figure": _ID},
    "figure_groups": {"figure": _ID},
    "figure_disputes": {"kind": _CODE, "report": _ID, "figure": _ID},
    "tallies": {"what": _CODE},
    "warning_rows": {"code": _CODE},
    "bounds_rows": {"since": _DAY, "until": _DAY},
    "decisions": {
        "id": _HASH, "kind": _CODE, "undoes": _HASH, "made_at": _DAY, "before": _HASH, "hash": _HASH, "via": _HASH,
    },
    "decision_anchors": {"decision": _HASH, "report": _ID, "section": _CODE, "row": _ID},
    "judged_rows": {"id": _ID, "report": _ID, "part": _CODE, "verdict": _CODE, "decision": _HASH},
    "decision_homes": {"decision": _HASH, "report": _ID, "row": _ID, "other": _HASH},
    "actor_links": {"how": _CODE},
    "report_marks": {"report": _ID, "decision": _HASH},
    "event_disputes": {"kind": _CODE},
    "erased_reports": {"report": _ID, "decision": _HASH, "what": _CODE, "media": _CODE},
    "scouring_due": {"decision": _HASH},
}  # fmt: skip
"""Columns of text that hold no words of reports, each with what they hold."""
