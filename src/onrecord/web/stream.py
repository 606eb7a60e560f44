"""What is made piece by piece in a thread of its own, and sent while it is made: memory does not grow with it."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import AsyncIterator, Callable

WAITING = 8
"""Pieces that wait at most; who makes them waits then."""
_CHECK = 0.5
"""Seconds after which who makes them looks whether somebody still listens."""
Give = Callable[[bytes], None]


class Unheard(Exception):
    """Nobody listens any more; raised where the next piece is given."""


async def streamed(make: Callable[[Give], None]) -> AsyncIterator[bytes]:
    """Runs `make` in a thread; gives the pieces that it gives.

    Raises:
        Exception: whatever `make` raised, before the piece that it did not give.
    """
    pieces: queue.Queue[bytes | BaseException | None] = queue.Queue(WAITING)
    gone = threading.Event()

    def put(piece: bytes | BaseException | None) -> None:
        while not gone.is_set():
            try:
                return pieces.put(piece, timeout=_CHECK)
            except queue.Full:
                continue
        raise Unheard

    def work() -> None:
        try:
            make(put)
            put(None)
        except Unheard:
            pass
        except Exception as problem:  # noqa: BLE001  the edge of the thread: it is raised where the pieces are read
            put(problem)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        while (piece := await asyncio.to_thread(pieces.get)) is not None:
            if isinstance(piece, BaseException):
                raise piece
            yield piece
    finally:
        gone.set()
