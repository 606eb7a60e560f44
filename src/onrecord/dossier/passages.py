"""The words of rows: each in its sentence, with its voices, and the report that it stands in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from onrecord.analyse.origins import origin
from onrecord.dossier.content import Source, Words
from onrecord.errors import LedgerDamaged
from onrecord.ledger import Ledger
from onrecord.model import Attribution, Event, Figure, Reading, Relation, Span
from onrecord.model.chain import voices_in_words

LONGEST = 1200
"""Code points of a passage that are shown; of a longer one, those around its first mark."""


class Shown(NamedTuple):
    """What stands behind rows: by row (REPORT:ID) its words; the reports, by day of publication."""

    words: dict[str, Words]
    sources: tuple[Source, ...]


def shown(ledger: Ledger, rows: Iterable[str]) -> Shown:
    """The words of rows and the reports that they stand in; one reading at a time is in memory.

    Args:
        rows: REPORT:ID, in any order.

    Raises:
        LedgerDamaged: a reading lacks one of its rows.
    """
    by_report: dict[str, list[str]] = defaultdict(list)
    for row in dict.fromkeys(rows):
        by_report[row.partition(":")[0]].append(row)
    words: dict[str, Words] = {}
    sources = []
    for report in sorted(by_report):
        reading = ledger.reading(report)
        words.update(words_of_rows(reading, by_report[report]))
        sources.append(_source(ledger, reading))
    ordered = sorted(sources, key=lambda one: (one.published or "9999", one.publisher or "", one.report))
    return Shown(words, tuple(_numbered(ordered)))


def _numbered(sources: Sequence[Source]) -> Iterable[Source]:
    from msgspec.structs import replace

    for number, source in enumerate(sources, 1):
        yield replace(source, number=number)


def _source(ledger: Ledger, reading: Reading) -> Source:
    report = reading.report
    come = origin(ledger, report.id)
    return Source(
        report.id, 0, report.source_id, report.title, report.publisher, report.agency, report.url, report.published,
        report.published_basis, report.published_between, reading.reader, come.origin, come.reason, come.of, come.share,
    )  # fmt: skip


def words_of_rows(reading: Reading, rows: Sequence[str]) -> Iterable[tuple[str, Words]]:
    """The words of rows (REPORT:ID) of one reading, by row.

    Raises:
        LedgerDamaged: the reading lacks one of its rows.
    """
    chains = voices_in_words(reading)
    parts: tuple[Event | Relation | Attribution | Figure, ...] = (
        *reading.events, *reading.relations, *reading.attributions, *reading.figures
    )  # fmt: skip
    by_id = {part.id: part for part in parts}
    for name in rows:
        part = by_id.get(name.partition(":")[2])
        if part is None:
            raise LedgerDamaged(f"the reading of report {reading.report.id} has no row {name}")
        said = part.id if isinstance(part, Attribution) else part.attribution
        voices = chains[said] if said in chains else own_words(reading.report.publisher)
        yield name, _in_sentence(reading, _marks(part), _whole(part), voices)


def own_words(publisher: str | None) -> str:
    """The chain of voices of what a report says itself.

    >>> own_words("WND"), own_words(None)
    ('reported by WND in its own words', 'in the report’s own words')
    """
    return f"reported by {publisher} in its own words" if publisher else "in the report’s own words"


def _marks(part: Event | Relation | Attribution | Figure) -> Sequence[Span]:
    """The words that show a row."""
    match part:
        case Event():
            return [part.trigger]
        case Relation():
            return [part.evidence]
        case Attribution():
            return part.content or part.cue
        case Figure():
            return [part.span]


def _whole(part: Event | Relation | Attribution | Figure) -> Sequence[Span]:
    """All words that belong to a row, with those for who says it."""
    match part:
        case Event():
            return [part.trigger, part.evidence]
        case Attribution():
            return [*part.source, *part.cue, *part.content]
        case _:
            return _marks(part)


def _in_sentence(reading: Reading, spans: Sequence[Span], whole: Sequence[Span], voices: str) -> Words:
    """The sentences that a row stands in, from the first to the last of them, with its marks."""
    text = reading.report.text
    first, last = min(span.start for span in whole), max(span.end for span in whole)
    around = [s for s in reading.sentences if s.end > first and s.start < last]
    start = min([first, *(s.start for s in around)])
    end = max([last, *(s.end for s in around)])
    begin, finish = _cut(start, end, min(span.start for span in spans))
    marks = sorted(
        (max(span.start, begin) - begin, min(span.end, finish) - begin)
        for span in spans
        if span.start < finish and span.end > begin
    )
    cut = (begin, finish) != (start, end)
    return Words(reading.report.id, begin, text[begin:finish], _apart(marks), voices, cut)


def _cut(start: int, end: int, mark: int) -> tuple[int, int]:
    """The part of a passage that is shown: all of it, or `LONGEST` code points around a mark."""
    if end - start <= LONGEST:
        return start, end
    begin = max(start, min(mark - LONGEST // 4, end - LONGEST))
    return begin, begin + LONGEST


def _apart(marks: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Marks in order, those that overlap made one.

    >>> _apart([(0, 5), (3, 8), (9, 12)])
    ((0, 8), (9, 12))
    """
    found: list[tuple[int, int]] = []
    for start, end in marks:
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)
