"""/: what is in the ledger, and where to go on."""

from __future__ import annotations

from starlette.requests import Request

from onrecord.analyse import Account, account
from onrecord.ledger import Ledger
from onrecord.web.answer import page


def home(ledger: Ledger, request: Request) -> Account:
    """The account of the ledger."""
    return account(ledger)


ROUTES = [page("/", "home.html", home)]
