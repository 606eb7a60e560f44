"""The statement table of the Discourse Network Analyzer (DNA): who takes which side of what.

The first 13 columns are those of DNA 3's event list (parted by semicolons, DNA's standard statement type with person,
organization, concept and agreement); those after it are ours, and DNA's readers leave them be. A statement is what one
speaker says in one claim about one event or tie. Its concept is that event or tie in a fixed wording, so that several
speakers' words about the same meet in one concept; what is planned, threatened or only thought of is a concept of its
own. Agreement is 0 where the speaker denies it or puts it as not so. What the report tells in its own voice is no
statement, and neither is what somebody did not say, or only might.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

from onrecord.cli.formats import cell
from onrecord.export.format import Format
from onrecord.export.source import Source
from onrecord.ledger.names import ledger_ids
from onrecord.model import HAPPENED, Actor, Attribution, Event, Party, Reading, Relation, Report
from onrecord.model.chain import voices_in_words

COLUMNS = (
    "statement ID", "time", "document ID", "document title", "author", "source", "section", "type", "text", "person",
    "organization", "concept", "agreement",
)  # fmt: skip
"""DNA 3's own, in its order."""
OURS = (
    "start", "stop", "url", "report", "claim", "row", "speaker", "voice", "certainty", "status", "confidence",
    "happened from", "happened before",
)  # fmt: skip
"""What DNA has no column for: start and stop are code points of the claim's words in the report."""
TYPE = "DNA Statement"
"""DNA's standard type of statement."""
Told = Event | Relation


def write(source: Source, out: BinaryIO) -> Iterator[int]:
    """One line a statement."""
    text = io.TextIOWrapper(out, encoding="utf-8", errors="replace", newline="", write_through=True)
    lines = csv.writer(text, delimiter=";", lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    lines.writerow([*COLUMNS, *OURS])
    number = 0
    for document, reading in enumerate(source.readings(), 1):
        for statement in statements(reading):
            number += 1
            statement["statement ID"], statement["document ID"] = number, document
            lines.writerow([_cell(statement.get(name, "")) for name in (*COLUMNS, *OURS)])
        yield document
    text.detach()


def statements(reading: Reading) -> Iterator[dict[str, str | int]]:
    """The statements of a report, without their numbers."""
    within: dict[str, list[Told]] = defaultdict(list)
    rows: tuple[Told, ...] = (*reading.events, *reading.relations)
    for told in rows:
        if told.attribution:
            within[told.attribution].append(told)
    who = {actor.id: actor for actor in reading.actors}
    ids, voices = ledger_ids(reading), voices_in_words(reading)
    document = _document(reading.report)
    for claim in reading.attributions:
        if not _was_said(claim):
            continue
        about: list[Told | None] = [*within[claim.id]] or [None]
        for one in about:
            for speaker in claim.speakers or ("",):
                yield {
                    **document, **_speaker(who.get(speaker), claim, who, reading.report.published),
                    **_words(claim, one, who, voices[claim.id]), "speaker": ids.get(speaker, speaker),
                }  # fmt: skip


def _was_said(claim: Attribution) -> bool:
    """Whether somebody did say, believe or intend it, as the report has it."""
    told = claim.factuality
    took_place = told.status in HAPPENED or told.status == "habitual"
    return claim.kind != "inference" and claim.polarity == "positive" and took_place and not told.value.endswith("-")


def _document(report: Report) -> dict[str, str | int]:
    when = (report.published or "").replace("T", " ")[:19]
    return {
        "time": f"{when} 00:00:00" if len(when) == 10 else when, "document title": report.title or "",
        "author": ", ".join(report.authors), "source": report.publisher or report.agency or "", "section": "",
        "type": TYPE, "url": report.url or "", "report": report.id,
    }  # fmt: skip


def _speaker(
    actor: Actor | None, claim: Attribution, who: Mapping[str, Actor], published: str | None
) -> dict[str, str | int]:
    """Person and organization; of a person, whom they served on that day. Of nobody known, the words of the source."""
    if actor is None:
        words = " ".join(" … ".join(span.text for span in claim.source).split())
        return {"person": words, "organization": ""}
    if actor.kind in ("person", "unknown"):
        day = (published or "")[:10]
        serves = (
            who[role.of].name
            for role in actor.roles
            if role.of is not None and role.of in who and day and (role.start or "") <= day < (role.end or "9999")
        )
        return {"person": actor.name, "organization": next(serves, "")}
    return {"person": "", "organization": actor.name}


def _words(claim: Attribution, told: Told | None, who: Mapping[str, Actor], voice: str) -> dict[str, str | int]:
    """What the statement is about. A claim without an event or tie has its words and no concept."""
    spans = claim.content or claim.cue or claim.source
    found: dict[str, str | int] = {
        "text": " … ".join(span.text for span in spans), "start": min(span.start for span in spans),
        "stop": max(span.end for span in spans), "concept": "", "claim": claim.id, "voice": voice,
        "agreement": 0 if voice.startswith("denied by") else 1, "certainty": claim.factuality.value,
        "status": claim.factuality.status, "confidence": f"{claim.confidence:.2f}",
    }  # fmt: skip
    if told is not None:
        value, status = told.factuality.value, told.factuality.status
        denied = status == "denied" or value.endswith("-")
        plain = denied or status in HAPPENED or status == "habitual"
        found |= {
            "concept": f"{'' if plain else f'{status}: '}{_concept(told, who)}", "agreement": 0 if denied else 1,
            "row": told.id, "certainty": value, "status": status, "confidence": f"{told.confidence:.2f}",
            "happened from": told.start or "", "happened before": told.end or "",
        }  # fmt: skip
    return found


def _concept(told: Told, who: Mapping[str, Actor]) -> str:
    if isinstance(told, Relation):
        label = f"{told.type} ({told.label})" if told.label else told.type
        ended = " (ended)" if told.state == "ended" else ""
        return f"{label}: {_names((told.subject,), who)} > {_names((told.object,), who)}{ended}"
    acts, upon = _names(told.actors, who), _names(told.recipients, who)
    return f"{told.type}: {acts or 'somebody'}{f' > {upon}' if upon else ''}"


def _names(parties: Sequence[Party], who: Mapping[str, Actor]) -> str:
    known = (who.get(one.actor or "") for one in parties)
    names = (actor.name if actor else one.span.text for actor, one in zip(known, parties, strict=True))
    return ", ".join(dict.fromkeys(" ".join(name.split()) for name in names))


def _cell(value: str | int) -> str | float:
    """A cell that no spreadsheet takes for a formula, on one line, since DNA writes them so."""
    return cell(" ".join(value.split()) if isinstance(value, str) else value)


FORMAT = Format(
    name="dna",
    title="Discourse Network Analyzer statements",
    suffix=".csv",
    media="text/csv",
    standard="Discourse Network Analyzer 3 (Philip Leifeld), event list of statements, with columns of our own behind",
    holds=("report", "span", "certainty", "status", "voice", "confidence", "interval"),
    loses=(
        "what reports tell in their own voice, figures, places, voices inside voices other than in words, and concepts"
        " as a coder would choose them: it has the event or tie that each claim tells of."
    ),
    file=write,
)
