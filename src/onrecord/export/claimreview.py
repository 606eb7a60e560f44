"""schema.org ClaimReview: what somebody claims, as the draft of a fact check.

onrecord finds out who claims what; it does not say what is true. So no draft has a `reviewRating`, nor an author: that
is for whoever checks. What people decided is no rating either: to accept a row says that it was read rightly, not that
the claim holds. A claim is a statement that somebody is told to have made: of speech, belief or knowledge; what
they intend, what the report infers and what they are told not to have said are none. What is denied says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import msgspec

from onrecord.export.format import Format
from onrecord.export.happened import as_done
from onrecord.export.source import Source
from onrecord.export.urn import address, urn
from onrecord.model import Actor, Attribution, Reading
from onrecord.model.chain import voices_in_words

KINDS = frozenset({"speech", "belief", "knowledge"})
_TYPES = {"person": "Person", "unknown": "Thing", "place": "Place", "episode": "Event"}
"""Kinds of actors to types of schema.org; of others it is Organization."""


def write(source: Source, out: BinaryIO) -> Iterator[int]:
    """One draft a line, each a JSON-LD document; yields how many reports are done."""
    for number, reading in enumerate(source.readings(), 1):
        for one in drafts(reading):
            out.write(msgspec.json.encode(one) + b"\n")
        yield number


def drafts(reading: Reading) -> Iterator[dict[str, Any]]:
    """A draft for each claim of a report."""
    voices = voices_in_words(reading)
    actors = {actor.id: actor for actor in reading.actors}
    for row in reading.attributions:
        if is_claim(row):
            yield _draft(reading, row, voices[row.id], actors)


def is_claim(row: Attribution) -> bool:
    """Whether somebody is told to have stated something."""
    return row.kind in KINDS and row.polarity == "positive" and as_done(row.factuality) and bool(row.content)


def _draft(reading: Reading, row: Attribution, voice: str, actors: Mapping[str, Actor]) -> dict[str, Any]:
    report = reading.report
    words = " … ".join(" ".join(span.text.split()) for span in row.content)
    denied = "denied by" in voice.partition(",")[0]
    claimants = [_somebody(actors[one]) for one in row.speakers if one in actors]
    source = " … ".join(span.text for span in row.source)
    if not claimants and source:
        kind = f"a source that the report calls so: {row.source_kind}"
        claimants = [{"@type": "Thing", "name": source, "description": kind}]
    claim = {
        "@type": "Claim",
        "@id": urn(report.id, row.id),
        "text": words,
        "description": voice,
        "author": claimants,
        "appearance": _article(reading, row, words),
        "identifier": [
            {"@type": "PropertyValue", "propertyID": name, "value": value} for name, value in _known(report.id, row)
        ],
    }
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "@id": f"{urn(report.id, row.id)}:review",
        "creativeWorkStatus": "Draft: not rated",
        "claimReviewed": f"Denied: {words}" if denied else words,
        "itemReviewed": {name: value for name, value in claim.items() if value},
    }


def _somebody(actor: Actor) -> dict[str, Any]:
    made = {"@type": _TYPES.get(actor.kind, "Organization"), "name": actor.name}
    return {**made, "sameAs": f"https://www.wikidata.org/entity/{actor.wikidata}"} if actor.wikidata else made


def _article(reading: Reading, row: Attribution, words: str) -> dict[str, Any]:
    report = reading.report
    known = {
        "@type": "NewsArticle",
        "@id": urn(report.id),
        "url": address(report.url),
        "headline": report.title,
        "datePublished": report.published,
        "inLanguage": report.language,
        "publisher": report.publisher and {"@type": "Organization", "name": report.publisher},
        "author": [{"@type": "Person", "name": name} for name in report.authors],
        "hasPart": {"@type": "Quotation", "text": words},
    }
    return {name: value for name, value in known.items() if value}


def _known(report: str, row: Attribution) -> Iterator[tuple[str, Any]]:
    """What schema.org has no field for."""
    yield "onrecord row", f"{report}:{row.id}"
    for name, spans in (("content", row.content), ("cue", row.cue), ("source", row.source)):
        for span in spans:
            yield f"code points of the {name}", f"{span.start}-{span.end}"
    yield "kind", f"{row.kind}, {row.form}"
    yield "certainty that it was said", f"{row.factuality.value}, {row.factuality.status}"
    yield "confidence of the reader", row.confidence


FORMAT = Format(
    name="claimreview",
    title="ClaimReview",
    suffix=".jsonl",
    media="application/x-ndjson",
    standard="schema.org ClaimReview; one JSON-LD document a line",
    holds=("report", "span", "certainty", "status", "voice", "confidence"),
    loses=(
        "events, ties and figures; intentions and what a report infers. It has no rating: onrecord rates no claim, and"
        " search engines show no ClaimReview without one, so each is a draft that somebody has still to check."
    ),
    file=write,
)
