"""The page: `onrecord serve`, for one person on their own machine.

Starlette answers, Jinja2 writes, htmx swaps parts; everything can be read without JavaScript, and each page is there as
JSON at the same address with `.json`. A page is a module of `pages/` with `ROUTES`: it asks the ledger and gives rows;
`answer` makes HTML or JSON of them, masked where that was asked for. Nothing is asked of any other machine.
"""

from onrecord.web.app import create
from onrecord.web.site import Site

__all__ = ["Site", "create"]
