"""What a happening is shown as where a format has room for one telling: never a plan or a denial as a deed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.cli.output import counted
from onrecord.cli.visible import line
from onrecord.cli.when import interval
from onrecord.export.happened import as_done
from onrecord.ledger import Gathered, Happening, Who

NAMES = 4
"""Actors of one side that a headline names."""
_STATUS = {
    "ongoing": "going on", "unknown": "not told whether it happened", "planned": "planned", "threatened": "threatened",
    "hypothetical": "only considered", "denied": "denied", "habitual": "told as a habit",
}  # fmt: skip


def took_place(one: Gathered) -> tuple[Happening, ...]:
    """The tellings that say that it took place."""
    return tuple(row for row in one.tellings if as_done(row))


def fullest(rows: Sequence[Happening]) -> Happening:
    """The telling that says most; of those that say as much, the first."""

    def says(row: Happening) -> tuple[bool, ...]:
        return (
            row.precision in ("minute", "day"),
            row.dated,
            bool(row.actors),
            bool(row.recipients),
            row.place is not None,
        )

    return max(rows, key=says)


def deniers(one: Gathered) -> tuple[str, ...]:
    """Who says that it did not take place."""
    return tuple(name for stance in one.stances if stance.stance == "denies" for name in stance.sources)


def headline(row: Happening) -> str:
    """Who did what to whom, in a line; its status first where it is not told as done, and last who claims it."""
    kind = f"{row.type.lower()} ({row.mode})" if row.mode else row.type.lower()
    acts, upon = _names(row.actors) or "somebody", _names(row.recipients)
    told = _STATUS.get(row.status, "" if row.score >= 0 else "told as not so")
    said = f", according to {claimant(row)}" if row.voice.attribution else ""
    return f"{f'{told}: ' if told else ''}{kind}: {acts}{f' → {upon}' if upon else ''}{said}"


def claimant(row: Happening) -> str:
    """Who says so, of a telling that stands in a claim."""
    voice = row.voice
    return line(voice.name, 80) if voice.speakers or voice.words else "somebody who is not named"


def when(row: Happening) -> str:
    """Its interval, and how precise it is."""
    between = interval(row.start, row.end)
    if between is None:
        return "without a date"
    return f"{between} (to the {row.precision})" if row.precision not in (None, "unknown") else between


def told_by(one: Gathered) -> str:
    """How many reports and independent origins tell it, and who denies it."""
    told = f"{counted(one.reports, 'report')}, {counted(one.origins, 'origin')}"
    against = deniers(one)
    return f"{told}; denied by {', '.join(line(name, 80) for name in against)}" if against else told


def evidence(row: Happening) -> str:
    """A telling in words: the passage, who vouches for it, how certain, and where it stands."""
    passage = row.passage
    source = ", ".join(part for part in (passage.publisher, (passage.published or "")[:10]) if part) or "a report"
    spoken = f"{claimant(row)}, in {source}" if row.voice.attribution else source
    sure = f"{row.status}, {row.certainty}, {when(row)}, confidence {row.confidence:.2f}"
    at = f"{row.row}, characters {passage.start}-{passage.end}"
    marks = f" [{'; '.join(passage.marks)}]" if passage.marks else ""
    return f"“{line(passage.text)}” – {line(spoken)}{marks} ({sure}; {at})"


def _names(people: Iterable[Who]) -> str:
    names = [line(who.name, 80) for who in people]
    more = f" and {len(names) - NAMES} more" if len(names) > NAMES else ""
    return ", ".join(names[:NAMES]) + more
