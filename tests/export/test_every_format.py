"""What holds of every format: masks are whole, the same ledger gives the same bytes, and nobody unasked has a say."""

import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from onrecord.errors import BadQuery
from onrecord.export import FORMATS, Source, Wanted, load, put

PRIVATE = ("mona", "adel", "karim", "saleh", "nadia", "farouk", "sidki")
"""Words of the names of people whom no registry knows, folded; as ids and names of files have them too."""
ALL = pytest.mark.parametrize("name", FORMATS)


@pytest.fixture
def leave(tmp_path):
    """The files of an export by their names, as bytes: `leave(ledger, "csv", mask=True)`."""
    counter = iter(range(100))

    def write(ledger, name, **wanted):
        where = tmp_path / str(next(counter)) / "out"
        where.parent.mkdir()
        with ledger.snapshot():
            assert list(put.written(load(name), Source(ledger, Wanted(**wanted)), where))
        files = [where] if where.is_file() else sorted(one for one in where.rglob("*") if one.is_file())
        return {str(one.relative_to(where.parent)): one.read_bytes() for one in files}

    return write


def words(files, tmp_path: Path) -> str:
    """All that files and their names say, in small letters; folded lines as one."""
    found = []
    for name, data in files.items():
        if name.endswith(".parquet"):
            table = tmp_path / "table.parquet"
            table.write_bytes(data)
            found += [name, repr(pq.read_table(table).to_pylist())]
        else:
            found += [name, data.decode().replace("\r\n ", "")]
    return "\n".join(found).lower()


@pytest.fixture
def judged(full):
    """The made ledger after people named private people in what they decided."""
    a, c = (full.reports_by_letter[letter] for letter in "ac")
    full.accept(f"{a}:e1", by="Mona Adel", why="Karim Saleh told me")
    full.correct(a, {"title": "Mona Adel again"}, by="Dana", why="as Nadia Farouk has it")
    full.correct(f"{a}:a1", {"polarity": "negative"}, by="Dana", why="Omar Sidki")
    full.reject(f"{c}:r1", by="Dana", why="no word of Mona Adel")
    full.mark("Delta Post", "owned by Karim Saleh", by="Dana", why="Mona Adel")
    return full


@ALL
def test_a_masked_export_has_no_private_name_and_no_id_of_one(judged, leave, tmp_path, name):
    masked = words(leave(judged, name, mask=True), tmp_path)
    assert {word for word in PRIVATE if word in masked} == set()


def test_without_a_mask_the_names_are_there(judged, leave, tmp_path):
    plain = words(leave(judged, "csv"), tmp_path)
    assert {word for word in PRIVATE if word in plain} == {*PRIVATE}


@ALL
@pytest.mark.parametrize("mask", [False, True])
def test_the_same_ledger_gives_the_same_bytes(judged, leave, name, mask):
    assert leave(judged, name, mask=mask) == leave(judged, name, mask=mask)


@ALL
def test_reports_that_were_not_asked_for_say_nothing(full, leave, tmp_path, name):
    """Three reports tell of one happening; of the one that is exported alone the others must not speak in its rows."""
    a = full.reports_by_letter["a"]
    if name == "dossiers":
        with pytest.raises(BadQuery, match="all reports"):
            leave(full, name, reports=(a,))
        return
    told = words(leave(full, name, reports=(a,)), tmp_path)
    assert {word for word in ("karim", "nadia", "river herald", "delta post", "coast times") if word in told} == set()


@ALL
def test_what_comes_from_a_marked_source_leaves_in_no_format(full, leave, tmp_path, name):
    full.mark("River Herald", "state media", by="Dana", why="owned")
    if name == "dossiers":
        with pytest.raises(BadQuery, match="all reports"):
            leave(full, name, without="state media")
        return
    told = words(leave(full, name, without="state media"), tmp_path)
    assert "karim" not in told
    assert "reported by river herald" not in told
    assert '"publisher":"river herald"' not in told


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("gdelt-events", b"\t"), ("gdelt-mentions", b"\t"), ("icews", b"\nx\t"), ("polecat", b":e1\t"),
        ("plover", b":e1"), ("ftm", b'"Event"'), ("timeline", b"unique_id"), ("icalendar", b"BEGIN:VEVENT"),
    ],
)  # fmt: skip
def test_what_is_told_as_not_so_is_no_deed(ledger, told, leave, name, sign):
    """Somebody may correct the certainty and leave the status: what "did not" happen is then still no deed."""
    one = told(own_words=True)
    ledger.add(one.given, one.reading)

    def rows():
        data = b"".join(leave(ledger, name).values())
        return re.sub(rb"\n\d+\t", b"\nx\t", data).count(sign)

    assert rows()
    ledger.correct(f"{one.report.id}:e1", {"certainty": "CT-"}, by="Dana", why="it says that nobody did")
    assert ledger.reading(one.report.id).events[0].factuality.status == "occurred"
    assert not rows()
