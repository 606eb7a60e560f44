"""Annotations corrected in brat: what becomes a decision, and what is listed."""

import re
import shutil
import tarfile
import zipfile

import pytest

from onrecord.corrected.brat import Table
from onrecord.export import as_exported

OTHERWISE = "the ledger says something else since this file left: nothing is decided."


@pytest.fixture
def sent(full, leave):
    """The folder, and the report, text and table of the golden reading in it."""
    folder = leave(full, "brat")
    [[report]] = full.rows("SELECT report FROM readings WHERE reader = 'by hand'")
    return folder, report, folder / f"{report}.ann"


def line(table, pattern):
    """The one line that a pattern finds."""
    found = [one for one in table.read_text().split("\n") if re.search(pattern, one)]
    assert len(found) == 1, found
    return found[0]


def name_of(table, row):
    """The annotation whose note names a row."""
    return line(table, rf"^#\d+\tAnnotatorNotes \S+\t\w+:{row}[ ;|]").split("\t")[1].split()[1]


def without(table, name):
    """A table as brat leaves it where somebody deletes an event: with its trigger, attributes, notes and arguments."""
    text = table.read_text()
    [trigger] = re.findall(rf"^{name}\t\S+?:(T\d+)", text, re.M)
    gone = [rf"^{name}\t", rf"^{trigger}\t", rf"^[AM]\d+\t\S+ {name}\b", rf"^#\d+\tAnnotatorNotes {name}\t"]
    kept = [one for one in text.split("\n") if not any(re.search(pattern, one) for pattern in gone)]
    table.write_text(re.sub(rf" \w+:{name}\b", "", "\n".join(kept)))


def test_what_nobody_changed_is_nothing(full, sent, back):
    result = back(full, sent[0])
    assert not result.decided
    assert not result.left
    assert result.same > 60
    assert not full.decisions()


@pytest.mark.parametrize("mask", [False, True])
def test_a_zip_a_tar_and_a_masked_one_are_the_same(full, leave, back, tmp_path, mask):
    packed = leave(full, "brat", "brat.zip", mask=mask)
    with zipfile.ZipFile(packed) as one, tarfile.open(tmp_path / "brat.tar.gz", "w:gz") as tar:
        one.extractall(tmp_path / "inside")
        tar.add(tmp_path / "inside", "collection")
    for path in (packed, tmp_path / "brat.tar.gz"):
        result = back(full, path)
        assert (result.decided, result.left) == ([], [])


def test_each_way_of_correcting_becomes_its_decision(full, sent, back, edit):
    _, report, table = sent
    events = full.reading(report).events
    first = events[0]
    name = name_of(table, first.id)
    status, certainty = (line(table, rf"^A\d+\t{what} {name} ") for what in ("Status", "Certainty"))
    trigger = re.search(rf"^{name}\t{first.type}:(T\d+)", table.read_text(), re.M)[1]
    edit(table, (f"\n{status}\n", "\n" + status.replace("occurred", "planned") + "\n"))
    edit(table, (f"\n{certainty}\n", "\n" + certainty.replace("CT+", "PR+") + "\n"))
    edit(
        table,
        (f"\n{name}\t{first.type}:", f"\n{name}\tCOERCE:"),
        (f"\n{trigger}\t{first.type} ", f"\n{trigger}\tCOERCE "),
    )
    result = back(full, sent[0])
    assert not result.left
    [made] = result.decided
    assert (made.kind, made.row) == ("correct", f"{report}:{first.id}")
    assert made.changes == {"type": "COERCE", "status": "planned", "certainty": "PR+"}
    assert made.was == {"type": first.type, "status": "occurred", "certainty": "CT+"}
    now = full.reading(report).events[0]
    assert (now.type, now.factuality.status, now.factuality.value) == ("COERCE", "planned", "PR+")
    [decision] = full.decisions(report)
    assert (decision.by, decision.why, decision.id) == ("Dana", "checked", made.decision)


