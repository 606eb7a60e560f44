"""Where reports come from: which are one story, and whose.

Each report has an origin, by which independent sources are counted. It is the agency that the report names in its
byline, dateline or sign-off, else its publisher, else the report alone; names of outlets that the registry knows count
as one however they are written. Reports that were taken from one another, or are versions of one page, are a group and
have one origin: that of its lead, a report that names an agency before one that does not, then the earliest.

Two reports are linked where one holds `LEAST_SHARE` of the other's runs of words (see `prints`) and at least
`LEAST_RUNS`, or their whole texts are the same, or they have the same address. The links and groups are an index: they
are made anew for a report whenever its text, address, agency, publisher or day changes.
"""

from __future__ import annotations

import heapq
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple, get_args
from urllib.parse import parse_qsl, urlencode, urlsplit

import msgspec

from onrecord.ledger import figures, happenings
from onrecord.ledger.prints import Shared, runs, sampled, shared
from onrecord.ledger.store import Store

Reason = Literal["agency", "publisher", "alone", "copy", "part", "whole", "edited", "version", "correction"]
REASONS: tuple[Reason, ...] = get_args(Reason)
"""Why a report has its origin, see `Origin`."""
LEAST_SHARE = 0.4
"""How much of the one that shares more must be in the other."""
LEAST_RUNS = 16
"""Runs of six words that two texts must share at least, about two sentences."""
WHOLE = 0.85
"""The share from which a text is taken to be all in the other."""
FEWEST = 3
"""Indexed runs that two texts share before they are compared in full."""
MANY = 100
"""Texts with one run that are looked at, so that words which an outlet prints under everything cost no more."""
COMPARED = 12
"""Texts that a new one is compared with in full: those that share most of what few have."""
_HEAD = 400
_CORRECTION = re.compile(
    r"\A\W*(?:correct(?:ion|ed|s|ing)|clarification|erratum|amended|updated? and corrected)\s*(?:[:—–-]|\n|\Z)"
    r"|(?m:^)[^\n]{0,80}\((?:corrects?|corrected|correcting)\b",
    re.IGNORECASE,
)
_TRACKING = re.compile(r"^(?:utm_\w+|fbclid|gclid|ref|src|cmp|ito|ns_\w+)$", re.IGNORECASE)


class Link(NamedTuple):
    """Why two reports are one story: `how` is text or page; mine, theirs: the share of either's runs in the other."""

    how: str
    mine: float
    theirs: float


class Origin(msgspec.Struct, frozen=True):
    """Where a report comes from.

    Args:
        report: id. origin: key of its origin: "outlet:ID" of the registry, "outlet:NAME" of another one,
            "report:ID". lead: the report that the group's origin is taken from.
        reason: agency (it names it), publisher, alone (it names neither); of one that another report leads: copy
            (nearly all of either is in the other), part (nearly all of it is in the other), whole (it holds nearly all
            of the other, and more), edited (much of it), version (of the same page), correction (one that says so).
        of: the report that `reason` compares it with; null for the first three. share: 0 to 1, how much of its words
            the two share, of the one that shares more.
    """

    report: str
    origin: str
    lead: str
    reason: Reason
    of: str | None = None
    share: float | None = None


def key(agency: str | None, publisher: str | None, report: str) -> str:
    """The origin of a report that stands alone: its agency, else its publisher, else itself."""
    name = agency or publisher
    return (_outlet(name) or f"outlet:{name.casefold()}") if name else f"report:{report}"


def _outlet(name: str) -> str | None:
    """The registry's outlet of a name, where there is just one."""
    from onrecord.knowledge.registry import registry

    found = [actor for actor in registry().exactly(name) if registry().get(actor).kind == "outlet"]
    return f"outlet:{found[0]}" if len(found) == 1 else None


def is_correction(title: str | None, text: str) -> bool:
    """Whether a report says at its head that it corrects an earlier one.

    >>> is_correction(None, "Correction: An earlier report gave another number.")
    True
    >>> is_correction("Governor corrects speech", "The governor spoke.")
    False
    """
    return any(_CORRECTION.search(head) for head in (title or "", text[:_HEAD]))


