"""verify proves coding work: a sample is what its seed draws, a code lies in a sample and is by who was asked."""

import pytest

from onrecord.coding import Coding
from onrecord.ledger import coded, decisions, verify
from onrecord.model import Anchor

LEAD = {"by": "R. Haddad", "why": "to know how right it is"}


@pytest.fixture
def drawn(ledger, told):
    ledger.add_batch([told(source_id=f"{n}.txt", publisher=f"P{n}", own_words=True).pair for n in range(8)])
    return Coding(ledger).draw("events", 4, name="pilot", seed="7", **LEAD)


def forged(ledger, kind, target, **fields):
    """A decision that is signed and chained, and says what nobody may say."""
    with ledger.writing():
        return decisions.append(ledger.store, kind, target, by="R. Haddad", why="forged", **fields)


def wrong(ledger):
    return [problem.message for problem in verify(ledger)]


def test_a_whole_one_is_whole(ledger, drawn):
    assert verify(ledger) == []


def test_rows_that_the_seed_does_not_draw_are_found(ledger, drawn):
    [made] = decisions.of_kind(ledger.store, "sample")
    others = [row[0] for row in ledger.rows("SELECT row FROM events ORDER BY row")]
    left = [row for row in others if row not in {at.name for at in made.anchors}]
    swapped = sorted([*(at.name for at in made.anchors[:3]), left[0]], key=lambda row: coded.frames.number("7", row))
    anchors = tuple(Anchor(row.partition(":")[0], "events", "e1", 0, 1, "x") for row in swapped)
    forged(ledger, "sample", "better", changes=made.changes, anchors=anchors)
    assert wrong(ledger) == ["drawing it again from the same frame gives other rows"]


def test_rows_in_another_order_are_found(ledger, drawn):
    [made] = decisions.of_kind(ledger.store, "sample")
    forged(ledger, "sample", "turned", changes=made.changes, anchors=made.anchors[::-1])
    assert "its rows are not in the order in which its seed draws them" in wrong(ledger)


def test_strata_that_do_not_add_up_are_found(ledger, drawn):
    [made] = decisions.of_kind(ledger.store, "sample")
    strata = {"s1.value": "x", "s1.frame": "8", "s1.drawn": "3"}
    forged(ledger, "sample", "strata", changes=made.changes | strata, anchors=made.anchors, others=("1",) * 4)
    assert wrong(ledger) == ["its rows are not as many of each stratum as it says"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"sample": "d000000000000"}, "in a sample that is not there"),
        ({"item": "0123456789abcdef:e1"}, "the sample that it is in has no such row"),
        ({"assignment": "d000000000000"}, "nobody was asked for it"),
        ({"codebook": "d000000000000"}, "under a codebook that is not there"),
    ],
)
def test_a_code_that_lies_in_nothing_is_found(ledger, drawn, change, message):
    [asked] = decisions.of_kind(ledger.store, "assign")
    said = {
        "sample": drawn.id, "item": drawn.items[0].name, "assignment": asked.id, "variable": "right", "value": "yes",
    }  # fmt: skip
    forged(ledger, "code", drawn.items[0].name, changes=said | change)
    assert any(message in one for one in wrong(ledger))


def test_a_code_by_somebody_else_than_was_asked_is_found(ledger, drawn):
    [asked] = decisions.of_kind(ledger.store, "assign")
    said = {
        "sample": drawn.id, "item": drawn.items[0].name, "assignment": asked.id, "variable": "right", "value": "yes",
    }  # fmt: skip
    with ledger.writing():
        decisions.append(ledger.store, "code", drawn.items[0].name, by="Somebody", why="for him", changes=said)
    assert wrong(ledger) == ["it is by somebody else than was asked for it"]


def test_what_is_no_sample_and_about_none_is_found(ledger, drawn):
    forged(ledger, "sample", "empty", changes={"section": "events"})
    forged(ledger, "open", "d000000000000")
    assert sorted(wrong(ledger)) == [
        "it is a sample, and does not say what one says", "it is about a sample that is not there",
    ]  # fmt: skip


def test_a_code_that_was_changed_in_the_file_is_found(ledger, drawn, path, unguarded):
    Coding(ledger).code(drawn.items[0].name, {"right": "no"}, by="R. Haddad", sample=drawn)
    ledger.close()
    with unguarded(path) as shell:
        shell.execute("UPDATE decisions SET changes = replace(changes, '\"no\"', '\"yes\"') WHERE kind = 'code'")
    with type(ledger).open(path) as again:
        assert "what it says does not match its hash" in wrong(again)
