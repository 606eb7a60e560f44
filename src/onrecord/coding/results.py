"""What follows from the codes of a sample: where coders differ, how far they agree, and shares of the frame."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

import msgspec

from onrecord.coding import agreeing
from onrecord.coding.agreeing import Agreement
from onrecord.coding.codebook import RIGHT, WRONG, Codebook, Variable
from onrecord.coding.shares import Stratum, share
from onrecord.ledger import coded
from onrecord.ledger.coded import Code, Sample
from onrecord.ledger.store import Store

Given = Mapping[tuple[str, str], tuple[tuple[Code, ...], Code | None]]
"""Row and variable to the codes of the coders, in the order of these, and the settled one."""
NONE: tuple[tuple[Code, ...], Code | None] = ((), None)


class Difference(msgspec.Struct, frozen=True):
    """A row on which coders differ. codes: of each coder, in their order. settled: what was decided, if it was."""

    row: str
    variable: str
    words: str | None
    codes: tuple[Code, ...]
    settled: Code | None


class Estimated(msgspec.Struct, frozen=True):
    """A share of the frame. of: the category, or what is counted ("yes or partly"). hits: rows coded so."""

    of: str
    hits: int
    share: float
    low: float
    high: float


class Estimate(msgspec.Struct, frozen=True):
    """What a sample says of its frame, for one variable.

    Args:
        frame, drawn: rows. coded: drawn rows with one code, settled where coders differed; the shares are of these.
        unsaid: rows of which it could not be said. unsettled: on which coders differ. open: not coded yet. erased:
            rows of reports that were erased since. whole: whether all of the frame is coded.
        estimates: of each category, in the order of the codebook. parts: of "right", what was wrong, and how often.
        strata: of a stratified sample the value, rows of the frame, coded rows of each; those without a coded row are
            not in the estimate.
    """

    variable: str
    frame: int
    drawn: int
    coded: int
    unsaid: int
    unsettled: int
    open: int
    erased: int
    whole: bool
    estimates: tuple[Estimated, ...]
    parts: dict[str, int]
    strata: tuple[tuple[str, int, int], ...] = ()


def by_item(store: Store, sample: Sample) -> Given:
    """The codes of a sample by row and variable."""
    order = {one.key: n for n, one in enumerate(coded.coders(store, sample.id))}
    given: dict[tuple[str, str], list[Code]] = defaultdict(list)
    settled: dict[tuple[str, str], Code] = {}
    for one in coded.codes(store, sample):
        key = one.item or one.row, one.variable
        if one.settled:
            settled[key] = one
        elif one.coder in order:
            given[key].append(one)
    for some in given.values():
        some.sort(key=lambda one: order[one.coder or ""])
    return {key: (tuple(given.get(key, ())), settled.get(key)) for key in {**given, **settled}}


def differences(sample: Sample, given: Given) -> tuple[Difference, ...]:
    """The rows on which coders differ, and those that were settled, in the order of the draw."""
    found = []
    for item in sample.items:
        for variable in sample.variables:
            codes, settled = given.get((item.name, variable), NONE)
            if settled is not None or len({(one.value, one.parts) for one in codes if one.value}) > 1:
                found.append(Difference(item.name, variable, item.text, codes, settled))
    return tuple(found)


def agreement(sample: Sample, book: Codebook, coders: Sequence[str], given: Given) -> tuple[Agreement, ...]:
    """How far coders agree on each variable."""
    found = []
    for name in sample.variables:
        variable = book.variable(name)
        order = [one.name for one in variable.categories] if variable else []
        units = [[one.value for one in given.get((item.name, name), NONE)[0] if one.value] for item in sample.items]
        scale = variable.scale if variable else "nominal"
        found.append(agreeing.agreement(name, coders, units, f"{sample.seed} {name}", scale, order))
    return tuple(found)


def estimate(sample: Sample, name: str, variable: Variable | None, there: Collection[str], given: Given) -> Estimate:
    """The share of each category of a variable.

    Args:
        there: the rows that can be coded; all others are of reports that were erased.
    """
    final, count = _final(sample, name, there, given)
    labels = [one.name for one in variable.categories] if variable else []
    labels += sorted({one.value for one in final.values()} - set(labels))
    wanted = [(label, {label}) for label in labels]
    if name == RIGHT.name:
        wanted.append(("yes or partly", {"yes", "partly"}))
    frames = [(one.value, one.frame) for one in sample.strata] or [("", sample.frame)]
    values: list[list[str]] = [[] for _ in frames]
    for item, n in zip(sample.items, sample.of or (1,) * len(sample.items), strict=True):
        if item.name in final:
            values[n - 1].append(final[item.name].value)
    found = []
    for label, some in wanted:
        strata = [
            Stratum(rows, len(told), sum(value in some for value in told))
            for (_, rows), told in zip(frames, values, strict=True)
        ]
        if (told_share := share(strata)) is not None:
            found.append(Estimated(label, sum(one.hits for one in strata), *told_share[:3]))
    return Estimate(
        name, sample.frame, len(sample.items), len(final), count["unsaid"], count["unsettled"], count["open"],
        count["erased"], len(final) == sample.frame, tuple(found),
        dict(Counter(part for part in WRONG for one in final.values() if part in one.parts)),
        tuple((value, rows, len(told)) for (value, rows), told in zip(frames, values, strict=True) if sample.strata),
    )  # fmt: skip


def _final(sample: Sample, name: str, there: Collection[str], given: Given) -> tuple[dict[str, Code], Counter[str]]:
    """The one code of each row, settled where coders differ; and how many rows have none, and why."""
    final: dict[str, Code] = {}
    count = Counter[str]()
    for item in sample.items:
        codes, settled = given.get((item.name, name), NONE)
        told = {(one.value, one.parts): one for one in ((settled,) if settled else codes) if one.value}
        if item.name not in there:
            count["erased"] += 1
        elif len(told) == 1:
            final[item.name] = next(iter(told.values()))
        else:
            count["unsettled" if told else "unsaid" if codes or settled else "open"] += 1
    return final, count