def address(url: str | None) -> str | None:
    """What two addresses of one page share: no scheme, "www.", fragment, final slash or words that track readers.

    None for the address of a whole site, which is that of no page.

    >>> address("https://www.post.example/a/?utm_source=x#top") == address("http://post.example/a")
    True
    >>> address("https://www.post.example/")
    """
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    host = (parts.netloc.lower() or parts.scheme).removeprefix("www.").removeprefix("m.")
    given = parse_qsl(parts.query, keep_blank_values=True)
    query = urlencode(sorted(pair for pair in given if not _TRACKING.match(pair[0])))
    within = f"#{parts.fragment}" if parts.fragment.startswith(("/", "!/")) else ""
    page = f"{parts.path.rstrip('/')}{'?' + query if query else ''}{within}"
    return f"{host}{page}" if page else None


def trace(store: Store, report: str) -> None:
    """Brings the index up to date for a report whose current version is new; inside a transaction."""
    before, lost = _unlinked(store, report)
    _link(store, report)
    for other in lost:
        _link(store, other)
    _regroup(store, before | {report})


def forget(store: Store, report: str) -> None:
    """Takes a report out of the index that is no longer current; those that it joined are grouped anew."""
    before, lost = _unlinked(store, report)
    store.put("DELETE FROM report_origins WHERE report = ?", (report,))
    for other in lost:
        _link(store, other)
    _regroup(store, before - {report})


def _unlinked(store: Store, report: str) -> tuple[set[str], list[str]]:
    """Drops the links and the address of a report; the group that it was of, and those that were linked with it."""
    before = _group(store, report)
    lost = [row[0] for row in store.rows(_NEIGHBOURS, (report,))]
    store.put("DELETE FROM origin_links WHERE report = ?1 OR other = ?1", (report,))
    store.put("DELETE FROM report_addresses WHERE report = ?", (report,))
    return before, lost


def _link(store: Store, report: str) -> None:
    """Adds the links of a report to what it is like, and its address."""
    [now] = store.rows(_NOW, (report,))
    where = address(now["url"])
    mine = indexed(store, now["text_id"], now["text"])
    links = {other: Link("text", both.mine, both.theirs) for other, both in _alike(store, report, now, mine)}
    if where:
        for row in store.rows(_AT, (where, report)):
            if row["report"] is None:
                continue
            known = links.get(row["report"], Link("page", 0.0, 0.0))
            links[row["report"]] = Link("page", known.mine, known.theirs)
        store.put("INSERT INTO report_addresses VALUES (?, ?) ON CONFLICT DO NOTHING", (where, report))
    store.put_all(
        "INSERT INTO origin_links VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [(report, other, link.how, link.mine, link.theirs) for other, link in links.items()],
    )


def _regroup(store: Store, left: set[str]) -> None:
    """Writes the origins of some reports, and of all that links join with them."""
    while left:
        group = _group(store, min(left))
        _put(store, group)
        left -= group


def indexed(store: Store, number: int, text: str) -> frozenset[int]:
    """The runs of a text, whose sample is put into the index; inside a transaction."""
    found = runs(text)
    store.put_all("INSERT INTO text_prints VALUES (?, ?) ON CONFLICT DO NOTHING", [(n, number) for n in sampled(found)])
    return found


def _alike(store: Store, report: str, now: sqlite3.Row, mine: frozenset[int]) -> Iterable[tuple[str, Shared]]:
    """Other reports whose text shares enough with this one."""
    for row in store.rows(f"{_SAME} LIMIT 1", (now["text_id"], report)):
        yield row["report"], Shared(1.0, 1.0, len(mine))
    for text in _candidates(store, now["text_id"], sampled(mine)):
        both = shared(mine, runs(store.value("SELECT text FROM texts WHERE id = ?", (text,))))
        if both.runs >= LEAST_RUNS and both.most >= LEAST_SHARE:
            for row in store.rows(f"{_SAME} LIMIT 1", (text, report)):
                yield row["report"], both


def _candidates(store: Store, number: int, prints: Iterable[int]) -> list[int]:
    """The texts that may share enough: those that share most of the runs in the index, rare ones counting more.

    Of a run that very many texts have, such as the words at the foot of all pages of an outlet, the earliest count.
    """
    times = Counter[int]()
    weights: dict[int, float] = defaultdict(float)
    for one in prints:
        having = [row[0] for row in store.rows(_HAVING, (one, MANY)) if row[0] != number]
        for text in having:
            times[text] += 1
            weights[text] += 1 / len(having)
    near = (text for text, n in times.items() if n >= FEWEST)
    return heapq.nsmallest(COMPARED, near, key=lambda text: (-weights[text], -times[text], text))


