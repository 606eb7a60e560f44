"""GraphML: the network of actors on a day, for networkx, igraph, yEd, visone.

The day is `--on`, else that of the last report. With `--since` each edge says what became of the tie since that day;
a tie that no longer holds is there with `holds` false. Every edge has a direction in the file, as readers of GraphML
want one for all; of ties that have none, `either_way` is true.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from lxml import etree

from onrecord.analyse.network import days
from onrecord.analyse.tellings import changes
from onrecord.export.format import Format
from onrecord.export.gexf import static
from onrecord.export.source import Source
from onrecord.export.ties import Edge, edges, last_day, latest, nodes, state, undated
from onrecord.export.xml import legal

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_KEYS: dict[str, dict[str, str]] = {
    "graph": {"on": "string", "since": "string", "relations_of_no_known_day": "int"},
    "node": {"name": "string", "kind": "string"},
    "edge": {
        "type": "string", "sign": "int", "state": "string", "role": "string", "start": "string", "end": "string",
        "certainty": "string", "confidence": "double", "reports": "int", "origins": "int", "told_first": "string",
        "told_last": "string", "voices": "string", "rows": "string", "denied_by": "string",
        "denials": "string", "either_way": "boolean", "holds": "boolean",
        "change": "string",
    },
}  # fmt: skip


def write(source: Source, out: BinaryIO) -> Iterator[int]:
    """A graph with parallel edges; yields how many ties are done."""
    on, since = days(source.wanted.on or last_day(source), source.wanted.since)
    about = {"on": on, "since": since, "relations_of_no_known_day": undated(source)}
    with etree.xmlfile(out, encoding="UTF-8") as xml:
        xml.write_declaration()
        with xml.element("graphml", nsmap={None: NAMESPACE}):
            for kind, fields in _KEYS.items():
                for name, type in fields.items():
                    key = {"id": f"{kind}_{name}", "for": kind, "attr.name": name, "attr.type": type}
                    xml.write(etree.Element("key", key))
            with xml.element("graph", id="network", edgedefault="directed"):
                for part in _data("graph", about):
                    xml.write(part)
                for one in nodes(source):
                    xml.write(_element("node", {"id": one["id"]}, one))
                for number, edge in enumerate(edges(source), 1):
                    known = values(edge, on, since)
                    if known is not None:
                        ends = {"id": edge.id, "source": edge.subject, "target": edge.object}
                        xml.write(_element("edge", ends, known))
                    yield number


def values(edge: Edge, on: str, since: str | None) -> dict[str, Any] | None:
    """What is told of a tie on a day, and what became of it since another one; None where neither is anything."""
    now = edge.on(on)
    tellings = [one.telling for one in edge.words]
    turned = changes(tellings, since, on) if since else []
    change = "; ".join(name for name, _ in turned) or None
    rows = {(row.reading, row.id) for _, some in turned for row in some}
    words = now or tuple(one for one in edge.words if (one.telling.reading, one.telling.id) in rows)
    if not words:
        return None
    starts = [one.telling.since for one in words if one.telling.since]
    ends = [one.telling.end for one in words if one.telling.end]
    return {
        **static(edge.type, words, edge.denied(on)), "start": min(starts, default=None),
        "state": state(words, on) if now else latest(words).telling.state,
        "end": max(ends, default=None), "origins": len({one.telling.origin for one in words}),
        "either_way": not edge.directed, "holds": bool(now), "change": change,
    }  # fmt: skip


def _element(kind: str, attributes: Mapping[str, str], known: Mapping[str, Any]) -> etree._Element:
    made = etree.Element(kind, {name: legal(value) for name, value in attributes.items()})
    made.extend(_data(kind, known))
    return made


def _data(kind: str, known: Mapping[str, Any]) -> Iterator[etree._Element]:
    for name in _KEYS[kind]:
        value = known.get(name)
        if value is not None:
            made = etree.Element("data", key=f"{kind}_{name}")
            made.text = legal(str(value).lower() if isinstance(value, bool) else str(value))
            yield made


FORMAT = Format(
    name="graphml",
    title="GraphML",
    suffix=".graphml",
    media="application/graphml+xml",
    standard="GraphML 1.0",
    holds=("report", "certainty", "voice", "confidence", "interval", "state", "sign", "origins"),
    loses=(
        "any day but the one of the network, and the words that show a tie: it names the rows that have them. It has no"
        " tie that is only planned, threatened, considered or denied, and none with a side that is no actor."
    ),
    file=write,
)
