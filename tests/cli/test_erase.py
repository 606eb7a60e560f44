"""erase: what it says first, the answer it needs, the list, and what the other commands say afterwards."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from onrecord.ledger import Ledger
from onrecord.ledger.store import Store
from onrecord.model import Reading

Run = Callable[..., Result]
WHO = ("--by", "R. Haddad", "--why", "at her wish")


@pytest.fixture
def name(golden: Reading) -> str:
    """A name that the report has."""
    return next(a.name for a in golden.actors if a.kind == "person" and " " in a.name and a.name in golden.report.text)


def test_words_are_covered_after_it_said_what_goes(ledger: Path, run: Run, golden: Reading, name: str) -> None:
    call = ("erase", ledger, "--words", name.upper(), "--everywhere", *WHO)
    asked = run(*call, "--format", "json")
    assert asked.exit_code == 1
    [row] = json.loads(asked.stdout)
    assert row["report"] == golden.report.id
    assert row["places"] >= 1
    assert "Nothing was erased. With --yes it is." in asked.stderr
    assert "The original bytes of these reports go with it." in asked.stderr
    with Ledger.open(ledger, readonly=True) as opened:
        assert name in opened.report(golden.report.id).text
        assert opened.erasures() == ()
    done = run(*call, "--yes")
    assert done.exit_code == 0, done.stderr
    assert "Erased: d" in done.stderr
    assert "Copies of the ledger, exports, lists of failures beside it" in done.stderr
    assert name.encode() not in ledger.read_bytes()
    assert run("verify", ledger).exit_code == 0
    page = run("show", ledger, golden.report.id, "--format", "table").stdout
    assert name not in page
    assert "words erased by R. Haddad" in " ".join(page.split())
    assert "Words were erased from 1 report." in run("show", ledger).stderr
    assert json.loads(run("search", ledger, name, "--format", "json").stdout) == []


def test_a_report_is_erased_and_told_of(ledger: Path, run: Run, golden: Reading) -> None:
    done = run("erase", ledger, golden.report.id[:8], *WHO, "--yes")
    assert done.exit_code == 0, done.stderr
    assert "To be erased: 1 report with" in done.stderr
    shown = run("show", ledger, golden.report.id[:8])
    assert shown.exit_code == 1
    assert f"report {golden.report.id} was erased by R. Haddad on 20" in shown.stderr
    assert "at her wish [L308]" in shown.stderr
    assert "onrecord erase LEDGER lists what was erased" in shown.stderr
    listed = run("show", ledger)
    assert f"report {golden.report.id} was erased by R. Haddad" in listed.stderr
    assert golden.report.id not in listed.stdout
    assert "1 erased" in listed.stderr
    assert run("verify", ledger).exit_code == 0
    again = run("erase", ledger, golden.report.id, *WHO, "--yes")
    assert (again.exit_code, "[L308]" in again.stderr) == (1, True)


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv"])
def test_the_list_of_erasures(form: str, ledger: Path, run: Run, golden: Reading) -> None:
    assert "0 erasures." in run("erase", ledger, "--format", form).stderr
    run("erase", ledger, golden.report.id, *WHO, "--yes")
    done = run("erase", ledger, "--format", form)
    assert done.exit_code == 0
    assert "1 erasure." in done.stderr
    assert "Haddad" in done.stdout
    if form == "csv":
        [row] = csv.DictReader(io.StringIO(done.stdout, newline=""))
        assert (row["what"], row["reports"], row["why"]) == ("report", golden.report.id, "at her wish")


def test_what_was_erased_is_refused_when_it_is_added_again(tmp_path: Path, run: Run) -> None:
    ledger, page = tmp_path / "new.onrecord", tmp_path / "mona-adel.txt"
    page.write_text("Mona Adel said on Monday that the army shelled Aleppo. Karim Saleh denied it.")
    other = tmp_path / "other.txt"
    other.write_text("The army shelled Homs on Tuesday, residents said. Nobody was hurt in the attack.")
    assert run("add", ledger, page).exit_code == 0
    done = run("erase", ledger, "--words", "Mona Adel", "--everywhere", *WHO, "--yes")
    assert done.exit_code == 0, done.stderr
    again = run("add", ledger, page, other)
    assert again.exit_code == 0
    assert "1 input could not be read:" in again.stderr
    assert "is kept without some of its words (words erased by R. Haddad" in again.stderr
    assert "[I210]" in again.stderr
    assert run("add", ledger, page).exit_code == 1
    for file in tmp_path.glob("new.onrecord*"):
        assert b"mona" not in file.read_bytes().lower()
    assert run("verify", ledger).exit_code == 0


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_a_dossier_follows(form: str, tmp_path: Path, run: Run) -> None:
    ledger = tmp_path / "new.onrecord"
    texts = (
        "Mona Adel said on 14 August 2013 that Hamas had attacked Aleppo and killed 12 people.",
        "Karim Saleh said on 15 August 2013 that Hamas had shelled Homs and killed 40 people.",
    )
    for n, text in enumerate(texts):
        (tmp_path / f"{n}.txt").write_text(text)
    run("add", ledger, tmp_path / "0.txt", tmp_path / "1.txt", "--published", "2013-08-16")
    dossier = ("dossier", ledger, "Hamas", "--format", form)
    assert all(name in run(*dossier).stdout for name in ("Mona Adel", "Karim Saleh", "Homs"))
    run("erase", ledger, "--words", "Mona Adel", "--everywhere", *WHO, "--yes")
    done = run(*dossier)
    assert done.exit_code == 0, done.stderr
    assert "Mona" not in done.stdout
    assert "████ ████" in done.stdout
    assert "Words were erased from 1 report." in done.stdout
    with Ledger.open(ledger, readonly=True) as opened:
        [gone] = [card.id for card in opened.reports() if card.source_id.endswith("1.txt")]
    run("erase", ledger, gone, *WHO, "--yes")
    done = run(*dossier)
    assert done.exit_code == 0, done.stderr
    assert not any(name in done.stdout for name in ("Mona", "Karim", "Homs"))
    assert "1 erased" in done.stdout
    assert gone in done.stdout
    assert "The report was erased by R. Haddad" in done.stdout


def test_an_interrupted_erasure_is_finished(ledger: Path, run: Run, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(store: Store) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(Store, "scour", cut)
        assert run("erase", ledger, "--words", name, "--everywhere", *WHO, "--yes").exit_code == 1
    assert "run onrecord erase LEDGER" in run("verify", ledger, "--format", "json").stdout
    assert "An erasure that was interrupted is finished" in run("erase", ledger).stderr
    assert "interrupted" not in run("erase", ledger).stderr
    assert run("verify", ledger).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("golden",), 2, "needs --by"),
        (("--everywhere", *WHO), 2, "goes with --words"),
        (("golden", "--words", "x y", "--everywhere", *WHO), 2, "goes with --words"),
        (("--words", "Nobody Here", *WHO), 2, "no report is named"),
        (("nowhere.txt", *WHO), 1, "[L305]"),
        (("--words", "Nobody Here", "--everywhere", *WHO), 1, "the words stand nowhere"),
        (("--words", "-", "--everywhere", *WHO), 2, "fewer than 2 letters"),
        (("--words", "her wish", "--everywhere", *WHO), 1, "[L305]"),
    ],
)
def test_a_wrong_call_is_explained(arguments: tuple[str, ...], status: int, words: str, ledger: Path, run: Run) -> None:
    before = ledger.read_bytes()
    done = run("erase", ledger, *arguments, "--yes")
    assert done.exit_code == status, done.stderr
    assert words in done.stderr
    assert ledger.read_bytes() == before


def test_other_reports_and_single_words_are_told_of(tmp_path: Path, run: Run) -> None:
    ledger = tmp_path / "new.onrecord"
    for n, text in enumerate(
        ("Mona Adel fled. Adel said the army shelled Aleppo.", "Mona Adel said she saw the army.")
    ):
        (tmp_path / f"{n}.txt").write_text(text)
    run("add", ledger, tmp_path / "0.txt", tmp_path / "1.txt")
    said = run("erase", ledger, tmp_path / "0.txt", "--words", "mona adel", *WHO).stderr
    assert '"adel" still stands alone in 1 place: --words "adel" covers it too.' in said
    assert "1 other report has the words and would keep them: see --everywhere." in said
