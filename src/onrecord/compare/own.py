"""Our happenings as they are compared with rows of other coders: what they are, when, where, who, how they are told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import msgspec

from onrecord.compare.countries import of_code, of_name
from onrecord.compare.who import Side, head, sector_of
from onrecord.knowledge.folding import key
from onrecord.knowledge.registry import registry
from onrecord.ledger import Happening, Ledger
from onrecord.ledger.events import told
from onrecord.ledger.facts import day_number
from onrecord.ledger.found import Where, Who
from onrecord.mask import LOCAL
from onrecord.model import HAPPENED

PAGE = 1_000
"""Numbers of events that are looked through at once."""
WIDE = 100.0
"""Kilometres from which a place stands for a whole land."""


class Spot(msgspec.Struct, frozen=True, array_like=True):
    """A place. name: as `folding.key` gives it. country: alpha-3. km: how exact. whole: whether it is a whole land."""

    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    km: float | None = None
    whole: bool = False


class Telling(msgspec.Struct, frozen=True, array_like=True):
    """One way in which a report tells it.

    Args:
        number: of the event in the ledger. voiced: whether somebody is quoted for it, and not the report itself.
        sure: whether it is told as certain. published: day number of the report.
    """

    number: int
    report: str
    status: str
    sure: bool
    voiced: bool
    type: str
    cameo: str
    mode: str | None
    published: int | None


class Own(msgspec.Struct, frozen=True, array_like=True):
    """A happening.

    Args:
        lead: number of the event that leads it. row: REPORT:ID of that. times: (first day, day after the last) as
            numbers, one for each telling that says both.
    """

    lead: int
    row: str
    tellings: tuple[Telling, ...]
    times: tuple[tuple[int, int], ...]
    spots: tuple[Spot, ...]
    actors: Side
    recipients: Side

    @property
    def types(self) -> frozenset[str]:
        """Of its tellings."""
        return frozenset(one.type for one in self.tellings)

    @property
    def reports(self) -> frozenset[str]:
        """That tell it."""
        return frozenset(one.report for one in self.tellings)

    @property
    def countries(self) -> frozenset[str]:
        """Where it was, and of those who took part."""
        where = {spot.country for spot in self.spots if spot.country}
        return frozenset(where | self.actors.countries | self.recipients.countries)

    @property
    def happened(self) -> bool:
        """Whether somebody tells it as done."""
        return any(one.status in HAPPENED for one in self.tellings)

    @property
    def day(self) -> int | None:
        """The day on which it is listed: the first that a telling gives, else that of its first report."""
        known = [first for first, _ in self.times] or [one.published for one in self.tellings if one.published]
        return min(known, default=None)


def own(ledger: Ledger, since: str | None = None, until: str | None = None) -> Iterator[Own]:
    """The happenings of the current readings, by the number of the event that leads it; call it inside a snapshot.

    Args:
        since, until: ISO days, until exclusive: only those of which a telling says that they may have been between; of
            one that does not say from when to when, the day of its report counts, and no day fits any.
    """
    low, high = since or "", until or "9999"
    last = ledger.rows("SELECT coalesce(max(rowid), 0) FROM event_rows")[0][0]
    narrow = since is not None or until is not None
    leads = [row[0] for row in ledger.rows(_BETWEEN, {"low": low, "high": high})] if narrow else []
    pages = _among(leads) if narrow else _all(last)
    for sql, values in pages:
        members: dict[int, list[int]] = defaultdict(list)
        for row in ledger.rows(sql, values):
            members[row["lead"]].append(row["event"])
        yield from _made(ledger, members)


def _all(last: int) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Queries for all happenings, each for those of some numbers of events."""
    for start in range(0, last + 1, PAGE):
        yield _PAGE, (start, start + PAGE - 1) * 2


