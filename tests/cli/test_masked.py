"""--mask: no output of any command has a name of somebody whom no registry knows; the rest is as without it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from onrecord.knowledge.folding import fold
from onrecord.mask import BLOCK, is_name
from onrecord.model import Reading

Run = Callable[..., Result]
TEXT = (
    "Asmaa Beltagy, a student, was killed in Cairo on Friday. Her father Omar Beltagy said that the army had shot"
    " Beltagy. President Mohamed Morsi denied it, Nadia Farouk told Reuters.\n"
)
PEOPLE = ("Asmaa Beltagy", "Omar Beltagy", "Beltagy", "Nadia Farouk", "Farouk")
COMMANDS = {
    "search": ("search", "shelled OR Keel"),
    "search a name": ("search", "Keel"),
    "claims": ("claims",),
    "events": ("events", "--all"),
    "events, tellings": ("events", "--all", "--tellings"),
    "timeline": ("timeline", "--all"),
    "network": ("network", "--on", "2014-01-01", "--since", "2001-01-01"),
    "network, measures": ("network", "--on", "2014-01-01", "--measures"),
    "network, balance": ("network", "--on", "2014-01-01", "--since", "2001-01-01", "--balance"),
    "disputes": ("disputes",),
    "show": ("show",),
    "decide": ("decide",),
}


def survives(name: str, text: str) -> bool:
    """Whether the words of a name stand in an output one after the other, in any case."""
    words = [fold(word) for word in re.findall(r"[^\W_]+", text)]
    wanted = [fold(word) for word in re.findall(r"[^\W_]+", name)]
    return any(words[n : n + len(wanted)] == wanted for n in range(len(words) - len(wanted) + 1))


@pytest.fixture
def people(golden: Reading) -> set[str]:
    """Every name that the golden reading has for somebody whom no registry knows."""
    private = {a.id: a.name for a in golden.actors if a.kind == "person" and a.id.startswith("report:")}
    found = {name for name in private.values() if is_name(name, "person")}
    found |= {m.span.text for m in golden.mentions if m.form == "name" and m.actor in private}
    assert len(found) > 3
    return found


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv"])
def test_no_name_is_left_in_any_list(name: str, form: str, ledger: Path, run: Run, people: set[str]) -> None:
    command, *more = COMMANDS[name]
    plain = run(command, ledger, *more, "--format", form)
    masked = run(command, ledger, *more, "--format", form, "--mask")
    assert (masked.exit_code, plain.exit_code) == (0, 0), masked.stderr
    assert "masked" in masked.stderr
    assert not [person for person in people if survives(person, masked.stdout)]
    if form == "json":
        assert len(json.loads(masked.stdout)) == len(json.loads(plain.stdout))
    if name in ("claims", "search a name"):
        assert any(survives(person, plain.stdout) for person in people)
        assert BLOCK in masked.stdout or "2588" in masked.stdout


@pytest.mark.parametrize("form", ["html", "markdown"])
@pytest.mark.parametrize("about", ["Dana Keel", "Harbour Front"])
def test_no_name_is_left_in_a_dossier(form: str, about: str, ledger: Path, run: Run, people: set[str]) -> None:
    command = ("dossier", ledger, about, "--on", "2014-01-01", "--format", form)
    plain, masked = run(*command), run(*command, "--mask")
    assert (masked.exit_code, plain.exit_code) == (0, 0), masked.stderr
    assert any(survives(person, plain.stdout) for person in people)
    assert not [person for person in people if survives(person, masked.stdout)]


@pytest.mark.parametrize("form", ["table", "json"])
def test_no_name_is_left_on_the_page_of_a_report(
    form: str, ledger: Path, run: Run, people: set[str], golden: Reading
) -> None:
    why = f"so says {sorted(people)[0]}"
    run("decide", ledger, "correct", golden.report.id, "published=2013-12-20", "--by", "R. Haddad", "--why", why)
    done = run("show", ledger, golden.report.id, "--format", form, "--mask")
    assert done.exit_code == 0, done.stderr
    assert not [person for person in people if survives(person, done.stdout)]
    if form == "json":
        masked = Reading.from_json(done.stdout)
        assert len(masked.report.text) == len(golden.report.text)
        assert [event.type for event in masked.events] == [event.type for event in golden.events]
    else:
        assert "R. Haddad" in done.stdout


def test_the_offsets_of_masked_passages_are_those_of_the_masked_report(ledger: Path, run: Run, golden: Reading) -> None:
    text = Reading.from_json(run("show", ledger, golden.report.id, "--format", "json", "--mask").stdout).report.text
    for command in (("claims",), ("events", "--tellings"), ("events",)):
        for row in json.loads(run(*command, ledger, "--format", "json", "--mask").stdout):
            passage = row.get("shown", row)["passage"]
            assert text[passage["start"] : passage["end"]] == passage["text"]


def test_two_people_stay_two(ledger: Path, run: Run) -> None:
    def speakers(*more: str) -> list[list[str]]:
        rows = json.loads(run("claims", ledger, "--format", "json", *more).stdout)
        return [[who["id"] for who in row["voice"]["speakers"]] for row in rows]

    plain, masked = speakers(), speakers("--mask")
    pairs = {(a, b) for x, y in zip(plain, masked, strict=True) for a, b in zip(x, y, strict=True)}
    assert len(pairs) == len({a for a, _ in pairs}) == len({b for _, b in pairs})


def test_an_actor_of_a_ledger(ledger: Path, run: Run, people: set[str]) -> None:
    done = run("actor", "Dana Keel", "--ledger", ledger, "--format", "json", "--mask")
    assert done.exit_code == 0
    assert not [person for person in people if survives(person, done.stdout)]
    [row] = json.loads(done.stdout)
    assert row["claims"] > 0


def test_somebody_of_the_registry_stays(ledger: Path, run: Run) -> None:
    done = run("actor", "Mohamed Morsi", "--ledger", ledger, "--format", "json", "--mask")
    assert "Morsi" in json.loads(done.stdout)[0]["name"]


@pytest.mark.parametrize("how", ["pipe", "file", "explain", "add"])
def test_no_name_is_left_of_what_is_read(how: str, tmp_path: Path, run: Run) -> None:
    report = tmp_path / "asmaa-beltagy.txt"
    report.write_text(TEXT)
    if how == "add":
        assert run("add", tmp_path / "a.onrecord", report, "--published", "2013-08-19").exit_code == 0
        done = run("claims", tmp_path / "a.onrecord", "--mask", "--format", "json")
    else:
        extra = {"file": ("-o", tmp_path / "out.jsonl"), "explain": ("--explain",), "pipe": ()}[how]
        done = run("read", report, "--mask", *extra)
    assert done.exit_code == 0, done.stderr
    written = (tmp_path / "out.jsonl").read_text() if how == "file" else done.stdout
    assert not [person for person in PEOPLE if survives(person, written)]
    assert survives("Mohamed Morsi", written)
    assert survives("Beltagy", run("read", report).stdout)


def test_the_account_of_the_samples(tmp_path: Path, run: Run) -> None:
    done = run("demo", tmp_path / "demo.onrecord", "--mask")
    assert done.exit_code == 0
    for person in ("Mohamed Fathallah", "Fathallah", "Mick Deane", "Mona"):
        assert not survives(person, done.stdout)
    assert "Muslim Brotherhood" in done.stdout
    rows = json.loads(run("show", tmp_path / "demo.onrecord", "--format", "json").stdout)
    [told] = [row for row in rows if row["source_id"].startswith("samples/10")]
    page = run("show", tmp_path / "demo.onrecord", told["id"], "--format", "table", "--mask")
    assert page.exit_code == 0
    assert not survives("Fathallah", page.stdout)
