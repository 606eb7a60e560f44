"""Reads reports into a ledger: what is there already is passed by, and each batch is one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from onrecord.batch import Outcome, Work, outcomes
from onrecord.ingest.given import Failure, Given
from onrecord.ledger import Ledger, Step

BATCH = 32
"""Reports that are written in one transaction at most."""
Done = Callable[[Outcome | Given, Step], None]
"""What is called of each input when it is in the ledger: with its reading, as it came in where nothing was to be read,
or why there is none; and what the adding did."""


def add(
    ledger: Ledger, given: Iterable[Given | Failure], work: Work, done: Done, *,
    seen: Callable[[str], None] = lambda name: None, batch: int = BATCH,
) -> None:  # fmt: skip
    """Reads reports into a ledger. It can be stopped at any time: asked again, it goes on where it stopped.

    Args:
        done: is called for each, in order, but for those that were there already, which are told when they are met.
        seen: is called with the source id of each as soon as it is read. batch: reports in one transaction at most.

    Raises:
        DataError: a data file of the reader is wrong.
        LedgerBusy, LedgerFull: the ledger cannot be written; what was told as done is in it.
    """
    waiting: list[Outcome] = []

    def write() -> None:
        for outcome, step in zip(waiting, ledger.add_batch(waiting), strict=True):
            done(outcome, step)
        waiting.clear()

    def there(item: Given) -> None:
        done(item, "nothing")
        seen(item.report.source_id)

    for outcome in outcomes(_wanted(ledger, given, work, there), work):
        waiting.append(outcome)
        seen(outcome.source_id if isinstance(outcome, Failure) else outcome[0].report.source_id)
        if len(waiting) >= batch:
            write()
    write()


def _wanted(
    ledger: Ledger, given: Iterable[Given | Failure], work: Work, there: Callable[[Given], None]
) -> Iterator[Given | Failure]:
    """What is still to be read."""
    from onrecord.reader.reader import version

    readers = {version(), version(frozenset(work.parts))}
    for item in given:
        refused = None if isinstance(item, Failure) else ledger.refusal(item.report)
        if isinstance(item, Failure) or refused is not None:
            yield refused or item
            continue
        whole = ledger.completed(item)
        if all(ledger.wants(whole.report, reader) for reader in readers):
            yield whole
        else:
            there(item)
