"""What a comparison gives: rows of both side by side, and counts."""

from __future__ import annotations

import msgspec

from onrecord.compare.coded import Coded
from onrecord.compare.stance import Kind
from onrecord.ledger import Happening


class Beside(msgspec.Struct, frozen=True):
    """A row of theirs and a happening of ours, or one of the two.

    Args:
        kind: status: both have it, and we have it otherwise than as done; both; theirs or ours alone.
        why: in a word (see `stance.WORDS`); `meaning` in a sentence.
        coded: their row. reports: ids of reports of the ledger that it, or a mention of its event, names.
        row: REPORT:ID of the happening. tellings: how reports tell it, those that their row names first.
        score: how well they fit; `reasons` for it, the weightiest first.
    """

    kind: Kind
    why: str
    meaning: str
    coded: Coded | None = None
    reports: tuple[str, ...] = ()
    row: str | None = None
    tellings: tuple[Happening, ...] = ()
    score: float | None = None
    reasons: tuple[str, ...] = ()


class Count(msgspec.Struct, frozen=True):
    """How many are of one kind, for one type or one month.

    Args:
        by: type or month. of: PLOVER's type, or the month as YYYY-MM; "none" of a statement, "undated" without a day.
        status, both: rows of theirs beside one of ours. theirs, ours: alone.
    """

    by: str
    of: str
    status: int = 0
    both: int = 0
    theirs: int = 0
    ours: int = 0


class BadRows(msgspec.Struct, frozen=True):
    """Rows of a file that are wrong for one reason, with the numbers of the first of their lines."""

    reason: str
    number: int
    lines: tuple[int, ...]


class FileTold(msgspec.Struct, frozen=True):
    """What came of one file.

    Args:
        file: its path. form: its format. rows: that were read. latin: of these, read as ISO-8859-1, being no UTF-8.
        bad: rows that were passed over. broken: what ended it before its end.
    """

    file: str
    form: str
    rows: int
    latin: int
    bad: tuple[BadRows, ...]
    broken: str | None = None


class Summary(msgspec.Struct, frozen=True):
    """All of it in numbers.

    Args:
        files: what came of each. rows: of events in them. not_asked: outside the days, or not of the actor, asked for.
        outside: of no day and no report of the ledger; they are counted and not compared. repeated: with an id and day
            that another has. compared: the rest. publishers: of the compared, rows of publishers of whom the ledger has
            no report. mentions, known_mentions: of GDELT events, and those of them that are of reports of the ledger.
        kinds: how many of each kind. whys: how many of each outcome (see `stance.WORDS`).
        undone: happenings of ours that no row stands beside and that nobody tells as done; they are not listed.
        counts: by type, then by month.
    """

    files: tuple[FileTold, ...]
    rows: int
    not_asked: int
    outside: int
    repeated: int
    compared: int
    publishers: int
    mentions: int
    known_mentions: int
    kinds: dict[str, int]
    whys: dict[str, int]
    undone: int
    counts: tuple[Count, ...]
