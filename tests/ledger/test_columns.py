"""Every column of text is known: it may hold words, or it cannot, and why."""

from onrecord.ledger.columns import CLEAN, INDEXES, JSON, READINGS, WORDS
from onrecord.ledger.rows import TABLES
from onrecord.ledger.store import FULL_TEXT


def columns(ledger) -> dict[str, dict[str, str]]:
    """Table to column to type, without the tables of full-text indexes, which are made anew from others."""
    names = [row[0] for row in ledger.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    hidden = (*(f"{name}_" for name in FULL_TEXT), "sqlite_")
    return {
        name: {row["name"]: row["type"] for row in ledger.rows(f"PRAGMA table_info({name})")}
        for name in names
        if not name.startswith(hidden) and name not in FULL_TEXT
    }


def test_every_column_of_text_is_known(ledger):
    lists = (READINGS, INDEXES, WORDS, CLEAN)
    for table, types in columns(ledger).items():
        known = [column for one in lists for column in one.get(table, ())]
        wanted = [column for column, kind in types.items() if kind not in ("INTEGER", "REAL")]
        assert sorted(known) == sorted(wanted), f"{table}: see onrecord/ledger/columns.py"


def test_no_list_names_what_is_not_there(ledger):
    there = columns(ledger)
    for one in (READINGS, INDEXES, WORDS, CLEAN):
        assert one.keys() <= there.keys()
    assert set(TABLES) | {"reading_bytes"} == set(READINGS)
    assert {column for types in there.values() for column in types} >= JSON


def test_an_index_that_is_not_made_anew_is_no_other_table(ledger):
    virtual = {row[0] for row in ledger.rows("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%'")}
    assert virtual == set(FULL_TEXT)
