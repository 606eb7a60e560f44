"""Coding work, as the decisions in force have it: samples, who is to code them, and the codes.

Nothing is kept beside the decisions. What each kind says stands in the values of its `changes`, since an erasure covers
values and no names of fields:

    codebook  see `onrecord.coding.codebook`
    sample    section, seed, size, frame, digest, variables, codebook; field and allocation where it is stratified;
              where.FILTER; s1.value, s1.frame, s1.drawn … for each stratum; r1.reader, r1.rows … for each reader
    assign    to: who is to code the sample (`target`)
    open      nothing more: the sample (`target`) is open for settling
    code      variable, value, parts (of "right": what is wrong), codebook; in a sample also sample, assignment, item
    settle    the same, without an assignment

Blind: what somebody else coded in a sample is not told before all who are to code it are done, or it was opened; from
then on nobody changes a code in it, so that every code in it was made blind. This holds for what onrecord shows: the
file itself can be read by whoever has it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import cast

import msgspec

from onrecord.errors import BadDecision, BadQuery, LedgerDamaged, NoSuchRow
from onrecord.ledger import decisions, frames
from onrecord.ledger.frames import Allocation, Part
from onrecord.ledger.outcome import CODES
from onrecord.ledger.store import Store
from onrecord.mask import BLOCK
from onrecord.model import Anchor, Decision

HIDDEN = "not told: the sample is being coded blind"


class Stratum(msgspec.Struct, frozen=True):
    """A stratum of a sample. frame: rows in it. drawn: rows drawn from it."""

    value: str
    frame: int
    drawn: int


class Sample(msgspec.Struct, frozen=True):
    """A sample in force.

    Args:
        id: of its decision. section: claims, events, relations, figures or reports. where: filter to value.
        seed, size: as asked for. frame: number of rows it was drawn from; digest: of their names (see `frames.Frame`).
        field: that it is stratified by; strata: then each of them. readers: version of the reader to rows of the frame.
        variables: to be coded. codebook: the decision that it is coded by, if any.
        items: where the rows stood that were drawn, in that order. of: the stratum of each, where it is stratified.
        by, at, why: who drew it, when (ISO, UTC) and why.
    """

    id: str
    name: str
    section: Part
    where: dict[str, str]
    seed: str
    size: int
    frame: int
    digest: str
    field: str | None
    allocation: Allocation
    strata: tuple[Stratum, ...]
    readers: dict[str, int]
    variables: tuple[str, ...]
    codebook: str | None
    items: tuple[Anchor, ...]
    of: tuple[int, ...]
    by: str
    at: str
    why: str


class Coder(msgspec.Struct, frozen=True):
    """Somebody who is to code a sample. key: the first assignment, which stands for them also once a name is erased."""

    key: str
    name: str
    assignments: tuple[str, ...]


class Code(msgspec.Struct, frozen=True):
    """A code in force.

    Args:
        decision: id. row: REPORT:ID or REPORT, as named when it was coded; now: as it is named in the newest reading,
            null where the row has no home there. sample: id; item: the row as it was drawn. coder: key of the coder;
            null for a settled code, and outside of a sample. value: a category; "" where it could not be said. parts:
            of "right" what is wrong. codebook: the decision under which it was made. problem: why it waits for
            somebody.
    """

    decision: str
    row: str
    now: str | None
    sample: str | None
    item: str | None
    coder: str | None
    settled: bool
    variable: str
    value: str
    parts: tuple[str, ...]
    codebook: str | None
    by: str
    at: str
    why: str
    problem: str | None = None


def samples(store: Store) -> tuple[Sample, ...]:
    """The samples in force, in the order in which they were drawn.

    Raises:
        LedgerDamaged: one does not say what a sample says.
    """
    try:
        return tuple(_sample(one) for one in decisions.of_kind(store, "sample"))
    except (KeyError, ValueError) as problem:
        raise LedgerDamaged(f"a sample in {store.path.name} does not say what one says: {problem}") from problem


def sample(store: Store, words: str) -> Sample:
    """The sample in force that a name, an id or the beginning of one names.

    Raises:
        NoSuchRow: none, or several.
    """
    there = samples(store)
    found = [one for one in there if words in (one.id, one.name)]
    if not found and len(words) >= decisions.SHORTEST:
        found = [one for one in there if one.id.startswith(words)]
    if len(found) != 1:
        number = "no sample" if not found else f"{len(found)} samples"
        known = ", ".join(f"{one.name} ({one.id})" for one in there) or "none was drawn"
        raise NoSuchRow(f"{number} {words} in {store.path.name}", f"There: {known}.")
    return found[0]


def coders(store: Store, sample: str) -> tuple[Coder, ...]:
    """Those who are to code a sample (its id), each once, in the order in which they were named."""
    found: dict[str, list[Decision]] = defaultdict(list)
    for one in decisions.of_kind(store, "assign"):
        if one.target == sample:
            name = one.changes["to"]
            found[one.id if BLOCK in name else folded(name)].append(one)
    return tuple(Coder(some[0].id, some[0].changes["to"], tuple(one.id for one in some)) for some in found.values())


def folded(name: str) -> str:
    """A coder's name as it is compared.

    >>> folded(" R.  Haddad")
    'r. haddad'
    """
    return " ".join(name.split()).casefold()


def codes(store: Store, sample: Sample | None = None) -> tuple[Code, ...]:
    """The codes in force of a sample, or of all samples in force and outside of them; of each the last, in order.

    Two of one coder, or two that settle one thing, which were made without knowledge of one another and differ, are in
    conflict, and neither is among them.
    """
    chosen = (sample,) if sample else samples(store)
    coder = {a: one.key for each in chosen for one in coders(store, each.id) for a in one.assignments}
    known = {each.id for each in chosen}
    found: dict[tuple[str, ...], Code] = {}
    values = (sample.id,) if sample else ()
    for row in store.rows(_CODES.format(among=_OF_SAMPLE if sample else ""), values):
        told = msgspec.json.decode(row["changes"], type=dict[str, str])
        of, assignment = told.get("sample"), told.get("assignment")
        if not told or row["other"] is not None or (of and of not in known):
            continue
        if assignment and assignment not in coder:
            continue
        settled = row["kind"] == "settle"
        who = coder[assignment] if assignment else None
        item = told.get("item")
        key = of or "", item or row["target"], told["variable"], "=" if settled else who or folded(row["made_by"])
        code = Code(
            row["id"], row["target"], row["now"], of, item, who, settled, told["variable"], told["value"],
            _parts(told.get("parts", "")), told.get("codebook"), row["made_by"], row["made_at"], row["why"],
            row["problem"],
        )  # fmt: skip
        before = found.pop(key, None)
        found[key] = min(before, code, key=lambda one: one.decision) if before and _same(before, code) else code
    return tuple(found.values())


def _same(one: Code, other: Code) -> bool:
    """Whether two say the same: of these it is the least id, not the order of an import, that says whose is told."""
    return (one.value, one.parts, one.codebook) == (other.value, other.parts, other.codebook)


def left(store: Store, sample: Sample, all_of: Collection[Code] | None = None) -> Mapping[str, int]:
    """How many codes each coder (key) still has to give; of reports that were erased nothing is left to code."""
    wanted = wanted_of(store, sample)
    given: dict[str, set[tuple[str, str]]] = defaultdict(set)
    coder = {a: one.key for one in coders(store, sample.id) for a in one.assignments}
    if all_of is None:
        for row in store.rows(_CODES.format(among=_OF_SAMPLE), (sample.id,)):
            told = msgspec.json.decode(row["changes"], type=dict[str, str])
            if told.get("assignment") in coder:
                given[coder[told["assignment"]]].add((told["item"], told["variable"]))
    else:
        for code in all_of:
            if code.coder and code.item:
                given[code.coder].add((code.item, code.variable))
    return {key: len(wanted - given[key]) for key in dict.fromkeys(coder.values())}


def wanted_of(store: Store, sample: Sample) -> set[tuple[str, str]]:
    """The items of a sample that can be coded, each with each variable."""
    reports = {item.report for item in sample.items}
    asked = (msgspec.json.encode(sorted(reports)).decode(),)
    there = {row[0] for row in store.rows(_THERE, asked)}
    return {(item.name, variable) for item in sample.items if item.report in there for variable in sample.variables}


def is_open(store: Store, sample: Sample) -> bool:
    """Whether codes in it are told to everybody: it was opened, or all of two or more coders are done."""
    if any(one.target == sample.id for one in decisions.of_kind(store, "open")):
        return True
    todo = left(store, sample)
    return len(todo) > 1 and not any(todo.values())


def blinded(store: Store, made: Iterable[Decision]) -> tuple[Decision, ...]:
    """Decisions without what codes in samples say that are not open yet; their hash stays what it is."""
    found = tuple(made)
    asked = {one.changes.get("sample") for one in found if one.kind in CODES}
    closed = {one.id for one in samples(store) if one.id in asked and _is_closed(store, one)} if asked else set()
    return tuple(
        msgspec.structs.replace(one, why=HIDDEN, changes={**one.changes, "value": HIDDEN, **_NO_PARTS})
        if one.kind in CODES and one.changes.get("sample") in closed
        else one
        for one in found
    )


def _is_closed(store: Store, one: Sample) -> bool:
    """Whether what is coded in it is to be hidden: nothing is where one person codes alone."""
    return len(coders(store, one.id)) > 1 and not is_open(store, one)


def sealed(store: Store, earlier: Decision) -> None:
    """Looks whether a decision of coding work can be taken back.

    Raises:
        BadDecision: it was seen by all: a code or an assignment in a sample that is open, or its opening.
    """
    if earlier.kind == "open":
        raise BadDecision(f"{earlier.id} opened a sample: what was seen cannot be unseen", "Draw another sample.")
    of = earlier.target if earlier.kind == "assign" else earlier.changes.get("sample")
    if earlier.kind in ("assign", "code") and of:
        there = [one for one in samples(store) if one.id == of]
        if there and is_open(store, there[0]):
            raise BadDecision(
                f"the sample {there[0].name} is open: what was coded blind in it stays", "onrecord code LEDGER settle."
            )


def again(store: Store, one: Sample) -> bool | None:
    """Whether drawing again gives the same rows; None where the frame is no longer what it was.

    Raises:
        BadDate, BadQuery, NoSuchRow: a filter means nothing any more.
    """
    found = frames.frame(store, one.section, one.where, one.seed, one.size, one.field)
    if found.digest != one.digest:
        return None
    picks = frames.draw(found, one.seed, one.size, one.allocation)
    return [pick.row for pick in picks] == [item.name for item in one.items]


def astray(store: Store) -> Iterator[tuple[str, str]]:
    """What is wrong with coding work: the decision, and a sentence."""
    known = {one.id: one for one in decisions.listed(store)}
    for one in known.values():
        try:
            if one.kind == "sample":
                yield from ((one.id, message) for message in _sample_astray(store, _sample(one)))
            elif one.kind in CODES and one.changes and (message := _code_astray(one, known)):
                yield one.id, message
            elif one.kind in ("assign", "open") and known.get(one.target, one).kind != "sample":
                yield one.id, "it is about a sample that is not there"
        except (KeyError, ValueError, LedgerDamaged):
            yield one.id, f"it is a {one.kind}, and does not say what one says"


def _sample_astray(store: Store, one: Sample) -> Iterator[str]:
    names = [item.name for item in one.items]
    if names != sorted(set(names), key=lambda name: frames.number(one.seed, name)):
        yield "its rows are not in the order in which its seed draws them"
    if one.strata and (len(one.of) != len(names) or [one.of.count(n) for n in range(1, len(one.strata) + 1)]
                       != [stratum.drawn for stratum in one.strata]):  # fmt: skip
        yield "its rows are not as many of each stratum as it says"
    try:
        if again(store, one) is False:
            yield "drawing it again from the same frame gives other rows"
    except (BadQuery, NoSuchRow):
        return


def _code_astray(one: Decision, known: Mapping[str, Decision]) -> str | None:
    told = one.changes
    book = told.get("codebook")
    if book and (book not in known or known[book].kind != "codebook"):
        return "it was made under a codebook that is not there"
    if "sample" not in told:
        return None
    of = known.get(told["sample"])
    if of is None or of.kind != "sample":
        return "it is in a sample that is not there"
    if told["item"] not in {item.name for item in of.anchors}:
        return "the sample that it is in has no such row"
    if one.kind == "code":
        asked = known.get(told["assignment"])
        if asked is None or asked.kind != "assign" or asked.target != of.id:
            return "nobody was asked for it"
        if folded(asked.changes["to"]) != folded(one.by) and BLOCK not in f"{asked.changes['to']}{one.by}":
            return "it is by somebody else than was asked for it"
    return None


def _sample(one: Decision) -> Sample:
    told = one.changes
    return Sample(
        id=one.id,
        name=one.target,
        section=cast(Part, told["section"]),
        where={name.removeprefix("where."): value for name, value in told.items() if name.startswith("where.")},
        seed=told["seed"],
        size=int(told["size"]),
        frame=int(told["frame"]),
        digest=told["digest"],
        field=told.get("field"),
        allocation=cast(Allocation, told.get("allocation", "proportional")),
        strata=tuple(Stratum(v, int(f), int(d)) for v, f, d in _listed(told, "s", ("value", "frame", "drawn"))),
        readers={reader: int(rows) for reader, rows in _listed(told, "r", ("reader", "rows"))},
        variables=_parts(told["variables"]),
        codebook=told.get("codebook"),
        items=one.anchors,
        of=tuple(int(n) for n in one.others),
        by=one.by,
        at=one.at,
        why=one.why,
    )


def said(one: frames.Frame, field: str | None, drawn: Sequence[frames.Pick]) -> dict[str, str]:
    """What a sample keeps of its frame."""
    told = {"frame": str(one.rows), "digest": one.digest}
    for n, (reader, rows) in enumerate(one.readers.items(), 1):
        told |= {f"r{n}.reader": reader, f"r{n}.rows": str(rows)}
    if field is not None:
        for n, (value, rows) in enumerate(one.strata.items(), 1):
            number = sum(pick.stratum == value for pick in drawn)
            told |= {f"s{n}.value": value, f"s{n}.frame": str(rows), f"s{n}.drawn": str(number)}
    return told


def _listed(told: Mapping[str, str], head: str, fields: Sequence[str]) -> Iterator[tuple[str, ...]]:
    n = 1
    while f"{head}{n}.{fields[0]}" in told:
        yield tuple(told[f"{head}{n}.{field}"] for field in fields)
        n += 1


def _parts(value: str) -> tuple[str, ...]:
    return tuple(part for part in value.split(",") if part)


_NO_PARTS = {"parts": ""}
_OF_SAMPLE = "AND json_extract(d.changes, '$.sample') = ?"
_CODES = """
SELECT d.id, d.kind, d.target, d.changes, d.made_by, d.made_at, d.why, h.problem, h.other,
  CASE WHEN h.row IS NOT NULL THEN h.report || ':' || h.row WHEN h.problem IS NULL THEN h.report END AS now
FROM decisions d LEFT JOIN decision_homes h ON h.decision = d.id AND h.n = 0
WHERE d.kind IN ('code', 'settle') {among} AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = d.id)
ORDER BY d.number
"""
_THERE = "SELECT report FROM current_readings WHERE report IN (SELECT value FROM json_each(?))"