def _among(leads: Sequence[int]) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Queries for some happenings."""
    for at in range(0, len(leads), PAGE):
        yield _SOME, (msgspec.json.encode(leads[at : at + PAGE]).decode(),)


def _made(ledger: Ledger, members: Mapping[int, Sequence[int]]) -> Iterator[Own]:
    tellings = dict(told(ledger.store, [event for events in members.values() for event in events]))
    people = [who for one in tellings.values() for who in (*one.actors, *one.recipients)]
    countries = _countries(ledger, list(tellings), people)
    repeated = _repeated(ledger, list(tellings))
    for lead, events in members.items():
        rows = [tellings[event] for event in events]
        yield Own(
            lead,
            rows[0].row,
            tuple(one for event in events for one in _tellings(event, tellings[event], repeated[event])),
            tuple(dict.fromkeys(time for row in rows if (time := days_of(row)))),
            tuple(dict.fromkeys(_spot(row.place) for row in rows if row.place)),
            _side((who for row in rows for who in row.actors), countries),
            _side((who for row in rows for who in row.recipients), countries),
        )


def _tellings(number: int, row: Happening, repeated: Sequence[tuple[str, bool, bool]]) -> Iterator[Telling]:
    """Each way in which a report tells it; of what a person judged only the way that stands."""
    ways = list(dict.fromkeys(repeated)) if row.verdict is None else []
    for status, sure, voiced in ways or [(row.status, _sure(row.certainty, row.status), bool(row.voice.attribution))]:
        yield Telling(
            number, row.passage.report, status, sure, voiced, row.type, row.cameo, row.mode,
            day_number(row.passage.published),
        )  # fmt: skip


def _sure(certainty: str, status: str) -> bool:
    return certainty == "CT+" and status != "unknown"


def _repeated(ledger: Ledger, numbers: Sequence[int]) -> dict[int, list[tuple[str, bool, bool]]]:
    """Of events the status of each telling, whether it is certain, and whether somebody is quoted for it."""
    found: dict[int, list[tuple[str, bool, bool]]] = defaultdict(list)
    for at in range(0, len(numbers), 500):
        part = numbers[at : at + 500]
        for row in ledger.rows(f"{_TELLINGS} ({', '.join('?' * len(part))}) ORDER BY e.rowid, m.n", part):
            told_as = (row["status"], _sure(row["certainty"], row["status"]), row["attribution"] is not None)
            found[row["number"]].append(told_as)
    return found


def days_of(row: Happening) -> tuple[int, int] | None:
    """The first day and the day after the last, as numbers; None where the text does not say both."""
    first, end = day_number(row.start), day_number(row.end)
    if first is None or end is None or row.end is None:
        return None
    within = "T" in row.end and not row.end.endswith("T00:00")
    return first, max(end + within, first + 1)


def _spot(place: Where) -> Spot:
    """A place of ours; one that is exact to no less than some hundred kilometres stands for a whole land."""
    km = place.precision_km
    whole = (km is not None and km > WIDE) or (km is None and of_name(place.name) is not None)
    return Spot(key(place.name), of_code(place.country), place.lat, place.lon, km, whole)


def _side(people: Iterable[Who], countries: Mapping[str, str]) -> Side:
    """A side of ours; who has no id across reports is known by the words, and by what these make of somebody."""
    ids, names, heads, sectors, lands = (set[str]() for _ in range(5))
    for who in people:
        names.add(key(who.name))
        last = head(who.name)
        heads.add(last)
        if who.id and not who.id.startswith("report:"):
            ids.add(who.id)
        else:
            sectors |= {one for one in (sector_of(last),) if one}
        if who.id and who.id in countries:
            lands.add(countries[who.id])
    return Side(
        frozenset(ids), frozenset(names - {""}), frozenset(heads - {""}), frozenset(sectors), frozenset(lands)
    )  # fmt: skip


def _countries(ledger: Ledger, numbers: Sequence[int], people: Iterable[Who]) -> dict[str, str]:
    """The countries of actors, by id: as the readings of these events have them, else of the registry."""
    found: dict[str, str] = {}
    for at in range(0, len(numbers), 500):
        part = numbers[at : at + 500]
        for row in ledger.rows(_COUNTRIES.format(marks=", ".join("?" * len(part))), part):
            found.setdefault(row["actor"], row["country"])
    for who in people:
        if who.id is None or who.id in found or who.id.startswith(LOCAL):
            continue
        try:
            country = registry().get(who.id).country
        except KeyError:
            continue  # an episode, or somebody of tables that are not in use
        found |= {who.id: country} if country else {}
    return found


def iso(day: int) -> str:
    """The ISO day of a number."""
    return date.fromordinal(day).isoformat()


_COUNTRIES = (
    "SELECT DISTINCT a.actor, a.country FROM event_rows e JOIN actor_rows a ON a.reading = e.reading"
    " WHERE e.rowid IN ({marks}) AND a.country IS NOT NULL ORDER BY 1, 2"
)
_TELLINGS = (
    "SELECT e.rowid AS number, m.status, m.certainty, m.attribution FROM event_rows e"
    " JOIN event_tellings m ON m.reading = e.reading AND m.event = e.id WHERE e.rowid IN"
)
_PAGE = """
SELECT e.rowid AS lead, e.rowid AS event FROM event_rows e CROSS JOIN current_readings c ON c.reading = e.reading
WHERE e.rowid BETWEEN ? AND ? AND NOT EXISTS (SELECT 1 FROM event_groups g WHERE g.event = e.rowid)
UNION ALL SELECT lead, event FROM event_groups WHERE lead BETWEEN ? AND ? ORDER BY 1, 2
"""
_SOME = """
SELECT k.value AS lead, coalesce(g.event, k.value) AS event FROM json_each(?) k
LEFT JOIN event_groups g ON g.lead = k.value ORDER BY 1, 2
"""
_BETWEEN = """
SELECT DISTINCT coalesce(g.lead, e.rowid) AS lead FROM current_readings c CROSS JOIN event_rows e
  ON e.reading = c.reading LEFT JOIN event_groups g ON g.event = e.rowid
WHERE CASE WHEN e.since IS NULL OR e.until IS NULL THEN c.day = '9999' OR c.day >= :low AND c.day < :high
  ELSE e.until >= :low AND e.since < :high END
ORDER BY 1
"""
