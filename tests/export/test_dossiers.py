"""A folder of dossiers."""

import importlib.util
import re
from pathlib import Path

import pytest

from onrecord.errors import BadQuery

_path = Path(__file__).parents[1] / "dossier" / "conftest.py"
_spec = importlib.util.spec_from_file_location("dossier_conftest_too", _path)
assert _spec is not None
assert _spec.loader is not None
_made = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_made)
_other = _path.parents[1] / "corrected" / "conftest.py"
_spec = importlib.util.spec_from_file_location("corrected_conftest_too", _other)
_leave = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_leave)

told, path, ledger, tell, full, leave = _made.told, _made.path, _made.ledger, _made.tell, _made.full, _leave.leave


def test_the_index_leads_to_every_page_and_to_no_other(full, leave):
    folder = leave(full, "dossiers")
    index = (folder / "index.html").read_text()
    links = re.findall(r'href="([^"]+)"', index)
    assert sorted(links) == sorted(one.name for one in folder.iterdir() if one.name != "index.html")
    assert any(name.startswith("Harbour Front") for name in links)
    assert any("killed" in name for name in links)
    assert "Looked into all 5 reports" in index or "5 of" in index


def test_pages_are_dossiers_and_the_most_reported_come_first(full, leave):
    folder = leave(full, "dossiers")
    counts = [int(n) for n in re.findall(r"named in (\d+) report", (folder / "index.html").read_text())]
    assert counts == sorted(counts, reverse=True)
    for one in folder.glob("Harbour*.html"):
        assert "Harbour Front" in one.read_text()
        assert "<script" not in one.read_text()


def test_of_one_actor(full, leave):
    index = (leave(full, "dossiers", actor="Harbour Front") / "index.html").read_text()
    assert index.count("named in ") == 1


def test_masked(full, leave):
    folder = leave(full, "dossiers", "masked", mask=True)
    whole = "".join(one.name + one.read_text() for one in folder.iterdir())
    assert not any(name in whole for name in ("Mona", "Adel", "Saleh", "Farouk", "Sidki"))


@pytest.mark.parametrize("wanted", [{"publisher": "Delta Post"}, {"without": "any"}])
def test_a_dossier_of_some_reports_alone_is_refused(full, leave, wanted):
    with pytest.raises(BadQuery):
        leave(full, "dossiers", **wanted)


def test_an_empty_ledger_has_an_index_that_says_so(ledger, leave):
    index = (leave(ledger, "dossiers") / "index.html").read_text()
    assert "The reports name nobody." in index
    assert "No dispute was found." in index