def test_what_was_taken_out_is_rejected_and_what_is_accepted_counts_as_certain(full, sent, back):
    _, report, table = sent
    gone, kept = full.reading(report).events[-1].id, full.reading(report).events[0].id
    name = name_of(table, kept)
    without(table, name_of(table, gone))
    table.write_text(f"{table.read_text()}A999\tVerdict {name} accepted\n")
    result = back(full, sent[0])
    assert {(one.kind, one.row) for one in result.decided} == {
        ("reject", f"{report}:{gone}"), ("accept", f"{report}:{kept}")
    }  # fmt: skip
    assert not result.left
    now = {event.id: event for event in full.reading(report).events}
    assert gone not in now
    assert now[kept].confidence == 1.0
    assert back(full, sent[0]).decided == []


def test_fields_in_notes_are_corrected_and_broken_values_are_listed(full, sent, back, edit):
    _, report, table = sent
    figure = full.reading(report).figures[0]
    tie = full.reading(report).relations[0]
    noted = line(table, rf"\t{report}:{figure.id};")
    edit(table, (noted, re.sub(r"unit=[^;|]*?(?= \|)", "unit=50%25 of them%3B all", noted)))
    broken = line(table, rf"\t{report}:{tie.id};")
    edit(table, (broken, broken.replace(f"state={tie.state}", "state=broken")))
    result = back(full, sent[0])
    assert [one.changes for one in result.decided] == [{"unit": "50% of them; all"}]
    [left] = result.left
    assert left.row == f"{report}:{tie.id}"
    assert left.problem.startswith("state=broken: state cannot be broken.")


def test_another_actor_is_whom_the_arrow_leads_to(full, sent, back, edit):
    _, report, table = sent
    event = next(one for one in full.reading(report).events if one.actors and one.actors[0].actor)
    other = next(
        a for a in full.reading(report).actors if a.id not in {p.actor for p in event.actors} and a.kind == "group"
    )
    name = name_of(table, event.id)
    there = line(table, rf"^{name}\t")
    target = next(found[1] for found in re.finditer(r"^N\d+\tReference (T\d+) onrecord:(\S+)", table.read_text(), re.M)
                  if found[2].startswith(other.id.replace("report:", "ledger:")) or found[2] == other.id)  # fmt: skip
    edit(table, (there, re.sub(r" Actor:T\d+", f" Actor:{target}", there)))
    result = back(full, sent[0])
    assert not result.left
    [made] = result.decided
    assert made.changes.keys() == {"actors"}
    assert made.changes["actors"] != made.was["actors"]


def test_new_and_moved_annotations_are_listed_and_nothing_is_decided(full, sent, back, edit):
    _, report, table = sent
    name = name_of(table, full.reading(report).events[0].id)
    trigger = re.search(rf"^{name}\t\S+?:(T\d+)", table.read_text(), re.M)[1]
    words = line(table, rf"^{trigger}\t")
    edit(table, (f"\n{words}\n", re.sub(r" \d+ \d+\t.*", " 0 8\tVALLETTA", f"\n{words}") + "\n"))
    table.write_text(f"{table.read_text()}T990\tASSAULT 0 8\tVALLETTA\nE990\tASSAULT:T990\nT991\tActor 0 8\tVALLETTA\n")
    mention = name_of(table, "m1")
    edit(table, (line(table, rf"^{mention}\t") + "\n", ""))
    result = back(full, sent[0])
    assert not result.decided
    told = "\n".join(f"{one.row} {one.problem}" for one in result.left)
    assert "It stands on “VALLETTA” in the file" in told
    assert "E990 ASSAULT “VALLETTA” is new" in told
    assert "T991 Actor “VALLETTA” is new" in told
    assert "nobody decides on mentions" in told


