"""Reads many reports, in order, in one process or several; one that the reader fails on becomes a recorded failure."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from onrecord.errors import InputError, OnRecordError, ReaderFailed
from onrecord.ingest.given import Failure, Given
from onrecord.knowledge.table import kept, use
from onrecord.model import PARTS, Part, Reading, Report, Warning

if TYPE_CHECKING:
    from onrecord.reader.reader import Reader

Pair: TypeAlias = tuple[Report, tuple[Warning, ...]]
Outcome: TypeAlias = tuple[Given, Reading] | Failure
Answer: TypeAlias = bytes | str
"""What a worker sends back for a report: the reading as JSON, or why it failed."""
BATCH = 32
LARGE = 200_000


@dataclass(frozen=True, slots=True)
class Work:
    """How to read.

    Attributes:
        parts: the sections to fill. workers: processes. debug: show on stderr where the reader failed.
        lexicon: the folder of the researcher's own tables that this process uses, for the others to use too.
    """

    parts: tuple[Part, ...] = PARTS
    workers: int = 1
    debug: bool = False
    lexicon: Path | None = None


def outcomes(items: Iterable[Given | Failure], work: Work) -> Iterator[Outcome]:
    """Each report with its reading, or why there is none; in the order in which they came.

    Raises:
        DataError: a data file of the reader is wrong; nothing can be read then.
    """
    batches = _batches(items)
    return _serial(batches, work) if work.workers == 1 else _parallel(batches, work)


def _batches(items: Iterable[Given | Failure]) -> Iterator[list[Given | Failure]]:
    batch: list[Given | Failure] = []
    size = 0
    for item in items:
        batch.append(item)
        size += len(item.report.text) if isinstance(item, Given) else 0
        if len(batch) >= BATCH or size > LARGE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _pairs(batch: list[Given | Failure]) -> list[Pair]:
    return [(item.report, item.warnings) for item in batch if isinstance(item, Given)]


def _joined(batch: list[Given | Failure], answers: Iterable[Answer | Reading]) -> Iterator[Outcome]:
    """The items of a batch with the answers for those that are reports."""
    answer = iter(answers)
    for item in batch:
        if isinstance(item, Failure):
            yield item
            continue
        found = next(answer)
        if isinstance(found, str):
            name = item.report.source_id
            yield Failure.of(ReaderFailed(f"{name}: the reader failed ({found})"), name, original=item.original)
        else:
            yield item, Reading.from_json(found) if isinstance(found, bytes) else found


def _read(reader: Reader, pairs: list[Pair], debug: bool) -> Iterator[Reading | str]:
    """The readings of a batch; where the reader fails, of each report by itself."""
    try:
        yield from list(reader.read_all(pairs))
    except OnRecordError as problem:
        if not isinstance(problem, InputError):
            raise
        yield from (_read_alone(reader, pair, debug) for pair in pairs)
    except Exception:  # noqa: BLE001  the edge: one report of a batch, which is tried again by itself
        yield from (_read_alone(reader, pair, debug) for pair in pairs)


def _read_alone(reader: Reader, pair: Pair, debug: bool) -> Reading | str:
    try:
        return next(iter(reader.read_all([pair])))
    except OnRecordError as problem:
        if not isinstance(problem, InputError):
            raise
        return problem.message
    except Exception as problem:  # noqa: BLE001  the edge: it becomes a recorded failure
        if debug:
            traceback.print_exception(problem, file=sys.stderr)
        return f"{type(problem).__name__}: {problem}"


def _serial(batches: Iterable[list[Given | Failure]], work: Work) -> Iterator[Outcome]:
    for batch in batches:
        pairs = _pairs(batch)
        yield from _joined(batch, _read(_reader(work.parts), pairs, work.debug) if pairs else ())


@kept
def _reader(parts: tuple[Part, ...]) -> Reader:
    """The reader of this process, its pipeline loaded: what is wrong with that is told once, not for each report."""
    from onrecord.reader.parse import pipeline
    from onrecord.reader.reader import Reader

    pipeline()
    return Reader(parts)


def _parallel(batches: Iterable[list[Given | Failure]], work: Work) -> Iterator[Outcome]:
    crew = _Crew(work)
    waiting: deque[tuple[list[Given | Failure], Future[list[Answer]]]] = deque()
    try:
        for batch in batches:
            waiting.append((batch, crew.send(_pairs(batch))))
            if len(waiting) > 2 * work.workers:
                yield from _first(crew, waiting)
        while waiting:
            yield from _first(crew, waiting)
    finally:
        crew.leave()


def _first(crew: _Crew, waiting: deque[tuple[list[Given | Failure], Future[list[Answer]]]]) -> Iterator[Outcome]:
    """The outcomes of the batch that has waited longest; a process that died takes only the report it died on along."""
    batch, future = waiting.popleft()
    try:
        answers = future.result()
    except BrokenProcessPool:
        crew.renew()
        answers = [crew.alone(pair) for pair in _pairs(batch)]
        for index, (later, _) in enumerate(waiting):
            waiting[index] = (later, crew.send(_pairs(later)))
    yield from _joined(batch, answers)


class _Crew:
    """The processes that read."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.pool = self._new()

    def _new(self) -> ProcessPoolExecutor:
        import multiprocessing

        return ProcessPoolExecutor(self.work.workers, multiprocessing.get_context("spawn"), _start)

    def submit(self, pairs: list[Pair]) -> Future[list[Answer]]:
        """Gives a batch to a pool that is whole.

        Raises:
            BrokenProcessPool: one of them died.
        """
        return self.pool.submit(_work, pairs, self.work)

    def send(self, pairs: list[Pair]) -> Future[list[Answer]]:
        """Gives a batch to one of them; if one has died, that is what its future says.

        One that dies while this call starts another makes the start fail for want of a pipe (OSError); asked again,
        the pool says that it is broken.
        """
        try:
            try:
                return self.submit(pairs)
            except OSError:
                return self.submit(pairs)
        except BrokenProcessPool as problem:
            broken: Future[list[Answer]] = Future()
            broken.set_exception(problem)
            return broken

    def alone(self, pair: Pair) -> Answer:
        """Reads one report by itself."""
        try:
            return self.send([pair]).result()[0]
        except BrokenProcessPool:
            self.renew()
            return "the process that read it was ended by the system"

    def renew(self) -> None:
        """New processes, after one died."""
        self.leave()
        self.pool = self._new()

    def leave(self) -> None:
        """Sends them home; what they have not begun is dropped."""
        self.pool.shutdown(wait=False, cancel_futures=True)


def _start() -> None:
    """In each process: Ctrl-C is the parent's to handle, and one process keeps to one core."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.setdefault("OMP_NUM_THREADS", "1")


@cache
def _furnish(lexicon: Path | None) -> None:
    """Once in each process: the tables that the parent uses."""
    use(lexicon)


def _work(pairs: list[Pair], work: Work) -> list[Answer]:
    if not pairs:
        return []
    _furnish(work.lexicon)
    found = _read(_reader(work.parts), pairs, work.debug)
    return [answer if isinstance(answer, str) else answer.to_json() for answer in found]
