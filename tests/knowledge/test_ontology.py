"""The ontology against itself, and against the field's tables where these lie beside the repository."""

import csv
import json
from pathlib import Path

import pytest

from onrecord.knowledge.ontology import TYPES, ontology

FORMATS = Path(__file__).parents[3] / "shared" / "formats"
needs_formats = pytest.mark.skipif(not FORMATS.is_dir(), reason="the format tables are not at ../shared/formats")


def test_every_type_has_a_score_on_the_side_of_its_quad():
    for kind in ontology().types.values():
        assert (kind.score >= 0) == (kind.quad < 3) or kind.name == "REQUEST"
        assert all((score >= 0) == (kind.quad < 3) for score in kind.modes.values()) or kind.name == "REQUEST"


def test_reciprocal_types():
    assert {name for name, kind in ontology().types.items() if kind.reciprocal} == {"AGREE", "CONSULT", "COOPERATE"}


def test_a_mode_of_polecat_is_folded_and_kept_for_polecat():
    scheme = ontology()
    assert scheme.mode("ASSAULT", "assassinate") == "targeted"
    assert scheme.mode("ASSAULT", "aerial") == "aerial"
    assert scheme.mode("RETREAT", "return") is None
    assert scheme.mode("AID", None) is None
    assert scheme.codes("ASSAULT", "assassinate", "186").mode_polecat == "assassinate"
    assert scheme.codes("PROTEST", "vandalize", "145").mode_polecat is None


def test_intensity_is_of_the_mode_else_of_the_type():
    scheme = ontology()
    assert scheme.intensity("ASSAULT", "beat") == -7.5
    assert scheme.intensity("ASSAULT", "massacre") == -9.5
    assert scheme.intensity("ASSAULT", None) == -9
    assert scheme.intensity("PROTEST", "vandalize") == -5


def test_codes_differ_between_systems():
    codes = ontology().codes("SANCTION", "discontinue", "163")
    assert (codes.quad_gdelt, codes.quad_penta) == (4, 3)
    assert (codes.goldstein_icews, codes.goldstein_gdelt) == (-8, -6.5)
    assert ontology().codes("ACCUSE", "allege", "116").goldstein_gdelt is None


def test_an_unknown_code_is_refused():
    with pytest.raises(KeyError):
        ontology().codes("AID", None, "999")


def test_every_type_has_a_code_of_its_own():
    scheme = ontology()
    roots = {kind.root for kind in scheme.types.values()}
    assert len(roots) == len(TYPES)
    assert roots <= set(scheme.cameo)


def test_every_code_has_its_root():
    codes = ontology().cameo
    assert all(code[:2] in codes for code in codes)
    assert {len(code) for code in codes} == {2, 3, 4}


@needs_formats
def test_types_are_those_of_the_manual():
    given = json.loads((FORMATS / "plover.json").read_text(encoding="utf-8"))
    scheme = ontology()
    assert set(given["types"]) == set(TYPES)
    for name, row in given["types"].items():
        kind = scheme.types[name]
        assert (kind.quad, kind.score, kind.requires_recipient) == (
            row["quad"],
            row["score"],
            row["requires_recipient"],
        )
        assert set(kind.modes) == set(row["modes"])
        scored = {mode: one["score"] for mode, one in row["modes"].items() if one["score"] is not None}
        assert {mode: kind.modes[mode] for mode in scored} == scored
        assert set(kind.folded) == set(row["polecat_only_modes"])
    assert scheme.contexts == tuple(given["contexts"])


@needs_formats
def test_polecat_modes_are_those_of_polecat():
    given = json.loads((FORMATS / "plover.json").read_text(encoding="utf-8"))["polecat_modes"]
    for name, kind in ontology().types.items():
        ours = {mode for mode in kind.polecat.values() if mode} | ({"sideAB"} if name == "ASSAULT" else set())
        assert ours == set(given.get(name, ()))


@needs_formats
@pytest.mark.parametrize("table", ["cameo.tsv", "cameo-gdelt-only.tsv"])
def test_codes_are_those_of_the_field(table):
    def number(cell):
        return float(cell) if cell else None

    with (FORMATS / table).open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            code = ontology().cameo[row["code"]]
            assert (code.quad_gdelt, code.quad_penta) == (int(row["quad_gdelt"]), int(row["quad_phoenix"]))
            assert code.goldstein_icews == number(row["goldstein_icews"])
            assert code.goldstein_gdelt == number(row["goldstein_gdelt"])
            assert (code.type or "") == row["plover"]
