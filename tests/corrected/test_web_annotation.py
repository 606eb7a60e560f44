"""Web Annotations that were corrected elsewhere, in every shape they come in."""

import gzip
import json

import pytest

from onrecord.export import FORMATS
from onrecord.export.marks import marks
from onrecord.ledger.fields import FIELDS


def annotation(reading, mark, **tags):
    """What onrecord writes of a row: tags FIELD=VALUE, and selectors of both kinds."""
    text = reading.report.text
    fields = {name: mark.fields[name] for name in FIELDS[mark.section]} | tags
    targets = [
        {
            "type": "SpecificResource", "source": f"urn:onrecord:{reading.report.id}", "onrecord:part": part,
            "selector": [
                {"type": "TextPositionSelector", "start": start, "end": end},
                {"type": "TextQuoteSelector", "exact": text[start:end], "prefix": text[:start][-32:],
                 "suffix": text[end:][:32]},
            ],
        }
        for part, places in mark.places().items()
        for start, end in places
    ]  # fmt: skip
    body = [{"type": "TextualBody", "purpose": "tagging", "value": f"{k}={v}"} for k, v in fields.items() if v]
    name = f"urn:onrecord:{reading.report.id}:{mark.row}"
    return {"@context": ["http://www.w3.org/ns/anno.jsonld"], "id": name, "type": "Annotation", "body": body,
            "creator": {"name": reading.reader}, "target": targets}  # fmt: skip


@pytest.fixture
def rows(full):
    """The annotations of the golden reading, by row; "report" is that of the whole."""
    [[report]] = full.rows("SELECT report FROM readings WHERE reader = 'by hand'")
    reading = full.reading(report)
    made = {one.row: annotation(reading, one) for one in marks(reading, {}) if one.section in FIELDS}
    about = [f"{name}={getattr(reading.report, name)}" for name in FIELDS["report"] if getattr(reading.report, name)]
    body = [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in about]
    whole = {"id": f"urn:onrecord:{report}:report", "type": "Annotation", "body": body,
             "creator": {"name": reading.reader}, "target": [{"source": f"urn:onrecord:{report}"}]}  # fmt: skip
    return {"report": whole, **made}


@pytest.fixture
def put(tmp_path):
    """Writes annotations, one a line, and gives the path."""

    def write(some, to="back.jsonl"):
        (tmp_path / to).write_text("".join(json.dumps(one) + "\n" for one in some))
        return tmp_path / to

    return write


def retag(one, name, value):
    """Gives a field another value."""
    one["body"] = [tag for tag in one["body"] if not tag["value"].startswith(f"{name}=")]
    one["body"].append({"type": "TextualBody", "purpose": "tagging", "value": f"{name}={value}"})


def report_of(rows):
    return rows["report"]["id"].split(":")[2]


def test_what_is_as_it_was_is_nothing_in_every_shape(full, rows, put, back, tmp_path):
    some = list(rows.values())
    lines = put(some)
    shapes = {
        "a.json": some, "b.json": {"type": "AnnotationCollection", "first": {"type": "AnnotationPage", "items": some}},
        "c.json": {"@context": "http://www.w3.org/ns/anno.jsonld", "type": ["AnnotationPage"], "items": some},
        "d.json": {"@graph": some, "note": "Annotation"},
    }  # fmt: skip
    paths = [lines]
    for name, value in shapes.items():
        (tmp_path / name).write_text(json.dumps(value, indent=1))
        paths.append(tmp_path / name)
    with gzip.open(tmp_path / "e.jsonl.gz", "wb") as packed:
        packed.write(lines.read_bytes())
    for path in (*paths, tmp_path / "e.jsonl.gz"):
        result = back(full, path)
        assert (result.decided, result.left) == ([], []), path
        assert result.same == len(rows) - 1


