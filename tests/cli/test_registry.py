"""onrecord registry import and check."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result

from onrecord.knowledge.table import in_use, use

Run = Callable[..., Result]
LIST = "name,kind,country,sector\nDelta River Front,group,EGY,REB\n=1+1,group,EGY,REB\nHamas,group,PSE,REB\n"


@pytest.fixture
def actors(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "actors.csv"
    path.write_text(LIST)
    yield path
    use(None)


def test_lines_go_to_stdout_and_counts_to_stderr(actors: Path, tmp_path: Path, run: Run) -> None:
    done = run("registry", "import", actors, "-o", tmp_path / "mine")
    assert done.exit_code == 0, done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(row["line"], row["done"], row["actor"]) for row in told] == [(3, "refused", None), (4, "known", "hamas")]
    assert "4 lines read as csv, told from the content: 2 actors." in done.stderr
    assert "  1 new, 0 of them apart" in done.stderr
    assert "  1 refused, 0 parts left out, 0 mended" in done.stderr
    assert "Changed in " in done.stderr
    assert in_use() is None


def test_again_adds_nothing(actors: Path, tmp_path: Path, run: Run) -> None:
    run("registry", "import", actors, "-o", tmp_path / "mine")
    assert "Nothing was added to " in run("registry", "import", actors, "-o", tmp_path / "mine").stderr


def test_the_report_is_safe_for_spreadsheets(actors: Path, tmp_path: Path, run: Run) -> None:
    done = run("registry", "import", actors, "-o", tmp_path / "mine", "--report", "csv")
    assert next(csv.DictReader(io.StringIO(done.stdout)))["name"] == "'=1+1"


def test_a_long_report_is_cut_in_a_table_only(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "long.csv"
    path.write_text("name,kind\n" + "7,group\n" * 150)
    done = run("registry", "import", path, "-o", tmp_path / "mine", "--report", "table")
    assert "… and 50 more; --report csv > FILE keeps all." in done.stderr
    assert len(run("registry", "import", path, "-o", tmp_path / "mine").stdout.splitlines()) == 150


def test_a_format_that_is_not_the_list_s(actors: Path, tmp_path: Path, run: Run) -> None:
    done = run("registry", "import", actors, "-o", tmp_path / "mine", "--format", "wikidata")
    assert done.exit_code == 1
    assert "the first line names no column for person, position [I204]" not in done.stderr
    assert "no column for position [I204]" in done.stderr


def test_what_was_imported_is_read_with(actors: Path, tmp_path: Path, run: Run) -> None:
    mine, report = tmp_path / "mine", tmp_path / "report.txt"
    report.write_text("The Delta River Front attacked two villages near Qena on Friday.\n")
    run("registry", "import", actors, "-o", mine)
    reading = json.loads(run("read", report, "--lexicon", mine).stdout)
    assert {("delta-river-front", "EGY")} <= {(actor["id"], actor["country"]) for actor in reading["actors"]}
    assert "delta-river-front" in {party["actor"] for event in reading["events"] for party in event["actors"]}


def test_a_folder_that_is_right(actors: Path, tmp_path: Path, run: Run) -> None:
    run("registry", "import", actors, "-o", tmp_path / "mine")
    done = run("registry", "check", tmp_path / "mine")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "every line is right; 0 names of more than one actor." in done.stderr
    assert in_use() is None


def test_every_wrong_line_is_told(tmp_path: Path, run: Run) -> None:
    (tmp_path / "mine" / "actors").mkdir(parents=True)
    table = tmp_path / "mine" / "actors" / "groups.tsv"
    table.write_text("id\tname\nNo Slug\tOne\nfine\tTwo\nno-name\n")
    done = run("registry", "check", tmp_path / "mine")
    assert done.exit_code == 1
    assert [json.loads(line)["why"].partition(", ")[2][:6] for line in done.stdout.splitlines()] == ["line 2", "line 4"]
    assert "2 lines wrong [D401]" in done.stderr


@pytest.mark.parametrize(
    ("name", "lines", "status", "told"),
    [
        ("names.tsv", "id\tnames\nnobody-at-all\tNobody\n", 1, "no actor has the id nobody-at-all"),
        ("groups.tsv", "id\tname\nmy-hamas\tHamas\n", 0, "Hamas is a name of my-hamas and of hamas"),
    ],
)
def test_lines_that_are_right_alone(tmp_path: Path, run: Run, name: str, lines: str, status: int, told: str) -> None:
    (tmp_path / "mine" / "actors").mkdir(parents=True)
    (tmp_path / "mine" / "actors" / name).write_text(lines)
    done = run("registry", "check", tmp_path / "mine")
    assert done.exit_code == status
    assert told in done.stdout
    assert in_use() is None
