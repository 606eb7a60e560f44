"""Erasure: a whole report, or words, are taken out of the ledger for good, and a tombstone is left.

Words are covered where they stand (see `words`); the rows of a reading are made anew from the covered reading, so that
they are still what `verify` makes of it. The bytes that a report was read from are dropped as soon as any of it is
erased. The indexes are left before and entered after it, as for another reading. All is done in one transaction; what
the file still holds in its free parts goes with `Store.scour`, which is noted as due until it is done.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import msgspec

from onrecord.errors import BadDecision, LedgerDamaged, NoSuchRow
from onrecord.ledger import decisions, emptied, follow, happenings, instead, marks, naming, origins, sought, taken_out
from onrecord.ledger.columns import INDEXES, READINGS, WORDS
from onrecord.ledger.covered import bare
from onrecord.ledger.found import Erasure
from onrecord.ledger.store import FULL_TEXT, Store
from onrecord.ledger.tombstones import COVERED
from onrecord.ledger.words import Words
from onrecord.mask import BLOCK
from onrecord.model import Decision


def look(store: Store, targets: Collection[str], words: Collection[str], everywhere: bool) -> Erasure:
    """What an erasure would take out; changes nothing. See `erase` for what is raised."""
    if everywhere and (targets or not words):
        raise BadDecision("everywhere is for words alone, and then no report is named", "Name words, or reports.")
    if not words:
        named = sought.chosen(store, targets)
        return Erasure(
            "report", tuple(sought.whole(store, report) for report in named), copies=sought.copies(store, named)
        )
    wanted = Words(words)
    chosen = None if everywhere else sought.chosen(store, targets)
    found = tuple(
        told for report in sought.touched(store, wanted, chosen) if (told := sought.some(store, report, wanted))
    )
    touched = {told.report for told in found}
    failures = len(list(sought.failures(store, wanted, None if everywhere else touched)))
    made = len(emptied.holding(store, wanted, None if everywhere else touched))
    if not (found or failures or made):
        where = store.path.name if everywhere else "the reports that were named"
        raise NoSuchRow(f"the words stand nowhere in {where}", "Check how the reports write them: onrecord search.")
    elsewhere = 0 if everywhere else sought.elsewhere(store, wanted, touched)
    return Erasure("words", found, failures, made, elsewhere, alone=sought.alone(store, wanted, touched))


def erase(
    store: Store, targets: Collection[str], words: Collection[str], everywhere: bool, by: str, why: str
) -> Erasure:
    """Takes whole reports, or words, out of the record; inside a transaction. The file is still to be scoured.

    Args:
        targets: of each report an id, the beginning of one, a url or a source id. words: what to cover in them; none
            for whole reports. everywhere: in all that the ledger holds, and not in some reports. by, why: signed.

    Raises:
        BadDecision: nobody signs it, the signature or reason holds the words, or no report is named.
        BadQuery: words hold too few letters. NoSuchRow: no such report, or the words stand nowhere in it.
        Erased: the report was erased before.
    """
    if words and Words(words).stand_in(f"{by} | {why}"):
        raise BadDecision("the reason or the name of who signs holds what is to be erased", "Word it without.")
    found = look(store, targets, words, everywhere)
    wanted = Words(words) if words else None
    touched = [told.report for told in found.reports]
    scope = None if everywhere else touched
    with store.unguarded():
        before = emptied.hashes(store)
        actors = naming.of_reports(store, touched)
        taken_out.erase_failures(store, wanted, scope)
        nobodies = emptied.Nobodies(store)
        resting = _empty_decisions(store, wanted, touched, everywhere, nobodies)
        if wanted is None:
            for report in touched:
                taken_out.erase_report(store, report)
            for report in touched:
                origins.forget(store, report)
        else:
            covered_rows = {report: taken_out.cover_report(store, report, wanted) for report in touched}
            for report, readings in covered_rows.items():
                _anchor_anew(store, report, readings, resting.get(report, []))
        for report in resting.keys() - set(touched):
            taken_out.leave(store, report)
        for report in sorted(resting.keys() | (set(touched) if wanted is not None else set())):
            taken_out.enter(store, report)
        gone = naming.renew(store, actors, wanted, everywhere)
        emptied.write(store, emptied.without_actors(store, gone, wanted, nobodies))
        marks.put_all(store)
        while happenings.outdated(store):
            follow.finish(store)
        after = emptied.hashes(store)
        left = {one: after[one] for one, digest in before.items() if after[one] != digest}
        made = _entomb(store, found, left, by, why)
        store.put("DELETE FROM tallies WHERE n = 0")
        for index in FULL_TEXT:
            store.put(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
    if wanted is not None:
        _look_again(store, wanted, touched, everywhere)
    return msgspec.structs.replace(found, made=made)


def _empty_decisions(
    store: Store, words: Words | None, touched: Collection[str], everywhere: bool, nobodies: emptied.Nobodies
) -> dict[str, list[Decision]]:
    """Takes out of decisions what is erased.

    Returns:
        the reports whose shown reading rests on one of them, or that are touched, each with the decisions that made it
        before; without those that go.
    """
    made = (
        emptied.without_reports(store, touched, nobodies)
        if words is None
        else emptied.holding(store, words, None if everywhere else touched, nobodies)
    )
    about = {report for one in made for report in one.reports} | set(touched if words is not None else ())
    gone = set(touched) if words is None else set()
    there = {row[0] for row in store.rows("SELECT report FROM current_readings")} if about else set()
    resting = {report: emptied.standing(store, report) for report in sorted((about - gone) & there)}
    emptied.write(store, made)
    return resting


def _anchor_anew(store: Store, report: str, readings: emptied.Readings, before: list[Decision]) -> None:
    """Lets the decisions on a covered report stand on what its rows say now."""
    ids = [one.id for one in before]
    after = decisions.standing(store, report, ids)
    made = emptied.anchored_anew(report, readings, before, after)
    emptied.write(store, [*made, *emptied.moved_others(store, report, readings, made)])


def _entomb(store: Store, found: Erasure, left: Mapping[str, str], by: str, why: str) -> Decision:
    """Adds the tombstone, and notes that the file is to be scoured."""
    changes = {"what": found.what, "places": str(found.places), "rows": str(found.rows)}
    changes |= {"failures": str(found.failures)} if found.failures else {}
    if rest := " ".join(f"{one}={digest}" for one, digest in left.items()):
        changes[COVERED] = rest
    names = tuple(told.report for told in found.reports)
    target = names[0] if len(names) == 1 else found.what
    made = decisions.append(store, "erase", target, by=by, why=why, others=names, changes=changes)
    store.put_all(
        "INSERT INTO erased_reports VALUES (?, ?, ?, ?, ?)",
        [(told.report, made.id, found.what, told.media, told.size) for told in found.reports],
    )
    store.put("INSERT INTO scouring_due VALUES (?)", (made.id,))
    return made


def _look_again(store: Store, words: Words, touched: Collection[str], everywhere: bool) -> None:
    """Makes sure that the words are gone: an erasure that is not whole would be worse than none.

    Raises:
        LedgerDamaged: they are not; the transaction takes all back.
    """
    if everywhere and emptied.holding(store, words, None):
        raise _left_over("decisions")
    asked = instead.asked(touched)
    for table, columns in READINGS.items():
        _none_in(store, words, f"{table} WHERE reading IN (SELECT id FROM readings WHERE {_AMONG})", columns, asked)
    for table, columns in {**INDEXES, **WORDS}.items():
        if everywhere and table not in _SEEN:
            _none_in(store, words, table, columns, ())
    for table, key in (("report_rows", "id"), ("report_versions", "report")):
        _none_in(store, words, f"{table} WHERE {_AMONG.replace('report', key, 1)}", WORDS[table], asked)


def _none_in(store: Store, words: Words, source: str, columns: Iterable[str], asked: tuple[str, ...]) -> None:
    for row in store.rows(f"SELECT {', '.join(columns)} FROM {source}", asked):
        if instead.changed(row, columns, lambda value: BLOCK if words.stand_in(bare(value)) else value):
            raise _left_over(source.partition(" ")[0])


def _left_over(table: str) -> LedgerDamaged:
    return LedgerDamaged(
        f"the words still stand in {table}: nothing was erased",
        "This is a defect of onrecord: please report it, without the words.",
    )


_AMONG = "report IN (SELECT value FROM json_each(?))"
_SEEN = frozenset({"texts", "originals", "report_rows", "report_versions", "event_facts", "tallies", "decisions"})
"""Tables that were read in full to find the words, or follow from others."""
