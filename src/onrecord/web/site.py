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
    _masks: dict[int, Mask] = field(default_factory=dict)
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
            if state not in self._masks:
                self._masks = {state: Mask.of_rows(ledger.rows)}
            return self._masks[state].of(found)

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
