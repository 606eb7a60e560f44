"""Figures that count the same, as an index that follows each reading."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.analyse import disputes
from onrecord.ledger import figures
from onrecord.ledger.verify import verify


def groups(ledger):
    rows = ledger.rows("SELECT grp, count(*) AS n FROM figure_groups GROUP BY grp ORDER BY n")
    return [row["n"] for row in rows]


def three(told):
    return (
        told(killed=10),
        told(killed=40, speaker="Karim Nasser", publisher="Delta Post", source_id="b"),
        told(killed=90, speaker="Hala Issa", publisher="Coast Times", source_id="c", day="2013-08-20"),
    )


def test_figures_of_one_happening_are_a_group(ledger, told):
    ledger.add_batch([one.pair for one in three(told)])
    assert groups(ledger) == [1, 2]
    assert verify(ledger) == []


def test_the_order_in_which_reports_come_does_not_matter(ledger, told):
    for one in reversed(three(told)):
        ledger.add(*one.pair)
    assert groups(ledger) == [1, 2]
    assert [dispute.day for dispute in disputes(ledger).rows] == ["2013-08-14"]


def test_a_figure_that_is_read_anew_leaves_its_group(ledger, told):
    one, two, three_ = three(told)
    ledger.add_batch([one.pair, two.pair, three_.pair])
    assert [dispute.day for dispute in disputes(ledger).rows] == ["2013-08-14"]
    anew = told(
        killed=40, speaker="Karim Nasser", publisher="Delta Post", source_id="b", reader="reader 2", day="2013-08-20"
    )
    ledger.add(*anew.pair)
    assert [dispute.day for dispute in disputes(ledger).rows] == ["2013-08-20"]
    assert groups(ledger) == [1, 2]
    assert verify(ledger) == []


def test_a_figure_between_two_groups_makes_them_one_and_parts_them_again(ledger, told):
    """Two figures of one actor are joined by a third of a day between them, and no longer once that is dated anew."""
    ledger.add(*counted(told, 10, "2013-01-01", "a").pair)
    ledger.add(*counted(told, 40, "2013-02-20", "b").pair)
    assert groups(ledger) == [1, 1]
    middle = counted(told, 90, "2013-01-25", "c")
    ledger.add(*middle.pair)
    assert groups(ledger) == [3]
    decision = ledger.correct(
        middle.given.report.id, {"published": "2013-06-01"}, by="R. Haddad", why="a later edition"
    )
    assert groups(ledger) == [1, 1, 1]
    assert disputes(ledger).rows == ()
    ledger.undo(decision.id, by="R. Haddad", why="a mistake")
    assert groups(ledger) == [3]
    assert verify(ledger) == []


def test_groups_are_the_same_whatever_comes_and_goes(ledger, told):
    """Reports are added, read anew with other days, dated and dated back; `verify` makes the groups from scratch."""
    drawn = random.Random(5)
    for step in range(40):
        source = f"s{drawn.randrange(12)}"
        if drawn.random() < 0.5:
            published = f"2013-{drawn.randrange(1, 10):02}-{drawn.randrange(1, 28):02}"
            ledger.add(*counted(told, drawn.randrange(1, 5), published, source).pair)
        else:
            day, place = f"2013-08-{drawn.randrange(10, 14)}", drawn.choice(("reader 1", f"reader {step}"))
            one = told(killed=drawn.randrange(1, 5), day=day, source_id=source, speaker=f"Mona {source}", reader=place)
            ledger.add(*one.pair)
        assert figures.wrong(ledger.store) == []
    assert max(groups(ledger)) > 3


def test_a_dispute_is_ranked_anew_when_an_origin_changes(ledger, told):
    story = " ".join(f"word{n}" for n in range(60)) + ". "
    ledger.add(*told(killed=10, preface=story).pair)
    ledger.add(*told(killed=40, speaker="Karim Nasser", publisher="Delta Post", source_id="b").pair)
    before = ledger.rows("SELECT rank FROM figure_disputes")[0][0]
    again = told(killed=40, speaker="Karim Nasser", publisher="Coast Times", source_id="c", preface=story)
    ledger.add(*again.pair)
    assert {row["origin"] for row in ledger.rows("SELECT origin FROM current_readings")} == {"outlet:harbour observer"}
    assert ledger.rows("SELECT rank FROM figure_disputes")[0][0] == pytest.approx(before / 2)
    assert verify(ledger) == []


def test_nothing_is_left_to_rank_after_a_transaction(ledger, told):
    ledger.add_batch([one.pair for one in three(told)])
    assert ledger.rows("SELECT * FROM figures_due") == []


def test_a_broken_index_is_found(ledger, told):
    ledger.add_batch([one.pair for one in three(told)])
    with ledger.store.transaction():
        ledger.store.put("UPDATE figure_groups SET grp = 99 WHERE figure = 'f1' AND reading = 1")
    assert "index" in {problem.kind for problem in verify(ledger)}


@pytest.mark.parametrize(
    ("told_by", "expected"),
    [
        ([("a", 10, 10), ("b", 10, 10)], []),
        ([("a", 10, 10), ("b", 12, 12)], ["a", "b"]),
        ([("a", 10, 10), ("a", 12, 12)], []),
        ([("a", 10, 10), ("a", 12, 12), ("b", 12, 12)], ["a", "b"]),
        ([("a", 5, None), ("b", 12, 12)], []),
        ([("a", 20, None), ("b", 12, 12)], ["b", "a"]),
    ],
)
def test_which_numbers_do_not_fit(told_by, expected):
    rows = [
        {
            "source": source,
            "low": low,
            "best": None if high is None else low,
            "high": high,
            "report": "r",
            "id": str(n),
            "reading": 1,
            "day": "2013-08-15",
            "reason": "publisher",
            "story": "r",
        }
        for n, (source, low, high) in enumerate(told_by)
    ]
    assert [row["source"] for row in figures.disputed(rows)] == expected


def counted(told, number, published, source_id):
    """A report whose figure counts an actor, not a happening."""
    from msgspec import structs

    made = told(
        killed=number, published=published, day=None, source_id=source_id, speaker=f"Mona {source_id.title()}dam",
        publisher=f"{source_id} Post", own_words=True,
    )  # fmt: skip
    reading = made.reading
    [figure] = reading.figures
    changed = structs.replace(reading, figures=(structs.replace(figure, of="report:harbour-front"),), events=())

    class Counted:
        given = made.given
        pair = (made.given, changed)

    return Counted


def row(n: int, *, number: int, day: str, source: str, story: str, reason: str) -> dict[str, object]:
    told = {"reading": n, "id": "f1", "report": f"r{n // 2}", "low": None, "best": number, "high": None}
    return {**told, "day": day, "source": source, "story": story, "reason": reason, "origin": source}


ROWS = st.lists(
    st.fixed_dictionaries({
        "number": st.integers(1, 3),
        "day": st.sampled_from(["2013-08-14", "2013-08-15", "9999"]),
        "source": st.sampled_from(["ledger:mona-adel", "an earlier report", "b"]),
        "story": st.sampled_from(["r0", "r1", "r2"]),
        "reason": st.sampled_from(["publisher", "version", "correction"]),
    }),
    max_size=12,
)  # fmt: skip


@given(ROWS)
def test_comparing_one_of_those_alike_gives_what_comparing_all_gives(told):
    rows = [row(n, **one) for n, one in enumerate(told)]
    ordered = sorted(rows, key=figures._order)
    wanted = []
    for source in dict.fromkeys(one["source"] for one in ordered):
        for one in (some for some in ordered if some["source"] == source):
            among = [
                other
                for other in (rows if figures._withdrawn(one) else ordered)
                if (other["report"] == one["report"] if figures._withdrawn(one) else other["source"] == source)
            ]
            later = next((other for other in among if figures._replaces(other, one)), None)
            wanted += [(one, later)] if later else []
    assert figures.replacements(rows) == wanted


def test_many_figures_of_one_source_are_ranked_in_few_steps(monkeypatch):
    rows = [
        row(2 * n, number=12, day=f"2013-08-{1 + n % 28:02}", source="a", story=f"r{n}", reason="publisher")
        for n in range(5000)
    ]
    asked = []
    monkeypatch.setattr(figures, "_replaces", lambda later, one: bool(asked.append(1)))
    assert figures.replacements(rows) == []
    assert len(asked) == 28 * 28
