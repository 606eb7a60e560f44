"""onrecord code: a codebook, samples, blind codes, agreement, settling, estimates, and the methods appendix."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from onrecord.cli import options
from onrecord.cli.coded import (
    AGREEMENT,
    ASKED,
    CODEBOOK,
    CODES,
    DIFFERENCES,
    DRAWN,
    ESTIMATES,
    SAMPLES,
    Row,
)
from onrecord.cli.formats import chosen, emit, write
from onrecord.cli.group import say
from onrecord.cli.masked import hidden
from onrecord.cli.visible import line
from onrecord.errors import BadDecision

if TYPE_CHECKING:
    from onrecord.coding import Coding, Estimate, Item, Variable
    from onrecord.ledger import Ledger

F = TypeVar("F", bound=Callable[..., Any])


@click.group(short_help="Code rows by your own codebook; sample, agree, estimate.")
@options.ledger
@click.pass_context
def code(ctx: click.Context, ledger: str) -> None:
    """Code rows by a codebook of your own, draw samples, have them coded blind, and tell what the methods were.

    Everything is a decision: signed, dated, in the chain that verify proves, and taken back with onrecord decide LEDGER
    undo. docs/coding.md shows a codebook and a whole study. The variable right ("Is this row right?") needs no
    codebook: with a sample it estimates what share of the rows is right.

    \b
    Example:
      onrecord code spring.onrecord codebook tactics.yaml --by "R. Haddad" --why "first version"
      onrecord code spring.onrecord sample events 100 --name pilot --to "M. Adel" --to "K. Saleh" --by "R. Haddad" \\
        --why "precision of events"
      onrecord code spring.onrecord next pilot --by "M. Adel"
      onrecord code spring.onrecord set 3f1c9a:e4 right=yes tactic=shelling --sample pilot --by "M. Adel"
      onrecord code spring.onrecord agreement pilot
      onrecord code spring.onrecord methods -o methods.html
    """
    ctx.obj = {**(ctx.obj or {}), "ledger": ledger}


@contextmanager
def _opened(ctx: click.Context, *, writing: bool = False) -> Iterator[tuple[Ledger, Coding]]:
    from onrecord.coding import Coding
    from onrecord.ledger import Ledger

    with Ledger.open(ctx.obj["ledger"], readonly=not writing) as ledger:
        yield ledger, Coding(ledger)


def _signed(command: F) -> F:
    """--by and --why of a decision."""
    command = click.option("--why", required=True, metavar="TEXT", help="The reason, for those who read it later.")(
        command
    )
    return click.option("--by", required=True, metavar="NAME", help="Who decides.")(command)


@code.command(short_help="Keep a codebook, or show the one that holds.")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--by", metavar="NAME", help="Who decides.")
@click.option("--why", metavar="TEXT", help="The reason, for those who read it later.")
@options.form
@click.pass_context
def codebook(ctx: click.Context, file: Path | None, by: str | None, why: str | None, form: str | None) -> None:
    """Keep the codebook in FILE as a new version; without FILE, show the one that holds.

    Codes and samples stay with the version that they were made under.

    \b
    Example:
      onrecord code spring.onrecord codebook tactics.yaml --by "R. Haddad" --why "shelling apart from bombs"
      onrecord code spring.onrecord codebook
    """
    from onrecord.coding import load

    if file is not None and not (by and why):
        raise click.UsageError("A codebook needs --by NAME and --why TEXT.")
    with _opened(ctx, writing=file is not None) as (_, coding):
        made = coding.keep(load(file), by=by or "", why=why or "") if file is not None else None
        version = coding.codebook()
    rows = [_category(one, category) for one in _variables(version) for category in one.categories]
    write(rows, CODEBOOK, chosen(form))
    if version is None:
        say("No codebook is kept: the variable right alone can be coded.")
    else:
        kept = f" kept as {made.id}" if made else ""
        say(f"Version {version.number} of {line(version.codebook.title, 80)}{kept}.")


def _variables(version: Any) -> Sequence[Variable]:
    from onrecord.coding import RIGHT

    return (RIGHT, *(version.codebook.variables if version else ()))


def _category(variable: Variable, category: Any) -> Row:
    return {
        "variable": variable.name, "question": variable.question, "sections": " ".join(variable.sections),
        "scale": variable.scale, "category": category.name, "definition": category.definition,
        "include": category.include, "exclude": category.exclude,
    }  # fmt: skip


@code.command(short_help="Draw a random sample.")
@click.argument("section", metavar="claims|events|relations|figures|reports")
@click.argument("size", type=click.IntRange(min=1))
@click.option("--name", required=True, metavar="NAME", help="What to call it.")
@click.option("--seed", metavar="TEXT", help="Gives the same rows again; without it a new one.")
@click.option("--where", multiple=True, metavar="FILTER=VALUE", help="As the lists have them; may be given again.")
@click.option("--strata", "field", metavar="FIELD", help="Stratify by type, status, confidence, publisher …")
@click.option("--equal", is_flag=True, help="As many of each stratum, instead of proportional to its rows.")
@click.option("--variable", "variables", multiple=True, metavar="V", help="Code this one; without it all that fit.")
@click.option("--to", "coders", multiple=True, metavar="NAME", help="Who is to code it; without it --by alone.")
@_signed
@click.pass_context
def sample(
    ctx: click.Context, *, section: str, size: int, name: str, seed: str | None, where: tuple[str, ...],
    field: str | None, equal: bool, variables: tuple[str, ...], coders: tuple[str, ...], by: str, why: str,
) -> None:  # fmt: skip
    """Draw SIZE rows at random and keep them, with the seed and the frame, so that anybody can draw them again.

    Filters: claims have speaker, about, kind; events actor, type, status, min_origins; relations actor, type, status;
    figures unit; reports publisher; and all start, end and without. With two names or more after --to, nobody is told
    what another one codes before all are done, or the sample is opened.

    \b
    Example:
      onrecord code spring.onrecord sample events 100 --name pilot --where type=ASSAULT --strata confidence \\
        --to "M. Adel" --to "K. Saleh" --by "R. Haddad" --why "precision of events"
    """
    from onrecord.cli.output import counted

    filters = _pairs(where, "FILTER=VALUE")
    with _opened(ctx, writing=True) as (_, coding):
        made = coding.draw(
            section, size, name=name, where=filters, seed=seed, field=field,  # type: ignore[arg-type]
            allocation="equal" if equal else "proportional", variables=variables, coders=coders, by=by, why=why,
        )  # fmt: skip
        names = [one.name for one in coding.coders(made)]
    write([{"n": n, "row": at.name, "words": at.text} for n, at in enumerate(made.items, 1)], DRAWN, chosen(None))
    say(f"{counted(len(made.items), 'row')} of {made.frame:,} {made.section}, with the seed {made.seed}: {made.id}.")
    say(f"To be coded by {', '.join(names)}: {', '.join(made.variables)}.")


@code.command(short_help="List the samples, and how far their coders are.")
@click.option("--again", is_flag=True, help="Draw each again, and say whether its rows are the same.")
@options.form
@click.pass_context
def samples(ctx: click.Context, again: bool, form: str | None) -> None:
    """List the samples, who codes them, and how far they are.

    \b
    Example:
      onrecord code spring.onrecord samples
      onrecord code spring.onrecord samples --again
    """
    told = {True: "the same", False: "other rows", None: "other frame now"}
    with _opened(ctx) as (_, coding):
        found = coding.samples()
        drawn = {one.id: told[coding.again(one)] for one in found} if again else {}
        rows = [
            {
                "sample": one.name, "id": one.id, "section": one.section, "rows": len(one.items), "frame": one.frame,
                "seed": one.seed, "coder": done.coder, "left": done.left, "codes": done.wanted,
                "open": coding.is_open(one), "again": drawn.get(one.id),
            }
            for one in found
            for done in coding.progress(one)
        ]  # fmt: skip
    write(rows, SAMPLES, chosen(form))


@code.command(short_help="Ask one more person to code a sample.")
@click.argument("sample")
@click.argument("name")
@_signed
@click.pass_context
def assign(ctx: click.Context, sample: str, name: str, by: str, why: str) -> None:
    """Ask NAME to code the SAMPLE too, blind.

    \b
    Example:
      onrecord code spring.onrecord assign pilot "K. Saleh" --by "R. Haddad" --why "a second coder"
    """
    with _opened(ctx, writing=True) as (_, coding):
        made = coding.assign(sample, name, by=by, why=why)
    say(f"{line(made.changes['to'], 60)} is to code it: {made.id}.")


@code.command(name="open", short_help="Open a sample for settling before all are done.")
@click.argument("sample")
@_signed
@click.pass_context
def open_(ctx: click.Context, sample: str, by: str, why: str) -> None:
    """Open the SAMPLE: from now on all codes in it are told, and none is changed. This cannot be undone.

    \b
    Example:
      onrecord code spring.onrecord open pilot --by "R. Haddad" --why "K. Saleh has left"
    """
    with _opened(ctx, writing=True) as (_, coding):
        made = coding.open(sample, by=by, why=why)
    say(f"It is open: {made.id}.")


@code.command(name="next", short_help="Show the next row that somebody has to code.")
@click.argument("sample")
@click.option("--by", required=True, metavar="NAME", help="Who codes.")
@options.form
@options.mask
@click.pass_context
def next_(ctx: click.Context, sample: str, by: str, form: str | None, mask: bool) -> None:
    """Show the next row of the SAMPLE that NAME has to code, in its sentences, with what it says and what is asked.

    \b
    Example:
      onrecord code spring.onrecord next pilot --by "M. Adel"
    """
    with _opened(ctx) as (ledger, coding):
        found = coding.next(coding.sample(sample), by)
        found = hidden(ledger, found, mask) if found else None
    if found is None:
        say("Nothing is left to code.")
        return
    shape = chosen(form)
    if shape == "table":
        write(list(_asked(found)), ASKED, shape)
    else:
        write([found], (), "json" if shape == "json" else "jsonl")


def _asked(item: Item) -> Iterator[Row]:
    shown = item.shown
    yield {"what": "row", "told": f"{shown.row} ({item.n} of {item.of})"}
    told = (shown.publisher, shown.published, shown.title)
    yield {"what": "report", "told": ", ".join(one for one in told if one)}
    yield {"what": "words", "told": shown.words or ""}
    yield {"what": "in", "told": shown.context}
    yield {"what": "says", "told": "\n".join(f"{field}: {value}" for field, value in shown.says.items())}
    if shown.problem:
        yield {"what": "problem", "told": shown.problem}
    for one in item.todo:
        lines = [one.question, one.instructions or "", *(f"= {c.name}: {_defined(c)}" for c in one.categories)]
        yield {"what": one.name, "told": "\n".join(part for part in lines if part)}


def _defined(category: Any) -> str:
    more = ((category.include, "counts"), (category.exclude, "does not"))
    return " ".join((category.definition, *(f"({what}: {words})" for words, what in more if words)))


@code.command(name="set", short_help="Code a row.")
@click.argument("row")
@click.argument("answers", nargs=-1, required=True, metavar="VARIABLE=CATEGORY...")
@click.option("--sample", "name", metavar="SAMPLE", help="That it is coded in; without it outside of all samples.")
@click.option("--by", required=True, metavar="NAME", help="Who codes.")
@click.option("--why", default="", metavar="TEXT", help="A note.")
@click.pass_context
def set_(ctx: click.Context, row: str, answers: tuple[str, ...], name: str | None, by: str, why: str) -> None:
    """Code a ROW, which is REPORT:ID, or a report. What cannot be said is VARIABLE= with nothing after it.

    A row that is partly right names what is wrong: right=partly:type,time, of span, type, sides, time and status. In
    a newer reading of the report a code finds its row again by its words, like a verdict.

    \b
    Example:
      onrecord code spring.onrecord set 3f1c9a:e4 right=yes tactic=shelling --sample pilot --by "M. Adel"
      onrecord code spring.onrecord set 3f1c9a:e4 right=partly:time --sample pilot --by "M. Adel"
      onrecord code spring.onrecord set 3f1c9a:a2 verified=no --by "R. Haddad" --why "no second source"
    """
    with _opened(ctx, writing=True) as (_, coding):
        found = coding.sample(name) if name else None
        made = coding.code(row, _pairs(answers, "VARIABLE=CATEGORY"), by=by, why=why, sample=found)
        left = [one for one in coding.progress(found) if one.coder == made[0].by] if found else []
    for one in made:
        parts = f" ({one.changes['parts']})" if one.changes.get("parts") else ""
        value = one.changes["value"] or "cannot be said"
        say(f"{one.target}: {one.changes['variable']} {value}{parts} [{one.id}].")
    for progress in left:
        say(f"{progress.left:,} of {progress.wanted:,} codes left.")


@code.command(short_help="List the codes.")
@click.option("--sample", "name", metavar="SAMPLE", help="Of this sample alone.")
@click.option("--by", metavar="NAME", help="Who asks: their own codes of samples that are being coded blind too.")
@options.form
@options.mask
@click.pass_context
def codes(ctx: click.Context, name: str | None, by: str | None, form: str | None, mask: bool) -> None:
    """List the codes in force, with the row that they are on now; of a sample that is being coded blind, only NAME's.

    \b
    Example:
      onrecord code spring.onrecord codes --sample pilot --format csv > codes.csv
    """
    from onrecord.cli.output import counted

    with _opened(ctx) as (ledger, coding):
        found = hidden(ledger, coding.codes(coding.sample(name) if name else None, viewer=by), mask)
    write(found, CODES, chosen(form))
    say(f"{counted(len(found), 'code')}.")


@code.command(short_help="Say how far coders agree.")
@click.argument("sample")
@options.form
@click.pass_context
def agreement(ctx: click.Context, sample: str, form: str | None) -> None:
    """Say how far the coders of the SAMPLE agree: Krippendorff's alpha and percent agreement, with 95 % intervals.

    \b
    Example:
      onrecord code spring.onrecord agreement pilot
    """
    with _opened(ctx) as (_, coding):
        found = coding.agreement(coding.sample(sample))
    write(found, AGREEMENT, chosen(form))


@code.command(short_help="List what coders differ on, or settle it.")
@click.argument("sample")
@click.argument("row", required=False)
@click.argument("answers", nargs=-1, metavar="[VARIABLE=CATEGORY]...")
@click.option("--by", metavar="NAME", help="Who settles.")
@click.option("--why", metavar="TEXT", help="The reason, for those who read it later.")
@options.form
@click.pass_context
def settle(
    ctx: click.Context, sample: str, row: str | None, answers: tuple[str, ...], by: str | None, why: str | None,
    form: str | None,
) -> None:  # fmt: skip
    """List the rows of the SAMPLE on which coders differ; with a ROW, settle what it is. Estimates use settled codes.

    \b
    Example:
      onrecord code spring.onrecord settle pilot
      onrecord code spring.onrecord settle pilot 3f1c9a:e4 tactic=shelling --by "R. Haddad" --why "mortars, see 2.1"
    """
    from onrecord.cli.output import counted

    if row is not None and not (by and why and answers):
        raise click.UsageError("Settling needs VARIABLE=CATEGORY, --by NAME and --why TEXT.")
    with _opened(ctx, writing=row is not None) as (_, coding):
        found = coding.sample(sample)
        if row is not None:
            coding.settle(found, row, _pairs(answers, "VARIABLE=CATEGORY"), by=by or "", why=why or "")
        rows = coding.differences(found)
    write(rows, DIFFERENCES, chosen(form))
    left = sum(one.settled is None for one in rows)
    say(f"{counted(len(rows), 'difference')}, {left:,} to be settled.")


@code.command(short_help="Estimate shares of the frame.")
@click.argument("sample")
@options.form
@click.pass_context
def estimate(ctx: click.Context, sample: str, form: str | None) -> None:
    """Estimate from the SAMPLE what share of the rows that it was drawn from has each category, with 95 % intervals.

    \b
    Example:
      onrecord code spring.onrecord estimate pilot
    """
    from onrecord.coding.appendix import FLATTERS

    with _opened(ctx) as (_, coding):
        found = coding.estimate(coding.sample(sample))
    shape = chosen(form)
    if shape in ("table", "csv"):
        write([row for one in found for row in _shares(one)], ESTIMATES, shape)
    else:
        write(found, (), shape)
    for one in found:
        rest = ((one.unsaid, "could not be said"), (one.unsettled, "not settled"), (one.open, "not coded"),
                (one.erased, "of erased reports"))  # fmt: skip
        left = "".join(f"; {n:,} {what}" for n, what in rest if n)
        say(f"{one.variable}: {one.coded:,} of {one.drawn:,} drawn rows coded, of {one.frame:,} in the frame{left}.")
    if any(one.unsettled for one in found):
        say(f"Left out: rows on which the coders differ and nobody settled. {FLATTERS}")


def _shares(one: Estimate) -> list[Row]:
    return [
        {"variable": one.variable, "category": e.of, "rows": e.hits, "share": e.share, "low": e.low, "high": e.high}
        for e in one.estimates
    ]


@code.command(short_help="Write the methods appendix.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write to FILE.")
@click.option("--format", "form", type=click.Choice(["markdown", "html"]), help="Without it: as FILE ends.")
@options.mask
@click.pass_context
def methods(ctx: click.Context, output: Path | None, form: str | None, mask: bool) -> None:
    """Write what was done, told from the ledger alone.

    It holds the corpus, the reader and its measures, decisions, codebook, samples, agreement, what was settled,
    estimates, and what was erased.

    \b
    Example:
      onrecord code spring.onrecord methods -o methods.html
      onrecord code spring.onrecord methods --format markdown
    """
    from onrecord.cli.output import whole
    from onrecord.coding import html, markdown
    from onrecord.coding import methods as told

    with _opened(ctx) as (ledger, coding):
        blocks = hidden(ledger, told(coding), mask)
    as_html = form == "html" or (form is None and output is not None and output.suffix.lower() in (".html", ".htm"))
    data = (html(blocks, "Methods") if as_html else markdown(blocks)).encode("utf-8", errors="replace")
    if output is None:
        emit(data)
        return
    with whole(output) as out:
        out.write(data)
    say(f"Wrote {output}.")


def _pairs(values: Sequence[str], form: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for value in values:
        name, sign, wanted = value.partition("=")
        if not sign:
            raise BadDecision(f"{line(value, 40)} is not {form}", f"Write it as {form}.")
        if name.strip() in found:
            raise BadDecision(f"{line(name, 40)} is given twice", "Give it once.")
        found[name.strip()] = wanted.strip()
    return found
