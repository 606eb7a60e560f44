"""The methods appendix: what was done with a ledger, told from the ledger alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from importlib.metadata import version as installed

from onrecord.cli.output import counted
from onrecord.cli.told import looked_into
from onrecord.coding.agreeing import RESAMPLES, Agreement
from onrecord.coding.blocks import Block, Heading, Table, Text
from onrecord.coding.codebook import Codebook
from onrecord.coding.results import Difference, Estimate
from onrecord.coding.work import Coding, Version
from onrecord.errors import BadQuery, NoSuchRow
from onrecord.knowledge.row import path_of
from onrecord.ledger import coded
from onrecord.ledger.coded import Sample
from onrecord.ledger.expected import TABLE, bins
from onrecord.model import Decision

TITLE = "Methods"
FLATTERS = "These are the harder ones, so the shares are those of easier rows."
_UNDATED = "9999"


def methods(coding: Coding) -> tuple[Block, ...]:
    """The appendix, as blocks; see `onrecord.coding.blocks` for how it is written.

    It holds no sentence that does not follow from the ledger: corpus, reader and its measures, decisions, codebook,
    samples with their draw, agreement, what was settled, estimates, what was erased. The same ledger gives the same.
    """
    with coding.ledger.snapshot():
        return tuple(_all(coding))


def _all(coding: Coding) -> Iterator[Block]:
    yield Heading(1, TITLE)
    yield Text(f"Made by onrecord {installed('onrecord')} from the ledger {coding.ledger.path.name}.")
    yield from _corpus(coding)
    yield from _reader(coding)
    yield from _decided(coding)
    yield from _codebook(coding)
    yield from _samples(coding)
    yield from _outside(coding)
    yield from _erased(coding)


def _corpus(coding: Coding) -> Iterator[Block]:
    ask = coding.ledger.rows
    coverage = coding.ledger.coverage()
    yield Heading(2, "Corpus")
    days = ask("SELECT min(day), max(day) FROM current_readings WHERE day <> ?", (_UNDATED,))[0]
    undated = ask("SELECT count(*) FROM current_readings WHERE day = ?", (_UNDATED,))[0][0]
    origins = ask("SELECT count(DISTINCT origin) FROM current_readings")[0][0]
    when = f", published from {days[0]} to {days[1]}" if days[0] else ""
    without = f"; {counted(undated, 'report')} without a date" if undated else ""
    read = counted(coverage.read, "report")
    yield Text(f"{read} of {counted(origins, 'independent origin')}{when}{without}. {looked_into(coverage)}")
    publishers = ask(
        "SELECT coalesce(v.publisher, 'not known') AS name, count(*) AS n, min(nullif(c.day, '9999')) AS first,"
        " max(nullif(c.day, '9999')) AS last FROM current_readings c JOIN report_versions v ON v.id = c.version"
        " GROUP BY 1 ORDER BY 2 DESC, 1"
    )
    if publishers:
        rows = tuple((row["name"], f"{row['n']:,}", row["first"] or "", row["last"] or "") for row in publishers)
        yield Table(("publisher", "reports", "first day", "last day"), rows)
    lost = ask("SELECT state, coalesce(code, '') AS code, count(*) AS n FROM not_read GROUP BY 1, 2 ORDER BY 1, 2")
    if lost:
        told = tuple((row["state"].replace("_", " "), row["code"], f"{row['n']:,}") for row in lost)
        yield Table(("not read", "code", "inputs"), told)
    marks = ask("SELECT source, words, count(*) AS n FROM marked GROUP BY 1, 2 ORDER BY 1, 2")
    if marks:
        told = tuple((row["source"], row["words"], f"{row['n']:,}") for row in marks)
        yield Table(("source", "marked as", "reports"), told)


def _reader(coding: Coding) -> Iterator[Block]:
    yield Heading(2, "Reader")
    readers = coding.ledger.rows(
        "SELECT d.reader, count(*) AS n FROM current_readings c JOIN readings d ON d.id = c.machine"
        " GROUP BY 1 ORDER BY 1"
    )
    yield Table(("reader", "reports"), tuple((row["reader"], f"{row['n']:,}") for row in readers))
    totals = coding.ledger.rows(
        "SELECT what, n FROM (SELECT 'claims' AS what, count(*) AS n FROM current_readings c JOIN attribution_rows r"
        " ON r.reading = c.reading UNION ALL SELECT 'events', count(*) FROM current_readings c JOIN event_rows r"
        " ON r.reading = c.reading UNION ALL SELECT 'relations', count(*) FROM current_readings c JOIN relation_rows r"
        " ON r.reading = c.reading UNION ALL SELECT 'figures', count(*) FROM current_readings c JOIN figure_rows r"
        " ON r.reading = c.reading)"
    )
    yield Text(f"Rows that stand: {', '.join(f'{n:,} {what}' for what, n in totals)}.")
    yield Text(
        f"Of rows with such a confidence, so many were right where onrecord {installed('onrecord')} was measured:"
    )
    yield Table(
        ("section", "confidence from", "rows", "right"),
        tuple(
            (section, f"{one.least / 10:g}", f"{one.rows:,}", f"{one.right:,}")
            for section, some in bins().items()
            for one in some
        ),
    )
    yield Text(_head())


def _head() -> str:
    """What the table says of itself."""
    lines = path_of(TABLE).read_text(encoding="utf-8").splitlines()
    return " ".join(line[1:].strip() for line in lines if line.startswith("#"))


def _decided(coding: Coding) -> Iterator[Block]:
    yield Heading(2, "Decisions")
    made = coding.ledger.decisions()
    if not made:
        yield Text("Nobody decided anything.")
        return
    undone = {one.undoes for one in made}
    yield Text(
        f"{counted(len(made), 'decision')} by {counted(len({one.by for one in made}), 'name')}, from"
        f" {min(one.at for one in made)[:10]} to {max(one.at for one in made)[:10]}. Each is signed and holds the hash"
        " of the one before; the last is"
        f" {made[-1].id} with the hash {made[-1].hash}."
    )
    count = Counter((one.by, str(one.kind)) for one in made)
    back = Counter((one.by, str(one.kind)) for one in made if one.id in undone)
    yield Table(
        ("by", "kind", "decisions", "taken back"),
        tuple((by, kind, f"{n:,}", f"{back[by, kind]:,}") for (by, kind), n in sorted(count.items())),
    )
    verdicts = coding.ledger.rows("SELECT part, verdict, count(*) AS n FROM judged_rows GROUP BY 1, 2 ORDER BY 1, 2")
    if verdicts:
        yield Table(
            ("section", "verdict", "rows"), tuple((row["part"], row["verdict"], f"{row['n']:,}") for row in verdicts)
        )
    waiting = coding.ledger.queue()
    if waiting:
        yield Text(f"{counted(len(waiting), 'decision')} without effect on a row: it waits for a person.")
    yield from _imports([one for one in made if one.kind == "import"])


def _imports(made: list[Decision]) -> Iterator[Block]:
    if made:
        told = tuple((one.target, f"{len(one.others):,}", one.by, one.at[:10], one.why) for one in made)
        yield Table(("taken over from", "decisions", "by", "on", "why"), told)


def _codebook(coding: Coding) -> Iterator[Block]:
    yield Heading(2, "Codebook")
    versions = coding.versions()
    if not versions:
        yield Text("No codebook was kept.")
    if versions:
        told = tuple(
            (str(one.number), one.codebook.title, one.by, one.at[:10], one.why, one.decision) for one in versions
        )
        yield Table(("version", "title", "by", "on", "why", "decision"), told)
    used = {one.codebook for one in coding.samples()} | {one.codebook for one in coding.codes()}
    for one in versions:
        if one is versions[-1] or one.decision in used:
            yield from _version(one)
    if any("right" in one.variables for one in coding.samples()):
        yield Heading(3, "right")
        yield from _variable(Codebook("", ()), "right")


def _version(one: Version) -> Iterator[Block]:
    yield Heading(3, f"Version {one.number}: {one.codebook.title}")
    if one.codebook.instructions:
        yield Text(one.codebook.instructions)
    for variable in one.codebook.variables:
        yield from _variable(one.codebook, variable.name)


def _variable(book: Codebook, name: str) -> Iterator[Block]:
    variable = book.variable(name)
    if variable is None:
        return
    yield Text(f"{name} ({variable.scale}, of {', '.join(variable.sections)}): {variable.question}")
    if variable.instructions:
        yield Text(variable.instructions)
    told = tuple((one.name, one.definition, one.include or "", one.exclude or "") for one in variable.categories)
    yield Table((name, "definition", "counts as it", "does not"), told)


def _samples(coding: Coding) -> Iterator[Block]:
    yield Heading(2, "Samples")
    found = coding.samples()
    if not found:
        yield Text("No sample was drawn.")
    for sample in found:
        yield Heading(3, sample.name)
        yield from _drawn(coding, sample)
        yield from _coded(coding, sample)


def _drawn(coding: Coding, sample: Sample) -> Iterator[Block]:
    where = ", ".join(f"{name} {value}" for name, value in sorted(sample.where.items())) or "none"
    yield Text(
        f"{counted(len(sample.items), 'row')} of {sample.frame:,} {sample.section}, drawn by {sample.by} on"
        f" {sample.at[:10]} ({sample.why}) [{sample.id}]. Filters: {where}. Seed: {sample.seed}. The SHA-256 of the"
        f" names of all {sample.frame:,} rows, sorted, one a line: {sample.digest}."
    )
    yield Text(
        "Drawn were the rows with the least SHA-256 of the seed, a space and the name of the row"
        f"{', in each stratum' if sample.field else ''}. {_again(coding, sample)}"
    )
    if sample.field:
        yield Text(f"Stratified by {sample.field}, {sample.allocation}.")
        told = tuple((one.value or "not known", f"{one.frame:,}", f"{one.drawn:,}") for one in sample.strata)
        yield Table((sample.field, "rows", "drawn"), told)
    yield Table(("reader of the rows", "rows"), tuple((name, f"{n:,}") for name, n in sample.readers.items()))
    number = next((one.number for one in coding.versions() if one.decision == sample.codebook), None)
    book = f" by version {number} of the codebook" if number else ""
    yield Text(f"To be coded{book}: {', '.join(sample.variables)}.")


def _again(coding: Coding, sample: Sample) -> str:
    try:
        found = coding.again(sample)
    except (BadQuery, NoSuchRow):
        return "It cannot be drawn again: a filter means nothing in this ledger any more."
    if found is None:
        return "The ledger has other rows now than it was drawn from, so it cannot be drawn again from them."
    return "Drawn again, it has the same rows." if found else "Drawn again, it has other rows."


def _coded(coding: Coding, sample: Sample) -> Iterator[Block]:
    progress = coding.progress(sample)
    told = tuple((one.coder, f"{one.wanted - one.left:,}", f"{one.wanted:,}") for one in progress)
    yield Table(("coder", "codes given", "codes to give"), told)
    if len(progress) > 1 and not coding.is_open(sample):
        yield Text("It is still being coded blind: nothing of it is told.")
        return
    for one in coding.ledger.decisions():
        if one.kind == "open" and one.target == sample.id:
            yield Text(f"Opened for settling by {one.by} on {one.at[:10]} ({one.why}).")
    if len(progress) > 1:
        yield Text("onrecord showed no coder the codes of another before all were done, or the sample was opened.")
        yield from _agreement(coding.agreement(sample))
        yield from _settled(coding.differences(sample))
    yield from _estimates(sample, coding.estimate(sample))


def _agreement(found: tuple[Agreement, ...]) -> Iterator[Block]:
    yield Table(
        ("variable", "scale", "rows", "pairs", "Krippendorff's alpha", "95 %", "percent agreement", "95 %"),
        tuple(
            (
                one.variable, one.scale, f"{one.units:,}", f"{one.pairs:,}", number(one.alpha),
                spread(one.alpha_low, one.alpha_high), percent(one.percent),
                spread(one.percent_low, one.percent_high, 100),
            )
            for one in found
        ),
    )  # fmt: skip
    yield Text(
        f"The rows are those that two or more coded. Intervals: {RESAMPLES:,} resamples of the rows, each variable with"
        " the seed of the sample and its name; alpha is not defined where all codes are one category."
    )
    for one in found:
        if one.alpha is not None and one.resamples < RESAMPLES:
            yield Text(f"{one.variable}: alpha was defined in {one.resamples:,} of the resamples.")


def _settled(found: tuple[Difference, ...]) -> Iterator[Block]:
    done = [one for one in found if one.settled is not None]
    yield Text(f"The coders differed on, or left to be settled, {counted(len(found), 'code')}; {len(done):,} settled.")
    if done:
        yield Table(
            ("row", "variable", "codes", "settled as", "by", "on", "why"),
            tuple(
                (
                    one.row, one.variable, ", ".join(f"{code.by}: {value(code)}" for code in one.codes),
                    value(one.settled), one.settled.by, one.settled.at[:10], one.settled.why,
                )
                for one in done
                if one.settled is not None
            ),
        )  # fmt: skip


def _estimates(sample: Sample, found: tuple[Estimate, ...]) -> Iterator[Block]:
    for one in found:
        rest = (
            (one.unsaid, "could not be said"),
            (one.unsettled, "not settled"),
            (one.open, "not coded"),
            (one.erased, "of erased reports"),
        )
        left = ", ".join(f"{n:,} {what}" for n, what in rest if n)
        yield Text(
            f"{one.variable}: {one.coded:,} of {one.drawn:,} drawn rows have a code{f' ({left})' if left else ''}."
            + (" They are the whole frame." if one.whole else "")
        )
        if one.estimates:
            yield Table(
                (one.variable, "rows", "share of the frame", "95 %"),
                tuple((e.of, f"{e.hits:,}", percent(e.share), spread(e.low, e.high, 100)) for e in one.estimates),
            )
        if one.parts:
            yield Text(f"Wrong in what is partly right: {', '.join(f'{part} {n:,}' for part, n in one.parts.items())}.")
        if one.unsettled:
            yield Text(f"{one.variable}: rows on which the coders differ and nobody settled are left out. {FLATTERS}")
        if empty := [name or "not known" for name, _, n in one.strata if not n]:
            yield Text(f"Without a coded row, and not in the estimate: {', '.join(empty)}.")
    if found:
        means = "means of the strata by their rows" if sample.field else "of the coded rows"
        yield Text(
            f"Shares: {means}. Intervals: Wilson's, with the finite-population correction"
            f"{' and the variance of a stratified sample' if sample.field else ''}."
        )


def _outside(coding: Coding) -> Iterator[Block]:
    found = [one for one in coding.codes() if one.sample is None]
    if not found:
        return
    yield Heading(2, "Codes outside of samples")
    count = Counter((one.variable, value(one), one.by) for one in found)
    told = tuple((variable, said, by, f"{n:,}") for (variable, said, by), n in sorted(count.items()))
    yield Table(("variable", "code", "by", "rows"), told)


def _erased(coding: Coding) -> Iterator[Block]:
    yield Heading(2, "Erased")
    found = coding.ledger.erasures()
    if not found:
        yield Text("Nothing was erased.")
        return
    told = tuple(
        (one.changes.get("what", ""), f"{len(one.others):,}", one.changes.get("rows", ""), one.by, one.at[:10], one.why)
        for one in found
    )
    yield Table(("what", "reports", "rows", "by", "on", "why"), told)


def value(code: coded.Code) -> str:
    """A code in words."""
    if not code.value:
        return "cannot be said"
    return f"{code.value} ({', '.join(code.parts)})" if code.parts else code.value


def number(value: float | None) -> str:
    """A figure of agreement.

    >>> number(0.6666), number(-0.002), number(None)
    ('.67', '.00', 'not defined')
    """
    if value is None:
        return "not defined"
    told = f"{value:.2f}"
    return told.replace("-0.00", "0.00").replace("0.", ".", 1) if abs(value) < 0.995 else told


def percent(value: float | None) -> str:
    """A share in percent.

    >>> percent(0.9234)
    '92.3 %'
    """
    return "not defined" if value is None else f"{100 * value:.1f} %"


def spread(low: float | None, high: float | None, times: int = 1) -> str:
    """The ends of an interval.

    >>> spread(0.5, 0.75), spread(0.5, 0.75, 100), spread(None, None)
    ('.50 to .75', '50.0 to 75.0', '')
    """
    if low is None or high is None:
        return ""
    if times == 1:
        return f"{number(low)} to {number(high)}"
    return f"{times * low:.1f} to {times * high:.1f}"
