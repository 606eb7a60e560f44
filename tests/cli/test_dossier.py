"""onrecord dossier: what it writes where, and what it says where it cannot."""

from pathlib import Path

import pytest

from onrecord.mask import BLOCK

HTML, MARKDOWN = "<!doctype html>", "# Dossier: "


def test_html_to_stdout_unless_asked_otherwise(ledger: Path, run) -> None:
    done = run("dossier", ledger, "Harbour Front")
    assert done.exit_code == 0, done.stderr
    assert done.stdout.startswith(HTML)
    assert "It rests on 1 report of 1 origin." in done.stderr
    assert "Looked into 1 of 3 inputs" in done.stderr
    assert run("dossier", ledger, "Harbour Front", "--format", "markdown").stdout.startswith(MARKDOWN)


@pytest.mark.parametrize(
    ("name", "more", "begins"),
    [
        ("a.html", (), HTML),
        ("a.md", (), MARKDOWN),
        ("a.markdown", (), MARKDOWN),
        ("a.md", ("--format", "html"), HTML),
        ("a.html", ("--format", "markdown"), MARKDOWN),
    ],
)
def test_a_file_is_of_the_format_that_its_name_says_or_that_is_asked_for(
    name: str, more: tuple[str, ...], begins: str, ledger: Path, tmp_path: Path, run
) -> None:
    out = tmp_path / name
    done = run("dossier", ledger, "Harbour Front", "-o", out, *more)
    assert (done.exit_code, done.stdout) == (0, "")
    assert f"Wrote {out}." in done.stderr
    assert out.read_text(encoding="utf-8").startswith(begins)


def test_an_event_by_the_row_that_events_lists(ledger: Path, run) -> None:
    row = next(line for line in run("events", ledger, "--all", "--format", "csv").stdout.splitlines()[1:])
    name = next(cell for cell in row.split(",") if ":e" in cell)
    done = run("dossier", ledger, name, "--format", "markdown")
    assert done.exit_code == 0, done.stderr
    assert name in done.stdout


def test_somebody_unknown_is_an_error_with_what_to_do(ledger: Path, tmp_path: Path, run) -> None:
    out = tmp_path / "a.html"
    done = run("dossier", ledger, "Nobody At All", "-o", out)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "[L305]" in done.stderr
    assert "onrecord search LEDGER WORDS" in done.stderr
    assert not out.exists()


def test_a_place_that_cannot_be_written_to(ledger: Path, tmp_path: Path, run) -> None:
    done = run("dossier", ledger, "Harbour Front", "-o", tmp_path / "no" / "a.html")
    assert done.exit_code == 1
    assert "[O601]" in done.stderr


def test_wrong_usage(ledger: Path, run) -> None:
    assert run("dossier", ledger).exit_code == 2
    assert run("dossier", ledger, "Harbour Front", "--limit", "0").exit_code == 2
    assert run("dossier", ledger, "Harbour Front", "--on", "soon").exit_code == 2
    assert run("dossier", ledger, "Harbour Front", "--with", "Harbour Front").exit_code == 2


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_looking_makes_nothing(form: str, ledger: Path, run) -> None:
    before = ledger.read_bytes()
    run("dossier", ledger, "Harbour Front", "--format", form)
    assert ledger.read_bytes() == before


def test_a_masked_one_says_so(ledger: Path, run) -> None:
    done = run("dossier", ledger, "Dana Keel", "--mask", "--format", "markdown")
    assert done.exit_code == 0, done.stderr
    assert "are masked" in done.stderr
    assert done.stdout.startswith(f"{MARKDOWN}{BLOCK}")


def test_a_file_that_is_named_like_another_format_is_not_written(ledger: Path, tmp_path: Path, run) -> None:
    out = tmp_path / "page.pdf"
    result = run("dossier", ledger, "Egypt", "-o", out)
    assert result.exit_code == 2
    assert "page.pdf" in result.stderr
    assert not out.exists()
