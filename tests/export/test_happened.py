"""What all formats of event data hold: what occurred, is ongoing or unknown, and nothing else."""

import re

import pytest

from onrecord.export import load
from onrecord.export.happened import LEFT_OUT, done_sql
from onrecord.model import HAPPENED, STATUSES

NAMES = ["gdelt-events", "gdelt-mentions", "icews", "polecat", "plover"]
HEADED = {"icews", "polecat"}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("status", STATUSES)
def test_what_happened_leaves_and_nothing_else(put_in, export, name, status):
    put_in(source_id="x", status=status)
    rows = export(name).splitlines()[1 if name in HEADED else 0 :]
    assert len(rows) == (1 if status in HAPPENED else 0)


@pytest.mark.parametrize("name", NAMES)
def test_each_says_that_the_rest_is_left_out(name):
    assert load(name).loses.startswith(LEFT_OUT)


def test_a_query_asks_for_the_same_statuses():
    assert {*re.findall(r"'(\w+)'", done_sql("e"))} == HAPPENED
