"""The scorer of happenings, origins and disputes: figures of made answers, and what a ledger gives it."""

from __future__ import annotations

import json

import pytest

from onrecord.evaluate.own_happenings import Found, b_cubed, from_ledger, paired, score_happenings
from onrecord.ingest.given import Given
from onrecord.ingest.inputs import Options, read_inputs
from onrecord.ledger import Ledger
from onrecord.reader.reader import Reader

TEXTS = {"a": "A bomb hit Amity.", "b": "The blast hurt two.", "c": "A raid hit Amity."}


def mention(report, text):
    return {"report": report, "text": text, "nth": 1, "stance": "asserts"}


def gold(disputed=(("bomb", "figure"),)):
    """Reports a and b, of one origin, tell of one bomb; c of a raid."""
    clusters = [
        {"id": "bomb", "mentions": [mention("a", "bomb"), mention("b", "blast")]},
        {"id": "raid", "mentions": [mention("c", "raid")]},
    ]
    links = [{"report": report, "reasons": ["copy"], "extent": "whole"} for report in "ab"]
    links.append({"report": "c", "reasons": ["quoted"], "extent": "part"})
    disputes = [{"cluster": cluster, "about": about, "sides": []} for cluster, about in disputed]
    return {"s": {"clusters": clusters, "origins": [{"id": "o", "reports": links}], "disputes": disputes}}


BOMB, BLAST, RAID = ("a", (2, 6)), ("b", (4, 9)), ("c", (2, 6))
SAID = Found({BOMB: "a:e1", BLAST: "b:e1", RAID: "c:e1"}, {}, {"a:e1": 1, "b:e1": 1}, {"a": "x", "b": "x"}, [])


def score(wanted=(("bomb", "figure"),), **changed):
    return score_happenings(gold(wanted), TEXTS, SAID._replace(**changed))


def figures(row):
    return row["p"], row["r"], row["f1"]


def test_what_is_all_right_has_one_everywhere():
    row = score(disputed=[(frozenset({"b:e1"}), "figure")])
    assert row["mentions"] == {"gold": 3, "found": 3, "r": 1.0}
    assert figures(row["happenings"]["joined"]["found"]) == (1, 1, 1)
    assert figures(row["happenings"]["joined"]["all"]) == (1, 1, 1)
    assert figures(row["origins"]) == (1, 1, 1)
    assert figures(row["disputes"]) == (1, 1, 1)


def test_what_is_not_joined_costs_recall():
    assert figures(score(groups={})["happenings"]["joined"]["found"]) == (1, 0.6667, 0.8)


def test_what_is_joined_and_unlike_costs_precision():
    joined = score(groups=dict.fromkeys(("a:e1", "b:e1", "c:e1"), 1))["happenings"]["joined"]["found"]
    assert figures(joined) == (0.5556, 1, 0.7143)


def test_a_mention_that_is_not_found_is_alone_among_all_and_absent_from_the_found():
    row = score(tellings={BOMB: "a:e1", RAID: "c:e1"})
    assert row["mentions"] == {"gold": 3, "found": 2, "r": 0.6667}
    assert figures(row["happenings"]["joined"]["found"]) == (1, 1, 1)
    assert figures(row["happenings"]["joined"]["all"]) == (1, 0.6667, 0.8)


def test_mentions_that_are_not_found_are_not_joined_with_each_other():
    assert figures(score(tellings={BLAST: "b:e1"})["happenings"]["joined"]["all"]) == (1, 0.6667, 0.8)


def test_a_trigger_finds_the_mention_that_it_overlaps_and_no_other():
    assert score(tellings={("a", (0, 6)): "a:e1"})["mentions"]["found"] == 1
    assert score(tellings={("a", (6, 9)): "a:e1"})["mentions"]["found"] == 0
    assert score(tellings={("b", (2, 6)): "a:e1"})["mentions"]["found"] == 1
    assert score(tellings={("b", (0, 3)): "a:e1"})["mentions"]["found"] == 0


def test_two_tellings_of_one_event_are_joined_before_any_group():
    row = score(tellings={BOMB: "a:e1", BLAST: "a:e1"}, groups={})["happenings"]
    assert row["joined"]["found"]["r"] == row["event_alone"]["found"]["r"] == 1
    assert row["mention_alone"]["found"]["r"] == 0.5


def test_the_baseline_joins_one_type_day_and_place_and_leaves_alone_what_lacks_them():
    same = ("ASSAULT", "2020-01-02", "Amity")
    rows = score(likes={"a:e1": same, "c:e1": same})["happenings"]["type_day_place"]["found"]
    assert figures(rows) == (0.6667, 0.6667, 0.6667)
    assert score(likes={})["happenings"]["type_day_place"]["found"]["r"] == 0.6667


