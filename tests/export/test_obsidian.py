"""A vault of Obsidian: links that lead somewhere, and nothing that tells a claim as a fact."""

import importlib.util
import re
from pathlib import Path

import yaml

_path = Path(__file__).parents[1] / "corrected" / "conftest.py"
_spec = importlib.util.spec_from_file_location("corrected_conftest", _path)
assert _spec is not None
assert _spec.loader is not None
_made = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_made)

told, path, ledger, golden = _made.told, _made.path, _made.ledger, _made.golden
hostile, split_claim, full, leave = _made.hostile, _made.split_claim, _made.full, _made.leave


def notes(folder):
    return {one.relative_to(folder).with_suffix("").as_posix(): one.read_text() for one in folder.rglob("*.md")}


def test_every_link_leads_to_a_note_and_its_block(full, leave):
    found = notes(leave(full, "obsidian"))
    bodies = [text.split("\n---\n", 1)[1] for text in found.values()]
    links = [one for text in bodies for one in re.findall(r"\[\[([^\]|]+)(?:\|[^\]]*)?\]\]", text)]
    assert len(links) > 20
    for one in links:
        name, _, block = one.partition("#^")
        assert name in found, one
        assert not block or re.search(rf" \^{block}$", found[name], re.M), one


def test_each_note_begins_with_front_matter_that_says_what_it_is(full, leave, golden):
    found = notes(leave(full, "obsidian"))
    heads = {name: yaml.safe_load(text.split("---\n")[1]) or {} for name, text in found.items()}
    [report] = [
        head for name, head in heads.items() if name.startswith("Reports/") and head["id"] == golden[1].report.id
    ]
    assert report["publisher"] == golden[1].report.publisher
    assert report["title"] == golden[1].report.title
    hostile = [head for name, head in heads.items() if name.startswith("Reports/") and "url" not in head]
    assert hostile
    kinds = [head["kind"] for name, head in heads.items() if name.startswith("Actors/")]
    assert kinds
    assert all(re.fullmatch(r"[\w/-]+", tag) for head in heads.values() for tag in head.get("tags", []))


def test_what_did_not_take_place_says_so_in_its_name_and_its_first_line(ledger, told, leave):
    ledger.add(*told(status="planned").pair)
    found = notes(leave(ledger, "obsidian"))
    [(name, text)] = [(name, text) for name, text in found.items() if name.startswith("Happenings/")]
    assert name.startswith("Happenings/2013-08-14 planned ASSAULT")
    assert "**ASSAULT** (planned, CT+)" in text
    assert "status/planned" in text
    assert "## Whether it took place" in text


def test_decisions_are_listed_with_who_and_why_and_land_on_their_row(full, leave, golden):
    report = golden[1].report.id
    full.correct(f"{report}:e1", {"status": "planned"}, by="Dana #1", why="*because* [[x]]")
    text = notes(leave(full, "obsidian"))["Decisions"]
    [line] = [one for one in text.split("\n") if one.startswith("- `d")]
    assert "correct [[Reports/" in line
    assert "#^e1|" in line
    assert "status\\=planned" in line
    assert r"Dana \#1" in line
    assert r"\*because\* \[\[x\]\]" in line


def test_a_masked_vault_has_no_private_name_in_any_file_or_name(full, leave):
    full.correct(f"{full.reports().rows[0].id}", {"title": "Mona Adel again"}, by="Dana", why="Mona Adel")
    folder = leave(full, "obsidian", "masked", mask=True)
    whole = "".join(f"{one.name}{one.read_text() if one.is_file() else ''}" for one in folder.rglob("*"))
    assert not any(name in whole for name in ("Mona", "Adel", "mona-adel", "Saleh", "saleh"))


def test_only_reports_asked_for_are_linked(full, leave, golden):
    report = golden[1].report.id
    found = notes(leave(full, "obsidian", reports=(report,)))
    assert sum(name.startswith("Reports/") for name in found) == 1


def test_the_same_ledger_gives_the_same_bytes(full, leave):
    assert leave(full, "obsidian", "a.zip").read_bytes() == leave(full, "obsidian", "b.zip").read_bytes()
