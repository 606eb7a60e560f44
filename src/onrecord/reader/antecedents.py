"""Pairs of candidates and what can be read off two of them: the ground of the trained coreference."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.reader.candidates import (
    CASES,
    DETERMINERS,
    FORMS,
    GENDERS,
    KINDS,
    NUMBERS,
    PRONOUN_KINDS,
    ROLES,
    Candidate,
)

Ints = NDArray[np.int64]

NEAR = 60
"""Candidates back that every candidate looks at; beyond, it looks at names and at the same noun."""
OFTEN = 40
"""How many names, the latest mention of each, a candidate looks at beyond the near ones."""

SINGLE = {
    "form": len(FORMS),
    "pronoun": len(PRONOUN_KINDS),
    "case": len(CASES),
    "gender": len(GENDERS),
    "number": len(NUMBERS),
    "kind": len(KINDS),
    "role": len(ROLES),
    "determiner": len(DETERMINERS),
    "quoted": 2,
    "opens": 2,
}
"""Features of one candidate and how many values each has."""
DOUBLE = {
    "sentences": 10,
    "between": 9,
    "noun": 4,
    "names": 6,
    "actor": 4,
    "gender": 3,
    "number": 3,
    "quote": 5,
    "grammar": 8,
    "roles": len(ROLES) ** 2,
    "forms": (len(PRONOUN_KINDS) + 2) ** 2,
    "kinds": len(KINDS) ** 2,
    "paragraph": 3,
    "often": 5,
    "modifiers": 4,
}
"""Features of two candidates and how many values each has."""


def _index(values: Sequence[str], order: Sequence[str]) -> Ints:
    place = {value: number for number, value in enumerate(order)}
    return np.array([place[value] for value in values], dtype=np.int64)


class Table:
    """Candidates as columns of numbers.

    Attributes:
        size: how many. single: one row each, one column for each of `SINGLE`.
    """

    def __init__(self, rows: Sequence[Candidate]) -> None:
        self.size = len(rows)
        self.form = _index([c.form for c in rows], FORMS)
        self.pronoun = _index([c.pronoun for c in rows], PRONOUN_KINDS)
        self.gender = _index([c.gender for c in rows], GENDERS)
        self.number = _index([c.number for c in rows], NUMBERS)
        self.kind = _index([c.kind for c in rows], KINDS)
        self.role = _index([c.role for c in rows], ROLES)
        self.head = np.array([c.head for c in rows], dtype=np.int64)
        self.first = np.array([c.first for c in rows], dtype=np.int64)
        self.last = np.array([c.last for c in rows], dtype=np.int64)
        self.quote = np.array([c.quote for c in rows], dtype=np.int64)
        self.sentence = np.array([c.sentence for c in rows], dtype=np.int64)
        self.paragraph = np.array([c.paragraph for c in rows], dtype=np.int64)
        self.governor = np.array([c.governor for c in rows], dtype=np.int64)
        self.actor = _numbered([c.actor for c in rows])
        self.noun = _numbered([c.noun for c in rows])
        self.phrase = _numbered([c.phrase for c in rows])
        self.possessive = np.array([c.case == "possessive" for c in rows], dtype=np.bool_)
        self.reflexive = np.array([c.case == "reflexive" for c in rows], dtype=np.bool_)
        self.called = _Sets([c.words for c in rows])
        self.modified = _Sets([tuple(sorted(c.modifiers)) for c in rows])
        self.acronym = np.array([c.acronym for c in rows], dtype=np.bool_)
        self.initials = _initials(rows)
        self.often = _often(rows)
        opens = np.ones(self.size, dtype=np.int64)
        opens[1:] = self.sentence[1:] != self.sentence[:-1]
        self.single = (
            np.stack(
                [
                    self.form,
                    self.pronoun,
                    _index([c.case for c in rows], CASES),
                    self.gender,
                    self.number,
                    self.kind,
                    self.role,
                    _index([c.determiner for c in rows], DETERMINERS),
                    (self.quote >= 0).astype(np.int64),
                    opens,
                ],
                axis=1,
            )
            if self.size
            else np.zeros((0, len(SINGLE)), dtype=np.int64)
        )


class _Sets:
    """Sets of words as rows of a matrix, so that all of them are compared at once."""

    def __init__(self, sets: Sequence[tuple[str, ...]]) -> None:
        keys: dict[tuple[str, ...], int] = {}
        self.of = np.array([keys.setdefault(one, len(keys)) for one in sets], dtype=np.int64)
        words = {word: number for number, word in enumerate(sorted({w for one in keys for w in one}))}
        inside = np.zeros((len(keys), max(1, len(words))), dtype=np.float32)
        for one, row in keys.items():
            inside[row, [words[w] for w in one]] = 1.0
        self.shared = (inside @ inside.T).astype(np.int64)
        self.sizes = inside.sum(axis=1).astype(np.int64)


def _numbered(values: Sequence[Hashable]) -> Ints:
    """A number for each value; 0 for what is empty."""
    known: dict[Hashable, int] = {"": 0}
    return np.array([known.setdefault(value, len(known)) for value in values], dtype=np.int64)


def _initials(rows: Sequence[Candidate]) -> tuple[Ints, Ints]:
    """For each candidate a number of its own acronym, and a number of the initials of its words; 0 for none."""
    known: dict[str, int] = {"": 0}
    short = [c.words[0] if c.acronym and len(c.words) == 1 else "" for c in rows]
    long = ["".join(w[0] for w in c.words) if len(c.words) > 1 else "" for c in rows]
    first = np.array([known.setdefault(word, len(known)) for word in short], dtype=np.int64)
    return first, np.array([known.setdefault(word, len(known)) for word in long], dtype=np.int64)


def _often(rows: Sequence[Candidate]) -> Ints:
    """How often the name has come up before, in five steps."""
    seen: dict[Hashable, int] = {}
    found = []
    for row in rows:
        name: Hashable = row.actor or (row.words if row.form == "name" else "")
        count = seen.get(name, 0) if name else 0
        if name:
            seen[name] = count + 1
        found.append(min(4, count if count < 3 else 3 + (count > 5)))
    return np.array(found, dtype=np.int64)


def pairs(table: Table, asked: Sequence[bool] | None = None) -> tuple[Ints, Ints]:
    """The pairs that are looked at: later candidate and earlier candidate, sorted by the later one.

    Args:
        table: the candidates. asked: which of them are later ones; all where it is not given.
    """
    if not table.size:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    every = np.arange(table.size) if asked is None else np.flatnonzero(np.asarray(asked, dtype=np.bool_))
    far_later, far_earlier = _far(table, every)
    start = np.maximum(0, every - NEAR)
    sizes = every - start
    later = np.repeat(every, sizes)
    ends = np.cumsum(sizes)
    earlier = np.arange(len(later)) - np.repeat(ends - sizes, sizes) + np.repeat(start, sizes)
    later, earlier = np.concatenate([far_later, later]), np.concatenate([far_earlier, earlier])
    order = np.argsort(later, kind="stable")
    return later[order], earlier[order]


def _far(table: Table, every: Ints) -> tuple[Ints, Ints]:
    """Pairs beyond the near ones: with the latest mention of each name, and with the same noun."""
    later: list[int] = []
    earlier: list[int] = []
    latest: dict[int, int] = {}
    same: dict[int, list[int]] = {}
    name = np.where(table.form == FORMS.index("name"), table.called.of + 1, 0).tolist()
    noun = table.noun.tolist()
    asked = set(every.tolist())
    for i in range(table.size):
        gone = i - NEAR - 1  # the candidate that is no longer near
        if gone >= 0:
            if name[gone]:
                latest.pop(name[gone], None)
                latest[name[gone]] = gone
            if noun[gone]:
                same.setdefault(noun[gone], []).append(gone)
            if i in asked:
                far = {k for key, k in list(latest.items())[-OFTEN:] if k <= gone}
                far.update(same.get(noun[i], ())[-6:] if noun[i] else ())
                later.extend([i] * len(far))
                earlier.extend(sorted(far))
    return np.array(later, dtype=np.int64), np.array(earlier, dtype=np.int64)


_SENTENCES = np.array([0, 1, 2, 3, 4, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 6, 7], dtype=np.int64)
_BETWEEN = np.array([0, 0, 1, 2, 3, 3, 4, 4, 4, 4, *[5] * 10, *[6] * 20, *[7] * 20, 8], dtype=np.int64)
_SUBJECT, _PASSIVE = ROLES.index("subject"), ROLES.index("passive")
_APPOSITION, _ATTRIBUTE = ROLES.index("apposition"), ROLES.index("attribute")


def features(table: Table, later: Ints, earlier: Ints) -> Ints:
    """What can be read off each pair: one row a pair, one column for each of `DOUBLE`."""
    i, j = later, earlier
    columns: dict[str, Any] = {}
    distance = np.clip(table.sentence[i] - table.sentence[j], 0, len(_SENTENCES) - 1)
    columns["sentences"] = _SENTENCES[distance]
    columns["between"] = _BETWEEN[np.clip(i - j, 0, len(_BETWEEN) - 1)]
    plain = (table.noun[i] > 0) & (table.noun[j] > 0)
    same = table.noun[i] == table.noun[j]
    columns["noun"] = np.where(plain, 1 + same + (same & (table.phrase[i] == table.phrase[j])), 0)
    columns["names"] = _names(table, i, j)
    known = (table.actor[i] > 0) & (table.actor[j] > 0)
    columns["actor"] = np.where(known, 1 + (table.actor[i] == table.actor[j]), 0)
    columns["gender"] = _agreement(table.gender, i, j)
    columns["number"] = _agreement(table.number, i, j)
    inside_i, inside_j = table.quote[i] >= 0, table.quote[j] >= 0
    one = table.quote[i] == table.quote[j]
    columns["quote"] = np.where(inside_i, np.where(inside_j, np.where(one, 1, 4), 2), np.where(inside_j, 3, 0))
    columns["grammar"] = _grammar(table, i, j)
    columns["roles"] = table.role[i] * len(ROLES) + table.role[j]
    shape = np.where(table.form == 0, table.pronoun, len(PRONOUN_KINDS) - 1 + table.form)
    columns["forms"] = shape[i] * (len(PRONOUN_KINDS) + 2) + shape[j]
    columns["kinds"] = table.kind[i] * len(KINDS) + table.kind[j]
    columns["paragraph"] = np.clip(table.paragraph[i] - table.paragraph[j], 0, 2)
    columns["often"] = table.often[j]
    columns["modifiers"] = np.where(plain & same, _modifiers(table, i, j), 0)
    return np.stack([columns[name] for name in DOUBLE], axis=1).astype(np.int64)


def _agreement(values: Ints, i: Ints, j: Ints) -> Ints:
    known = (values[i] > 0) & (values[j] > 0)
    return np.where(known, np.where(values[i] == values[j], 1, 2), 0)


def _names(table: Table, i: Ints, j: Ints) -> Ints:
    """0 no two names, 1 nothing shared, 2 the same, 3 one in the other, 4 some, 5 the acronym of the other."""
    name = FORMS.index("name")
    both = (table.form[i] == name) & (table.form[j] == name)
    a, b = table.called.of[i], table.called.of[j]
    shared = table.called.shared[a, b]
    least = np.minimum(table.called.sizes[a], table.called.sizes[b])
    found = np.where(shared == 0, 1, np.where(shared == least, 3, 4))
    found = np.where((a == b) & (shared > 0), 2, found)
    short, long = table.initials
    acronym = ((short[i] > 0) & (short[i] == long[j])) | ((short[j] > 0) & (short[j] == long[i]))
    return np.where(both, np.where(acronym, 5, found), 0)


def _modifiers(table: Table, i: Ints, j: Ints) -> Ints:
    """1 the later has none, 2 all of its own are the earlier one's, 3 some are not."""
    a, b = table.modified.of[i], table.modified.of[j]
    own = table.modified.sizes[a]
    return np.where(own == 0, 1, np.where(table.modified.shared[a, b] == own, 2, 3))


def _grammar(table: Table, i: Ints, j: Ints) -> Ints:
    """How two phrases of one sentence hang together; 0 not at all."""
    found = np.zeros(len(i), dtype=np.int64)
    near = table.sentence[i] == table.sentence[j]
    together = near & (table.governor[i] == table.governor[j])
    subject = (table.role[j] == _SUBJECT) | (table.role[j] == _PASSIVE)
    found[together] = 5
    found[together & subject] = 1
    found[together & (table.role[i] == _ATTRIBUTE)] = 4
    found[near & (table.governor[i] == table.head[j])] = 6
    found[near & (table.governor[j] == table.head[i])] = 7
    within = (table.first[j] <= table.head[i]) & (table.head[i] <= table.last[j])
    around = (table.first[i] <= table.head[j]) & (table.head[j] <= table.last[i])
    found[near & (within | around)] = 2
    found[near & (table.governor[i] == table.head[j]) & (table.role[i] == _APPOSITION)] = 3
    return found
