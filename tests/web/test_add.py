"""Adding reports through the page: what is taken, what is told, and that stopping loses nothing."""

import time

import pytest

from onrecord.ledger import Ledger
from onrecord.web import jobs
from onrecord.web.jobs import Jobs, Order, names

TEXT = (
    "PORT AMITY — The mayor of Port Amity said on Tuesday that two people were killed when shells hit the harbour. "
    "Police detained three men after the attack, a spokesman said. The town has been under curfew since Sunday."
)
OURS = {"origin": "http://testserver"}


def fake(order, pipe):
    """A job that tells of two reports and then waits to be stopped."""
    pipe.send(("at", "a.txt"))
    pipe.send(("told", {"name": "a.txt", "step": "report", "report": "0123456789abcdef"}))
    pipe.send(
        ("told", {"name": "b.txt", "step": "failed", "code": "I203", "message": "empty", "next_step": "Save it."})
    )
    time.sleep(60)


def dies(order, pipe):
    """A job whose process is ended."""
    import os
    import signal

    os.kill(os.getpid(), signal.SIGKILL)


def until(there, seconds=60.0):
    """Waits until something is so."""
    end = time.monotonic() + seconds
    while not there():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "given"
    made.mkdir()
    (made / "00000").write_text("x")
    return made


@pytest.fixture
def running(full, folder):
    made = Jobs()
    yield made, Order(str(full.path), (("a.txt", str(folder / "00000")),)), folder
    made.close()


def test_a_dropped_report_is_read_and_what_could_not_be_is_told(client, site, full):
    files = [
        ("files", ("../mayor.txt", TEXT, "text/plain")),
        ("files", ("photo.jpg", b"\xff\xd8\xff\x00\x01", "image/jpeg")),
    ]
    answer = client.post(
        "/add.json", files=files, data={"published": "2013-08-20", "publisher": "Coast Wire"}, headers=OURS
    )
    assert answer.status_code == 202
    job = answer.json()["id"]
    until(lambda: client.get(f"/add/{job}.json").json()["state"] not in ("waiting", "reading"), 240)
    found = client.get(f"/add/{job}.json").json()
    assert found["state"] == "done", found
    assert found["counts"] == {"report": 1, "failed": 1}
    told = {one["name"]: one for one in found["told"]}
    assert told["photo.jpg"]["code"] == "I204"
    added = told["../mayor.txt"]["report"]
    with Ledger.open(full.path, readonly=True) as ledger:
        report = ledger.report(added)
    assert (report.text, report.publisher, report.published) == (TEXT, "Coast Wire", "2013-08-20")
    assert "not read:" in client.get(f"/add/{job}").text


def test_nothing_is_taken_without_a_file_with_a_bad_day_or_when_read_only(client, site):
    assert client.post("/add", data={"publisher": "x"}, files=[], headers=OURS).status_code == 400
    bad = client.post("/add", files=[("files", ("a.txt", TEXT))], data={"published": "tomorrow"}, headers=OURS)
    assert bad.status_code == 400
    site.readonly = True
    assert client.post("/add", files=[("files", ("a.txt", TEXT))], headers=OURS).status_code == 400
    assert client.get("/add.json").json()["jobs"] == []


def test_more_than_can_be_taken_is_refused_before_it_is_read(client, monkeypatch):
    from onrecord.web.pages import add

    monkeypatch.setattr(add, "LARGEST", 10)
    answer = client.post("/add", files=[("files", ("a.txt", TEXT))], headers=OURS)
    assert "I205" in answer.text


def test_a_job_is_stopped_and_the_next_one_begins(running, monkeypatch):
    made, order, folder = running
    monkeypatch.setattr(jobs, "work", fake)
    first, second = made.add(order, folder), made.add(order, folder)
    until(lambda: made.get(first.id).counts == {"report": 1, "failed": 1})
    assert made.get(second.id).state == "waiting"
    made.stop(first.id)
    until(lambda: made.get(second.id).state == "reading")
    assert made.get(first.id).state == "stopped"
    made.close()
    assert made.get(second.id).state == "stopped"


def test_a_process_that_dies_is_told_and_its_files_are_deleted(running, monkeypatch):
    made, order, folder = running
    monkeypatch.setattr(jobs, "work", dies)
    job = made.add(order, folder)
    until(lambda: made.get(job.id).over)
    assert made.get(job.id).state == "failed"
    until(lambda: not folder.exists())


def test_names_are_labels():
    assert names(["a", "a", "a (2)", "\x1b[31m\n", ""]) == ("a", "a (2)", "a (2) (2)", "␛[31m", "unnamed")


def test_files_are_given_in_a_browser(tab, axe, served, tmp_path, monkeypatch):
    monkeypatch.setattr(jobs, "work", fake)
    tab.goto(f"{served}/add")
    assert axe() == []
    file = tmp_path / "a.txt"
    file.write_text(TEXT)
    tab.set_input_files("#files", str(file))
    tab.get_by_role("button", name="Read them").click()
    tab.get_by_text("not read:").wait_for()
    assert axe() == []
    tab.get_by_role("button", name="Stop").click()
    tab.get_by_text("stopped", exact=True).wait_for()


def test_files_are_dropped_in_a_browser(tab, served, monkeypatch):
    monkeypatch.setattr(jobs, "work", fake)
    tab.goto(f"{served}/add")
    tab.evaluate(
        """() => {
            const data = new DataTransfer();
            data.items.add(new File(["words"], "dropped.txt", { type: "text/plain" }));
            dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
        }"""
    )
    tab.get_by_role("heading", name="Adding 1 file").wait_for()
    tab.get_by_role("button", name="Stop").click()


def test_after_a_process_that_could_not_be_started_the_next_job_is_read(running, monkeypatch):
    made, order, folder = running

    def full(*given):
        raise OSError("no room for a process")

    monkeypatch.setattr(Jobs, "_run", full)
    first = made.add(order, folder).id
    until(lambda: made.get(first).over)
    assert "no room for a process" in made.get(first).problem
    second = made.add(order, folder).id
    until(lambda: made.get(second).over)
    assert made.get(second).state == "failed"


def test_files_that_cannot_be_kept_leave_nothing_behind(client, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def full(*given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copyfileobj", full)
    answer = client.post("/add.json", files=[("files", ("a.txt", TEXT, "text/plain"))], headers=OURS)
    assert (answer.status_code, answer.json()["code"]) == (400, "O601")
    assert list(tmp_path.glob("onrecord-*")) == []
