"""The error tree: drawn as it is, each code once, each error with a next step."""

import re

from onrecord import errors
from onrecord.errors import OnRecordError


def everything(kind=OnRecordError):
    for child in kind.__subclasses__():
        yield child
        yield from everything(child)


def test_codes_are_unique_and_drawn():
    drawn = dict(re.findall(r"(\w+) +([A-Z]\d{3})\b", errors.__doc__ or ""))
    leaves = [kind for kind in everything() if not kind.__subclasses__()]
    assert {kind.__name__: kind.code for kind in leaves} == drawn
    codes = [kind.code for kind in everything()]
    assert len(codes) == len(set(codes))


def test_each_says_what_to_do_next():
    for kind in everything():
        error = kind("A sentence.")
        assert str(error) == "A sentence."
        assert error.next_step.endswith((".", "with the text."))
        assert error.exit_status == (2 if error.code.startswith("U") else 1)
