"""PLOVER's types and CAMEO's codes as data: scores, quads, modes, and what older systems make of the same event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, cast

import yaml

from onrecord.errors import DataError
from onrecord.knowledge.table import Row, kept, path_of, rows
from onrecord.model import TYPES, Codes, EventType

Quad = Literal[1, 2, 3, 4]


@dataclass(frozen=True, slots=True)
class Kind:
    """One of PLOVER's types.

    Attributes:
        means: in our words. quad: 1 verbal cooperation to 4 material conflict. score: -10 to 10.
        root: the CAMEO code of an event of which no more is known.
        requires_recipient, reciprocal: PLOVER's. modes: the manual's, with their scores.
        polecat: for each mode that may stand in our lexicon, POLECAT's name of it (None: it has none).
        folded: POLECAT's own modes, and the mode of the manual that each falls under (None: none).
    """

    name: EventType
    means: str
    quad: Quad
    score: float
    root: str
    requires_recipient: bool
    reciprocal: bool
    modes: dict[str, float]
    polecat: dict[str, str | None]
    folded: dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Cameo:
    """One CAMEO code; fields are null where the system does not know it."""

    code: str
    name: str
    type: EventType | None
    quad_gdelt: int
    quad_penta: int
    goldstein_icews: float | None
    goldstein_gdelt: float | None


@dataclass(frozen=True)
class Ontology:
    """The types by name, the CAMEO codes by code, PLOVER's contexts."""

    types: dict[EventType, Kind]
    cameo: dict[str, Cameo]
    contexts: tuple[str, ...]

    def mode(self, type_: EventType, mode: str | None) -> str | None:
        """The manual's mode for one of the manual's or of POLECAT's."""
        return self.types[type_].folded.get(mode, mode) if mode else None

    def intensity(self, type_: EventType, mode: str | None) -> float:
        """PLOVER's score of a mode, else of the type."""
        kind = self.types[type_]
        return kind.modes.get(self.mode(type_, mode) or "", kind.score)

    def codes(self, type_: EventType, mode: str | None, cameo: str) -> Codes:
        """What the field's other conventions say of it.

        Raises:
            KeyError: there is no such CAMEO code.
        """
        row = self.cameo[cameo]
        return Codes(
            row.quad_gdelt,
            row.quad_penta,
            row.goldstein_icews,
            row.goldstein_gdelt,
            self.types[type_].polecat.get(mode) if mode else None,
        )


@kept
def ontology() -> Ontology:
    """The ontology of the package, read once a process.

    Raises:
        DataError: a data file is wrong.
    """
    path = path_of("plover.yaml")
    try:
        data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        absent = {tuple(pair.split()) for pair in data["not_in_polecat"]}
        types = {name: _kind(name, row, absent) for name, row in data["types"].items()}
        contexts = tuple(data["contexts"])
    except (OSError, yaml.YAMLError, KeyError, TypeError) as problem:
        raise DataError(f"{path}: {problem}") from problem
    if set(types) != set(TYPES):
        raise DataError(f"{path}: the types are not PLOVER's sixteen")
    return Ontology(types, {code.code: code for code in map(_cameo, rows("cameo.tsv"))}, contexts)


def _kind(name: EventType, row: dict[str, Any], absent: set[tuple[str, ...]]) -> Kind:
    folded = dict(row["polecat_only"])
    modes = {mode: float(row["score"] if score is None else score) for mode, score in row["modes"].items()}
    polecat = {mode: None if (name, mode) in absent else mode for mode in modes} | {mode: mode for mode in folded}
    return Kind(
        name,
        row["means"],
        row["quad"],
        float(row["score"]),
        row["root"],
        row["requires_recipient"],
        row["reciprocal"],
        modes,
        polecat,
        folded,
    )


def _cameo(row: Row) -> Cameo:
    return Cameo(
        row["code"],
        row["name"],
        cast(EventType, row["type"]) if row["type"] else None,
        int(row["quad_gdelt"]),
        int(row["quad_penta"]),
        float(row["goldstein_icews"]) if row["goldstein_icews"] else None,
        float(row["goldstein_gdelt"]) if row["goldstein_gdelt"] else None,
    )
