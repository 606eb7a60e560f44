"""What was just asked, kept for a moment: a page that draws asks for its rows again as JSON, and a slider goes back."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from starlette.requests import Request

from onrecord.ledger import Ledger

MOST = 16
"""Answers that are kept, over all pages."""
_answers: OrderedDict[tuple[object, ...], Any] = OrderedDict()
_lock = threading.Lock()


def kept(ask: Callable[[Ledger, Request], Any]) -> Callable[[Ledger, Request], Any]:
    """The same question, answered once for each address and state of the ledger. Its answers must be frozen."""

    def again(ledger: Ledger, request: Request) -> Any:
        asked = tuple(sorted(request.query_params.multi_items()))
        key = (ask, str(ledger.path.resolve()), _state(ledger), request.url.path, asked)
        with _lock:
            if key in _answers:
                _answers.move_to_end(key)
                return _answers[key]
        found = ask(ledger, request)
        with _lock:
            _answers[key] = found
            while len(_answers) > MOST:
                _answers.popitem(last=False)
        return found

    return again


def _state(ledger: Ledger) -> tuple[object, ...]:
    """What changes whenever an answer could."""
    [row] = ledger.rows("SELECT (SELECT max(id) FROM readings), (SELECT count(*) FROM decisions)")
    return (*row, ledger.coverage(), ledger.behind())