def test_a_group_may_have_the_name_of_an_event():
    assert score(groups={"a:e1": "b:e1"})["happenings"]["joined"]["found"]["p"] == 1


def test_origins_are_those_of_whole_reports():
    assert figures(score(origins={})["origins"]) == (1, 0.6667, 0.8)
    assert figures(score(origins=dict.fromkeys("abc", "x"))["origins"]) == (0.5556, 1, 0.7143)
    assert figures(score()["origins"]["each_alone"]) == (1, 0.6667, 0.8)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([({"a:e1", "b:e1"}, "figure")], (1, 0.5, 0.6667)),
        ([({"a:e1"}, "figure"), ({"b:e1"}, "figure")], (1, 0.5, 0.6667)),
        ([({"a:e1"}, "date")], (0, 0, 0)),
        ([({"c:e1"}, "figure")], (0, 0, 0)),
        ([({"z:e9"}, "figure"), ({"c:e1"}, "actor")], (0.5, 0.5, 0.5)),
        ([({"a:e1", "b:e1", "c:e1"}, "figure")], (1, 0.5, 0.6667)),
        ([], (None, 0, 0)),
    ],
)
def test_disputes_are_pairs_of_a_cluster_and_a_question(given, expected):
    disputed = [(frozenset(rows), about) for rows, about in given]
    assert figures(score([("bomb", "figure"), ("raid", "actor")], disputed=disputed)["disputes"]) == expected


def test_joined_happenings_cost_precision_and_parted_ones_recall():
    joined = {1: "x", 2: "x", 3: "x", 4: "x"}
    parted = {1: "a", 2: "a", 3: "b", 4: "b"}
    assert b_cubed(parted, joined) == pytest.approx((0.5, 1.0, 2 / 3))
    assert b_cubed(joined, parted) == pytest.approx((1.0, 0.5, 2 / 3))


def test_a_mention_that_one_side_has_alone_is_wrong_there():
    assert b_cubed({1: "a", 2: "a"}, {1: "x", 9: "x"}) == pytest.approx((0.25, 0.25, 0.25))


def test_mentions_are_paired_by_overlap_and_not_by_words():
    assert paired({("h01", (0, 5)): 1, ("h01", (9, 12)): 1}, {("h01", (2, 5)): 1, ("h02", (9, 12)): 1}) == {
        ("h01", (2, 5)): ("h01", (0, 5))
    }


REPORTS = [
    {"id": f"r{n}", "text": text, "published": "2014-08-02", "publisher": publisher, "language": "en"}
    for n, (publisher, text) in enumerate(
        [
            ("Harbour Observer", "A bomb killed 12 people in Baghdad on Friday, the police said."),
            ("Northern Star", "A bomb killed 30 people in Baghdad on Friday, witnesses said."),
            ("Left Out", "A bomb killed 14 people in Mosul on Friday, the army said."),
        ]
    )
]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    source = tmp_path_factory.mktemp("set") / "reports.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in REPORTS), encoding="utf-8")
    with Ledger.open(source.with_name("l.onrecord"), create=True) as made:
        given = [one for one in read_inputs([str(source)], Options()) if isinstance(one, Given)]
        made.add_batch(zip(given, Reader().read_all((one.report, one.warnings) for one in given), strict=True))
        yield made


def test_a_ledger_gives_what_it_has_of_the_reports_that_are_asked_for(ledger):
    found = from_ledger(ledger, ["r0", "r1"])
    assert {report for report, _ in found.tellings} == {"r0", "r1"} == found.origins.keys()
    words = {REPORTS[int(report[1])]["text"][slice(*span)] for report, span in found.tellings}
    assert any("bomb" in word or "kill" in word for word in words)
    assert set(found.tellings.values()) >= set(found.groups) | set(found.likes)
    assert ("ASSAULT", "2014-08-01") in {like[:2] for like in found.likes.values()}


def test_a_ledger_gives_its_disputes_with_their_events(ledger):
    found = from_ledger(ledger, ["r0", "r1"])
    assert [about for _, about in found.disputed] == ["figure"]
    assert found.disputed[0][0] <= set(found.tellings.values())
    assert len(found.disputed[0][0]) == 2
    assert from_ledger(ledger, ["r2"]).disputed == []


def test_a_report_that_the_ledger_lacks_is_an_error(ledger):
    with pytest.raises(KeyError):
        from_ledger(ledger, ["r7"])
