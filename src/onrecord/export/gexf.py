"""GEXF: the network of actors with the days on which each tie holds, for Gephi.

Each tie is an edge with a spell for each stretch of days on which it holds, first and last day included; an end that
nobody told stays open. Its state and the number of origins that tell of it are of those days. A tie without a direction
is "mutual". With `--on` only ties that hold on that day are in it, with `--since` too those of any day between.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO, TypeVar

from lxml import etree

from onrecord.analyse.network import days
from onrecord.cli.output import counted
from onrecord.errors import BadQuery
from onrecord.export.format import Format
from onrecord.export.source import Source
from onrecord.export.ties import Days, Edge, Word, edges, first_and_last, latest, nodes, state, surest, undated
from onrecord.export.xml import legal

T = TypeVar("T")
NAMESPACE = "http://gexf.net/1.3"
_NODE = {"kind": "string"}
_STATIC = {
    "type": "string", "sign": "integer", "role": "string", "certainty": "string", "confidence": "double",
    "reports": "integer", "told_first": "string", "told_last": "string", "voices": "string", "rows": "string",
    "denied_by": "string", "denials": "string",
}  # fmt: skip
_DYNAMIC = {"state": "string", "origins": "integer"}


def write(source: Source, out: BinaryIO) -> Iterator[int]:
    """A graph of the mode "dynamic"; yields how many ties are done."""
    window = _window(source)
    with etree.xmlfile(out, encoding="UTF-8") as xml:
        xml.write_declaration()
        with xml.element("gexf", {"version": "1.3"}, nsmap={None: NAMESPACE}):
            _meta(source, xml)
            with xml.element("graph", mode="dynamic", defaultedgetype="directed", idtype="string", timeformat="date"):
                xml.write(_declared("node", "static", _NODE))
                xml.write(_declared("edge", "static", _STATIC))
                xml.write(_declared("edge", "dynamic", _DYNAMIC))
                with xml.element("nodes"):
                    for one in nodes(source):
                        xml.write(_node(one))
                with xml.element("edges"):
                    for number, edge in enumerate(edges(source), 1):
                        if window is None or _touches(edge, *window):
                            xml.write(_edge(edge))
                        yield number


def _window(source: Source) -> tuple[str, str] | None:
    """The first and the last day that were asked for."""
    if source.wanted.on is None:
        if source.wanted.since is not None:
            raise BadQuery("changes since a day are asked for, but not up to which", "Give the later day too, with on.")
        return None
    on, since = days(source.wanted.on, source.wanted.since)
    return since or on, on


def _touches(edge: Edge, first: str, last: str) -> bool:
    return any(start <= last and first < end for (start, end), _ in edge.held)


def _meta(source: Source, xml: Any) -> None:
    left_out = (
        f"Left out: {counted(undated(source), 'relation')} of no known day, and all that are only planned, threatened,"
        " considered or denied."
    )
    with xml.element("meta"):
        xml.write(_text("creator", "onrecord"), _text("description", f"Who stands how with whom. {left_out}"))


def _text(tag: str, words: str) -> etree._Element:
    made = etree.Element(tag)
    made.text = legal(words)
    return made


def _declared(kind: str, mode: str, fields: Mapping[str, str]) -> etree._Element:
    made = etree.Element("attributes", {"class": kind, "mode": mode})
    for title, type in fields.items():
        etree.SubElement(made, "attribute", id=f"{kind}_{title}", title=title, type=type)
    return made


def _node(one: Mapping[str, Any]) -> etree._Element:
    made = etree.Element("node", id=legal(one["id"]), label=legal(one["name"]))
    values = etree.SubElement(made, "attvalues")
    etree.SubElement(values, "attvalue", {"for": "node_kind", "value": legal(one["kind"])})
    return made


def _edge(edge: Edge) -> etree._Element:
    made = etree.Element(
        "edge", id=edge.id, source=legal(edge.subject), target=legal(edge.object), kind=edge.type, label=edge.type,
        type="directed" if edge.directed else "mutual",
        weight=str(float(len({one.telling.origin for one in edge.words}))),
    )  # fmt: skip
    values = etree.SubElement(made, "attvalues")
    for title, value in static(edge.type, edge.words, edge.denied()).items():
        if value is not None:
            etree.SubElement(values, "attvalue", {"for": f"edge_{title}", "value": legal(str(value))})
    spells = etree.SubElement(made, "spells")
    for between, _ in runs([(between, None) for between, _ in edge.held]):
        etree.SubElement(spells, "spell", _span(between))
    states = [(between, state(words, between[0])) for between, words in edge.held]
    origins = [(between, str(len({one.telling.origin for one in words}))) for between, words in edge.held]
    for title, some in (("state", states), ("origins", origins)):
        for between, value in runs(some):
            etree.SubElement(values, "attvalue", {"for": f"edge_{title}", "value": str(value), **_span(between)})
    return made


def runs(parts: Sequence[tuple[Days, T]]) -> list[tuple[Days, T]]:
    """Stretches of days with a value, those that follow one another with the same value as one.

    >>> runs([(("2013-07-03", "2013-07-04"), 1), (("2013-07-04", "9999"), 1)])
    [(('2013-07-03', '9999'), 1)]
    """
    found: list[tuple[Days, T]] = []
    for (start, end), value in parts:
        if found and found[-1][0][1] == start and found[-1][1] == value:
            found[-1] = ((found[-1][0][0], end), value)
        else:
            found.append(((start, end), value))
    return found


def _span(between: Days) -> dict[str, str]:
    return {name: day for name, day in zip(("start", "end"), first_and_last(between), strict=True) if day}


def static(type: str, words: Sequence[Word], against: Sequence[Word]) -> dict[str, Any]:
    """What is known of a tie by some words, whatever the day; against: of those who deny it."""
    told = sorted({one.telling.day for one in words} - {"9999"})
    return {
        "type": type,
        "sign": latest(words).sign,
        "role": "; ".join(dict.fromkeys(one.label for one in words if one.label)) or None,
        "certainty": surest(words),
        "confidence": max(one.telling.confidence for one in words),
        "reports": len({one.telling.report for one in words}),
        "told_first": told[0] if told else None,
        "told_last": told[-1] if told else None,
        "voices": "; ".join(dict.fromkeys(one.voice for one in words)),
        "rows": " ".join(one.row for one in words),
        "denied_by": "; ".join(dict.fromkeys(one.voice for one in against)) or None,
        "denials": " ".join(one.row for one in against) or None,
    }


FORMAT = Format(
    name="gexf",
    title="GEXF",
    suffix=".gexf",
    media="application/gexf+xml",
    standard="GEXF 1.3",
    holds=("report", "certainty", "voice", "confidence", "interval", "state", "sign", "origins"),
    loses=(
        "the words that show a tie: it names the rows that have them. It has no tie that is only planned, threatened,"
        " considered or denied, none with a side that is no actor, and none of a report whose day is not known."
    ),
    file=write,
)
