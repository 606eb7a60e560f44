"""Synthetic reports in which copies, disputes and changes of ties are planted, and the truth of what was planted.

The reports come in blocks of 50 that hold one of everything: an agency story in five papers; a whole, a partial and an
edited copy; versions and a correction of one page; a happening whose figures three sources dispute, and four whose day,
place, actor or status two sources dispute; ties that were formed, broken, strained and restored, each with its cause;
and ten plain reports. There are traps: two reports that only share a quotation, and what each outlet prints under
everything; figures that agree, an update by the same voice, and another happening of the next day in the same town.
Names of towns, and of those whose ties change, are used in one block only, so that nothing but what is planted is
copied, disputed or changed.

A block is a function of the seed and its number: the same arguments give the same ledger, and no more than a block is
ever in memory.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from typing import Literal

from drafts import Bond, Deed, Draft, Line, Who, read_as

from onrecord.ingest.given import Given
from onrecord.model import EventType, Reading

BLOCK = 50
"""Reports in a block."""
FIRST_DAY = date(2011, 1, 1)
DAYS = 1500
"""Days over which all reports are spread."""
_FIRST = ("Mona", "Karim", "Leila", "Omar", "Nadia", "Yusuf", "Hala", "Tarek", "Dina", "Samir", "Rania", "Fadi")
_LAST = ("Adel", "Haddad", "Mansour", "Khoury", "Nasser", "Saleh", "Farah", "Rahal", "Shahin", "Bakri", "Issa", "Zayn")
_BODIES = ("Front", "League", "Council", "Guard", "Union", "Brigade", "Party", "Movement")
_LANDS = ("Harbour", "Upland", "River", "Northern", "Delta", "Coast")
_STATES = ("egypt", "iran", "israel", "syria", "turkey", "qatar", "jordan", "lebanon", "iraq", "yemen")
_TOWNS = ("Port", "Qasr", "Bir", "Tell", "Wadi", "Ain", "Deir", "Kafr")
_SAYS = ("said", "claimed", "warned", "told reporters", "insisted", "announced")
_OUTLETS = tuple(f"{land} {kind}" for land in _LANDS for kind in ("Observer", "Ledger", "Post", "Times", "Gazette"))
_AGENCIES = ("Meridian Wire", "Levant Dispatch", "Crown Telegraph")
_DEEDS: tuple[tuple[str, EventType, bool], ...] = (
    ("shelled", "ASSAULT", True), ("attacked", "ASSAULT", True), ("raided", "ASSAULT", True), ("met", "CONSULT", False),
    ("arrested members of", "COERCE", False), ("sent fuel to", "AID", False), ("accused", "ACCUSE", False),
    ("threatened", "THREATEN", False), ("sanctioned", "SANCTION", False), ("rejected an offer of", "REJECT", False),
)  # fmt: skip
_TIES = (("alliance", 1, "stands with"), ("sponsorship", 1, "pays"), ("hostility", -1, "fights"))
_STATUSES = ("occurred",) * 5 + ("ongoing", "planned", "threatened", "denied", "unknown")

Kind = Literal["figure", "correction", "date", "place", "actor", "status"]


@dataclass
class Block:
    """The reports of a block, and what was planted in them.

    Attributes:
        stories: groups of names of reports that are one story, with what each is to its lead.
        disputes: kind and the names of the reports that differ. changes: see `truth`. traps: names of reports and what
            they must not be taken for.
    """

    drafts: list[Draft] = field(default_factory=list)
    stories: list[dict[str, str]] = field(default_factory=list)
    disputes: list[tuple[Kind, tuple[str, ...]]] = field(default_factory=list)
    changes: list[tuple[str, Bond, date, str]] = field(default_factory=list)
    traps: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)


Truth = dict[str, object]
"""What was planted: {"what": "story", "reports": {id: how}}, {"what": "dispute", "kind", "reports": [id]},
{"what": "change", "change", "subject", "type", "object", "day", "report"} or {"what": "trap", "kind", "reports"}."""


def planted(
    reports: int, seed: int = 1, claims: int = 5, footers: bool = True
) -> Iterator[tuple[list[tuple[Given, Reading]], list[Truth]]]:
    """The reports, a block at a time, each block with its truth.

    Args:
        reports: how many; the last block may be cut. claims: of each report, besides what is planted.
        footers: whether each report ends with thirty words that all of its publisher's end with.
    """
    blocks = -(-reports // BLOCK)
    for number in range(blocks):
        block = _Maker(seed, number, blocks, claims, footers).block()
        drafts = block.drafts[: reports - number * BLOCK]
        made = [read_as(draft) for draft in drafts]
        ids = {draft.name: reading.report.id for draft, (_, reading) in zip(drafts, made, strict=True)}
        yield made, list(_truth(block, ids))


def _truth(block: Block, ids: dict[str, str]) -> Iterator[Truth]:
    """What was planted, of the reports that are there."""
    for story in block.stories:
        if len(told := {ids[name]: how for name, how in story.items() if name in ids}) > 1:
            yield {"what": "story", "reports": told}
    for kind, names in block.disputes:
        if all(name in ids for name in names):
            yield {"what": "dispute", "kind": kind, "reports": [ids[name] for name in names]}
    for change, bond, day, name in block.changes:
        if name in ids:
            yield {
                "what": "change", "change": change, "subject": bond.subject.name, "type": bond.type,
                "object": bond.object.name, "day": day.isoformat(), "report": ids[name], "caused": bond.caused,
            }  # fmt: skip
    for trap, names in block.traps:
        if all(name in ids for name in names):
            yield {"what": "trap", "kind": trap, "reports": [ids[name] for name in names]}


class _Maker:
    """Makes one block."""

    def __init__(self, seed: int, number: int, blocks: int, claims: int, footers: bool) -> None:
        self.random = random.Random(f"{seed}:{number}")
        self.number = number
        self.claims = claims
        self.footers = footers
        self.day = FIRST_DAY + timedelta(days=600 + number * DAYS // blocks)
        self.made = Block()
        self.names = 0

    def block(self) -> Block:
        """The whole block."""
        self.agency_story()
        self.whole_copy()
        self.partial_copy()
        self.edited_copy()
        self.page()
        self.shared_quotation()
        self.disputed_figures()
        self.disputed_otherwise()
        self.traps()
        self.ties()
        while len(self.made.drafts) < BLOCK:
            self.add(self.lines())
        return self.made

    # -- parts of reports -----------------------------------------------------------------------------------------

    def add(self, lines: Sequence[Line], **given: object) -> Draft:
        """Adds a report to the block."""
        taken = {draft.publisher for draft in self.made.drafts[-4:]}
        publisher = self.random.choice([name for name in _OUTLETS if name not in taken])
        name = f"{self.number:06}-{len(self.made.drafts):02}"
        day = self.day + timedelta(days=self.random.randrange(3))
        draft = replace(Draft(name, publisher, day, tuple(lines)), **given)  # type: ignore[arg-type]
        if self.footers:
            draft = replace(draft, lines=(*draft.lines, _footer(draft.publisher)))
        self.made.drafts.append(draft)
        return draft

    def lines(self, first: Sequence[Line] = (), claims: int | None = None) -> list[Line]:
        """The lines of a report: those given, and others that are its own."""
        found = list(first)
        for n in range(self.claims if claims is None else claims):
            found.append(Line(self.person(), self.random.choice(_SAYS), self.bond() if n == 0 else self.deed()))
            if n % 2:
                found.append(self.words())
        return found

    def person(self) -> Who:
        name = f"{self.random.choice(_FIRST)} {self.random.choice(_LAST)}"
        return Who(f"report:{_slug(name)}", name, "person")

    def body(self) -> Who:
        if self.random.random() < 0.3:
            state = self.random.choice(_STATES)
            return Who(state, state.title(), "state")
        name = f"{self.random.choice(_LANDS)} {self.random.choice(_BODIES)}"
        return Who(f"report:{_slug(name)}", name, "group")

    def two(self) -> tuple[Who, Who]:
        one, other = self.body(), self.body()
        return (one, other) if one != other else self.two()

    def own_body(self) -> Who:
        """A body that no other block has."""
        name = f"{self.own_name()} {self.random.choice(_BODIES)}"
        return Who(f"report:{_slug(name)}", name, "group")

    def own_name(self) -> str:
        self.names += 1
        return _name(self.number * 1000 + self.names)

    def town(self) -> str:
        """A town that no other block has."""
        return f"{self.random.choice(_TOWNS)} {self.own_name()}"

    def deed(self) -> Deed:
        """What a report tells beside what is planted: nothing that another one tells too."""
        one, other = self.two()
        verb, kind, counted = self.random.choice(_DEEDS)
        number = self.random.randrange(1, 900) if counted else None
        day = self.day - timedelta(days=self.random.randrange(1, 60))
        return Deed(one, verb, kind, other, self.town(), day, number, status=self.random.choice(_STATUSES))

    def bond(self) -> Bond:
        one, other = self.two()
        kind, sign, phrase = self.random.choice(_TIES)
        return Bond(one, kind, other, sign, phrase)

    def words(self, number: int = 16) -> Line:
        some = self.random.choices(_vocabulary(), cum_weights=_weights(), k=number)
        return Line(None, "", tuple(some))

    def attack(self, number: int | None = None) -> Deed:
        """A happening that several reports are to tell."""
        one, other = self.two()
        day = self.day - timedelta(days=self.random.randrange(1, 4))
        return Deed(
            one, self.random.choice(("shelled", "attacked", "raided")), "ASSAULT", other, self.town(), day, number
        )

    def telling(self, deed: Deed, speaker: Who | None = None, cue: str | None = None) -> Line:
        return Line(speaker or self.person(), cue or self.random.choice(_SAYS), deed)

    # -- what is planted ------------------------------------------------------------------------------------------

    def story(self, lead: Draft, **others: Draft) -> None:
        told = {lead.name: "lead"} | {draft.name: how.rstrip("0123456789") for how, draft in others.items()}
        self.made.stories.append(told)

    def agency_story(self) -> None:
        agency = self.random.choice(_AGENCIES)
        lines = self.lines()
        lead = self.add(lines, agency=agency)
        printed = [self.add(lines, agency=agency), self.add([*lines, self.words(8)], agency=agency)]
        cut = self.add(lines[: len(lines) * 2 // 3])
        silent = self.add([*lines, self.words(10)])
        self.story(lead, agency1=printed[0], agency2=printed[1], part=cut, copy=silent)

    def whole_copy(self) -> None:
        lines = self.lines()
        self.story(self.add(lines), copy=self.add(lines))

    def partial_copy(self) -> None:
        lines = self.lines()
        lead = self.add(lines)
        self.story(lead, part=self.add([*self.lines(claims=2), *lines[: len(lines) * 2 // 3]]))

    def edited_copy(self) -> None:
        """One line is dropped, one is new, two change places, and in a third of the others a word or two is changed."""
        lines = self.lines()
        lead = self.add(lines)
        left = [line for n, line in enumerate(lines) if n != 1]
        left[0], left[2] = left[2], left[0]
        edited = [self.edited(line) if self.random.random() < 0.34 else line for line in left]
        self.story(lead, edited=self.add([*edited, self.words()]))

    def edited(self, line: Line) -> Line:
        if isinstance(line.what, tuple):
            changed = list(line.what)
            changed[self.random.randrange(len(changed))] = self.random.choice(_vocabulary())
            return replace(line, what=tuple(changed))
        return replace(line, cue=self.random.choice(_SAYS))

    def page(self) -> None:
        """Versions of one page: the second has another line, the third corrects the number, a dispute too."""
        url = f"https://news.example/{self.number}/page"
        deed = replace(self.attack(), number=self.random.randrange(20, 60))
        lines = self.lines()
        speaker = self.person()
        told = self.telling(deed, speaker, "said")
        right = self.telling(replace(deed, number=(deed.number or 0) + 7), speaker, "said")
        days = [self.day + timedelta(days=n) for n in range(3)]
        first = self.add([told, *lines], url=f"{url}?utm_source=mail", day=days[0])
        mine = {"publisher": first.publisher, "day": days[1]}
        second = self.add([told, *lines, self.words()], url=url, **mine)
        mine["day"] = days[2]
        third = self.add([right, *lines], url=f"{url}/", head="Correction: the number. ", **mine)
        self.story(first, version=second, correction=third)
        self.made.disputes.append(("correction", (first.name, second.name, third.name)))

    def shared_quotation(self) -> None:
        quoted = self.words(30)
        reports = [self.add([*self.lines(), quoted]) for _ in range(2)]
        self.made.traps.append(("quotation", tuple(draft.name for draft in reports)))

    def several(self, deeds: Sequence[Deed], speakers: Sequence[Who] | None = None) -> tuple[str, ...]:
        """Reports in their own words, each with one of the deeds."""
        who = speakers or self.speakers(len(deeds))
        told = [self.add(self.lines([self.telling(deed, one)])) for deed, one in zip(deeds, who, strict=True)]
        return tuple(draft.name for draft in told)

    def speakers(self, number: int) -> list[Who]:
        found = {one.id: one for one in (self.person() for _ in range(8 * number))}
        return list(found.values())[:number]

    def disputed_figures(self) -> None:
        number = self.random.randrange(20, 90)
        deed = self.attack(number)
        deeds = [deed, replace(deed, number=number * 2 + self.random.randrange(9)), replace(deed, number=number * 7)]
        self.made.disputes.append(("figure", self.several(deeds)))

    def disputed_otherwise(self) -> None:
        """Four happenings, each told twice with the same number, and differently in one thing."""
        for kind in ("date", "place", "actor", "status"):
            deed = self.attack(self.random.randrange(20, 90))
            others: dict[Kind, Deed] = {
                "date": replace(deed, day=deed.day - timedelta(days=1)), "place": replace(deed, town=self.town()),
                "actor": replace(deed, actor=self.own_body()), "status": replace(deed, status="denied"),
            }  # fmt: skip
            self.made.disputes.append((kind, self.several((deed, others[kind]))))

    def traps(self) -> None:
        number = self.random.randrange(20, 90)
        deed = self.attack(number)
        self.made.traps.append(("agreeing", self.several((deed, replace(deed, number=number - 3, low=True)))))
        deed = self.attack(number)
        speaker = self.person()
        update = replace(deed, number=number + 9)
        self.made.traps.append(("update", self.several((deed, update), (speaker, speaker))))
        deed = self.attack(number)
        next_day = replace(deed, number=number + 30, day=deed.day + timedelta(days=1))
        self.made.traps.append(("next day", self.several((deed, next_day))))

    def ties(self) -> None:
        """Four pairs of which a change is told, of three of them after an earlier report of how they stood."""
        long_ago = self.day - timedelta(days=190)
        for change in ("formed", "broken", "strained", "restored"):
            kind, sign, phrase = self.random.choice(_TIES)
            day = self.day - timedelta(days=self.random.randrange(1, 4))
            bond = Bond(self.own_body(), kind, self.own_body(), sign, phrase)
            if change == "formed":
                self.changed("formed", replace(bond, phrase=f"now {phrase}", start=day), day)
            elif change == "broken":
                self.before(replace(bond, start=long_ago))
                self.changed("broken", replace(bond, phrase=f"no longer {phrase}", state="ended", end=day), day)
            elif change == "strained":
                self.before(replace(bond, start=long_ago))
                self.changed("strained", replace(bond, phrase=f"hardly {phrase}", state="strained", start=day), day)
            else:
                self.before(replace(bond, state="ended", start=long_ago - timedelta(days=400), end=long_ago))
                self.made.changes.append(("broken", bond, long_ago, self.made.drafts[-1].name))
                self.changed("restored", replace(bond, phrase=f"again {phrase}", state="restored", start=day), day)

    def before(self, bond: Bond) -> None:
        """An earlier report, which says since when the tie held."""
        assert bond.start is not None
        report = self.add(self.lines([Line(self.person(), "said", bond)]), day=self.day - timedelta(days=5))
        self.made.changes.append(("formed", bond, bond.start, report.name))

    def changed(self, change: str, bond: Bond, day: date) -> None:
        """A report that tells of a change, after the deed that it puts it down to."""
        cause = replace(self.attack(), actor=bond.subject, recipient=bond.object, day=day)
        lines = self.lines([self.telling(cause), Line(self.person(), "said", replace(bond, caused=True))])
        report = self.add(lines)
        self.made.changes.append((change, replace(bond, caused=True), day, report.name))


@cache
def _footer(publisher: str) -> Line:
    """What an outlet prints under everything."""
    maker = random.Random(publisher)
    return Line(None, "", tuple(maker.choices(_vocabulary(), k=30)))


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")


def _name(number: int) -> str:
    """A name of its own for each number."""
    syllables = [c + v for c in "bdfghjklmnrstz" for v in "aeiou"]
    found = ""
    while True:
        number, left = divmod(number, len(syllables))
        found += syllables[left]
        if not number:
            return found.capitalize() + "n"


@cache
def _vocabulary() -> list[str]:
    """Five thousand words without meaning."""
    maker = random.Random("words")
    return [_name(5000 + n).lower()[: maker.choice((4, 5, 6, 7))] for n in range(5000)]


@cache
def _weights() -> list[float]:
    """As often as words of that rank are in a language (Zipf)."""
    return list(accumulate(1 / (n + 10) for n in range(5000)))
