"""What the page serves, and how."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from onrecord.ledger import Ledger
from onrecord.mask import Mask

T = TypeVar("T")
KEPT = 64
"""Answers that are kept for the next time they are asked for."""


@dataclass
class Site:
    """One ledger on one machine.

    Attributes:
        path: of the ledger. token: what an address must carry the first time. hosts: the names that a request may use,
            with the port: "127.0.0.1:8700". by: who decides, where the page does not say otherwise.
        readonly: nothing can be added or decided. mask: names of private people are hidden everywhere.
    """

    path: Path
    token: str
    hosts: frozenset[str]
    by: str = ""
    readonly: bool = False
    mask: bool = False
    _mask: tuple[int, Mask] | None = None
    _kept: OrderedDict[Hashable, Any] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def cookie(self) -> str:
        """The name of the cookie: cookies are shared by all ports of a host, so it names the port."""
        return f"onrecord-{next((host.rpartition(':')[2] for host in sorted(self.hosts)), '')}"

    @contextmanager
    def reading(self) -> Iterator[Ledger]:
        """The ledger, to ask it: one state for all questions inside."""
        with Ledger.open(self.path, readonly=True) as ledger, ledger.snapshot():
            yield ledger

    @contextmanager
    def writing(self) -> Iterator[Ledger]:
        """The ledger, to add or decide."""
        with Ledger.open(self.path) as ledger:
            yield ledger

    def hidden(self, ledger: Ledger, found: T) -> T:
        """What the ledger answered, masked where that was asked for. A mask holds for one state of the ledger."""
        if not self.mask:
            return found
        state = _state(ledger)
        with self._lock:
            if self._mask is None or self._mask[0] != state:
                self._mask = state, Mask.of_rows(ledger.rows, self._mask and self._mask[1])
            return self._mask[1].of(found)

    def meant(self, words: str) -> str:
        """What was asked for, with the ids of those for whom masked ids stand that a page of this site named."""
        with self._lock:
            return self._mask[1].meant(words) if self.mask and self._mask else words

    def kept(self, ledger: Ledger, name: Hashable, ask: Callable[[], T]) -> T:
        """An answer that takes long to count, kept as long as nothing is added or decided.

        Args:
            name: of the question. ask: asks it.
        """
        key = (_state(ledger), name)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                found: T = self._kept[key]
                return found
        found = ask()
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return found


def _state(ledger: Ledger) -> int:
    """A number that changes when anything is added or decided."""
    return hash((*ledger.rows(_STATE)[0], ledger.behind()))


_STATE = """
SELECT (SELECT max(id) FROM readings), (SELECT max(id) FROM report_versions), (SELECT max(id) FROM failures),
  (SELECT count(*) FROM decisions)
"""
