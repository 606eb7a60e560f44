from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from onrecord.cli.output import LISTED, beside, keep_failures, list_failures, whole
from onrecord.errors import NotThere
from onrecord.ingest.given import Failure


def failed(name: str) -> Failure:
    return Failure.of(NotThere(f"{name} is not there"), name, line=3, original=b"\x00")


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_bytes(b"before")

    def interrupted() -> None:
        with whole(path) as out:
            out.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]
    with whole(path) as out:
        out.write(b"after")
        assert path.read_bytes() == b"before"
    assert path.read_bytes() == b"after"
    assert list(tmp_path.iterdir()) == [path]


def test_gz_is_packed_the_same_each_time(tmp_path: Path) -> None:
    for name in ("a.jsonl.gz", "b.jsonl.gz"):
        with whole(tmp_path / name) as out:
            out.write(b"{}\n" * 1000)
    assert gzip.decompress((tmp_path / "a.jsonl.gz").read_bytes()) == b"{}\n" * 1000
    assert (tmp_path / "a.jsonl.gz").read_bytes() == (tmp_path / "b.jsonl.gz").read_bytes()


def test_failures_are_kept_beside_the_output(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    keep_failures(path, [failed("a"), failed("b")])
    found = [json.loads(text) for text in beside(path).read_text().splitlines()]
    assert beside(path).name == "out.jsonl.failures.jsonl"
    assert [row["source_id"] for row in found] == ["a", "b"]
    assert found[0].keys() == {"source_id", "line", "state", "code", "message", "next_step"}
    assert (found[0]["code"], found[0]["line"]) == ("I201", 3)


def test_a_run_without_failures_leaves_no_old_list(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    keep_failures(path, [failed("a")])
    keep_failures(path, [])
    assert not beside(path).exists()


def test_a_long_list_is_cut_only_where_it_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    many = [failed(f"report-{number}") for number in range(LISTED + 5)]
    list_failures(many, None)
    assert f"report-{LISTED + 4} " in capsys.readouterr().err
    list_failures(many, "out.failures.jsonl")
    said = capsys.readouterr().err
    assert f"report-{LISTED + 4} " not in said
    assert "5 more" in said
    assert "out.failures.jsonl" in said


def test_names_in_failures_are_made_visible(capsys: pytest.CaptureFixture[str]) -> None:
    list_failures([failed("\x1b[2Jx")], None)
    said = capsys.readouterr().err
    assert "\x1b" not in said
    assert "␛[2Jx" in said
