"""What is made piece by piece in a thread of its own, and sent while it is made: memory does not grow with it."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import AsyncGenerator, Callable

WAITING = 8
"""Pieces that wait at most; who makes them waits then."""
Give = Callable[[bytes], None]


class Unheard(Exception):
    """Nobody listens any more; raised where the next piece is given."""


async def streamed(make: Callable[[Give], None]) -> AsyncGenerator[bytes, None]:
    """Runs `make` in a thread; gives the pieces that it gives.

    No thread waits for a piece: where nobody listens any more, nothing is left behind but `make`, which ends at its
    next piece. The process waits for that, so that what `make` holds open or has on disk is let go of.

    Raises:
        Exception: whatever `make` raised, before the piece that it did not give.
    """
    loop = asyncio.get_running_loop()
    pieces: asyncio.Queue[bytes | Exception | None] = asyncio.Queue()
    room = threading.Semaphore(WAITING)
    gone = threading.Event()

    def put(piece: bytes | Exception | None) -> None:
        if not gone.is_set():
            room.acquire()
        if gone.is_set():
            raise Unheard
        try:
            loop.call_soon_threadsafe(pieces.put_nowait, piece)
        except RuntimeError:
            raise Unheard from None

    def work() -> None:
        with contextlib.suppress(Unheard):
            try:
                make(put)
            except Unheard:
                raise
            except Exception as problem:  # noqa: BLE001  the edge of the thread: it is raised where pieces are read
                put(problem)
            else:
                put(None)

    threading.Thread(target=work, name="onrecord-stream").start()
    try:
        while (piece := await pieces.get()) is not None:
            room.release()
            if isinstance(piece, Exception):
                raise piece
            yield piece
    finally:
        gone.set()
        room.release()
