"""What the page serves, and how."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from onrecord.ledger import Ledger
from onrecord.mask import Mask

T = TypeVar("T")


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
        state = hash(tuple(ledger.rows(_STATE)[0]))
        with self._lock:
            if state not in self._masks:
                self._masks = {state: Mask.of_rows(ledger.rows)}
            return self._masks[state].of(found)


_STATE = "SELECT (SELECT max(id) FROM readings), (SELECT count(*) FROM decisions)"
