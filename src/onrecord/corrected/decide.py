"""Decisions made of what people corrected in an annotation tool.

What left (`onrecord.export.as_exported`), what the file has now and what the ledger says now are set side by side,
field by field. A field that the file changed and the ledger did not is corrected; one that both changed, to different
values, is a conflict and stays. A row that was taken out is rejected, unless it was decided on since. Without what
left, the file is set beside the ledger alone, and a row on which people decided is left as it is. Nothing that cannot
become a decision is dropped: it is listed with its reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

import msgspec

from onrecord.corrected.found import DECIDED, Corrections, Document, Edited
from onrecord.errors import OnRecordError
from onrecord.export.as_exported import Exported
from onrecord.export.brat import fragments
from onrecord.export.marks import Mark, Part, marks
from onrecord.export.xml import legal
from onrecord.ledger import Ledger
from onrecord.ledger.fields import FIELDS, FOLLOWING, NAMING, section_of
from onrecord.mask import BLOCK
from onrecord.model import Report

_JUDGED = "SELECT id, verdict FROM judged_rows WHERE report = ?"
Kind = Literal["accept", "reject", "correct"]


class Proposed(msgspec.Struct, frozen=True):
    """A decision that a file asks for.

    Args:
        kind: accept, reject or correct. row: REPORT:ID. words: that it stands on. changes: field to new value.
        was: of these fields, what the ledger says.
        decision: its id, once it is made.
    """

    kind: Kind
    row: str
    words: str
    changes: dict[str, str] = {}
    was: dict[str, str] = {}
    decision: str | None = None


class Left(msgspec.Struct, frozen=True):
    """What cannot become a decision. row: REPORT:ID, REPORT, or "" where it is of none."""

    row: str
    problem: str


@dataclass(slots=True)
class Result:
    """What became of a file.

    Attributes:
        decided: in their order. left: what no decision was made of. same: rows that say what the ledger says.
    """

    decided: list[Proposed] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    same: int = 0


class _Rehearsed(Exception):
    """Ends a transaction of which nothing is to be kept."""


def decide(ledger: Ledger, found: Corrections, by: str, why: str, *, rehearse: bool = False) -> Result:
    """Makes the decisions that a file asks for, those on one report in one transaction.

    Args:
        by, why: as of every decision. rehearse: says what would be decided, and keeps nothing.

    Raises:
        BadDecision: nobody signs.
    """
    result = Result()
    for document in found:
        made = _of_document(ledger, document, by, why, rehearse)
        result.decided += made.decided
        result.left += made.left
        result.same += made.same
    result.left[:0] = [Left("", problem) for problem in found.left]
    return result


def _of_document(ledger: Ledger, document: Document, by: str, why: str, rehearse: bool) -> Result:
    result = Result()
    try:
        with ledger.writing():
            _Comparison(ledger, document, result).run()
            asked, result.decided = result.decided, []
            for one in asked:
                try:
                    if one.kind == "correct":
                        made = ledger.correct(one.row, one.changes, by=by, why=why)
                    else:
                        made = (ledger.accept if one.kind == "accept" else ledger.reject)(one.row, by=by, why=why)
                except OnRecordError as problem:
                    wanted = " ".join(f"{name}={value}" for name, value in one.changes.items()) or one.kind
                    result.left.append(Left(one.row, f"{wanted}: {problem.message}. {problem.next_step}"))
                else:
                    result.decided.append(one if rehearse else msgspec.structs.replace(one, decision=made.id))
            if rehearse:
                raise _Rehearsed
    except _Rehearsed:
        pass
    return result


class _Comparison:
    """One document beside the ledger."""

    def __init__(self, ledger: Ledger, document: Document, result: Result) -> None:
        self._ledger = ledger
        self._document = document
        self._result = result
        self._base: Mapping[str, Exported] = document.base or {}

    def run(self) -> None:
        """Proposes decisions; lists the rest."""
        document = self._document
        try:
            reading = self._ledger.reading(document.report)
        except OnRecordError as problem:
            self._left("", f"{problem.message}: nothing of it is taken.")
            return
        self._text = reading.report.text
        if document.text is not None and not _same_text(document.text, self._text):
            self._left("", "Its text in the file is not the text in the ledger: nothing of it is taken.")
            return
        self._judged = {row["id"]: row["verdict"] for row in self._ledger.rows(_JUDGED, (document.report,))}
        self._now = {one.row: one for one in marks(reading, self._judged)}
        self._anew = document.reader is not None and document.reader != reading.reader
        for row, what in document.left:
            self._left(row, what)
        self._about(reading.report)
        mine = [row for row, mark in self._now.items() if document.whole and mark.section in DECIDED]
        for row in dict.fromkeys((*document.rows, *self._base, *mine)):
            edited = document.rows.get(row)
            if edited is None:
                self._taken_out(row)
            elif document.base is not None and row not in self._base:
                self._left(row, "No such row left with this file: it is not taken.")
            else:
                self._changed(row, edited)

    def _about(self, report: Report) -> None:
        """Proposes to correct what is known of the report itself."""
        sheet = self._document.sheet
        decided = any(one.kind == "correct" and one.target == report.id for one in self._ledger.decisions(report.id))
        changes: dict[str, str] = {}
        for name, new in self._document.about.items():
            old = _plain(getattr(report, name) or "")
            was = sheet.about.get(name, "") if sheet else None
            if _same(name, new, old) or (was is not None and _same(name, new, was)):
                continue
            if (was is None and decided) or (was is not None and not _same(name, was, old)):
                self._left(
                    "", f"{name}={new}: the ledger says something else since this file left: nothing is decided."
                )
            else:
                changes[name] = new
        if changes:
            was_so = {name: getattr(report, name) or "" for name in changes}
            self._result.decided.append(Proposed("correct", report.id, report.title or "", changes, was_so))

    def _taken_out(self, row: str) -> None:
        now, was = self._now.get(row), self._base.get(row)
        if now is None:
            return
        if now.section not in DECIDED:
            self._left(row, f"“{self._words(now)}” was taken out, and nobody decides on {now.section}.")
        elif self._anew:
            self._left(row, "It was taken out, but the report was read anew since: look at it, and reject it there.")
        elif was.fields != now.fields or was.verdict != now.verdict if was else now.verdict is not None:
            self._left(row, "It was taken out, but people decided on it since: it stays.")
        else:
            self._propose("reject", now)

    def _changed(self, row: str, edited: Edited) -> None:
        now, was = self._now.get(row), self._base.get(row)
        if now is None:
            rejected = self._judged.get(row) == "rejected"
            if (was is None or not self._as_it_left(edited, was)) and not (rejected and edited.verdict == "rejected"):
                why = "people rejected it" if rejected else "the ledger has no such row now"
                self._left(row, f"It is in the file, but {why}.")
            return
        before = len(self._result.decided) + len(self._result.left)
        self._moved(row, edited, now, was)
        if now.section in DECIDED:
            if edited.verdict == "rejected" and now.verdict is None and not self._anew:
                self._propose("reject", now)
            else:
                self._fields(row, edited, now, was)
        self._result.same += before == len(self._result.decided) + len(self._result.left)

    def _fields(self, row: str, edited: Edited, now: Mark, was: Exported | None) -> None:
        changes: dict[str, str] = {}
        for name in FIELDS[now.section]:
            if name not in edited.fields:
                continue
            new, old = edited.fields[name], now.fields[name]
            if _same(name, new, old) or (was and _same(name, new, was.fields.get(name, ""))):
                continue
            conflict = self._conflict(now, was is None, was is not None and not _same(name, was.fields[name], old))
            if conflict:
                self._left(row, f"{name}={new}: {conflict}")
            elif name in NAMING and "“" in new:
                self._left(row, f"{name}={new}: these words are of nobody whom the ledger knows.")
            else:
                changes[name] = new
        if FOLLOWING & changes.keys() and now.section == "events":
            changes |= {name: edited.fields[name] for name in FOLLOWING if name in edited.fields}
        if changes:
            self._propose("correct", now, changes)
        self._accepted(row, edited, now, was)

    def _accepted(self, row: str, edited: Edited, now: Mark, was: Exported | None) -> None:
        if edited.verdict != "accepted" or now.verdict == "accepted" or (was and was.verdict == "accepted"):
            return
        conflict = self._conflict(now, was is None, was is not None and was.fields != now.fields)
        if conflict:
            self._left(row, f"verdict=accepted: {conflict}")
        else:
            self._propose("accept", now)

    def _conflict(self, now: Mark, alone: bool, differs: bool) -> str:
        """Why what a file says may not be decided; "" where it may. alone: nobody knows what left."""
        if self._anew and (alone or differs):
            return "the report was read anew since, and says something else."
        if differs:
            return "the ledger says something else since this file left: nothing is decided."
        if alone and now.verdict is not None:
            return f"people {now.verdict} it, and nobody can tell whether before or after: nothing is decided."
        return ""

    def _moved(self, row: str, edited: Edited, now: Mark, was: Exported | None) -> None:
        """Lists words and references that were changed: no decision does that."""
        before = was.parts if was else now.parts
        if edited.parts is not None and not self._same_words(edited.parts, before):
            there = self._cut(edited.parts)
            self._left(row, f"It stands on “{there}” in the file: no decision moves a row to other words.")
        if edited.sides is not None:
            sides = was.sides if was else {side.role: side.parts for side in now.sides}
            for role in ("source", "content"):
                if not self._same_words(edited.sides.get(role, ()), sides.get(role, ())):
                    there = self._cut(edited.sides.get(role, ()))
                    self._left(row, f"Its {role} is “{there}” in the file: no decision changes these words.")
        if row in self._document.quoted:
            self._requoted(row, now)
        if edited.refers is not None:
            refers = was.refers if was else now.refers
            for role, to in edited.refers.items():
                if to != refers.get(role, "") and self._stands(refers.get(role)):
                    self._left(row, f"Its {role} is {to or 'nothing'} in the file: no decision changes that.")

    def _requoted(self, row: str, now: Mark) -> None:
        """Lists targets that no longer point at the words of the row."""
        if now.section not in DECIDED:
            return
        there = now.places()
        for target in self._document.quoted[row]:
            known = there.get(target.part)
            place = target.place(self._text)
            if known is None and target.part:
                continue
            if place is None:
                self._left(row, f"“{(target.exact or '')[:80]}” stands nowhere in the report, or more than once.")
            elif place not in (known or [one for some in there.values() for one in some]):
                self._left(
                    row, f"It stands on “{self._cut([place])}” in the file: no decision moves it to other words."
                )

    def _stands(self, row: str | None) -> bool:
        """Whether a row that another refers to was left in the file: else, that nothing refers to it is no wonder."""
        return not row or row in self._document.rows

    def _as_it_left(self, edited: Edited, was: Exported) -> bool:
        fields = all(_same(name, value, was.fields.get(name, "")) for name, value in edited.fields.items())
        return fields and edited.verdict in (None, was.verdict)

    def _same_words(self, one: Iterable[Part], other: Iterable[Part]) -> bool:
        return fragments(self._text, one) == fragments(self._text, other)

    def _cut(self, parts: Iterable[Part]) -> str:
        return " … ".join(" ".join(self._text[start:end].split()) for start, end in parts)[:80]

    def _words(self, mark: Mark) -> str:
        return self._cut(mark.parts)

    def _propose(self, kind: Kind, now: Mark, changes: dict[str, str] | None = None) -> None:
        made = changes or {}
        was = {name: now.fields[name] for name in made}
        name = f"{self._document.report}:{now.row}"
        self._result.decided.append(Proposed(kind, name, self._words(now), made, was))

    def _left(self, row: str, problem: str) -> None:
        known = section_of(row) is not None or row
        self._result.left.append(Left(f"{self._document.report}:{row}" if known else self._document.report, problem))


def _same(name: str, one: str, other: str) -> bool:
    """Whether two values of a field are the same; of actors, whatever their order."""
    if name in NAMING:
        return sorted(_list(one)) == sorted(_list(other))
    return _plain(one) == _plain(other)


def _list(value: str) -> Iterator[str]:
    return (_plain(one) for one in value.split(",") if one.strip())


def _plain(value: str) -> str:
    """A value as every format can hold it."""
    return legal(" ".join(value.split()))


def _same_text(one: str, other: str) -> bool:
    """Whether a text is the ledger's, but for masked letters, line breaks and what XML cannot hold."""
    if one == other:
        return True
    one, other = one.replace("\r\n", "\n"), other.replace("\r\n", "\n")
    return len(one) == len(other) and all(a == b or a in (BLOCK, "\ufffd") for a, b in zip(one, other, strict=True))
