"""The docs say what is so."""

import doctest
import hashlib
import json
import re
from pathlib import Path

import pytest

import docs
import scores

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "ARCHITECTURE.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_written_pages_are_what_the_code_says():
    for path, text in docs.wanted().items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name}: run python tools/docs.py"


def test_the_score_table_is_what_was_measured():
    made = json.loads((ROOT / "docs" / "scores.json").read_text(encoding="utf-8"))
    assert scores.table(made) in (ROOT / "docs" / "scores.md").read_text(encoding="utf-8")
    assert scores.summary(made) in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_example_runs():
    result = doctest.testfile(str(ROOT / "README.md"), module_relative=False, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert result.attempted > 0
    assert result.failed == 0


def test_the_page_on_own_tables_names_each_table_with_how_it_joins():
    from onrecord.knowledge.joining import ways

    page = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    told = {how: re.findall(r"`([\w/]+\.tsv)`", line) for how, line in re.findall(r"^\| (\w+) (\|.*)$", page, re.M)}
    for how in ("before", "into", "instead"):
        assert sorted(told[how]) == sorted(name for name, way in ways().items() if way.how == how)


def test_the_example_on_the_page_on_own_tables_is_what_is_explained(tmp_path):
    from click.testing import CliRunner

    from onrecord.cli import main
    from onrecord.knowledge.table import use

    page = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    for name, table in re.findall(r"`mine/(\S+\.tsv)`\n\n((?:\|.*\n)+)", page):
        rows = [re.split(r"(?<!\\)\|", line)[1:-1] for line in table.splitlines()]
        path = tmp_path / "mine" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        cells = [[cell.strip().replace("\\|", "|") for cell in row] for row in rows[:1] + rows[2:]]
        path.write_text("".join("\t".join(row) + "\n" for row in cells), encoding="utf-8")
    shown = page.split("```")[-2].strip()
    report = tmp_path / "report.txt"
    report.write_text(re.search(r"“(.*)”", shown)[1].replace("[", "").replace("]", ""), encoding="utf-8")
    try:
        printed = CliRunner().invoke(main, ["read", str(report), "--lexicon", str(tmp_path / "mine"), "--explain"])
    finally:
        use(None)
    assert shown in printed.stdout, printed.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://")):
            assert (page.parent / target).exists(), target


def test_architecture_names_every_room_and_no_other():
    named = set(re.findall(r"^\| `(\w+)/`", (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8"), re.M))
    rooms = {path.parent.name for path in (ROOT / "src" / "onrecord").glob("*/__init__.py")}
    assert named == rooms


def test_every_command_in_the_readme_is_one():
    from onrecord.cli import main

    page = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^ *(?:\$ )?(?:\.venv/bin/)?onrecord (\w+)", page, re.M))
    assert named
    assert named <= set(main.list_commands(None))


def test_the_readme_shows_what_the_demo_prints(tmp_path):
    from click.testing import CliRunner

    from onrecord.cli import main

    page = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = page.split("```")[3]
    assert "Who speaks" in shown
    printed = CliRunner().invoke(main, ["demo", str(tmp_path / "demo.onrecord")])
    assert printed.exit_code == 0
    whole = " ".join(printed.stdout.split())
    for line in shown.strip().splitlines():
        words = " ".join(line.replace(" ...", " ").split())
        assert words in whole, words


def test_the_readme_shows_chains_of_voices_that_the_demo_has(tmp_path):
    from click.testing import CliRunner

    from onrecord.cli import main

    page = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = page.split("whole chain of voices")[1].split("```")[1].strip().splitlines()
    ledger = str(tmp_path / "demo.onrecord")
    assert CliRunner().invoke(main, ["demo", ledger]).exit_code == 0
    printed = CliRunner().invoke(main, ["claims", ledger, "--format", "jsonl", "--limit", "1000"]).stdout
    told = {json.loads(line)["voices"] for line in printed.splitlines()}
    assert len(shown) == 2
    assert {line.strip() for line in shown} <= told


def test_the_model_card_is_of_the_files_beside_it():
    from onrecord import weights
    from onrecord.reader.encoder import FILES

    folder = Path(weights.__path__[0])
    card = (folder / "CARD.md").read_text("utf-8")
    for name in FILES:
        raw = (folder / name).read_bytes()
        assert f"| `{name}` | {len(raw):,} | `{hashlib.sha256(raw).hexdigest()}` |" in card
