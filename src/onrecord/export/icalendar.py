"""iCalendar: happenings as entries of whole days.

DTEND is exclusive, as onrecord's own ends are. An entry is CONFIRMED where a report tells it as certain and done in its
own voice and nobody denies it; TENTATIVE where it is only claimed, doubted, unknown or planned. What is threatened,
considered or denied is no entry of a calendar. What has no beginning or no end would need a day that nobody told: it is
counted in a VJOURNAL at the end.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import BinaryIO

from onrecord.cli.output import counted
from onrecord.export.format import Format
from onrecord.export.source import Source
from onrecord.export.telling import deniers, evidence, fullest, headline, told_by, took_place, when
from onrecord.export.when import first_day, last_day
from onrecord.ledger import Gathered, Happening

LONGEST = 75
"""Bytes of a line without its end (RFC 5545, 3.1)."""
TOLD = 5
"""Tellings of a happening that an entry shows."""
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def write(source: Source, out: BinaryIO) -> Iterator[int]:
    """A calendar; yields how many happenings are done."""
    stamp = added(source)
    out.write(lines("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//onrecord//onrecord//EN", "CALSCALE:GREGORIAN"))
    counts = Counter[str]()
    for number, one in enumerate(source.happenings(), 1):
        entry = event(one, stamp)
        if entry:
            out.write(lines(*entry))
        counts["in" if entry else "out"] += 1
        yield number
    told = (
        f"{counted(counts['in'], 'happening')}; left out: {counts['out']:,}, not told as done or planned, or without a"
        " first and a last day"
    )
    journal = (
        "BEGIN:VJOURNAL",
        "UID:left-out@onrecord",
        f"DTSTAMP:{stamp}",
        f"SUMMARY:{escaped(told)}",
        "END:VJOURNAL",
    )
    out.write(lines(*journal, "END:VCALENDAR"))


def added(source: Source) -> str:
    """When the ledger last got a report, a reading or a decision, as a date-time of iCalendar."""
    [row] = source.ledger.rows(_LAST)
    return re.sub("[-:]", "", (row[0] or "1970-01-01T00:00:00")[:19]) + "Z"


def event(one: Gathered, stamp: str) -> tuple[str, ...]:
    """The content lines of an entry, not folded; empty where it is none."""
    rows = took_place(one) or tuple(row for row in one.tellings if row.status == "planned")
    whole = [row for row in rows if _whole(row)]
    if not whole:
        return ()
    shown = fullest(whole)
    first, end = _days(shown)
    own = [row for row in rows if row.status in ("occurred", "ongoing") and row.voice.attribution is None]
    sure = any(row.certainty == "CT+" for row in own) and not deniers(one)
    place = shown.place
    point = () if place is None or place.lat is None or place.lon is None else (f"GEO:{place.lat:.6f};{place.lon:.6f}",)
    return (
        "BEGIN:VEVENT",
        f"UID:{escaped(one.row.replace(':', '-'))}@onrecord",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{first:%Y%m%d}",
        f"DTEND;VALUE=DATE:{end:%Y%m%d}",
        f"SUMMARY:{escaped(headline(shown))}",
        f"DESCRIPTION:{escaped(_words(one, rows, shown))}",
        *(() if place is None else (f"LOCATION:{escaped(place.name)}",)),
        *point,
        f"STATUS:{'CONFIRMED' if sure else 'TENTATIVE'}",
        f"CATEGORIES:{escaped(shown.type)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    )


def _words(one: Gathered, rows: Sequence[Happening], shown: Happening) -> str:
    told = [f"{when(shown)}; {told_by(one)}"]
    told += [evidence(row) for row in (shown, *(row for row in rows if row is not shown))[:TOLD]]
    return "\n".join(told)


def _whole(row: Happening) -> bool:
    return bool(row.start and row.end and len(row.start) >= 10 and len(row.end) >= 10)


def _days(row: Happening) -> tuple[date, date]:
    """The first day, and the one after the last."""
    first, last = first_day(row.start) or date.min, last_day(row.end) or date.min
    return first, max(first, last) + timedelta(days=1)


def escaped(text: str) -> str:
    r"""Text as a value: what would end a value or a line is escaped, what has no place in a calendar is U+FFFD.

    >>> escaped("a, b; c\nd\\")
    'a\\, b\\; c\\nd\\\\'
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = _CONTROLS.sub("\ufffd", plain)
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def lines(*content: str) -> bytes:
    """Content lines as bytes, each folded so that none is longer than 75 bytes and no letter is cut."""
    return b"".join(folded(line) + b"\r\n" for line in content)


def folded(line: str) -> bytes:
    """A content line as UTF-8; goes on in the next line, behind a blank, where it would be too long."""
    parts, part = list[bytes](), b""
    for letter in line:
        raw = letter.encode()
        if len(part) + len(raw) > LONGEST:
            parts.append(part)
            part = b" "
        part += raw
    return b"\r\n".join([*parts, part])


_LAST = """
SELECT max(at) FROM (
  SELECT max(added_at) AS at FROM readings UNION ALL SELECT max(added_at) FROM report_versions
  UNION ALL SELECT max(made_at) FROM decisions)
"""
FORMAT = Format(
    name="icalendar",
    title="iCalendar",
    suffix=".ics",
    media="text/calendar",
    standard="iCalendar, RFC 5545",
    holds=("report", "span", "certainty", "voice", "confidence", "interval", "place"),
    loses=(
        "what is threatened, considered or denied, and what has no first and last day: it counts them. A month is an"
        " entry of all its days, a time of day is not kept; certainty, voice and span are in the words of an entry."
    ),
    file=write,
)
