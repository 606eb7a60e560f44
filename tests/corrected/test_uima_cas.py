"""Annotations corrected in a tool for UIMA CAS, as a library of the field reads and writes them."""

import pytest

cassis = pytest.importorskip("cassis", reason="dkpro-cassis is not installed")


@pytest.fixture
def sent(full, leave):
    """The folder, and the report of the golden reading in it."""
    [[report]] = full.rows("SELECT report FROM readings WHERE reader = 'by hand'")
    return leave(full, "uima-cas"), report


@pytest.fixture
def opened(sent):
    """Opens a report with cassis, and writes what was made of it back: `with opened() as (cas, types)`."""
    from contextlib import contextmanager

    folder, report = sent

    @contextmanager
    def change(name=report):
        with (folder / "TypeSystem.xml").open("rb") as file:
            types = cassis.load_typesystem(file)
        with (folder / f"{name}.xmi").open("rb") as file:
            cas = cassis.load_cas_from_xmi(file, typesystem=types)
        yield cas, types
        cas.to_xmi(folder / f"{name}.xmi")

    return change


def row(cas, kind, name):
    """The annotation of a row."""
    return next(one for one in cas.select(f"onrecord.{kind}") if (one.row or "").endswith(f":{name}"))


def test_what_a_tool_saves_unchanged_is_nothing(full, sent, opened, back):
    folder, _ = sent
    for path in sorted(folder.glob("*.xmi")):
        with opened(path.stem):
            pass
    result = back(full, folder)
    assert (result.decided, result.left) == ([], [])
    assert result.same > 60


def test_features_that_changed_are_corrected_and_what_went_is_rejected(full, sent, opened, back):
    folder, report = sent
    first, second, third, *_ = full.reading(report).events
    with opened() as (cas, _):
        event = row(cas, "Event", first.id)
        event.category, event.status = "COERCE", "planned"
        row(cas, "Event", second.id).verdict = "accepted"
        cas.remove(row(cas, "Event", third.id))
        row(cas, "Claim", "a1").polarity = "negative"
        row(cas, "Figure", "f1").low = "13"
        next(iter(cas.select("onrecord.Report"))).publisher = "Coast Wire"
    result = back(full, folder)
    assert not result.left
    assert {(one.kind, one.row.partition(":")[2]): one.changes for one in result.decided} == {
        ("correct", ""): {"publisher": "Coast Wire"},
        ("correct", first.id): {"type": "COERCE", "status": "planned"},
        ("accept", second.id): {},
        ("reject", third.id): {},
        ("correct", "a1"): {"polarity": "negative"},
        ("correct", "f1"): {"low": "13"},
    }
    now = full.reading(report)
    assert now.report.publisher == "Coast Wire"
    assert [one.type for one in now.events[:2]] == ["COERCE", second.type]
    assert third.id not in [one.id for one in now.events]
    assert now.attributions[0].polarity == "negative"


def test_days_are_corrected_together(full, sent, opened, back):
    folder, report = sent
    first = next(one for one in full.reading(report).events if one.start)
    with opened() as (cas, _):
        row(cas, "Event", first.id).startDay = "2001-02-03"
        row(cas, "Event", first.id).endDay = "2001-02-06"
    [made] = back(full, folder).decided
    assert made.changes == {"start": "2001-02-03", "end": "2001-02-06"}


def test_new_and_moved_annotations_are_listed(full, sent, opened, back):
    folder, report = sent
    first = full.reading(report).events[0]
    with opened() as (cas, types):
        cas.add(types.get_type("onrecord.Event")(begin=0, end=8, category="ASSAULT"))
        moved = row(cas, "Event", first.id)
        moved.begin, moved.end = 0, 8
        row(cas, "Claim", "a1").within = row(cas, "Claim", "a2")
    result = back(full, folder)
    assert not result.decided
    assert [one.problem for one in result.left] == [
        "Event “VALLETTA” is new: onrecord takes decisions, not new rows.",
        "Its voice is a2 in the file: no decision changes that.",
        "It stands on “VALLETTA” in the file: no decision moves a row to other words.",
    ]


def test_offsets_hold_behind_astral_letters_marks_and_line_breaks(full, sent, opened, hostile):
    report = hostile.report.id
    reading = full.reading(report)
    with opened(report) as (cas, _):
        assert len(cas.sofa_string) == len(reading.report.text)
        event = row(cas, "Event", "e1")
        assert event.get_covered_text() == reading.events[0].trigger.text
        [content] = row(cas, "Claim", "a1").content.elements
        assert content.get_covered_text() == reading.attributions[0].content[0].text.replace("\x01", "\ufffd")
        assert event.within.row == f"{report}:a1"
        assert [side.get_covered_text() for side in event.sides.elements][1] == "Port Amity"


def test_one_file_alone_and_a_broken_one(full, sent, back):
    folder, report = sent
    result = back(full, folder / f"{report}.xmi")
    assert (result.decided, result.left) == ([], [])
    (folder / f"{report}.xmi").write_bytes(b"<xmi:XMI xmlns:xmi='http://www.omg.org/XMI'")
    [left] = back(full, folder).left
    assert "is no XML" in left.problem


def test_nothing_outside_the_file_is_read(full, sent, back, tmp_path):
    folder, report = sent
    (tmp_path / "secret").write_text("planned")
    path = folder / f"{report}.xmi"
    data = path.read_bytes().decode()
    head = f'<!DOCTYPE x [<!ENTITY s SYSTEM "{(tmp_path / "secret").as_uri()}">]>'
    path.write_text(data.replace("?>\n", f"?>\n{head}", 1).replace('status="occurred"', 'status="&s;"'))
    result = back(full, folder)
    assert not result.decided
    assert result.left
