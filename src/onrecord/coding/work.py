"""Coding work over a ledger: what people do, and what they may see of it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence

import msgspec

from onrecord.coding import items, results
from onrecord.coding.agreeing import Agreement
from onrecord.coding.codebook import EMPTY, RIGHT, WRONG, Codebook, Variable, kept, taken
from onrecord.coding.items import Shown
from onrecord.coding.results import Difference, Estimate
from onrecord.errors import BadDecision, BadQuery, NoSuchRow
from onrecord.ledger import Ledger, coded, decisions, frames, settle
from onrecord.ledger.coded import Code, Coder, Sample
from onrecord.ledger.conflicts import WHOLE, conflicts, known
from onrecord.ledger.frames import PARTS, Allocation, Part
from onrecord.model import HAPPENED, Anchor, Decision

LARGEST = 100_000
"""Rows that a sample may have."""
CODED = "As the codebook defines it."
"""The reason of a code where its coder gives none."""


class Version(msgspec.Struct, frozen=True):
    """A version of the codebook. number: 1, 2 …; decision: the one that kept it; by, at (ISO, UTC), why: of it."""

    number: int
    decision: str
    codebook: Codebook
    by: str
    at: str
    why: str


class Item(msgspec.Struct, frozen=True):
    """A row of a sample. n: its place in it, from 1, `of` how many. todo: the variables that its coder still has."""

    sample: str
    n: int
    of: int
    shown: Shown
    todo: tuple[Variable, ...]


class Progress(msgspec.Struct, frozen=True):
    """How far a coder is. wanted: codes to give in all. left: of these, not given yet."""

    coder: str
    wanted: int
    left: int


class Coding:
    """Coding work over a ledger.

    Everything that somebody does is a decision, signed, dated and chained, that `Ledger.undo` takes back; but what was
    coded blind stays once all have seen it.

    Args:
        ledger: that is open for writing where anything is to be done.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> with Ledger.open(Path(tempfile.mkdtemp()) / "spring.onrecord", create=True) as ledger:
        ...     Coding(ledger).codebook() is None
        True
    """

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._store = ledger.store

    # -- codebook -------------------------------------------------------------------------------------------------

    def versions(self) -> tuple[Version, ...]:
        """Every version of the codebook in force, from the first."""
        made = decisions.of_kind(self._store, "codebook")
        return tuple(_version(n, one) for n, one in enumerate(made, 1))

    def codebook(self) -> Version | None:
        """The version that holds: the last one. None where nobody kept one.

        Raises:
            BadDecision: two people kept different ones without knowing of each other's.
        """
        made = decisions.of_kind(self._store, "codebook")
        idle = self._idle(made)
        against = next((f"{one.id} and {idle[one.id]}" for one in made if idle.get(one.id)), None)
        if against:
            raise BadDecision(
                f"the codebooks {against} were kept without knowledge of one another",
                "Keep the one that is to hold again: onrecord code LEDGER codebook FILE.",
            )
        return next((_version(n, one) for n, one in reversed([*enumerate(made, 1)]) if one.id not in idle), None)

    def _idle(self, made: Sequence[Decision]) -> dict[str, str | None]:
        """The codebooks that do not hold since two people kept different ones, each with the other, if it is open."""
        return conflicts([(one, {WHOLE: str(sorted(one.changes.items()))}) for one in made], known(self._store))

    def keep(self, book: Codebook, *, by: str, why: str) -> Decision:
        """Keeps a codebook, as a new version; earlier codes and samples stay with the version they were made under.

        Raises:
            BadDecision: it is what holds already, or nobody signs.
        """
        with self.ledger.writing():
            made = decisions.of_kind(self._store, "codebook")
            if made and made[-1].changes == kept(book) and not any(self._idle(made).values()):
                raise BadDecision("the codebook is what is kept already", "Edit the file first.")
            return decisions.append(self._store, "codebook", book.title, by=by, why=why, changes=kept(book))

    def book(self, decision: str | None) -> Codebook:
        """The codebook that a decision kept; none: `right` alone."""
        return EMPTY if decision is None else taken(decisions.find(self._store, decision).changes)

    # -- samples --------------------------------------------------------------------------------------------------

    def draw(
        self,
        section: Part,
        size: int,
        *,
        name: str,
        where: Mapping[str, str] | None = None,
        seed: str | None = None,
        field: str | None = None,
        allocation: Allocation = "proportional",
        variables: Sequence[str] = (),
        coders: Sequence[str] = (),
        by: str,
        why: str,
    ) -> Sample:
        """Draws a sample, and asks people to code it; see `onrecord.ledger.frames` for how.

        Args:
            section: claims, events, relations, figures or reports. size: rows; all where there are fewer.
            where: filter to value, as the lists have them (`frames.FILTERS`); of events without a status, those that
                happened, as in lists. seed: any words; without it a new one.
            field: to stratify by (`frames.FIELDS`), allocation: how. variables: to be coded; without it all that the
                codebook asks of such rows. coders: names; without it `by` alone.

        Raises:
            BadDecision: the name is taken, a variable is not asked of such rows, or nobody signs.
            BadDate, BadQuery, NoSuchRow: a filter is not what it can be, or gives no row.
        """
        if section not in PARTS:
            raise BadQuery(f"no section is called {section}", f"Choose from {', '.join(PARTS)}.")
        if not 1 <= size <= LARGEST:
            raise BadQuery(f"{size} rows cannot be drawn", f"Draw 1 to {LARGEST:,}.")
        name, seed = " ".join(name.split()), str(secrets.randbelow(2**31)) if seed is None else " ".join(seed.split())
        if not name or any(one.name == name for one in self.samples()):
            raise BadDecision(f"a sample is called {name} already" if name else "the sample has no name", "Name it.")
        where = dict(where or {})
        if section == "events":
            where.setdefault("status", ",".join(sorted(HAPPENED)))
        version = self.codebook()
        book = version.codebook if version else EMPTY
        asked = _asked(book, section, variables)
        rest = {"section": section, "seed": seed, "size": str(size), "variables": ",".join(asked)}
        rest |= {f"where.{filter_}": value for filter_, value in where.items()}
        rest |= {"codebook": version.decision} if version else {}
        rest |= {"field": field, "allocation": allocation} if field else {}
        with self.ledger.writing():
            found = frames.frame(self._store, section, where, seed, size, field)
            picks = frames.draw(found, seed, size, allocation)
            values = list(found.strata)
            made = decisions.append(
                self._store, "sample", name, by=by, why=why, changes=rest | coded.said(found, field, picks),
                anchors=items.anchors_of(self._store, [pick.row for pick in picks]),
                others=tuple(str(values.index(pick.stratum) + 1) for pick in picks) if field else (),
            )  # fmt: skip
            for coder in dict.fromkeys(coders or (by,)):
                self._assign(made.id, coder, by, why)
        return coded.sample(self._store, made.id)

    def samples(self) -> tuple[Sample, ...]:
        """The samples in force, in the order in which they were drawn."""
        return coded.samples(self._store)

    def sample(self, words: str) -> Sample:
        """The sample that a name, an id or the beginning of one names.

        Raises:
            NoSuchRow: none, or several.
        """
        return coded.sample(self._store, words)

    def again(self, sample: Sample) -> bool | None:
        """Whether drawing it again gives the same rows; None where the frame has changed since."""
        return coded.again(self._store, sample)

    def coders(self, sample: Sample) -> tuple[Coder, ...]:
        """Those who are to code a sample."""
        return coded.coders(self._store, sample.id)

    def is_open(self, sample: Sample) -> bool:
        """Whether the codes of all are told: it was opened, or all of two or more coders are done."""
        return coded.is_open(self._store, sample)

    def assign(self, sample: str, coder: str, *, by: str, why: str) -> Decision:
        """Asks one more person to code a sample.

        Raises:
            BadDecision: they are asked already, the sample is open, or nobody signs. NoSuchRow: no such sample.
        """
        with self.ledger.writing():
            found = self.sample(sample)
            if self.is_open(found):
                raise BadDecision(f"the sample {found.name} is open: nobody can code it blind", "Draw another one.")
            return self._assign(found.id, coder, by, why)

    def _assign(self, sample: str, coder: str, by: str, why: str) -> Decision:
        coder = " ".join(coder.split())
        if not coder:
            raise BadDecision("the coder has no name", "Name who is to code the sample.")
        if any(coded.folded(one.name) == coded.folded(coder) for one in coded.coders(self._store, sample)):
            raise BadDecision(f"{coder} is asked to code it already", "onrecord code LEDGER samples lists who is.")
        return decisions.append(self._store, "assign", sample, by=by, why=why, changes={"to": coder})

    def open(self, sample: str, *, by: str, why: str) -> Decision:
        """Opens a sample for settling before all are done: from then on all codes are told, and none is changed.

        Raises:
            BadDecision: it is open, or one person codes it. NoSuchRow: no such sample.
        """
        with self.ledger.writing():
            found = self.sample(sample)
            if self.is_open(found):
                raise BadDecision(f"the sample {found.name} is open already", "onrecord code LEDGER settle.")
            if len(self.coders(found)) < 2:
                raise BadDecision(f"one person codes {found.name}: there is nothing to open", "Ask a second one first.")
            return decisions.append(self._store, "open", found.id, by=by, why=why)

    def progress(self, sample: Sample) -> tuple[Progress, ...]:
        """How far each coder is."""
        left = coded.left(self._store, sample)
        wanted = len(coded.wanted_of(self._store, sample))
        return tuple(Progress(one.name, wanted, left[one.key]) for one in self.coders(sample))

    # -- coding ---------------------------------------------------------------------------------------------------

    def item(self, sample: Sample, row: str, coder: str | None = None) -> Item:
        """A row of a sample, as it was drawn.

        Args:
            coder: whose variables are still to do; None: all of them.

        Raises:
            NoSuchRow: the sample has no such row, or nobody of that name codes it.
        """
        n, anchor = self._drawn(sample, row)
        book = self.book(sample.codebook)
        done = set[str]()
        if coder is not None:
            key = self._coder(sample, coder).key
            done = {c.variable for c in coded.codes(self._store, sample) if c.coder == key and c.item == anchor.name}
        todo = tuple(one for name in sample.variables if name not in done and (one := book.variable(name)))
        return Item(sample.id, n, len(sample.items), items.shown(self._store, anchor), todo)

    def next(self, sample: Sample, coder: str) -> Item | None:
        """The next row that somebody has to code in a sample, in the order of the draw; None where they are done.

        Raises:
            NoSuchRow: nobody of that name codes it.
        """
        key = self._coder(sample, coder).key
        done = {(one.item, one.variable) for one in coded.codes(self._store, sample) if one.coder == key}
        left = {item for item, variable in coded.wanted_of(self._store, sample) - done}
        row = next((item.name for item in sample.items if item.name in left), None)
        return None if row is None else self.item(sample, row, coder)

    def code(
        self, row: str, answers: Mapping[str, str], *, by: str, why: str = "", sample: Sample | None = None
    ) -> tuple[Decision, ...]:
        """Codes a row: one decision for each variable.

        Args:
            row: REPORT:ID, or a report; in a sample as it was drawn. answers: variable to category; "" where it cannot
                be said; of `right` also "partly:type,time". why: a note. sample: that it is coded in.

        Raises:
            BadDecision: a variable or category is not in the codebook, the coder was not asked to code the sample, it
                is open, or every answer is given already.
            NoSuchRow: there is no such row, or the sample has it not.
        """
        if not answers:
            raise BadDecision("no variable is coded", "Give VARIABLE=CATEGORY.")
        with self.ledger.writing():
            if sample is None:
                anchor = items.anchor_of(self._store, row)
                version = self.codebook()
                said = {"codebook": version.decision} if version else {}
                return self._code("code", anchor.name, anchor, answers, said, by, why)
            if self.is_open(sample):
                raise BadDecision(f"the sample {sample.name} is open", "Settle instead: onrecord code LEDGER settle.")
            coder = self._coder(sample, by)
            said, anchor_, name = self._in_sample(sample, row, answers)
            said |= {"assignment": coder.key}
            return self._code("code", name, anchor_, answers, said, coder.name, why, sample)

    def settle(
        self, sample: Sample, row: str, answers: Mapping[str, str], *, by: str, why: str
    ) -> tuple[Decision, ...]:
        """Decides what a row of a sample is, where coders differ, or one could not say; estimates use this.

        Raises:
            BadDecision: the sample is still being coded blind, no reason is given; else as for `code`.
            NoSuchRow: the sample has no such row.
        """
        with self.ledger.writing():
            if not self.is_open(sample):
                raise BadDecision(
                    f"the sample {sample.name} is still being coded", "Wait until all are done, or open it first."
                )
            said, anchor, name = self._in_sample(sample, row, answers)
            return self._code("settle", name, anchor, answers, said, by, why, sample, None)

    def _in_sample(
        self, sample: Sample, row: str, answers: Mapping[str, str]
    ) -> tuple[dict[str, str], Anchor | None, str]:
        """What codes in a sample say of where they are; the row as it stands now, if it does; its name."""
        _, drawn = self._drawn(sample, row)
        for name in answers:
            if name not in sample.variables:
                raise BadDecision(
                    f"{name} is not coded in {sample.name}", f"Choose from {', '.join(sample.variables)}."
                )
        seen, anchor = items.seen(self._store, drawn)
        if seen.now is None and any(answers.values()):
            raise BadDecision(f"{drawn.name}: {seen.problem}", "Say that it cannot be said: VARIABLE= with nothing.")
        said = {"sample": sample.id, "item": drawn.name}
        return said | ({"codebook": sample.codebook} if sample.codebook else {}), anchor, seen.now or drawn.name

    def _code(
        self,
        kind: str,
        name: str,
        anchor: Anchor | None,
        answers: Mapping[str, str],
        said: Mapping[str, str],
        by: str,
        why: str,
        sample: Sample | None = None,
        reason: str | None = CODED,
    ) -> tuple[Decision, ...]:
        book = self.book(said.get("codebook"))
        section = sample.section if sample else items.part_of(anchor or Anchor("", "report"))
        told = {variable: _answer(book, section, variable, value) for variable, value in answers.items()}
        there = {
            code.variable: (code.value, ",".join(code.parts), code.codebook)
            for code in coded.codes(self._store, sample)
            if code.settled == (kind == "settle")
            and (code.item or code.row) == said.get("item", name)
            and (code.sample, kind == "settle" or code.coder or coded.folded(code.by))
            == (said.get("sample"), kind == "settle" or said.get("assignment") or coded.folded(by))
        }
        made = [
            decisions.append(
                self._store, "settle" if kind == "settle" else "code", name, by=by, why=why or reason or "",
                anchors=(anchor,) if anchor else (),
                changes={**said, "variable": variable, "value": value, **({"parts": parts} if parts else {})},
            )
            for variable, (value, parts) in told.items()
            if there.get(variable) != (value, parts, said.get("codebook"))
        ]  # fmt: skip
        if not made:
            raise BadDecision(f"{name} is coded so already", "onrecord code LEDGER codes lists the codes.")
        settle.settle_all(self._store, made)
        return tuple(made)

    def codes(self, sample: Sample | None = None, *, viewer: str | None = None) -> tuple[Code, ...]:
        """The codes in force, of a sample or all; of samples that are being coded blind only the viewer's own.

        Args:
            viewer: who asks; None: somebody who codes nothing.
        """
        mine = coded.folded(viewer or "")
        closed = {one.id for one in self.samples() if len(self.coders(one)) > 1 and not self.is_open(one)}
        return tuple(
            one
            for one in coded.codes(self._store, sample)
            if one.sample not in closed or (mine and coded.folded(one.by) == mine)
        )

    # -- what follows ---------------------------------------------------------------------------------------------

    def differences(self, sample: Sample) -> tuple[Difference, ...]:
        """The rows on which coders differ, and those that were settled, in the order of the draw.

        Raises:
            BadDecision: the sample is still being coded blind.
        """
        self._look(sample)
        return results.differences(sample, results.by_item(self._store, sample))

    def agreement(self, sample: Sample) -> tuple[Agreement, ...]:
        """How far coders agree, for each variable, on what they coded blind; settled codes play no part.

        Raises:
            BadDecision: the sample is still being coded blind, or one person codes it.
        """
        self._look(sample)
        coders = self.coders(sample)
        if len(coders) < 2:
            raise BadDecision(f"one person codes {sample.name}: there is no agreement", "Ask a second one first.")
        names = [one.name for one in coders]
        return results.agreement(sample, self.book(sample.codebook), names, results.by_item(self._store, sample))

    def estimate(self, sample: Sample) -> tuple[Estimate, ...]:
        """The share of each category in the frame, with its interval, for each variable.

        Where one person codes it, of what is coded so far; the order of the draw is random, so that holds.

        Raises:
            BadDecision: the sample is still being coded blind.
        """
        self._look(sample)
        there = {item for item, _ in coded.wanted_of(self._store, sample)}
        given = results.by_item(self._store, sample)
        book = self.book(sample.codebook)
        return tuple(results.estimate(sample, name, book.variable(name), there, given) for name in sample.variables)

    def _look(self, sample: Sample) -> None:
        if len(self.coders(sample)) > 1 and not self.is_open(sample):
            raise BadDecision(
                f"the sample {sample.name} is still being coded blind", "Wait until all are done, or open it first."
            )

    def _drawn(self, sample: Sample, row: str) -> tuple[int, Anchor]:
        """The place of a row in a sample, from 1, and where it stood; the report of the row may be shortened."""
        found = [(n, item) for n, item in enumerate(sample.items, 1) if item.name == row]
        if not found and len(row) >= decisions.SHORTEST:
            head, _, tail = row.partition(":")
            found = [
                (n, item)
                for n, item in enumerate(sample.items, 1)
                if item.report.startswith(head) and (item.row or "") == tail
            ]
        if len(found) != 1:
            raise NoSuchRow(f"no row {row} in the sample {sample.name}", "onrecord code LEDGER next shows rows of it.")
        return found[0]

    def _coder(self, sample: Sample, name: str) -> Coder:
        coders = self.coders(sample)
        found = [one for one in coders if coded.folded(one.name) == coded.folded(name)]
        if not found:
            there = ", ".join(one.name for one in coders)
            raise NoSuchRow(f"nobody called {name} codes the sample {sample.name}", f"Those who do: {there}.")
        return found[0]


def _version(number: int, one: Decision) -> Version:
    return Version(number, one.id, taken(one.changes), one.by, one.at, one.why)


def _asked(book: Codebook, section: Part, variables: Sequence[str]) -> tuple[str, ...]:
    known_ = [one.name for one in book.of(section)]
    for name in variables:
        if name not in known_:
            raise BadDecision(f"no variable {name} is asked of {section}", f"Choose from {', '.join(known_)}.")
    return tuple(dict.fromkeys(variables)) or tuple(known_)


def _answer(book: Codebook, section: Part, name: str, given: str) -> tuple[str, str]:
    """A value, and of `right` the parts that are wrong, as they are kept."""
    variable = book.variable(name)
    if variable is None or section not in variable.sections:
        choice = ", ".join(one.name for one in book.of(section))
        raise BadDecision(f"no variable {name} is asked of {section}", f"Choose from {choice}.")
    value, _, rest = given.strip().partition(":")
    if value and variable.category(value) is None:
        choice = ", ".join(one.name for one in variable.categories)
        raise BadDecision(f"{name} has no category {value}", f"Choose from {choice}.")
    parts = [part.strip() for part in rest.split(",") if part.strip()]
    if (name, value) == (RIGHT.name, "partly"):
        if not parts or not set(parts) <= set(WRONG):
            raise BadDecision(
                "what is partly right has a part that is wrong", f"Write right=partly:type, of {', '.join(WRONG)}."
            )
    elif parts:
        raise BadDecision(f"{name}={value} has no parts", f"Write {name}={value}.")
    return value, ",".join(part for part in WRONG if part in parts)
