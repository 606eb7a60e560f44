"""The file: opening, what it may be, who may write, and what a crash leaves."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from onrecord.errors import (
    LedgerBusy,
    LedgerDamaged,
    LedgerFull,
    NewerLedger,
    NoPermission,
    NotALedger,
    NotThere,
)
from onrecord.ledger import Ledger, verify

ROOT = os.geteuid() == 0


def test_looking_makes_nothing(tmp_path):
    for readonly in (True, False):
        with pytest.raises(NotThere) as raised:
            Ledger.open(tmp_path / "none.onrecord", readonly=readonly)
        assert "onrecord add" in raised.value.next_step
    with pytest.raises(NotThere, match="folder"):
        Ledger.open(tmp_path / "no" / "none.onrecord", create=True)
    assert list(tmp_path.iterdir()) == []


def test_reading_leaves_one_file_and_its_bytes(ledger, told, path):
    ledger.add(*told().pair)
    ledger.close()
    before = path.read_bytes()
    with Ledger.open(path, readonly=True) as opened:
        assert len(opened.claims()) == 1
        with pytest.raises(LedgerFull):
            opened.add(*told(killed=13).pair)
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    assert path.read_bytes() == before


def test_a_file_that_is_something_else(tmp_path):
    text = tmp_path / "a.txt"
    text.write_text("The front shelled the port. " * 40)
    database = tmp_path / "other.db"
    with closing(sqlite3.connect(database)) as other, other:
        other.execute("CREATE TABLE t (x)")
    empty = tmp_path / "empty"
    empty.touch()
    for file in (text, database, tmp_path, empty):
        with pytest.raises(NotALedger):
            Ledger.open(file, readonly=True)
    for file in (text, database, tmp_path):
        with pytest.raises(NotALedger):
            Ledger.open(file, create=True)
    assert empty.stat().st_size == 0


def test_an_empty_file_can_become_a_ledger(tmp_path):
    (tmp_path / "empty").touch()
    with Ledger.open(tmp_path / "empty", create=True) as opened:
        assert opened.coverage().read == 0


def test_a_newer_ledger(ledger, path):
    ledger.close()
    with closing(sqlite3.connect(path)) as shell, shell:
        shell.execute("PRAGMA user_version = 99")
    with pytest.raises(NewerLedger, match="99"):
        Ledger.open(path, readonly=True)


def test_a_ledger_without_its_tables(ledger, path):
    ledger.close()
    with closing(sqlite3.connect(path)) as shell, shell:
        shell.execute("DROP TABLE meta")
    with pytest.raises(LedgerDamaged):
        Ledger.open(path)


def test_a_locked_ledger_can_be_read_and_says_that_it_is_busy(ledger, told, path):
    ledger.add(*told().pair)
    with Ledger.open(path) as other, other.store.transaction(), Ledger.open(path, wait=0.05) as third:
        assert len(third.claims()) == 1
        with pytest.raises(LedgerBusy, match="another process"):
            third.add(*told(killed=13).pair)
    assert ledger.add(*told(killed=13).pair) == "report"


def test_a_full_disk_loses_nothing(ledger, told, path):
    ledger.add(*told().pair)
    pages = ledger.rows("PRAGMA page_count")[0][0]
    ledger.rows(f"PRAGMA max_page_count = {pages + 2}")
    many = [told(source_id=f"{n}.txt", preface=f"Report {n}. " * 500).pair for n in range(20)]
    with pytest.raises(LedgerFull, match="full"):
        ledger.add_batch(many)
    assert ledger.coverage().read == 1
    assert verify(ledger) == []
    ledger.rows("PRAGMA max_page_count = 1000000")
    assert set(ledger.add_batch(many)) == {"report"}
    assert ledger.coverage().read == 21


@pytest.mark.skipif(ROOT, reason="the superuser may do everything")
def test_without_permission(ledger, told, path):
    ledger.add(*told().pair)
    ledger.close()
    path.parent.chmod(0o500)
    path.chmod(0o400)
    try:
        with Ledger.open(path, readonly=True) as opened:
            assert len(opened.claims()) == 1
            assert verify(opened) == []
        with pytest.raises(LedgerFull):
            Ledger.open(path)
        with pytest.raises(LedgerFull):
            Ledger.open(path.parent / "new.onrecord", create=True)
        path.chmod(0)
        with pytest.raises(NoPermission):
            Ledger.open(path)
    finally:
        path.parent.chmod(0o700)
        path.chmod(0o600)


def test_a_failure_inside_a_batch_undoes_all_of_it(ledger, told):
    bad = (told(source_id="b.txt").given, told(killed=99).reading)
    with pytest.raises(ValueError, match="is of report"):
        ledger.add_batch([told().pair, bad])
    assert ledger.coverage().read == 0
    assert verify(ledger) == []
    assert ledger.add_batch([told().pair]) == ("report",)


def test_an_iterator_that_fails_keeps_the_ledger_unlocked(ledger, told, path):
    def failing():
        yield told().pair
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ledger.add_batch(failing())
    with Ledger.open(path, wait=0.05) as other:
        assert other.add(*told().pair) == "report"


CRASHER = """
import importlib.util, sys
spec = importlib.util.spec_from_file_location("made", sys.argv[1])
made = importlib.util.module_from_spec(spec); spec.loader.exec_module(made)
from onrecord.ledger import Ledger
with Ledger.open(sys.argv[2], create=True) as ledger:
    for batch in range(10_000):
        ledger.add_batch([made.Told(source_id=f"{batch}-{n}.txt", killed=batch * 10 + n).pair for n in range(10)])
        print(batch, flush=True)
"""


def test_a_killed_process_leaves_whole_batches_and_can_be_continued(tmp_path, told):
    path = tmp_path / "killed.onrecord"
    made = Path(__file__).with_name("conftest.py")
    process = subprocess.Popen([sys.executable, "-c", CRASHER, made, path], stdout=subprocess.PIPE)
    assert process.stdout is not None
    for _ in range(3):
        process.stdout.readline()
    time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    with Ledger.open(path) as ledger:
        read = ledger.coverage().read
        assert read >= 30
        assert read % 10 == 0
        assert verify(ledger) == []
        assert ledger.add(*told(source_id="0-0.txt", killed=0).pair) == "nothing"
        assert ledger.add(*told(source_id="new.txt").pair) == "report"
