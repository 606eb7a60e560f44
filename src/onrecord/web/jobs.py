"""Reports that are added through the page: one job after the other, each read in a process of its own.

The process of the page never loads the reader. A job's process tells what became of each report as soon as that is in
the ledger, so that stopping it, or the page, at any moment loses nothing: each batch is a transaction, and the same
files again go on where it stopped.
"""

from __future__ import annotations

import itertools
import multiprocessing
import shutil
import signal
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Literal

import msgspec

from onrecord.errors import OnRecordError

State = Literal["waiting", "reading", "done", "stopped", "failed"]
KEPT = 50
"""Jobs that are remembered."""
TOLD = 5000
"""Reports of a job that are told one by one; all are counted."""
WAIT = 60.0
"""Seconds that a job waits for others who write: it has time, and who waits for an answer has not."""
BATCH = 4
"""Reports in one transaction: few, so that they are seen soon."""


class Told(msgspec.Struct, frozen=True):
    """What became of one report.

    Args:
        name: its source id. step: "report" (added), "version", "reading", "nothing" (there already), "erased" or
        "failed". report: its id; null where there is none. code, message, next_step: of a failure.
    """

    name: str
    step: str
    report: str | None = None
    title: str | None = None
    code: str | None = None
    message: str | None = None
    next_step: str | None = None


class Job(msgspec.Struct, frozen=True):
    """Files that were given together.

    Args:
        files: their names, as they were given. at: the name of the report that was read last. counts: steps and how
            often. told: the last `TOLD` reports. problem: why the whole job failed.
    """

    id: str
    state: State
    files: tuple[str, ...]
    at: str | None = None
    counts: dict[str, int] = {}
    told: tuple[Told, ...] = ()
    problem: str | None = None

    @property
    def over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in ("done", "stopped", "failed")


class Order(msgspec.Struct, frozen=True):
    """A job as its process gets it.

    Args:
        ledger: path. files: name and path of each. published, publisher: of reports that do not say theirs.
    """

    ledger: str
    files: tuple[tuple[str, str], ...]
    published: str | None = None
    publisher: str | None = None


