"""On whose word: which rows of a ledger stand on the word of an actor, of a body's officials, or of an outlet.

A row stands on the word of whoever speaks in the claim that it stands in (the innermost, where claims stand in one
another), and where it stands in none on that of the outlet whose report it is. For a body also these speak:

- for a state, its government;
- whom the registry or a report of the ledger has as its leader or official, in reports of the days on which the office
  was held, where these are known;
- its unnamed officials: "a senior Hamas official", "a spokesman for Hamas".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import msgspec

from onrecord.errors import BadQuery, NoSuchRow
from onrecord.knowledge.folding import key
from onrecord.knowledge.registry import registry
from onrecord.ledger import Ledger, Who
from onrecord.ledger.identity import called, matching
from onrecord.ledger.rows import OPEN_END, OPEN_START
from onrecord.ledger.same import joined, now
from onrecord.model import HAPPENED

OFFICIALS = frozenset(
    "ambassador chairman chairwoman chief commander delegate deputy diplomat director envoy general head leader member "
    "minister negotiator officer official president representative secretary source spokesman spokesperson "
    "spokeswoman".split()
)
"""Nouns for people who speak for the body that is named with them."""

Spell = tuple[str, str, str]
"""An actor's id, and the first and last ISO day on which it speaks for somebody; dates that are not whole compare as
their beginnings do."""


@dataclass(frozen=True, slots=True)
class Word:
    """Whose word counts.

    Attributes:
        voices: the actors asked for. publishers: the outlets. sql: what gives the rows' keys as `heard (reading, id)`;
            empty where anybody's word counts. values: by name, for it.
    """

    voices: tuple[Who, ...] = ()
    publishers: tuple[str, ...] = ()
    sql: str = ""
    values: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, ledger: Ledger, voices: Sequence[str] = (), publishers: Sequence[str] = ()) -> Word:
        """The word of any of these actors, or of any of these outlets in its own voice; without any, everybody's.

        Raises:
            BadQuery: a name holds no letter or digit.
            NoSuchRow: neither the ledger nor the registry knows an actor, or the ledger has no report of an outlet.
        """
        if not voices and not publishers:
            return cls()
        asked = tuple(dict.fromkeys(actor for name in voices for actor in matching(ledger.store, name)))
        outlets = tuple(dict.fromkeys(outlet for name in publishers for outlet in _outlets(ledger, name)))
        merged = tuple(one for actor in asked for one in joined(ledger.store, actor))
        values = {
            "spells": _json(list(_spells(ledger, merged))),
            "unnamed": _json(list(_unnamed(ledger, merged))),
            "outlets": _json(outlets),
        }
        names = called(ledger.store, asked)
        return cls(tuple(names.get(actor, Who(actor, actor)) for actor in asked), outlets, _HEARD, values)


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _outlets(ledger: Ledger, name: str) -> list[str]:
    """The publishers of reports that are written like a name, whatever its case and accents."""
    wanted = key(name)
    if not wanted:
        raise BadQuery(f"no name in {name!r}", "Give the name of a publisher.")
    rows = ledger.rows("SELECT DISTINCT publisher FROM report_versions WHERE publisher IS NOT NULL ORDER BY publisher")
    found = [row["publisher"] for row in rows if key(row["publisher"]) == wanted]
    if not found:
        raise NoSuchRow(f"no report by {name!r} in {ledger.path.name}")
    return found


def _spells(ledger: Ledger, bodies: Sequence[str]) -> Iterator[Spell]:
    """Who speaks for some actors, and when: they themselves, and those who held office in them."""
    served = {*bodies, *(f"{body}.gov" for body in bodies)}
    for actor in served:
        yield actor, OPEN_START, OPEN_END
    for official in registry().actors.values():
        for role in official.roles:
            if role.of in served:
                [speaker] = now(ledger.store, (official.id,))
                yield speaker, role.start or OPEN_START, role.end or OPEN_END
    for row in ledger.rows(_OFFICES, {"served": _json(sorted(served))}):
        yield row["subject"], row["since"] or OPEN_START, row["until"] or OPEN_END


def _unnamed(ledger: Ledger, bodies: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The claims of unnamed officials of some bodies that relations stand in."""
    asked = {"bodies": _json(bodies)}
    names = {folded for (folded,) in ledger.rows(_NAMES, asked)}
    if not names:
        return
    says = _speaks_for(names)
    for reading, claim, words in ledger.rows(_UNNAMED, asked):
        if says.search(key(words)):
            yield reading, claim


def _speaks_for(names: Iterable[str]) -> re.Pattern[str]:
    """What the folded words of an unnamed official of a body look like.

    >>> bool(_speaks_for(["hamas"]).search("senior hamas official in lebanon"))
    True
    >>> bool(_speaks_for(["hamas"]).search("rival of hamas"))
    False
    """
    body = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    noun = f"(?:{'|'.join(sorted(OFFICIALS))})s?"
    before = rf"\b(?:{body})(?: s)?(?: \w+){{0,2}} {noun}\b"
    after = rf"\b{noun}(?: \w+)? (?:at|for|from|in|inside|of|within) (?:the )?(?:{body})\b"
    return re.compile(f"{before}|{after}")


_HAPPENED = ", ".join(f"'{status}'" for status in sorted(HAPPENED))
_OFFICES = f"""
SELECT r.subject, r.since, CASE WHEN r.state = 'ended' THEN coalesce(r.until, r.holds_until) ELSE r.until END AS until
FROM json_each(:served) b CROSS JOIN relation_rows r ON r.object = b.value
CROSS JOIN current_readings c ON c.reading = r.reading
WHERE r.type IN ('leadership', 'role') AND r.subject IS NOT NULL AND r.status IN ({_HAPPENED}) AND r.score >= 0
GROUP BY 1, 2, 3
"""
_NAMES = "SELECT DISTINCT n.folded FROM json_each(:bodies) b CROSS JOIN actor_names n ON n.actor = b.value"
_UNNAMED = """
SELECT DISTINCT r.reading, r.attribution, a.source_words
FROM json_each(:bodies) b
CROSS JOIN actor_rows w ON w.actor = b.value
CROSS JOIN current_readings c ON c.reading = w.reading
CROSS JOIN relation_rows r ON r.reading = w.reading
CROSS JOIN attribution_rows a ON a.reading = r.reading AND a.id = r.attribution
WHERE a.source_kind IN ('anonymous', 'collective', 'role') AND a.source_words IS NOT NULL
"""
_HEARD = f"""
heard (reading, id) AS MATERIALIZED (
  SELECT r.reading, r.id FROM json_each(:spells) p
  CROSS JOIN attribution_actors s ON s.actor = json_extract(p.value, '$[0]') AND s.role = 'speaker'
  CROSS JOIN current_readings c ON c.reading = s.reading
  CROSS JOIN relation_rows r ON r.reading = s.reading AND r.attribution = s.attribution
  WHERE c.day = '{OPEN_END}'
    OR (c.day >= json_extract(p.value, '$[1]') AND c.day <= json_extract(p.value, '$[2]') || '~')
  UNION
  SELECT r.reading, r.id FROM json_each(:unnamed) p
  CROSS JOIN relation_rows r
    ON r.reading = json_extract(p.value, '$[0]') AND r.attribution = json_extract(p.value, '$[1]')
  UNION
  SELECT r.reading, r.id FROM json_each(:outlets) p
  CROSS JOIN report_versions v ON v.publisher = p.value
  CROSS JOIN current_readings c ON c.version = v.id
  CROSS JOIN relation_rows r ON r.reading = c.reading AND r.attribution IS NULL
)
"""
