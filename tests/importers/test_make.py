"""What holds for every format: what cannot be read, what cannot be written, and that nothing is half done."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from onrecord.errors import DataError, EmptyInput, NotText, NotThere, OutputError, TooLarge
from onrecord.importers import import_list, source, tables
from onrecord.knowledge.table import in_use

SHARED = Path(__file__).parents[3] / "shared" / "data" / "knowledge"
FRONT = "name,kind,country\nDelta River Front,group,EGY\n"


@pytest.mark.parametrize(
    ("content", "error"),
    [(b"", EmptyInput), (b" \n\n", EmptyInput), (bytes(range(32)) * 9, NotText), (b"just some words\n", NotText)],
)
def test_a_list_that_is_none(content, error, take, mine) -> None:
    with pytest.raises(error):
        take(content)
    assert not mine.exists()


def test_no_list_at_all(tmp_path) -> None:
    with pytest.raises(NotThere):
        import_list(tmp_path / "none", tmp_path / "mine")
    with pytest.raises(NotText, match="is no file"):
        import_list(tmp_path, tmp_path / "mine")


def test_columns_that_are_missing(take) -> None:
    with pytest.raises(NotText, match="no column for actorid"):
        take(FRONT, "ucdp")


def test_sizes_have_bounds(take, monkeypatch, notes) -> None:
    done = take(FRONT + "x" * (source.LONGEST + 1) + "\n")
    assert [line for line, _ in notes(done, "refused")] == [3]
    monkeypatch.setattr(source, "MOST", 1)
    with pytest.raises(TooLarge, match="lines"):
        take(FRONT)
    monkeypatch.setattr(source, "LARGEST", 10)
    with pytest.raises(TooLarge, match="larger"):
        take(FRONT)


def test_a_folder_that_is_a_file(take, mine) -> None:
    mine.write_text("here")
    with pytest.raises(OutputError):
        take(FRONT)
    assert mine.read_text() == "here"


def test_a_wrong_table_in_the_folder_stops_before_anything_is_written(take, mine) -> None:
    (mine / "actors").mkdir(parents=True)
    (mine / "actors" / "groups.tsv").write_text("id\tname\nNo Slug\tFront\n")
    with pytest.raises(DataError, match="line 2"):
        take(FRONT)
    assert [path.name for path in mine.rglob("*.tsv")] == ["groups.tsv"]
    assert in_use() is None


def test_nothing_is_half_written(take, mine, monkeypatch) -> None:
    take(FRONT)
    before = {path: path.read_bytes() for path in mine.rglob("*") if path.is_file()}

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tables.os, "replace", full)
    with pytest.raises(OutputError, match="No space left"):
        take("name,kind,country\nNile River Front,group,EGY\n", name="other.csv")
    assert {path: path.read_bytes() for path in mine.rglob("*") if path.is_file()} == before
    assert [path.name for path in mine.parent.iterdir() if path.name.endswith(".tmp")] == []
    assert in_use() is None


def test_the_name_of_a_list_cannot_break_a_table(take, mine) -> None:
    if os.name == "nt":
        pytest.skip("the system has no such names")
    take(FRONT, name="a\nb\tc.csv")
    assert len((mine / "actors" / "groups.tsv").read_text().splitlines()) == 4


def test_noise_is_refused_line_by_line(take) -> None:
    dice = random.Random(7)
    pieces = [
        "[EGYGOV",
        "]",
        "_",
        "+",
        "ZAFIR_QUNDALI",
        "[~MIL]",
        "!A!",
        "=",
        "\t",
        "&",
        "110101-",
        ">",
        "\x07",
        "é",
        "#",
        "\u202e",
        "|",
    ]
    for _ in range(20):
        text = "\n".join("".join(dice.choices(pieces, k=dice.randrange(8))) for _ in range(60)).replace("\x07", "", 20)
        for form in ("phoenix", "agents"):
            done = take("DELTA_RIVER_FRONT_ [EGYREB]\n" + text, form)
            assert take("DELTA_RIVER_FRONT_ [EGYREB]\n" + text, form).tables == (), text
            assert done.form == form


@pytest.mark.parametrize(
    ("name", "form", "least"),
    [
        ("Phoenix.MilNonState.actors.txt.gz", "phoenix", 900),
        ("Phoenix.agents.txt.gz", "agents", 1500),
        ("ucdp-actor-221.csv", "ucdp", 1400),
        ("officeholders_wikidata_14.csv", "wikidata", 3000),
    ],
)
def test_real_lists(name, form, least, tmp_path) -> None:
    if not (SHARED / name).exists():
        pytest.skip(f"../shared/data/knowledge/{name} is not there: the list that the field uses is not tried")
    done = import_list(SHARED / name, tmp_path / "mine")
    assert (done.form, done.guessed) == (form, True)
    assert done.counts["new"] + done.counts["known"] >= least
    assert import_list(SHARED / name, tmp_path / "mine").tables == ()
