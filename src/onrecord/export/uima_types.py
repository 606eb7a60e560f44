"""The types that rows have in UIMA, and the description of them that UIMA wants beside its files.

Features that people can correct have the names of `onrecord.ledger.fields`, but for those that UIMA or its libraries
use themselves: see `FEATURES`. All are strings, as they are in a decision.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

SPACE = "http:///onrecord.ecore"
"""The namespace of the types in XMI."""
TYPES = {
    "mentions": "Mention", "times": "Time", "places": "Place", "attributions": "Claim", "events": "Event",
    "relations": "Relation", "figures": "Figure",
}  # fmt: skip
"""Section to type."""
FEATURES = {"type": "category", "start": "startDay", "end": "endDay"}
"""Fields that have another name in UIMA."""
FIELDS: dict[str, tuple[str, ...]] = {
    "mentions": ("actor", "name", "kind", "form"),
    "times": ("category", "value", "startDay", "endDay", "precision"),
    "places": ("name", "country", "geonames", "lat", "lon", "precision_km"),
    "attributions": ("speaker", "kind", "polarity", "certainty", "status", "form", "source_kind", "medium"),
    "events": (
        "category", "mode", "status", "certainty", "startDay", "endDay", "place", "actors", "recipients", "cameo",
        "precision",
    ),
    "relations": (
        "category", "subject", "object", "label", "sign", "state", "status", "certainty", "startDay", "endDay",
    ),
    "figures": ("low", "best", "high", "unit", "of"),
}  # fmt: skip
"""Section to the features of its own, all strings."""
ROW = ("row", "voice", "confidence", "verdict")
"""Features of every row."""
REPORT = ("report", "sourceId", "title", "url", "publisher", "agency", "published", "sha256", "language", "reader")
_DESCRIPTION = "http://uima.apache.org/resourceSpecifier"
_STRING, _ARRAY, _TEXT = "uima.cas.String", "uima.cas.FSArray", "uima.tcas.Annotation"


def feature(field: str) -> str:
    """The feature of a field."""
    return FEATURES.get(field, field)


def description() -> bytes:
    """The description of the types."""
    root = etree.Element("typeSystemDescription", nsmap={None: _DESCRIPTION})  # type: ignore[dict-item]
    _put(root, "name", "onrecord")
    _put(root, "description", "Rows of onrecord: who said and did what to whom, according to whom, how certain.")
    types = etree.SubElement(root, "types")
    _type(types, "Report", _TEXT, "The report, over all of its text.", [(one, _STRING) for one in REPORT])
    _type(types, "Sentence", _TEXT, "A sentence.", [])
    _type(types, "Part", _TEXT, "A part of words that do not stand in one piece.", [])
    sides = [(one, _STRING) for one in ("role", "actor", "place")]
    _type(types, "Side", _TEXT, "Words of who has a part in a row; the row's own features are what counts.", sides)
    shared: list[tuple[str, str]] = [(one, _STRING) for one in ROW]
    shared += [("within", "onrecord.Claim"), ("parts", _ARRAY)]
    _type(types, "Row", _TEXT, "What all rows have: within is the claim that it stands in.", shared)
    for section, name in TYPES.items():
        own = [(one, _STRING) for one in FIELDS[section]]
        if section == "attributions":
            own += [("source", _ARRAY), ("content", _ARRAY)]
        elif section in ("events", "relations"):
            own.append(("sides", _ARRAY))
        _type(types, name, "onrecord.Row", f"A row of the section {section}.", own)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _type(types: etree._Element, name: str, parent: str, told: str, features: Iterable[tuple[str, str]]) -> None:
    one = etree.SubElement(types, "typeDescription")
    _put(one, "name", f"onrecord.{name}")
    _put(one, "description", told)
    _put(one, "supertypeName", parent)
    listed = etree.SubElement(one, "features")
    for label, kind in features:
        described = etree.SubElement(listed, "featureDescription")
        _put(described, "name", label)
        _put(described, "description", "")
        _put(described, "rangeTypeName", kind)
        if kind == _ARRAY:
            _put(described, "elementType", "onrecord.Side" if label == "sides" else "onrecord.Part")
            _put(described, "multipleReferencesAllowed", "false")


def _put(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, name).text = text