def _group(store: Store, report: str) -> set[str]:
    """The reports that links join to one, and itself."""
    return {row[0] for row in store.rows(_JOINED, (report,))}


def _put(store: Store, group: set[str]) -> None:
    """Writes the origin of every report of a group."""
    members = {row["report"]: row for row in _described(store, group)}
    lead = min(members.values(), key=lambda row: (row["agency"] is None, row["day"], row["version"]))
    source = key(lead["agency"], lead["publisher"], lead["report"])
    links = _links(store, group)
    found = [_origin(row, lead, source, links) for row in members.values()]
    store.put_all(
        "INSERT OR REPLACE INTO report_origins VALUES (?, ?, ?, ?, ?, ?)",
        [(one.report, one.origin, one.lead, one.reason, one.of, one.share) for one in found],
    )
    for one in found:
        if one.origin != members[one.report]["origin"]:
            store.put("UPDATE current_readings SET origin = ? WHERE report = ?", (one.origin, one.report))
            figures.moved(store, one.report)
            happenings.moved(store, one.report)


def _origin(row: sqlite3.Row, lead: sqlite3.Row, source: str, links: Mapping[str, Mapping[str, Link]]) -> Origin:
    report = row["report"]
    if report == lead["report"]:
        reason: Reason = "agency" if row["agency"] else "publisher" if row["publisher"] else "alone"
        return Origin(report, source, report, reason)
    near = links[report].items()
    of, link = max(near, key=lambda one: (one[1].how == "page", one[0] == lead["report"], _most(one[1]), one[0]))
    return Origin(report, source, lead["report"], _reason(row, link), of, _most(link) or None)


def _most(link: Link) -> float:
    return max(link.mine, link.theirs)


def _reason(row: sqlite3.Row, link: Link) -> Reason:
    if link.how == "page":
        return "correction" if is_correction(row["title"], row["head"]) else "version"
    if min(link.mine, link.theirs) >= WHOLE:
        return "copy"
    if _most(link) < WHOLE:
        return "edited"
    return "part" if link.mine >= WHOLE else "whole"


def _described(store: Store, group: Iterable[str]) -> list[sqlite3.Row]:
    wanted = sorted(group)
    found: list[sqlite3.Row] = []
    for at in range(0, len(wanted), 900):
        part = wanted[at : at + 900]
        found += store.rows(_DESCRIBED.format(marks=", ".join("?" * len(part))), part)
    return found


def _links(store: Store, group: Iterable[str]) -> Mapping[str, Mapping[str, Link]]:
    """The links of each report of a group, by the other one."""
    found: dict[str, dict[str, Link]] = defaultdict(dict)
    wanted = sorted(group)
    for at in range(0, len(wanted), 900):
        part = wanted[at : at + 900]
        for row in store.rows(f"SELECT * FROM origin_links WHERE report IN ({', '.join('?' * len(part))})", part):
            found[row["report"]][row["other"]] = Link(row["how"], row["mine"], row["theirs"])
            found[row["other"]][row["report"]] = Link(row["how"], row["theirs"], row["mine"])
    return found


_NOW = """
SELECT v.url, v.text AS text_id, t.text FROM current_readings c
JOIN report_versions v ON v.id = c.version JOIN texts t ON t.id = v.text WHERE c.report = ?
"""
_SAME = """
SELECT c.report FROM report_versions v JOIN current_readings c ON c.version = v.id
WHERE v.text = ? AND c.report <> ? ORDER BY c.report
"""
_AT = "SELECT min(report) AS report FROM report_addresses WHERE address = ? AND report <> ?"
_NEIGHBOURS = """
SELECT other FROM origin_links WHERE report = ?1 UNION SELECT report FROM origin_links WHERE other = ?1 ORDER BY 1
"""
_HAVING = "SELECT text FROM text_prints WHERE print = ? ORDER BY text LIMIT ?"
_JOINED = """
WITH RECURSIVE joined (report) AS (
  VALUES (?1)
  UNION SELECT l.other FROM joined j JOIN origin_links l ON l.report = j.report
  UNION SELECT l.report FROM joined j JOIN origin_links l ON l.other = j.report
) SELECT report FROM joined
"""
_DESCRIBED = f"""
SELECT c.report, c.day, c.version, c.origin, v.title, v.agency, v.publisher, substr(t.text, 1, {_HEAD}) AS head
FROM current_readings c JOIN report_versions v ON v.id = c.version JOIN texts t ON t.id = v.text
WHERE c.report IN ({{marks}})
"""
