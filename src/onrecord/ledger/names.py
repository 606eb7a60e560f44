"""Names across reports: when two of them are the same, and the id that the ledger gives to whom they name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from onrecord.knowledge.folding import key
from onrecord.mask import BLOCK
from onrecord.model import Actor, Reading


def ledger_id(actor: Actor, report: str, named: bool) -> str:
    """The id of an actor across reports.

    Ids of the registry and of episodes stay. Somebody met only in reports is one across them under a proper name of
    several words, among those of the same kind; under one word, words that are no name, or a name out of which words
    were erased, in each report another. Somebody whom a decision put into another report than their own keeps their id
    ("report:REPORT:…").

    Args:
        actor: as the reading has it. report: id of its report. named: whether a proper name stands for it there.

    >>> ledger_id(Actor("report:mona-adel", "Mona Adel", "person"), "0a1b", named=True)
    'ledger:mona-adel'
    >>> ledger_id(Actor("report:gehad-el-haddad", "Gehad el-Haddad", "person"), "0a1b", named=True)
    'ledger:gehad-haddad'
    >>> ledger_id(Actor("report:adel", "Adel", "person"), "0a1b", named=True)
    'report:0a1b:adel'
    >>> ledger_id(Actor("hamas", "Hamas", "group"), "0a1b", named=True)
    'hamas'
    """
    if not actor.id.startswith("report:") or actor.id.count(":") > 1:
        return actor.id
    slug = key(actor.name).replace(" ", "-")
    if named and "-" in slug and actor.kind != "unknown" and _is_proper(actor.name):
        return f"ledger:{slug}" if actor.kind == "person" else f"ledger:{slug}.{actor.kind}"
    return f"report:{report}:{actor.id.removeprefix('report:')}"


def ledger_ids(reading: Reading) -> dict[str, str]:
    """The ledger's id of each actor of a reading; ids that its other rows use and `actors` lacks stay as they are."""
    report = reading.report.id
    named = {mention.actor for mention in reading.mentions if mention.form == "name"}
    everybody = not reading.mentions
    return {actor.id: ledger_id(actor, report, everybody or actor.id in named) for actor in reading.actors}


def names(reading: Reading, ids: Mapping[str, str]) -> Iterable[tuple[str, str, str]]:
    """Every name that a reading uses for an actor, as (folded, ledger id, name); none with words erased."""
    found = [(actor.name, ids[actor.id]) for actor in reading.actors]
    found += [(m.span.text, ids[m.actor]) for m in reading.mentions if m.form == "name" and m.actor in ids]
    for name, actor in dict.fromkeys(found):
        if (folded := key(name)) and BLOCK not in name:
            yield folded, actor, " ".join(name.split())


def _is_proper(name: str) -> bool:
    words = name.split()
    return bool(words) and BLOCK not in name and words[0][:1].isupper() and _capital(words[-1])


def _capital(word: str) -> bool:
    """Whether a word begins with a capital, or does behind an article: "el-Haddad"."""
    return word[:1].isupper() or word.rpartition("-")[2][:1].isupper()
