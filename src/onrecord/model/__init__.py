"""The nouns: frozen, slotted, typed. Nothing here touches another room."""

from onrecord.model.actor import Actor, ActorKind, Mention, MentionForm, Party, Role
from onrecord.model.attribution import Attribution, Form, Kind, SourceKind
from onrecord.model.decision import CODING, DECISION_KINDS, Anchor, Decision, DecisionKind
from onrecord.model.event import TYPES, Codes, Event, EventType, Telling
from onrecord.model.factuality import HAPPENED, SCORES, STATUSES, Factuality, FactValue, Predicate, Status
from onrecord.model.figure import Figure
from onrecord.model.place import Place
from onrecord.model.reading import FORMAT, PARTS, Part, Reading, schema
from onrecord.model.relation import Relation, RelationState, RelationType
from onrecord.model.report import Bounds, Report
from onrecord.model.span import Span, Warning
from onrecord.model.time import Precision, Relative, Time, TimeType

__all__ = [
    "CODING", "DECISION_KINDS", "FORMAT", "HAPPENED", "PARTS", "SCORES", "STATUSES", "TYPES", "Actor", "ActorKind",
    "Anchor", "Attribution", "Bounds", "Codes", "Decision", "DecisionKind", "Event", "EventType", "FactValue",
    "Factuality", "Figure", "Form", "Kind", "Mention", "MentionForm", "Part", "Party", "Place", "Precision",
    "Predicate", "Reading", "Relation", "RelationState", "RelationType", "Relative", "Report", "Role", "SourceKind",
    "Span", "Status", "Telling", "Time", "TimeType", "Warning", "schema",
]  # fmt: skip
