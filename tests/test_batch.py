from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import pytest

from onrecord import batch
from onrecord.batch import Work, outcomes
from onrecord.errors import DataError, NotThere
from onrecord.ingest.given import Failure, Given
from onrecord.model import FORMAT, Reading, Report


class Fake:
    """A reader that fails on reports that say so."""

    def read_all(self, pairs: list[batch.Pair]) -> Iterator[Reading]:
        for report, _ in pairs:
            if report.text == "fail":
                raise IndexError("list index out of range")
            if report.text == "data":
                raise DataError("lexicon.tsv, line 3: two cells")
            if report.text == "die":
                os.kill(os.getpid(), signal.SIGKILL)
            yield Reading(FORMAT, "fake", report)


def items(*texts: str) -> list[Given | Failure]:
    missing: Failure = Failure.of(NotThere("x is not there"), "x")
    return [
        missing if text == "missing" else Given(Report(text, f"{n}.txt", "", text), text.encode(), "text/plain")
        for n, text in enumerate(texts)
    ]


@pytest.fixture(autouse=True)
def _fake(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    if "workers" not in request.node.name:
        monkeypatch.setattr(batch, "_reader", lambda parts: Fake())


def told(found: Iterator[batch.Outcome]) -> list[str]:
    return [one.code if isinstance(one, Failure) else one[1].report.text for one in found]


def test_order_is_kept_and_failures_stand_where_they_came() -> None:
    texts = [f"report {n}" for n in range(70)]
    texts[5], texts[40] = "missing", "fail"
    wanted = list(texts)
    wanted[5], wanted[40] = "I201", "I209"
    assert told(outcomes(items(*texts), Work())) == wanted


def test_a_report_that_the_reader_fails_on_is_named_with_the_reason() -> None:
    [found] = outcomes(items("fail"), Work())
    assert isinstance(found, Failure)
    assert found.message == "0.txt: the reader failed (IndexError: list index out of range)"
    assert (found.code, found.original) == ("I209", b"fail")


def test_debug_shows_where(capsys: pytest.CaptureFixture[str]) -> None:
    list(outcomes(items("fail"), Work(debug=True)))
    assert "Traceback" in capsys.readouterr().err


def test_broken_data_is_no_failure_of_a_report() -> None:
    with pytest.raises(DataError):
        list(outcomes(items("one", "data"), Work()))


def test_items_are_drawn_as_they_are_needed() -> None:
    drawn: list[Any] = []

    def source() -> Iterator[Given | Failure]:
        for item in items(*["text"] * 100):
            drawn.append(item)
            yield item

    next(outcomes(source(), Work()))
    assert len(drawn) == batch.BATCH


def test_large_reports_make_small_batches() -> None:
    sizes = [len(part) for part in batch._batches(items(*["x" * 150_000] * 4))]
    assert sizes == [2, 2]


def test_two_workers_read_in_order_as_one_does() -> None:
    texts = [f"The minister said that {n} rebels attacked Qena." for n in range(40)]
    texts[3] = "missing"
    serial = [o if isinstance(o, Failure) else o[1].to_json() for o in outcomes(items(*texts), Work())]
    spread = [o if isinstance(o, Failure) else o[1].to_json() for o in outcomes(items(*texts), Work(workers=2))]
    assert spread == serial


class Dying(batch._Crew):
    """Workers of which one dies when it is given a report that says so."""

    def submit(self, pairs: list[batch.Pair]) -> Any:
        if any(report.text == "die" for report, _ in pairs):
            return self.pool.submit(os._exit, 9)
        return self.pool.submit(_told, pairs)


def _told(pairs: list[batch.Pair]) -> list[bytes]:
    return [Reading(FORMAT, "fake", report).to_json() for report, _ in pairs]


class Slow(ProcessPoolExecutor):
    """A pool that starts its second process when it has already closed its pipes, because the first one has died."""

    def _spawn_process(self) -> None:
        pipe = self._call_queue._reader
        for _ in range(300 if self._processes and not Slow.seen else 0):
            if pipe.closed:
                Slow.seen = True
                break
            time.sleep(0.1)
        super()._spawn_process()

    seen = False


class DyingAtOnce(Dying):
    """Workers that are started so slowly that one dies before the next is there."""

    def _new(self) -> ProcessPoolExecutor:
        return Slow(self.work.workers, multiprocessing.get_context("spawn"))


@pytest.mark.parametrize(("crew", "place"), [(Dying, 4), (DyingAtOnce, 1)])
def test_a_report_that_kills_its_process_takes_no_other_along(
    monkeypatch: pytest.MonkeyPatch, crew: type[Dying], place: int
) -> None:
    monkeypatch.setattr(batch, "_Crew", crew)
    monkeypatch.setattr(batch, "BATCH", 3)
    texts = [f"report {n}" for n in range(12)]
    texts[place] = "die"
    found = list(outcomes(items(*texts), Work(workers=2)))
    assert told(iter(found)) == [*texts[:place], "I209", *texts[place + 1 :]]
    assert isinstance(found[place], Failure)
    assert "ended by the system" in found[place].message
    assert Slow.seen == (crew is DyingAtOnce)
