"""Whatever is wrong in a ledger is found and named."""

import sqlite3
import zlib
from contextlib import closing

import pytest
from msgspec import structs

from onrecord.ledger import Ledger, verify
from onrecord.model import Span


@pytest.fixture
def damaged(ledger, golden, path, unguarded):
    """Runs a statement on a full ledger as somebody with a shell could, triggers away; gives what is then wrong."""
    ledger.add(*golden)
    ledger.close()

    def damage(*statements: str, values: tuple[object, ...] = ()) -> set[str]:
        with unguarded(path) as shell:
            for statement in statements:
                assert shell.execute(statement, values).rowcount > 0
        with Ledger.open(path, readonly=True) as opened:
            return {problem.kind for problem in verify(opened)}

    return damage


def test_a_whole_ledger_has_no_problem(ledger, golden, told):
    ledger.add(*golden)
    ledger.add_batch([told(source_id=f"{n}.txt").pair for n in range(5)])
    assert verify(ledger) == []


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("UPDATE originals SET bytes = x'00'", "hash"),
        ("UPDATE texts SET text = 'x' || text", "hash"),
        ("UPDATE reading_bytes SET sha256 = 'x'", "hash"),
        ("UPDATE reading_bytes SET json = x'00'", "hash"),
        ("DELETE FROM reading_bytes", "reading"),
        ("DELETE FROM current_readings", "reading"),
        ("UPDATE current_readings SET report = 'x'", "reading"),
        ("UPDATE event_rows SET start_at = start_at + 1 WHERE id = 'e1'", "row"),
        ("UPDATE attribution_rows SET content_words = 'nothing' WHERE id = 'a1'", "row"),
        ("UPDATE event_rows SET status = 'occurred' WHERE status = 'threatened'", "row"),
        ("UPDATE attribution_actors SET actor = 'nobody' WHERE n = 0", "reference"),
        ("DELETE FROM relation_rows WHERE id = 'r1'", "row"),
        ("UPDATE event_rows SET passage = 'x' WHERE id = 'e1'", "index"),
        ("DELETE FROM text_index_data WHERE id > 10", "index"),
    ],
)
def test_each_damage_is_found(damaged, statement, kind):
    assert kind in damaged(statement)


def test_a_flipped_byte_of_an_original_is_found(damaged, golden):
    original = golden[0].original
    flipped = bytes([original[0] ^ 1]) + original[1:]
    assert damaged("UPDATE originals SET bytes = ?", values=(zlib.compress(flipped),)) == {"hash"}


def test_a_missing_guard_is_found(ledger, path):
    with closing(sqlite3.connect(path)) as shell, shell:
        shell.execute("DROP TRIGGER event_rows_no_update")
    assert [(problem.kind, problem.where) for problem in verify(ledger)] == [("guard", "event_rows")]


def test_a_broken_page_is_found(ledger, told, path):
    ledger.add_batch([told(source_id=f"{n}.txt", killed=n).pair for n in range(30)])
    [root] = ledger.rows("SELECT rootpage FROM sqlite_master WHERE name = 'event_rows_type'")
    ledger.close()
    with path.open("r+b") as file:
        file.seek(root[0] * 4096 - 300)
        file.write(b"\xff" * 200)
    with Ledger.open(path, readonly=True) as opened:
        assert "file" in {problem.kind for problem in verify(opened)}


@pytest.mark.parametrize("part", ["span", "reference"])
def test_a_reading_that_was_wrong_when_it_was_added_is_found(ledger, told, part):
    one = told()
    reading = one.reading
    if part == "span":
        wrong = {"sentences": (Span(0, 4, "Nona"),)}
    else:
        wrong = {"predicates": tuple(type(p)(p.span, p.factuality, "a9") for p in reading.predicates)}
    ledger.add(one.given, structs.replace(reading, **wrong))
    [problem] = verify(ledger)
    assert problem.kind == part
    assert problem.where.startswith(one.report.id)