def test_a_later_decision_is_not_undone_by_an_old_file(full, sent, back, edit):
    _, report, table = sent
    first, second, third, *_ = full.reading(report).events
    full.correct(f"{report}:{first.id}", {"status": "denied"}, by="Omar", why="it says so")
    full.reject(f"{report}:{second.id}", by="Omar", why="no")
    full.correct(f"{report}:{third.id}", {"certainty": "PS-"}, by="Omar", why="unsure")
    assert not back(full, sent[0]).decided
    status = line(table, rf"^A\d+\tStatus {name_of(table, first.id)} ")
    edit(table, (f"\n{status}\n", "\n" + status.replace("occurred", "planned") + "\n"))
    label = line(table, rf"^A\d+\tStatus {name_of(table, second.id)} ")
    edit(table, (f"\n{label}\n", f"\n{label.rsplit(' ', 1)[0]} hypothetical\n"))
    without(table, name_of(table, third.id))
    result = back(full, sent[0])
    assert not result.decided
    assert {one.row: one.problem for one in result.left} == {
        f"{report}:{first.id}": f"status=planned: {OTHERWISE}",
        f"{report}:{second.id}": "It is in the file, but people rejected it.",
        f"{report}:{third.id}": "It was taken out, but people decided on it since: it stays.",
    }


def test_a_change_that_both_made_is_nothing(full, sent, back, edit):
    _, report, table = sent
    first = full.reading(report).events[0]
    full.correct(f"{report}:{first.id}", {"status": "planned"}, by="Omar", why="it says so")
    status = line(table, rf"^A\d+\tStatus {name_of(table, first.id)} ")
    edit(table, (f"\n{status}\n", "\n" + status.replace("occurred", "planned") + "\n"))
    result = back(full, sent[0])
    assert (result.decided, result.left) == ([], [])


def test_a_rehearsal_keeps_nothing(full, sent, back):
    _, report, table = sent
    without(table, name_of(table, full.reading(report).events[0].id))
    before = full.reading(report)
    result = back(full, sent[0], rehearse=True)
    assert [one.kind for one in result.decided] == ["reject"]
    assert result.decided[0].decision is None
    assert full.reading(report) == before
    assert not full.decisions()


def test_without_the_sheet_nothing_is_rejected_and_it_says_so(full, sent, back):
    folder, report, table = sent
    (folder / as_exported.NAME).unlink()
    without(table, name_of(table, full.reading(report).events[0].id))
    result = back(full, folder)
    assert not result.decided
    assert as_exported.NAME in result.left[0].problem
    assert len(result.left) == 1


def test_a_text_that_is_another_one_is_refused_whole(full, sent, back):
    folder, report, table = sent
    text = folder / f"{report}.txt"
    text.write_text("x" + text.read_text())
    without(table, name_of(table, full.reading(report).events[0].id))
    result = back(full, folder)
    assert not result.decided
    assert [one.problem for one in result.left] == [
        "Its text in the file is not the text in the ledger: nothing of it is taken."
    ]


def test_a_note_that_was_lost_loses_no_row(full, sent, back, edit):
    _, report, table = sent
    edit(table, (line(table, rf"\t{report}:{full.reading(report).events[0].id};") + "\n", ""))
    result = back(full, sent[0])
    assert (result.decided, result.left) == ([], [])


def test_a_report_that_is_not_there_and_files_that_are_missing_are_said(full, sent, back, ledger):
    folder, _, table = sent
    others = sorted(one for one in folder.glob("*.ann") if one != table)
    others[0].unlink()
    (folder / f"{others[1].stem}.txt").unlink()
    shutil.copy(table, folder / "stray.ann")
    (folder / "stray.txt").write_text("x")
    result = back(full, folder)
    told = [one.problem for one in result.left]
    assert not result.decided
    assert any("is missing: report" in one for one in told)
    assert any(one.startswith(f"{others[1].name}: ") for one in told)
    assert any("not the text in the ledger" in one for one in told)


@pytest.mark.parametrize(
    "told",
    [
        "T1",
        "T1\tActor 5\tx",
        "T1\tActor 9 5\tx",
        "Q1\tx",
        "#1\tAnnotatorNotes",
        "N1\tReference T1",
        "\t",
        "T1\tA a b\tx",
    ],
)
def test_lines_that_cannot_be_understood_are_counted(told):
    assert len(Table.of(f"T9\tActor 0 1\tx\n{told}\n").odd) == (1 if told.strip() else 0)
