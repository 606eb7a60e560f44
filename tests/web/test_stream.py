"""Pieces that are made in a thread."""

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from onrecord.web.stream import WAITING, Unheard, streamed


def run(ask):
    """Runs a coroutine in a thread of its own: the browser's driver keeps a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(ask())).result()


def test_pieces_come_in_order():
    async def read():
        return [piece async for piece in streamed(lambda give: [give(bytes([n])) for n in range(100)])]

    assert run(read) == [bytes([n]) for n in range(100)]


def test_what_goes_wrong_is_raised_where_the_pieces_are_read():
    def make(give):
        give(b"a")
        raise ValueError("torn")

    async def read():
        return [piece async for piece in streamed(make)]

    with pytest.raises(ValueError, match="torn"):
        run(read)


def test_who_waits_for_a_piece_can_leave_and_no_thread_is_left():
    slow, ended = threading.Event(), threading.Event()

    def make(give):
        try:
            give(b"a")
            slow.wait(10)
            for _ in range(WAITING + 1):
                give(b"b")
        except Unheard:
            ended.set()
            raise

    async def read():
        pieces = streamed(make)
        await anext(pieces)
        waiting = asyncio.ensure_future(anext(pieces))
        await asyncio.sleep(0.05)
        waiting.cancel()
        await asyncio.wait([waiting])
        slow.set()

    begun = time.monotonic()
    run(read)
    assert ended.wait(5)
    assert time.monotonic() - begun < 5
    assert not [one for one in threading.enumerate() if one.name.startswith("asyncio_")]


def test_who_makes_them_waits_and_stops_when_nobody_listens():
    given, ended = [], []

    def make(give):
        try:
            for n in range(10_000):
                give(b"x")
                given.append(n)
        except Unheard:
            ended.append(True)
            raise

    async def read():
        pieces = streamed(make)
        await anext(pieces)
        await asyncio.sleep(0.1)
        await pieces.aclose()

    run(read)
    for _ in range(100):
        if ended:
            break
        time.sleep(0.05)
    assert ended
    assert len(given) <= WAITING + 2
