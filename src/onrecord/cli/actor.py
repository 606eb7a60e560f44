"""onrecord actor."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli import options
from onrecord.cli.formats import Column, chosen, write
from onrecord.cli.group import say
from onrecord.cli.masked import hidden
from onrecord.cli.visible import line
from onrecord.cli.when import interval
from onrecord.errors import NoSuchRow

if TYPE_CHECKING:
    from onrecord.ledger import ActorCard
    from onrecord.model import Actor

Row = dict[str, Any]


@click.command(short_help="Say who somebody is, or who held a role.")
@click.argument("name", required=False)
@click.option("--country", metavar="ISO3", help="Who held a role of this country (ISO 3166 alpha-3: EGY).")
@click.option("--on", metavar="DATE", help="On this day; without it, --country asks of today, a NAME of any day.")
@click.option("--role", metavar="ROLE", help='"leader" (the default) or words of a title: "foreign minister".')
@click.option("--ledger", metavar="LEDGER", help="Also say what this ledger has of them.")
@options.lexicon
@options.form
@options.mask
def actor(
    *,
    name: str | None,
    country: str | None,
    on: str | None,
    role: str | None,
    ledger: str | None,
    lexicon: Path | None,
    form: str | None,
    mask: bool,
) -> None:
    """Say who an actor is, or who held a role of a country on a day; best first.

    What is known comes from the registry of the program, with --lexicon joined by your own tables, and, with --ledger,
    from the reports of a ledger: how many name them, of how many origins, and in `expected` what share of their claims,
    events and relations is expected to be wrong. What a body came out of, went into, or was called before stands under
    "changes"; with --on it has the name of that day, and who was there on that day comes first.

    \b
    Example:
      onrecord actor "Muslim Brotherhood"
      onrecord actor "Jabhat al-Nusra" --on 2016-09-01
      onrecord actor --country EGY --on 2013-07-02 --role leader
      onrecord actor Morsi --ledger spring.onrecord --format json
    """
    from onrecord.cli.told import looked_into
    from onrecord.knowledge.table import use
    from onrecord.ledger import Ledger

    use(lexicon)
    if (name is None) == (country is None):
        raise click.UsageError("Give a NAME or --country, one of the two.")
    if name is not None and role:
        raise click.UsageError("--role goes with --country.")
    rows = _named(name, on, ledger) if name is not None else _holding(country or "", on, role or "leader", ledger)
    if ledger is None:
        write(rows, COLUMNS, chosen(form))
        return
    with Ledger.open(ledger, readonly=True) as opened:
        rows = hidden(opened, rows, mask)
        coverage = opened.coverage()
    write(rows, COLUMNS + COUNTS, chosen(form))
    say(looked_into(coverage))


def _named(name: str, on: str | None, ledger: str | None) -> list[Row]:
    from onrecord.ingest.dates import iso
    from onrecord.knowledge.registry import registry

    day = iso(on)[:10] if on else None
    cards = _cards(ledger, name) if ledger else ()
    rows = [_carded(card) for card in cards]
    there = {card.id for card in cards}
    known = [found for found in registry().find(name, day) if found.id not in there]
    rows += [_plain(found, counted=ledger is not None, day=day) for found in known]
    if not rows:
        raise NoSuchRow(f"nobody is known by the name {line(name, 60)}", "Try a full name, or onrecord search LEDGER.")
    return rows


def _holding(country: str, on: str | None, role: str, ledger: str | None) -> list[Row]:
    from onrecord.ingest.dates import iso
    from onrecord.knowledge.registry import registry

    on = iso(on)[:10] if on else None
    if registry().state_of(country) is None:
        raise NoSuchRow(f"{line(country, 20)} is no country's code", "Give the three letters of ISO 3166: EGY, USA.")
    found = registry().holders(country, on, role)
    if not found:
        raise NoSuchRow(
            f"nobody is known to have been {line(role, 40)} of {country.upper()} {'on ' + on if on else 'today'}",
            "Try another day, or fewer words of the title.",
        )
    rows = []
    for holder in found:
        card = next((c for c in _cards(ledger, holder.id) if c.id == holder.id), None) if ledger else None
        rows.append(_carded(card) if card else _plain(holder, counted=ledger is not None))
    return rows


def _cards(ledger: str, name: str) -> tuple[ActorCard, ...]:
    """What the ledger has of a name; nothing where it has none of it."""
    from onrecord.ledger import Ledger

    with Ledger.open(ledger, readonly=True) as opened:
        try:
            return opened.actor(name)
        except NoSuchRow:
            return ()


def _plain(found: Actor, *, counted: bool, day: str | None = None) -> Row:
    import msgspec

    from onrecord.knowledge.changes import changes

    row: Row = msgspec.to_builtins(found)
    row["changes"] = _changes(found.id)
    if day is not None:
        row["name"] = changes().name(found.id, found.name, day)
    return row | (_NOTHING if counted else {})


def _carded(card: ActorCard) -> Row:
    """A card of the ledger; the offices that the registry knows besides."""
    import msgspec

    from onrecord.knowledge.registry import registry

    row: Row = msgspec.to_builtins(card)
    row["changes"] = _changes(card.id)
    known = registry().actors.get(card.id)
    if known and len(known.roles) > len(card.roles):
        row["roles"] = msgspec.to_builtins(known.roles)
    return row


def _changes(actor: str) -> list[Row]:
    import msgspec

    from onrecord.knowledge.changes import changes

    return [msgspec.to_builtins(change) for change in changes().of(actor)]


def _became(row: Row) -> str | None:
    return "; ".join(_change(change, row["id"]) for change in row["changes"]) or None


def _change(change: Row, actor: str) -> str:
    """A change in words: "merged-into hayat-tahrir-al-sham 2017-01-28"; of another actor with that one before it."""
    who = "" if change["actor"] == actor else f"{change['actor']} "
    named = f"from {change['former']}" if change["former"] else None
    what = " ".join(
        filter(None, (change["kind"], change["other"], named, f"to {change['now']}" if change["now"] else ""))
    )
    return f"{who}{what} {change['date']}"


def _roles(row: Row) -> str | None:
    return "; ".join(_role(role) for role in row["roles"]) or None


def _role(role: Row) -> str:
    when = interval(role["start"], role["end"])
    of = f" of {role['of']}" if role["of"] else ""
    return f"{role['title']}{of}{f' ({when})' if when else ''}"


def _wrong(row: Row) -> float | None:
    """The share of the actor's rows that is expected to be wrong."""
    return row["expected"]["share_wrong"] if row["expected"] else None


_NOTHING: Row = {"names": [], "reports": 0, "claims": 0, "events": 0, "relations": 0, "origins": 0, "expected": None}
"""What the ledger has of somebody whom no report names."""
COLUMNS: tuple[Column[Row], ...] = (
    Column("id", lambda r: r["id"], style="dim"),
    Column("name", lambda r: r["name"], style="bold"),
    Column("kind", lambda r: r["kind"]),
    Column("country", lambda r: r["country"]),
    Column("sector", lambda r: "|".join(r["sector"]) or None),
    Column("wikidata", lambda r: r["wikidata"], shown=False),
    Column("roles", _roles),
    Column("changes", _became),
)
COUNTS: tuple[Column[Row], ...] = (
    Column("reports", lambda r: r["reports"]),
    Column("origins", lambda r: r["origins"]),
    Column("claims", lambda r: r["claims"]),
    Column("events", lambda r: r["events"]),
    Column("relations", lambda r: r["relations"], shown=False),
    Column("wrong", _wrong),
    Column("names", lambda r: "|".join(r["names"]) or None, shown=False),
)
