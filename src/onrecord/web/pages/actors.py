"""/actors: everybody, the most reported first; /actors/ID: what the ledger has of one."""

from __future__ import annotations

import msgspec
from starlette.requests import Request

from onrecord.analyse import Tie
from onrecord.analyse.network import ask, days
from onrecord.analyse.tellings import weights, widest
from onrecord.analyse.ties import tied
from onrecord.errors import NoSuchRow, UsageError
from onrecord.knowledge.changes import Change, changes
from onrecord.knowledge.registry import registry
from onrecord.ledger import ActorCard, Claim, Found, Gathered, Ledger, Who, people
from onrecord.ledger.identity import called
from onrecord.model import HAPPENED
from onrecord.web import query
from onrecord.web.answer import environment, page
from onrecord.web.refused import Problem, refused
from onrecord.web.site import Site
from onrecord.web.terms import Terms, terms

SHOWN = 6
"""Claims, and happenings of each side, on the page of an actor."""
TIES = 12
REPORTS = 8


class Actors(msgspec.Struct, frozen=True):
    """A page of actors. found: null where what was asked for cannot be."""

    found: Found[people.Person] | None
    page: int
    problem: Problem | None = None


class Ties(msgspec.Struct, frozen=True):
    """The ties of an actor on a day, those told by most origins first; all: how many there are."""

    on: str
    rows: tuple[Tie, ...]
    all: int


class Known(msgspec.Struct, frozen=True):
    """What the ledger and the registry have of an actor.

    Args:
        terms: the roles with their days. merged: whom people decided to be the same.
        changes: what became of a body. said: the first claims. did, met: the first happenings in which they act, and
            those that were done to them. ties: on the day asked for, else that of the last report; null without a day.
    """

    card: ActorCard
    named: people.Named
    terms: Terms
    merged: tuple[Who, ...]
    changes: tuple[Change, ...]
    said: Found[Claim]
    did: Found[Gathered]
    met: Found[Gathered]
    ties: Ties | None


def actors(ledger: Ledger, request: Request) -> object:
    """The actors that pass the filters of the address."""
    number, rows = query.page(request), query.rows(request)
    try:
        found = people.listed(
            ledger.store,
            query.text(request, "q"),
            kind=query.text(request, "kind"),
            country=query.text(request, "country"),
            limit=rows,
            offset=(number - 1) * rows,
        )
    except UsageError as problem:
        return refused(ledger, request, "actors.html", Actors(None, number), problem)
    return Actors(found, number)


def actor(ledger: Ledger, request: Request) -> Known:
    """The actor of an id, or of a name that only one has.

    Raises:
        NoSuchRow: the ledger has nobody of that id or name.
    """
    site: Site = request.app.state.site
    asked = query.meant(request, request.path_params["id"])
    card = site.kept(ledger, ("actor", asked), lambda: _card(ledger, asked))
    roles = card.roles
    known = registry().actors.get(card.id)
    if known is not None and len(known.roles) > len(roles):
        roles = known.roles
    latest = ledger.rows("SELECT max(day) FROM current_readings WHERE day < '9999'")[0][0]
    day = query.text(request, "on") or latest
    happened = ",".join(sorted(HAPPENED))
    sides = {
        side: ledger.happenings(actor=card.id, side=side, status=happened, limit=SHOWN)
        for side in ("actor", "recipient")
    }
    return Known(
        card,
        people.named(ledger.store, card.id, REPORTS),
        terms(roles, latest, {role.of: _who(ledger, role.of) for role in roles if role.of}),
        tuple(_met(ledger, one) for one in card.merged),
        changes().of(card.id),
        ledger.claims(speaker=card.id, limit=SHOWN),
        sides["actor"],
        sides["recipient"],
        _ties(ledger, card.id, day) if day else None,
    )


def _card(ledger: Ledger, asked: str) -> ActorCard:
    found = ledger.actor(asked)
    for card in found:
        if asked in (card.id, *card.merged):
            return card
    if len(found) > 1:
        several = ", ".join(card.id for card in found[:5])
        raise NoSuchRow(f"{asked} stands for {len(found)} actors: {several}", "Choose one in the list of actors.")
    return found[0]


def _who(ledger: Ledger, actor: str) -> Who:
    """An actor under the name that the ledger or the registry has; without an id where the ledger has none of it."""
    found = called(ledger.store, [actor]).get(actor)
    if found is not None:
        return found
    try:
        return Who(None, registry().get(actor).name)
    except KeyError:
        return Who(None, actor)


def _met(ledger: Ledger, actor: str) -> Who:
    """Somebody who was merged into another, under the name that they had before."""
    rows = ledger.rows("SELECT name FROM ledger_actors WHERE id = ?", (actor,))
    return Who(actor, rows[0]["name"] if rows else actor)


def _ties(ledger: Ledger, actor: str, on: str) -> Ties:
    day, _ = days(on, None)
    asked = ask(ledger, actors=[actor])
    held = weights(ledger, asked, day)
    return Ties(day, tied(ledger, asked, day, widest(held, held, TIES), held), len(held))


environment().globals.update(CHANGED={
    "founded": "founded", "dissolved": "dissolved", "renamed": "renamed", "split-from": "split from",
    "merged-into": "merged into", "joined": "joined", "left": "left",
})  # fmt: skip
ROUTES = [page("/actors", "actors.html", actors), page("/actors/{id:path}", "actor.html", actor)]