def test_tags_become_decisions(full, rows, put, back):
    retag(rows["e1"], "status", "planned")
    retag(rows["e2"], "verdict", "accepted")
    retag(rows["e3"], "verdict", "rejected")
    retag(rows["report"], "publisher", "Coast Wire")
    del rows["e4"]
    result = back(full, put(rows.values()))
    assert not result.left
    report = report_of(rows)
    assert {(one.kind, one.row): one.changes for one in result.decided} == {
        ("correct", report): {"publisher": "Coast Wire"}, ("correct", f"{report}:e1"): {"status": "planned"},
        ("accept", f"{report}:e2"): {}, ("reject", f"{report}:e3"): {}, ("reject", f"{report}:e4"): {},
    }  # fmt: skip
    again = back(full, put(rows.values()))
    assert (again.decided, again.left) == ([], [])


def test_without_the_whole_report_nothing_was_taken_out(full, rows, put, back):
    result = back(full, put([rows["e1"]]))
    assert (result.decided, result.left, result.same) == ([], [], 1)


def test_rows_on_which_people_decided_are_left_alone(full, rows, put, back):
    report = report_of(rows)
    full.correct(f"{report}:e1", {"status": "denied"}, by="Omar", why="so")
    full.correct(f"{report}:e2", {"certainty": "PS-"}, by="Omar", why="so")
    full.correct(report, {"publisher": "Elsewhere"}, by="Omar", why="so")
    del rows["e2"]
    result = back(full, put(rows.values()))
    assert not result.decided
    told = {one.row: one.problem for one in result.left}
    assert "people corrected it, and nobody can tell whether before or after" in told[f"{report}:e1"]
    assert told[f"{report}:e2"] == "It was taken out, but people decided on it since: it stays."
    assert "the ledger says something else" in told[report]


def test_another_readers_rows_are_left_alone(full, rows, put, back):
    rows["report"]["creator"]["name"] = "an older reader"
    retag(rows["e1"], "status", "planned")
    del rows["e2"]
    result = back(full, put(rows.values()))
    assert not result.decided
    assert all("read anew since" in one.problem for one in result.left)
    assert len(result.left) == 2


def test_a_quote_wins_over_a_position_and_a_moved_one_is_listed(full, rows, put, back):
    for name in ("e1", "e2"):
        [trigger] = [one for one in rows[name]["target"] if one["onrecord:part"] == "trigger"]
        trigger["selector"][0] |= {"start": 0, "end": 3}
        if name == "e2":
            trigger["selector"][1] |= {"exact": "VALLETTA", "prefix": "", "suffix": ""}
    result = back(full, put(rows.values()))
    assert not result.decided
    [left] = result.left
    assert left.row.endswith(":e2")
    assert "It stands on “VALLETTA” in the file" in left.problem


def test_new_and_odd_annotations_are_listed(full, rows, put, back):
    quote = {"type": "TextQuoteSelector", "exact": "VALLETTA"}
    new = {
        "type": "Annotation",
        "id": "urn:uuid:1",
        "target": {"source": rows["e1"]["target"][0]["source"], "selector": quote},
    }
    odd = [{"type": "Annotation", "id": 5}, 7, {"id": "urn:onrecord:x:../../y", "type": "Annotation"}]
    result = back(full, put([rows["e1"], new, *odd, {"id": "urn:onrecord:ffff:e1", "type": "Annotation"}]))
    assert not result.decided
    told = [one.problem for one in result.left]
    assert any("urn:uuid:1 of report" in one and "is new" in one for one in told)
    assert any("no report ffff" in one for one in told)
    assert len(told) == 5


def test_names_with_controls_in_them_are_as_they_were(full, hostile, put, back):
    reading = full.reading(hostile.report.id)
    made = [annotation(reading, one) for one in marks(reading, {}) if one.section in FIELDS]
    about = [f"{name}={getattr(reading.report, name)}" for name in FIELDS["report"] if getattr(reading.report, name)]
    body = [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in about]
    whole = {"id": f"urn:onrecord:{reading.report.id}:report", "type": "Annotation", "body": body}
    result = back(full, put([whole, *made]))
    assert (result.decided, result.left) == ([], [])
    assert result.same == len(made)


def test_what_our_own_exporter_writes_comes_back_as_nothing(full, leave, back):
    if "web-annotation" not in FORMATS:
        pytest.skip("the format web-annotation is not here")
    result = back(full, leave(full, "web-annotation"))
    assert (result.decided, result.left) == ([], [])
    assert result.same > 20