class Jobs:
    """The jobs of a site. Nothing starts before the first one; `close` ends what runs."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}
        self._waiting: deque[tuple[str, Order, Path]] = deque()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._process: Any = None
        self._running: str | None = None
        self._closed = False
        self._numbers = itertools.count(1)

    def add(self, order: Order, folder: Path) -> Job:
        """Takes a job on. folder: where its files lie; it is deleted when the job is over."""
        with self._lock:
            job = Job(str(next(self._numbers)), "waiting", tuple(name for name, _ in order.files))
            self._jobs[job.id] = job
            for old in [one.id for one in self._jobs.values() if one.over][: max(0, len(self._jobs) - KEPT)]:
                del self._jobs[old]
            self._waiting.append((job.id, order, folder))
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="onrecord-add", daemon=True)
                self._thread.start()
        return job

    def get(self, job: str) -> Job | None:
        """A job as it stands; None where there is none of that id."""
        with self._lock:
            return self._jobs.get(job)

    def all(self) -> tuple[Job, ...]:
        """The jobs, the newest first, without what is told of each report."""
        with self._lock:
            return tuple(msgspec.structs.replace(job, told=()) for job in reversed(self._jobs.values()))

    def stop(self, job: str) -> None:
        """Stops a job; what is in the ledger stays there."""
        with self._lock:
            there = self._jobs.get(job)
            if there is None or there.over:
                return
            self._jobs[job] = msgspec.structs.replace(there, state="stopped")
            if self._running == job and self._process is not None:
                self._process.terminate()

    def close(self) -> None:
        """Stops all of them and waits for the end of the one that runs."""
        with self._lock:
            self._closed = True
            thread = self._thread
            jobs = list(self._jobs)
        for job in jobs:
            self.stop(job)
        if thread is not None:
            thread.join(10)

    def _work(self) -> None:
        """One job after the other, as long as there are any."""
        while True:
            with self._lock:
                if not self._waiting:
                    self._thread = None
                    return
                job, order, folder = self._waiting.popleft()
                stopped = job not in self._jobs or self._jobs[job].over or self._closed
                self._running = job
            if not stopped:
                try:
                    self._run(job, order)
                except OSError as problem:
                    with self._lock:
                        self._process = None
                        self._put(job, state="failed", problem=f"no process could be started: {problem}")
            shutil.rmtree(folder, ignore_errors=True)
            with self._lock:
                self._running = None

    def _run(self, job: str, order: Order) -> None:
        ours, theirs = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.get_context("spawn").Process(target=work, args=(msgspec.json.encode(order), theirs))
        with self._lock:
            if self._jobs[job].over:
                return
            self._process = process
            process.start()
            self._put(job, state="reading")
        theirs.close()
        for message in _heard(ours):
            self._hear(job, message)
        process.join()
        with self._lock:
            self._process = None
            if self._jobs[job].state == "reading":
                self._put(job, state="failed", problem="the process that read was ended by the system")
        process.close()

    def _hear(self, job: str, message: tuple[str, Any]) -> None:
        kind, value = message
        with self._lock:
            there = self._jobs[job]
            if kind == "at":
                self._put(job, at=value)
            elif kind == "told":
                told = Told(**value)
                counts = {**there.counts, told.step: there.counts.get(told.step, 0) + 1}
                self._put(job, counts=counts, told=(*there.told, told)[-TOLD:])
            elif not there.over:
                self._put(job, state="failed" if value else "done", problem=value)

    def _put(self, job: str, **changes: Any) -> None:
        self._jobs[job] = msgspec.structs.replace(self._jobs[job], **changes)


def _heard(pipe: Connection) -> Iterator[tuple[str, Any]]:
    try:
        while True:
            yield pipe.recv()
    except (EOFError, OSError):
        return
    finally:
        pipe.close()


def work(order: bytes, pipe: Connection) -> None:
    """In a process of its own: reads the files of a job into the ledger and tells of each report.

    What it sends: ("at", name of the report just read), ("told", fields of `Told`), and last ("end", why it failed or
    None).
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    asked = msgspec.json.decode(order, type=Order)
    problem = None
    try:
        _read(asked, pipe)
    except OnRecordError as error:
        problem = f"{error.message} {error.next_step} [{error.code}]"
    except Exception as error:  # noqa: BLE001  the edge of the process: the page shows why the job failed
        problem = f"it failed in a way that was not foreseen ({type(error).__name__}: {error})"
    pipe.send(("end", problem))


def _read(order: Order, pipe: Connection) -> None:
    from onrecord.adding import add
    from onrecord.batch import Outcome, Work
    from onrecord.ingest.given import Failure, Given
    from onrecord.ingest.inputs import Options, read_stream
    from onrecord.ledger import Ledger

    def given() -> Iterator[Given | Failure]:
        for name, path in order.files:
            with open(path, "rb") as stream:
                yield from read_stream(name, stream, Options(order.published, order.publisher))

    def done(outcome: Outcome | Given, step: str) -> None:
        if isinstance(outcome, Failure):
            failed = Told(outcome.source_id, "failed", None, None, outcome.code, outcome.message, outcome.next_step)
            pipe.send(("told", msgspec.structs.asdict(failed)))
            return
        report = (outcome if isinstance(outcome, Given) else outcome[0]).report
        pipe.send(("told", msgspec.structs.asdict(Told(report.source_id, step, report.id, report.title))))

    with Ledger.open(order.ledger, wait=WAIT) as ledger:
        add(ledger, given(), Work(), done, seen=lambda name: pipe.send(("at", name)), batch=BATCH)


def names(given: Sequence[str]) -> tuple[str, ...]:
    """Names of files as labels: each on one line, no longer than a line, and never the same twice.

    >>> names(["a.txt", "a.txt", "../up\\n.txt"])
    ('a.txt', 'a.txt (2)', '../up .txt')
    """
    from onrecord.cli.visible import line

    found: dict[str, None] = {}
    for name in given:
        label = line(name, 200) or "unnamed"
        numbered = (f"{label} ({n})" for n in itertools.count(2))
        found[label if label not in found else next(one for one in numbered if one not in found)] = None
    return tuple(found)
